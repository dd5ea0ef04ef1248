import type { Difference, PartChange, RigChange } from "../domain/change.js";
import type { Scenario } from "../domain/scenario.js";
import type { Money } from "../units/money.js";
import { hoursWords } from "./assessment-table.js";
import { moneyText, numberText, plural } from "./format.js";
import { type Json, known, moneyJson } from "./json-values.js";
import type { Page } from "./style.js";
import { bullet, paragraph, section, tableLines } from "./table.js";

const isMoney = (value: string | number | Money): value is Money => typeof value === "object";

const MONEY_WORDS: Readonly<Record<string, string>> = {
  purchase: "To buy",
  bill_per_month: "Electricity a month",
  running_per_year: "Running a year",
  resale: "Sells for",
  ownership: "Total over the years",
  per_gpu_hour: "Per GPU-hour",
};
const NUMBER_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  idle_w: ["Idle at the wall", "W"],
  wall_typical_w: ["Training at the wall", "W"],
  wall_peak_w: ["Peak at the wall", "W"],
  gpu_power_limit_w: ["Power limit of a card", "W"],
  kwh_per_month: ["Energy a month", "kWh"],
  gpu_count: ["GPUs", ""],
  total_gib: ["GPU memory", "GB"],
  "training-index": ["Training index", ""],
};
const SCENARIO_WORDS: Readonly<Record<string, string>> = {
  region: "region",
  currency: "currency",
  as_of: "day",
  load_hours_per_day: "hours a day under load",
  idle_hours_per_day: "hours a day idle",
  years: "years kept",
};

const numberWords = (value: number, unit: string): string => `${numberText(value, value % 1 === 0 ? 0 : 1)}${unit === "" ? "" : ` ${unit}`}`;
const signed = (words: string, isUp: boolean): string => (isUp ? `+${words}` : words);

const valueWords = (value: string | number | Money | undefined): string =>
  value === undefined ? "not known" : isMoney(value) ? moneyText(value) : typeof value === "number" ? numberText(value, value % 1 === 0 ? 0 : 1) : value;

const partWords = ({ change, name, before, after }: PartChange): string => {
  const count = (value: PartChange["before"]): string => (value === 1 || value === undefined ? "" : `${valueWords(value)} × `);
  if (change === "added") return `${count(after)}${name} is new`;
  if (change === "removed") return `${count(before)}${name} is gone`;
  return `${name}: ${change} ${valueWords(before)} → ${valueWords(after)}`;
};

const moneyRow = ({ field, before, after, by }: Difference<Money>): readonly string[] => [
  MONEY_WORDS[field] ?? field,
  valueWords(before),
  valueWords(after),
  by === undefined ? "not comparable" : signed(moneyText(by), by.minor > 0),
];

const numberRow = ({ field, before, after, by }: Difference<number>): readonly string[] => {
  const [label, unit] = NUMBER_WORDS[field] ?? [field, ""];
  const words = (value: number | undefined): string => (value === undefined ? "not known" : numberWords(value, unit));
  return [label, words(before), words(after), by === undefined ? "-" : signed(numberWords(by, unit), by > 0)];
};

/** What changed in a few words. */
const summary = ({ parts, money, numbers, newFindings, goneFindings }: RigChange): string => {
  const purchase = money.find(({ field }) => field === "purchase")?.by;
  const bill = money.find(({ field }) => field === "bill_per_month")?.by;
  const watts = numbers.find(({ field }) => field === "wall_typical_w")?.by;
  const words = [
    ...(parts.length === 0 ? [] : [`${plural(parts.length, "change")} in parts`]),
    ...(purchase === undefined ? [] : [`${signed(moneyText(purchase), purchase.minor > 0)} to buy`]),
    ...(bill === undefined ? [] : [`${signed(moneyText(bill), bill.minor > 0)} of electricity a month`]),
    ...(watts === undefined ? [] : [`${signed(numberWords(watts, "W"), watts > 0)} while training`]),
    ...(newFindings.length === 0 ? [] : [`${plural(newFindings.length, "new finding")}`]),
    ...(goneFindings.length === 0 ? [] : [`${plural(goneFindings.length, "finding")} gone`]),
  ];
  return words.length === 0 ? "other figures changed" : words.join(", ");
};

