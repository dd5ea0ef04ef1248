import fc from "fast-check";

/** Values that some reader somewhere took for something else. */
const JUNK: readonly unknown[] = [
  null,
  true,
  "",
  " ",
  "x".repeat(5000),
  -1,
  0,
  1,
  2.5,
  1e9,
  9007199254740992,
  "__proto__",
  "constructor",
  "toString",
  "\u001b[2J",
  "a\u202eb",
  "\ud800",
  "1e3",
  "0x10",
  "-5",
  "٦٥٠",
  "1,299.00",
  "2999-01-01",
  "2026-02-31",
  "0000",
  "../../x",
  "=1+1",
  [],
  [[]],
  [null],
  ["a", "a"],
  {},
  { a: 1 },
  { ["__proto__"]: { polluted: 1 } },
];
const KEYS = ["__proto__", "constructor", "prototype", "toString", "valueOf", "schema", "id", "name", "a", "", "prices", "quantity"] as const;

const FACTORS = [0.001, 0.01, 10, 100, 1000, -1] as const;

type Path = readonly (string | number)[];

const isNode = (value: unknown): value is Record<string, unknown> | unknown[] => typeof value === "object" && value !== null;

const pathsIn = (value: unknown, at: Path = []): readonly Path[] =>
  isNode(value) ? [at, ...Object.entries(value).flatMap(([key, inner]) => pathsIn(inner, [...at, Array.isArray(value) ? Number(key) : key]))] : [at];

/** A copy in which `change` has been at the value of a path; own keys only, whatever they are called. */
const changedAt = (value: unknown, [step, ...rest]: Path, change: (value: unknown) => unknown): unknown => {
  if (step === undefined) return change(value);
  if (Array.isArray(value)) return value.map((inner: unknown, index) => (index === step ? changedAt(inner, rest, change) : inner));
  if (!isNode(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key === step ? changedAt(inner, rest, change) : inner]));
};

const without = (value: unknown, at: number): unknown =>
  Array.isArray(value)
    ? value.filter((_, index) => index !== at)
    : isNode(value)
      ? Object.fromEntries(Object.entries(value).filter((_, index) => index !== at))
      : value;
const withKey = (value: unknown, key: string, inner: unknown): unknown =>
  Array.isArray(value) ? [...value, inner] : isNode(value) ? Object.fromEntries([...Object.entries(value), [key, inner]]) : value;
const renamed = (value: unknown, at: number, key: string): unknown =>
  isNode(value) && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).map(([old, inner], index) => [index === at ? key : old, inner])) : value;

interface Mutation {
  readonly where: number;
  readonly how: "replace" | "remove" | "add" | "rename" | "double" | "scale";
  readonly junk: unknown;
  readonly key: string;
  readonly at: number;
}

const apply = (value: unknown, { where, how, junk, key, at }: Mutation): unknown => {
  const paths = pathsIn(value);
  const path = paths[where % paths.length] ?? [];
  return changedAt(value, path, (found) => {
    switch (how) {
      case "replace":
        return junk;
      case "remove":
        return without(found, at);
      case "add":
        return withKey(found, key, junk);
      case "rename":
        return renamed(found, at, key);
      case "double":
        return Array.isArray(found) ? [...found, ...found] : [found];
      case "scale":
        return typeof found === "number" ? found * (FACTORS[at] ?? 1) : found;
    }
  });
};

/** A whole document with one to four things changed at any depth. */
export const mutated = (whole: unknown): fc.Arbitrary<unknown> =>
  fc
    .array(
      fc.record({
        where: fc.nat(10_000),
        how: fc.constantFrom("replace", "remove", "add", "rename", "double", "scale"),
        junk: fc.constantFrom(...JUNK),
        key: fc.constantFrom(...KEYS),
        at: fc.nat(5),
      }),
      { minLength: 1, maxLength: 4 },
    )
    .map((mutations) => mutations.reduce(apply, whole));
