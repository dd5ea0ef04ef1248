import { Failure, type Place } from "../domain/failure.js";
import { LIMITS } from "./limits.js";

/** Codes of what can be wrong with a file. */
const FILE_CODES = {
  bytes: "RP1201",
  yaml: "RP1202",
  "unknown-key": "RP1203",
  "missing-key": "RP1204",
  "wrong-type": "RP1205",
  "out-of-range": "RP1206",
  format: "RP1207",
  "unknown-value": "RP1208",
  conflict: "RP1209",
  catalogue: "RP1210",
} as const;
export type FileProblemKind = keyof typeof FILE_CODES;

/** One thing that is wrong in one place of a file. */
export interface Problem {
  readonly kind: FileProblemKind;
  readonly message: string;
  readonly at: Place;
  readonly fix?: string;
  readonly consequence?: string;
}

const asFailure = ({ kind, message, at, fix, consequence }: Problem, also?: readonly Failure[]): Failure =>
  new Failure("bad-data", message, {
    code: FILE_CODES[kind],
    at,
    ...(fix === undefined ? {} : { fix }),
    ...(consequence === undefined ? {} : { consequence }),
    ...(also === undefined || also.length === 0 ? {} : { also }),
  });

const byPlace = (a: Problem, b: Problem): number =>
  (a.at.file < b.at.file ? -1 : a.at.file > b.at.file ? 1 : 0) || (a.at.line ?? 0) - (b.at.line ?? 0) || (a.at.column ?? 0) - (b.at.column ?? 0);

/** All problems of a reading as one failure, in the order of the files; the first carries the rest. */
export const failureOf = (problems: readonly Problem[]): Failure => {
  const [first, ...rest] = [...problems].sort(byPlace);
  if (first === undefined) throw new RangeError("no problem to report");
  return asFailure(
    first,
    rest.map((problem) => asFailure(problem)),
  );
};

/** A value from a file, short enough to stand in a message. */
export const quoted = (value: unknown): string => {
  const text = typeof value === "string" ? value : String(value);
  return JSON.stringify(text.length > LIMITS.quotedLength ? `${text.slice(0, LIMITS.quotedLength)}…` : text);
};
