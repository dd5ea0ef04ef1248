import type { Finding } from "../domain/finding.js";
import { roundTo } from "../units/rounding.js";
import { numberText } from "./format.js";

/** A rule's words, made from the facts of a finding. */
export interface RuleText {
  readonly title: string;
  readonly source: string;
  readonly says: (finding: Finding) => string;
  readonly fix: (finding: Finding) => string;
}

const figure = (value: number | string | undefined): string => {
  if (typeof value !== "number") return value ?? "?";
  const rounded = roundTo(value, value < 20 ? 1 : 0);
  return Number.isInteger(rounded) ? numberText(rounded) : String(rounded);
};
export const fact = ({ facts }: Finding, name: string): string => figure(facts?.[name]);
export const kindOf = ({ facts }: Finding): string => String(facts?.["kind"] ?? "");
export const actual = (finding: Finding): string => figure(finding.actual);
export const limit = (finding: Finding): string => figure(finding.limit);
export const other = (finding: Finding): string => finding.other ?? "the rig";
