import type { Catalog } from "../../domain/catalog.js";
import type { RigChange } from "../../domain/change.js";
import type { Comparison, OwnedColumn } from "../../domain/comparison.js";
import type { Scenario } from "../../domain/scenario.js";
import type { WinnersReport } from "../../domain/winner.js";
import { changeOf } from "../../evaluate/change.js";
import { type CompareOptions, compare } from "../../evaluate/compare.js";
import type { Entry } from "../../evaluate/comparison-columns.js";
import { winnersReport } from "../../evaluate/winners.js";
import { comparisonDocument } from "../../render/comparison-document.js";
import { comparisonText } from "../../render/comparison-table.js";
import { shortName } from "../../render/short-name.js";
import { catalogFor } from "../catalogs.js";
import { cloudEntry, distinctNames, freeEntry, rigName } from "../entries.js";
import type { Io } from "../io.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { amountOf, numberWithin, usage } from "../parse.js";
import { withProgress } from "../progress.js";
import { withoutQuestions } from "../prompts/command-line.js";
import { rigAsked } from "../prompts/rig-question.js";
import { boughtRig, placed, type Subject, subjectFrom, withBuild } from "../rig.js";
import { type ScenarioFlags, scenarioFrom } from "../scenario.js";

export interface CompareFlags extends ScenarioFlags, OutputFlags {
  readonly catalog?: readonly string[];
  readonly runHours?: string;
  readonly peakHours?: string;
  readonly equalBudget?: string;
  readonly baseline?: string;
  readonly winners?: boolean;
}

const MOST_COLUMNS = 20;
const LONGEST_RUN_H = 100_000;
const HOURS_A_MONTH = 730;

const isRented = (text: string): boolean => /^(?:cloud|free):/i.test(text);

const checkTexts = (texts: readonly string[], baseline: string | undefined): void => {
  if (texts.length > MOST_COLUMNS) throw usage(`${texts.length} things are too many to compare at once`, `give at most ${MOST_COLUMNS}`);
  if ([...texts, baseline].filter((text) => text === "-").length > 1)
    throw usage("standard input can be read once, and - is given twice", "write one of them to a file");
  const twice = texts.find((text, index) => texts.indexOf(text) !== index);
  if (twice !== undefined) throw usage(`${JSON.stringify(twice.slice(0, 80))} is given twice`, "compare different things");
};

/** A scenario as flags spell it, so that shorthand is completed for the same place, hours and software as a rig file beside it. */
const flagsOf = (scenario: Scenario): ScenarioFlags => {
  const {
    region,
    currency,
    asOf,
    loadHoursPerDay,
    idleHoursPerDay,
    years,
    frameworks,
    frameworkVersions = {},
    minSupportYears,
    observedPrices,
    circuit,
    tariff,
  } = scenario;
  const words = frameworks.map((id) => (frameworkVersions[id] === undefined ? id : `${id}@${frameworkVersions[id]}`));
  return {
    region: region.code,
    currency,
    asOf,
    hoursPerDay: String(loadHoursPerDay),
    idleHours: String(idleHoursPerDay),
    years: String(years),
    framework: words.length === 0 ? ["none"] : words,
    ...(minSupportYears === undefined ? {} : { minSupportYears: String(minSupportYears) }),
    ...(observedPrices === undefined ? {} : { observedPrices }),
    ...(circuit === undefined ? {} : { circuit: circuit.name }),
    ...(tariff?.given === undefined ? {} : { tariff: tariff.given }),
    ...(tariff === undefined ? {} : { schedule: tariff.schedule.kind === "window" ? tariff.schedule.name : tariff.schedule.kind }),
    ...(tariff?.schedule.kind === "cheapest" ? { pieces: String(tariff.schedule.pieces) } : {}),
    ...(tariff?.withStanding === true ? { withStandingCharge: true } : {}),
  };
};

interface Gathered {
  readonly entries: readonly Entry[];
  readonly scenario: Scenario;
  /** What there is to say of each own column beside its rig, by label. */
  readonly subjects: ReadonlyMap<string, Subject>;
}

const isBuild = (text: string): boolean => /^build:/i.test(text);
const isProcessor = (text: string): boolean => /^cpu:/i.test(text);
const isFile = (text: string): boolean => !isRented(text) && !isBuild(text) && !isProcessor(text) && !/^\d+x/i.test(text);

/** Columns of whatever money buys of each card named. */
const budgetEntry = (text: string, amount: string, scenario: Scenario, catalog: Catalog, onStep: () => void): Entry => {
  if (isProcessor(text))
    throw usage(`--equal-budget counts cards, and ${JSON.stringify(text.slice(0, 80))} is a processor`, "compare it without --equal-budget");
  if (text === "-" || /^\d+x/i.test(text))
    throw usage(`--equal-budget says how many, so ${JSON.stringify(text.slice(0, 80))} is too much`, "name cards alone, such as rtx-3090 or rtx-3090@280W");
  const rig = boughtRig(text, amountOf("--equal-budget", amount, scenario.currency), scenario, catalog, onStep);
  return { kind: "rig", label: text, name: rigName(rig, text), rig };
};

/** A published build by its cards: its own name is too long for a heading. */
const buildEntry = (label: string, { rig: { name: _name, ...rig } }: Subject): Entry => ({ kind: "build", label, name: `${rigName(rig, label)}, build`, rig });