/** What changed against a saved state, in one sentence. */
export const changeWords = (change: RigChange, name: string): string =>
  change.isChanged ? `${name} against ${change.baseline}: ${summary(change)}.` : `${name} against ${change.baseline}: no change.`;

const scenarioWords = ({ scenario }: RigChange, page: Page): readonly string[] =>
  scenario.length === 0
    ? []
    : bullet(
        `Not all of it is the rig's doing: the baseline was made for ${scenario.map(({ field, before, after }) => `${SCENARIO_WORDS[field] ?? field} ${valueWords(before)}, now ${valueWords(after)}`).join("; ")}.`,
        page,
        "!",
      );

/** Two rig files may each tell of hours and a place of their own. */
const judgedWords = ({ isSeenHere }: RigChange, scenario: Scenario): string =>
  isSeenHere
    ? ` Both are judged in ${scenario.region.name} at ${hoursWords(scenario)}, for ${plural(scenario.years, "year")}; what the baseline's file says of its own use is left aside.`
    : "";

/**
 * What is different from a saved state, or that nothing is.
 * @param headline - what the report has said already
 */
export const changeSection = (change: RigChange, nameOf: (label: string) => string, headline: string, scenario: Scenario, page: Page): readonly string[] => {
  const title = "CHANGE AGAINST THE BASELINE";
  const judged = judgedWords(change, scenario);
  const words = changeWords(change, nameOf(change.label));
  if (!change.isChanged) return section(title, paragraph(`${words}${judged}`, page), page);
  const rows = [...change.money.map(moneyRow), ...change.numbers.map(numberRow)];
  return section(
    title,
    [
      ...(words === headline ? [] : paragraph(words, page)),
      ...(judged === "" ? [] : paragraph(judged.trim(), page)),
      ...change.parts.flatMap((part) => bullet(partWords(part), page)),
      ...(rows.length === 0
        ? []
        : tableLines(
            [
              { head: "Figure", flexible: "wraps" },
              { head: "Before", align: "right" },
              { head: "Now", align: "right" },
              { head: "Change", align: "right" },
            ],
            rows,
            page,
          )),
      ...change.newFindings.flatMap(({ code, message, verdict }) =>
        bullet(`new: ${message} [${code}]`, page, verdict === "does_not_fit" ? page.style.red("x") : "!"),
      ),
      ...change.goneFindings.flatMap(({ code, message }) => bullet(`gone: ${message} [${code}]`, page)),
      ...scenarioWords(change, page),
    ],
    page,
  );
};

const valueJson = (value: string | number | Money): unknown => (isMoney(value) ? moneyJson(value) : value);

const differenceJson = (difference: Difference<string | number | Money>): Json => ({
  field: difference.field,
  ...known("before", difference.before, valueJson),
  ...known("after", difference.after, valueJson),
  ...known("change", difference.by, valueJson),
});

export const changeJson = (change: RigChange): Json => ({
  baseline: change.baseline,
  label: change.label,
  changed: change.isChanged,
  parts: change.parts.map(({ change: what, kind, id, name, before, after }) => ({
    change: what,
    kind,
    id,
    name,
    ...known("before", before, valueJson),
    ...known("after", after, valueJson),
  })),
  money: change.money.map(differenceJson),
  numbers: change.numbers.map(differenceJson),
  new_findings: change.newFindings.map((finding) => ({ ...finding })),
  gone_findings: change.goneFindings.map((finding) => ({ ...finding })),
  scenario: change.scenario.map(differenceJson),
});
