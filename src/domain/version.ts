/** The groups of digits of a version: `b10356` is one number, `2.9.1` three. */
const numbersOf = (version: string): readonly number[] => (version.match(/\d+/g) ?? []).map(Number);

/** Negative where `a` came before `b`, by their numbers: `2.9` before `2.10`. */
export const compareVersions = (a: string, b: string): number => {
  const [left, right] = [numbersOf(a), numbersOf(b)];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
};

/** The newest of some versions; undefined of none. */
export const newestOf = (versions: readonly string[]): string | undefined =>
  versions.reduce<string | undefined>((best, version) => (best === undefined || compareVersions(version, best) > 0 ? version : best), undefined);

/** Whether a version is one of those that a shorter one stands for: `2.9.1` is a `2.9`. */
export const isWithin = (version: string, shorter: string): boolean => version === shorter || version.startsWith(`${shorter}.`);