/** Every column, in the order given, in one scenario: the first rig file's, with the flags over it. */
const entriesFrom = async (texts: readonly string[], flags: CompareFlags, catalog: Catalog, io: Io, onStep: () => void): Promise<Gathered> => {
  const budget = flags.equalBudget;
  const firstFile = budget === undefined ? texts.find(isFile) : undefined;
  const first = firstFile === undefined ? undefined : await subjectFrom(firstFile, flags, catalog, io, onStep);
  const scenario = first?.scenario ?? scenarioFrom(catalog, flags);
  const shared: ScenarioFlags = first === undefined ? flags : { ...flags, ...flagsOf(scenario) };
  const entries: Entry[] = [];
  const subjects = new Map<string, Subject>();
  for (const text of texts) {
    if (/^cloud:/i.test(text)) entries.push(cloudEntry(text, scenario, catalog));
    else if (/^free:/i.test(text)) entries.push(freeEntry(text, catalog));
    else if (budget !== undefined && !isBuild(text)) entries.push(budgetEntry(text, budget, scenario, catalog, onStep));
    else {
      // A build is looked at in the comparison's place and money, not its own.
      const flagsHere = isBuild(text) ? { ...flags, ...flagsOf(scenario) } : shared;
      const found = text === firstFile && first !== undefined ? first : await subjectFrom(text, flagsHere, catalog, io, onStep);
      const label = text === "-" ? "<stdin>" : text;
      subjects.set(label, found);
      entries.push(isBuild(text) ? buildEntry(label, found) : { kind: "rig", label, name: rigName(found.rig, label), rig: found.rig });
    }
  }
  return { entries: distinctNames(entries), scenario, subjects };
};

const ownedOf = ({ columns }: Comparison): readonly OwnedColumn[] =>
  columns.filter((column): column is OwnedColumn => column.kind === "rig" || column.kind === "build");

/** Every rig against the one of its label in the baseline; a baseline of one rig against the first. */
const changesFrom = async (comparison: Comparison, path: string, scenario: Scenario, catalog: Catalog, io: Io): Promise<readonly RigChange[]> => {
  const { readBaseline, figuresOfAssessment, scenarioFigures } = await import("../baseline.js");
  const baseline = await readBaseline(path, scenario, catalog, io);
  const owned = ownedOf(comparison);
  const only = baseline.rigs.size === 1 ? [...baseline.rigs.values()][0] : undefined;
  const changes = owned.flatMap((column, index): readonly RigChange[] => {
    const before = baseline.rigs.get(column.label) ?? (index === 0 ? only : undefined);
    return before === undefined ? [] : [changeOf(baseline, before, column.label, figuresOfAssessment(column.assessment), scenarioFigures(scenario))];
  });
  if (changes.length > 0) return changes;
  const known = [...baseline.rigs.keys()].slice(0, 6).join(", ");
  throw usage(
    owned.length === 0 ? "--baseline needs a rig of your own to compare" : "the baseline holds none of these rigs",
    known === "" ? "name a rig file first" : `it holds ${known}`,
  );
};

const winnersFor = (comparison: Comparison, catalog: Catalog): WinnersReport =>
  winnersReport(
    [...catalog.subjects.winners().values()],
    ownedOf(comparison).map(({ label, assessment }) => ({
      label,
      gpuCount: assessment.memory.gpuCount,
      card: shortName(assessment.rig.gpu[0]?.part.name ?? ""),
    })),
  );

const optionsFrom = ({ runHours, peakHours }: CompareFlags): CompareOptions => ({
  ...(runHours === undefined ? {} : { runHours: numberWithin("--run-hours", runHours, 0.01, LONGEST_RUN_H, "hours") }),
  ...(peakHours === undefined ? {} : { peakHoursPerMonth: numberWithin("--peak-hours", peakHours, 0.1, HOURS_A_MONTH, "hours a month") }),
});

/** Findings with the line of the rig file they are about, and what is known of a published build. */
const withSubjects = (comparison: Comparison, subjects: Gathered["subjects"]): Comparison => ({
  ...comparison,
  columns: comparison.columns.map((column) => {
    const subject = subjects.get(column.label);
    if (subject === undefined || column.kind === "cloud" || column.kind === "free") return column;
    return { ...column, assessment: withBuild(placed(column.assessment, subject.places), subject) };
  }),
});

/** `rigplan compare A B …` */
export const runCompare = async (words: readonly string[], flags: CompareFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  checkTexts(words, flags.baseline);
  const options = optionsFrom(flags);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const texts = words.length > 0 ? words : [await rigAsked("compare", flags, catalog, io), "cloud:rtx-4090", "cloud:a100-sxm4-80gb", "free:kaggle"];
  const { entries, scenario, subjects } = await withProgress("looking for the machine around each card", flags, io, (step) =>
    entriesFrom(texts, flags, catalog, io, step),
  );
  const comparison = withSubjects(compare(entries, scenario, catalog, options), subjects);
  const whole: Comparison = {
    ...comparison,
    ...(flags.baseline === undefined ? {} : { changes: await changesFrom(comparison, flags.baseline, scenario, catalog, io) }),
    ...(flags.winners === true ? { winners: winnersFor(comparison, catalog) } : {}),
  };
  await outputs.write({
    exchange: catalog.exchange,
    drawsLines: true,
    document: () => comparisonDocument(whole, scenario, catalog),
    text: (page) => comparisonText(whole, scenario, page),
  });
  if (words.length === 0) io.err(withoutQuestions("compare", texts, { ...flags }, io.noteColumns));
};
