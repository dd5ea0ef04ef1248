import type { Catalog } from "../domain/catalog.js";
import type { CloudColumn, Column, Comparison, EqualWork, FreeColumn, RunsPerWeek, WorkMeasure } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { type Money, money, timesFraction } from "../units/money.js";
import { breakEvenOf, hybridsOf } from "./break-evens.js";
import { columnOf, type Entry } from "./comparison-columns.js";
import { DAYS_PER_YEAR, Desk, HOURS_PER_DAY, isOwned, MONTHS_PER_YEAR, speedIn } from "./comparison-desk.js";

const DAYS_PER_WEEK = 7;

export interface CompareOptions {
  /** Hours that one run of the user's job takes on the reference column. */
  readonly runHours?: number;
  /** Hours a month in which twice the speed is wanted. */
  readonly peakHoursPerMonth?: number;
}

const INDEX = "training-index";

/** The first job asked for that any column has a speed for; else the training index. */
const measuredBy = (columns: readonly Column[]): string | undefined => {
  const known = columns.flatMap((column) =>
    column.performance.filter(({ workload }) => speedIn(column, workload) !== undefined).map(({ workload }) => workload),
  );
  return known.find((workload) => workload !== INDEX) ?? known[0];
};

const measureOf = (columns: readonly Column[], { loadHoursPerDay }: Scenario): WorkMeasure | undefined => {
  const workload = measuredBy(columns);
  if (workload === undefined) return undefined;
  const able = columns.filter((column) => speedIn(column, workload) !== undefined);
  const reference = able.find(({ kind }) => kind === "rig" || kind === "build") ?? able[0];
  const line = reference === undefined ? undefined : speedIn(reference, workload);
  if (reference === undefined || line === undefined) return undefined;
  return { reference: reference.label, workload, unit: line.unit, speed: line.throughput, hoursPerDay: loadHoursPerDay };
};

const costOf = (column: Column, hoursPerDay: number, desk: Desk): Money | undefined => {
  if (column.kind === "cloud") return desk.rent(column.rental, hoursPerDay);
  if (column.kind !== "free") return desk.ownership(column, hoursPerDay);
  const months = desk.scenario.years * MONTHS_PER_YEAR;
  return column.pricePerMonth === undefined ? money(0, desk.scenario.currency) : money(Math.round(column.pricePerMonth.minor * months), desk.scenario.currency);
};

const availableHours = (column: Column): number | undefined => {
  if (column.kind !== "free") return HOURS_PER_DAY;
  return column.hoursPerWeek === undefined ? undefined : column.hoursPerWeek.value / DAYS_PER_WEEK;
};

const equalWork = (column: Column, work: WorkMeasure, desk: Desk): EqualWork | undefined => {
  const line = speedIn(column, work.workload);
  const available = availableHours(column);
  if (line === undefined || available === undefined) return undefined;
  const needed = column.label === work.reference ? work.hoursPerDay : (work.hoursPerDay * work.speed.value) / line.throughput.value;
  // Of rented machines one takes as many at once as it needs.
  const done = column.kind === "cloud" ? needed : Math.min(needed, available);
  const cost = costOf(column, done, desk);
  return { hoursPerDay: needed, availablePerDay: available, share: needed === 0 ? 1 : done / needed, ...(cost === undefined ? {} : { cost }) };
};

const MICRO = 1_000_000;
const THOUSAND = 1000;

/** What an hour of the work costs, and a thousand of them: one may cost less than the smallest coin. */
const workHourCost = (column: Column, work: WorkMeasure, desk: Desk): Pick<Column, "perWorkHour" | "perThousandWorkHours"> => {
  const line = speedIn(column, work.workload);
  const hoursPerDay = Math.min(work.hoursPerDay, availableHours(column) ?? 0);
  const total = costOf(column, hoursPerDay, desk);
  if (line === undefined || total === undefined || hoursPerDay === 0) return {};
  const workHours = (hoursPerDay * DAYS_PER_YEAR * desk.scenario.years * line.throughput.value) / work.speed.value;
  const share = BigInt(Math.round(workHours * MICRO));
  return { perWorkHour: timesFraction(total, BigInt(MICRO), share), perThousandWorkHours: timesFraction(total, BigInt(MICRO * THOUSAND), share) };
};

const runsPerWeek = (column: Column, work: WorkMeasure, runHours: number): RunsPerWeek | undefined => {
  const line = speedIn(column, work.workload);
  if (line === undefined) return undefined;
  const hoursPerRun = (runHours * work.speed.value) / line.throughput.value;
  const weekly = column.kind === "free" ? column.hoursPerWeek?.value : work.hoursPerDay * DAYS_PER_WEEK;
  if (weekly === undefined) return undefined;
  const session = column.kind === "free" ? column.tier.sessionH : undefined;
  return { hoursPerRun, perWeek: weekly / hoursPerRun, fitsSession: session === undefined || hoursPerRun <= session };
};

/** Whether a column does all the work, with nothing in the way that is known. */
const isAble = (column: Column): boolean => {
  if (column.equalWork === undefined || column.equalWork.share < 1 || column.equalWork.cost === undefined) return false;
  // A price without processor and memory is not the whole price.
  if (column.kind === "cloud" && column.rental.offer.host === "separate") return false;
  return !isOwned(column) || (column.assessment.cost.unpriced.length === 0 && !column.assessment.findings.some(({ verdict }) => verdict === "does_not_fit"));
};

const byCost = (a: Column, b: Column): number => (a.equalWork?.cost?.minor ?? 0) - (b.equalWork?.cost?.minor ?? 0);

/**
 * Rigs, rented machines and allowances side by side, at equal work: each is asked to do what the first rig does in the scenario's hours a day,
 * in as many hours as its own speed needs. A rig's own figures are those of its assessment, unchanged.
 */
export const compare = (entries: readonly Entry[], scenario: Scenario, catalog: Catalog, options: CompareOptions = {}): Comparison => {
  const desk = new Desk(scenario, catalog);
  const bare = entries.map((entry) => columnOf(entry, desk));
  const work = measureOf(bare, scenario);
  const columns = bare.map((column): Column => {
    const same = work === undefined ? undefined : equalWork(column, work, desk);
    const runs = work === undefined || options.runHours === undefined ? undefined : runsPerWeek(column, work, options.runHours);
    return {
      ...column,
      ...(same === undefined ? {} : { equalWork: same }),
      ...(work === undefined ? {} : workHourCost(column, work, desk)),
      ...(runs === undefined ? {} : { runs }),
    };
  });
  const rented = columns.filter((column): column is CloudColumn | FreeColumn => column.kind === "cloud" || column.kind === "free");
  return {
    columns,
    ...(work === undefined ? {} : { work }),
    breakEven: columns.filter(isOwned).flatMap((owned) => rented.map((other) => breakEvenOf(owned, other, work, desk))),
    hybrid: hybridsOf(columns, work, options.peakHoursPerMonth, desk),
    ranking: columns
      .filter(isAble)
      .sort(byCost)
      .map(({ label }) => label),
  };
};
