import type { PartKind } from "../domain/part.js";
import type { SubjectName } from "../domain/subject.js";
import type { AnyRawPart } from "./encode.js";
import type { Entry } from "./layer.js";
import { contradictions, futureDates } from "./plausible.js";
import { type Problem, quoted } from "./problem.js";
import { PART_FIELDS } from "./schema/parts.js";
import { SUBJECTS } from "./schema/registry.js";

type Values = Readonly<Record<string, unknown>>;

const holdsFigure = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean" || (typeof value === "object" && value !== null && Object.values(value).some(holdsFigure));

const fieldValue = (raw: Values, dotted: string): unknown => {
  const [field = "", inner] = dotted.split(".");
  const value = raw[field];
  if (inner === undefined) return value;
  return typeof value === "object" && value !== null && Object.hasOwn(value, inner) ? (value as Values)[inner] : undefined;
};

const strayProblem = (field: string, { file, path }: Entry, index: number): Problem => ({
  kind: "catalogue",
  message: `the source covers ${quoted(field)}, which is not in the file`,
  at: file.place([...path, "sources", index]),
  fix: "remove the field from covers, or add it to the file",
});

/** Every figure has one source, every source speaks of something that is there, and nothing left out as doubtful is there after all. */
const sourcing = (kind: PartKind, raw: AnyRawPart, entry: Entry): readonly Problem[] => {
  const problems: Problem[] = [];
  const values: Values = raw;
  const problem = (message: string, path: readonly PropertyKey[], fix: string): void => {
    problems.push({ kind: "catalogue", message, at: entry.file.place([...entry.path, ...path]), fix });
  };
  const covered = new Map<string, number>();
  raw.sources.forEach(({ covers }, index) => {
    for (const field of covers) {
      if (fieldValue(values, field) === undefined) problems.push(strayProblem(field, entry, index));
      if (covered.has(field)) problem(`${quoted(field)} has two sources`, ["sources", index], "name both in one entry, separated by a semicolon");
      covered.set(field, index);
    }
  });
  for (const field of Object.keys(PART_FIELDS[kind])) {
    const value = values[field];
    if (value === undefined || !holdsFigure(value) || covered.has(field)) continue;
    const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).map((key) => `${field}.${key}`) : [];
    const uncovered = inner.filter((key) => !covered.has(key));
    if (inner.length === 0 || uncovered.length === inner.length) problem(`${quoted(field)} has no source`, [field], "add it to the covers of a source");
    else for (const key of uncovered) problem(`${quoted(key)} has no source`, [field], "add it to the covers of a source");
  }
  (raw.doubtful ?? []).forEach(({ field }, index) => {
    if (values[field] !== undefined) problem(`${quoted(field)} is named doubtful, and is given`, ["doubtful", index], "leave the figure out, or the doubt");
  });
  return problems;
};

/**
 * Sources of a user's file that speak of nothing: a misspelt field would lose its mark of trust without a word.
 * @param isChange - whether the part is there already, so that its other fields can be spoken of as well
 */
export const straySources = (kind: PartKind, raw: Partial<AnyRawPart>, entry: Entry, isChange: boolean): readonly Problem[] =>
  (raw.sources ?? []).flatMap(({ covers }, index) =>
    covers
      .filter((field) => fieldValue(raw, field) === undefined && !(isChange && Object.hasOwn(PART_FIELDS[kind], field.split(".")[0] ?? field)))
      .map((field) => strayProblem(field, entry, index)),
  );

const unsourcedPrices = ({ prices = [] }: AnyRawPart, { file, path }: Entry): readonly Problem[] =>
  prices.flatMap(({ source }, index): readonly Problem[] =>
    source !== undefined
      ? []
      : [
          {
            kind: "catalogue",
            message: "the price has no source",
            at: file.place([...path, "prices", index]),
            fix: 'say where you saw it: source: "https://…"',
          },
        ],
  );

/**
 * What is wrong with a part of a whole catalogue beyond its fields one by one.
 * @param lastDay - what the file says was seen later than this cannot have been
 */
export const partProblems = (kind: PartKind, raw: AnyRawPart, entry: Entry, lastDay: string | undefined): readonly Problem[] => [
  ...contradictions(kind, raw, entry),
  ...sourcing(kind, raw, entry),
  ...unsourcedPrices(raw, entry),
  ...(lastDay === undefined ? [] : futureDates(entry, lastDay)),
];

/** Prices seen after the day that plans are made as of: right, and without effect until that day moves. */
export const earlyPrices = ({ prices = [] }: AnyRawPart, { file, path }: Entry, asOf: string): readonly Problem[] =>
  prices.flatMap(({ seen_on: seenOn, use }, index): readonly Problem[] =>
    use === "history" || seenOn <= asOf.slice(0, seenOn.length)
      ? []
      : [
          {
            kind: "catalogue",
            message: `the price was seen on ${seenOn}, and plans are made as of ${asOf}: they leave it out`,
            at: file.place([...path, "prices", index, "seen_on"]),
            fix: `set as_of in catalog/catalog.yaml to "${seenOn}"`,
          },
        ],
  );

/** What is wrong with an entry of a subject beyond its fields one by one. */
export const entryProblems = (subject: SubjectName, raw: object, { file, path }: Entry): readonly Problem[] =>
  (SUBJECTS[subject].faults?.(raw as never) ?? []).map(({ path: inner, message, fix }) => ({
    kind: "conflict",
    message,
    at: file.place([...path, ...inner]),
    fix,
  }));
