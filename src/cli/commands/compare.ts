import type { Catalog } from "../../domain/catalog.js";
import type { Comparison } from "../../domain/comparison.js";
import type { Scenario } from "../../domain/scenario.js";
import { type CompareOptions, compare } from "../../evaluate/compare.js";
import type { Entry } from "../../evaluate/comparison-columns.js";
import { comparisonDocument } from "../../render/comparison-document.js";
import { comparisonText } from "../../render/comparison-table.js";
import { catalogFor } from "../catalogs.js";
import { cloudEntry, freeEntry, rigName } from "../entries.js";
import type { Io } from "../io.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { numberWithin, usage } from "../parse.js";
import { commandLine } from "../prompts/command-line.js";
import { rigAsked } from "../prompts/rig-question.js";
import { placed, type Subject, subjectFrom } from "../rig.js";
import { type ScenarioFlags, scenarioFrom } from "../scenario.js";

export interface CompareFlags extends ScenarioFlags, OutputFlags {
  readonly catalog?: readonly string[];
  readonly runHours?: string;
  readonly peakHours?: string;
}

const MOST_COLUMNS = 20;
const LONGEST_RUN_H = 100_000;
const HOURS_A_MONTH = 730;

const isRented = (text: string): boolean => /^(?:cloud|free):/i.test(text);

const checkTexts = (texts: readonly string[]): void => {
  if (texts.length > MOST_COLUMNS) throw usage(`${texts.length} things are too many to compare at once`, `give at most ${MOST_COLUMNS}`);
  if (texts.filter((text) => text === "-").length > 1) throw usage("standard input can be read once, and - is given twice", "write one of the rigs to a file");
  const twice = texts.find((text, index) => texts.indexOf(text) !== index);
  if (twice !== undefined) throw usage(`${JSON.stringify(twice.slice(0, 80))} is given twice`, "compare different things");
};

/** A scenario as flags spell it, so that shorthand is completed for the same place and hours as a rig file beside it. */
const flagsOf = ({ region, currency, asOf, loadHoursPerDay, idleHoursPerDay, years, frameworks, circuit }: Scenario): ScenarioFlags => ({
  region: region.code,
  currency,
  asOf,
  hoursPerDay: String(loadHoursPerDay),
  idleHours: String(idleHoursPerDay),
  years: String(years),
  framework: frameworks.length === 0 ? ["none"] : frameworks,
  ...(circuit === undefined ? {} : { circuit: circuit.name }),
});

interface Gathered {
  readonly entries: readonly Entry[];
  readonly scenario: Scenario;
  /** Where in their files the parts of a rig stand, by label. */
  readonly places: ReadonlyMap<string, Subject["places"]>;
}

/** Every column, in the order given, in one scenario: the first rig file's, with the flags over it. */
const entriesFrom = async (texts: readonly string[], flags: CompareFlags, catalog: Catalog, io: Io): Promise<Gathered> => {
  const isFile = (text: string): boolean => !isRented(text) && !/^\d+x/i.test(text);
  const [firstFile] = texts.filter(isFile);
  const first = firstFile === undefined ? undefined : await subjectFrom(firstFile, flags, catalog, io);
  const scenario = first?.scenario ?? scenarioFrom(catalog, flags);
  const shared: ScenarioFlags = first === undefined ? flags : { ...flags, ...flagsOf(scenario) };
  const entries: Entry[] = [];
  const places = new Map<string, Subject["places"]>();
  for (const text of texts) {
    if (/^cloud:/i.test(text)) entries.push(cloudEntry(text, scenario, catalog));
    else if (/^free:/i.test(text)) entries.push(freeEntry(text, catalog));
    else {
      const found = text === firstFile && first !== undefined ? first : await subjectFrom(text, shared, catalog, io);
      const label = text === "-" ? "<stdin>" : text;
      places.set(label, found.places);
      entries.push({ kind: "rig", label, name: rigName(found.rig, label), rig: found.rig });
    }
  }
  return { entries, scenario, places };
};

const optionsFrom = ({ runHours, peakHours }: CompareFlags): CompareOptions => ({
  ...(runHours === undefined ? {} : { runHours: numberWithin("--run-hours", runHours, 0.01, LONGEST_RUN_H, "hours") }),
  ...(peakHours === undefined ? {} : { peakHoursPerMonth: numberWithin("--peak-hours", peakHours, 0.1, HOURS_A_MONTH, "hours a month") }),
});

/** Findings with the line of the rig file they are about. */
const withPlaces = (comparison: Comparison, places: Gathered["places"]): Comparison => ({
  ...comparison,
  columns: comparison.columns.map((column) =>
    column.kind === "cloud" || column.kind === "free" ? column : { ...column, assessment: placed(column.assessment, places.get(column.label) ?? new Map()) },
  ),
});

/** `rigplan compare A B …` */
export const runCompare = async (words: readonly string[], flags: CompareFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  checkTexts(words);
  const options = optionsFrom(flags);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const texts = words.length > 0 ? words : [await rigAsked("compare", flags, catalog, io), "cloud:rtx-4090", "cloud:a100-sxm4-80gb", "free:kaggle"];
  const { entries, scenario, places } = await entriesFrom(texts, flags, catalog, io);
  const comparison = withPlaces(compare(entries, scenario, catalog, options), places);
  await outputs.write({
    exchange: catalog.exchange,
    document: () => comparisonDocument(comparison, scenario, catalog),
    text: (page) => comparisonText(comparison, scenario, page),
  });
  if (words.length === 0) io.err(`\nThe same without questions:\n  ${commandLine("compare", texts, { ...flags })}\n`);
};
