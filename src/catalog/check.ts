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
      if (fieldValue(values, field) === undefined)
        problem(`the source covers ${quoted(field)}, which is not in the file`, ["sources", index], "remove the field from covers, or add it to the file");
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

/** What is wrong with a part of a whole catalogue beyond its fields one by one. */
export const partProblems = (kind: PartKind, raw: AnyRawPart, entry: Entry, asOf: string | undefined): readonly Problem[] => [
  ...contradictions(kind, raw, entry),
  ...sourcing(kind, raw, entry),
  ...(asOf === undefined ? [] : futureDates(entry, asOf)),
];

/** What is wrong with an entry of a subject beyond its fields one by one. */
export const entryProblems = (subject: SubjectName, raw: object, { file, path }: Entry): readonly Problem[] =>
  (SUBJECTS[subject].faults?.(raw as never) ?? []).map(({ path: inner, message, fix }) => ({
    kind: "conflict",
    message,
    at: file.place([...path, ...inner]),
    fix,
  }));
