const LONGEST_INPUT = 100;

/** Edits (insert, delete, replace, swap of neighbours) that turn one word into the other; at most `limit` + 1 is told apart. */
const editDistance = (a: string, b: string, limit: number): number => {
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let best = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) best = Math.min(best, (beforeLast[j - 2] ?? 0) + 1);
      row.push(best);
    }
    beforeLast = last;
    last = row;
  }
  return last[b.length] ?? 0;
};

/** Letters that two words have in common from the first on. */
const commonStart = (word: string, wanted: string): number => {
  let count = 0;
  while (count < wanted.length && word[count]?.toLowerCase() === wanted[count]) count += 1;
  return count;
};

/**
 * The known words nearest to what was typed, best first; none when nothing is near.
 * A word that begins with the input, or holds it, counts as near. The input is cut before it is measured.
 */
export const nearest = (text: string, known: Iterable<string>, max = 3): readonly string[] => {
  const wanted = text.slice(0, LONGEST_INPUT).toLowerCase();
  const limit = Math.max(1, Math.floor(wanted.length / 3));
  const found: { word: string; distance: number }[] = [];
  for (const word of known) {
    const lower = word.toLowerCase();
    const distance = editDistance(wanted, lower, limit);
    if (distance <= limit) found.push({ word, distance });
    else if (wanted.length >= 3 && lower.includes(wanted)) found.push({ word, distance: limit + (lower.startsWith(wanted) ? 0.25 : 0.5) });
  }
  // Of words as near, the one that begins alike is likelier meant.
  found.sort((a, b) => a.distance - b.distance || commonStart(b.word, wanted) - commonStart(a.word, wanted) || (a.word < b.word ? -1 : 1));
  return found.slice(0, max).map(({ word }) => word);
};
