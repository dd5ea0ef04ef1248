import type { CostYear, PerformanceLine } from "../domain/assessment.js";
import type { Column, OwnedColumn, WorkMeasure } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { type Money, majorUnits, sumMoney } from "../units/money.js";
import { hoursText } from "./allowance-words.js";
import { currencyMark, moneyText, numberText, percentText, plural, smallAmount, wattsText } from "./format.js";
import type { GridRow } from "./grid.js";

type Cell = readonly string[];
type CellOf = (column: Column) => Cell;

const NONE: Cell = ["-"];
const UNKNOWN: Cell = ["not known"];
const FREE: Cell = ["nothing"];

const amount = (value: Money | undefined): Cell => (value === undefined ? UNKNOWN : [moneyText(value)]);

const owned =
  (cell: (column: OwnedColumn) => Cell, other: (column: Exclude<Column, OwnedColumn>) => Cell = () => NONE): CellOf =>
  (column) =>
    column.kind === "cloud" || column.kind === "free" ? other(column) : cell(column);

const memory: CellOf = ({ memory: { gpuCount, perGpuGib, totalGib } }) =>
  gpuCount === 0 ? ["none"] : gpuCount === 1 ? [`${hoursText(totalGib)} GB`] : [`${hoursText(totalGib)} GB`, `${gpuCount} × ${hoursText(perGpuGib)} GB`];

const INDEX = "training-index";
const SMALL = 10;

const fitWords = ({ workload, fits, memoryRequiredGib: needed, gpuCount }: PerformanceLine): Cell => {
  if (workload === INDEX) return [];
  return [...(needed === undefined ? [] : [`needs ${hoursText(needed)} GB`]), ...(fits === "unknown" && gpuCount > 0 ? ["fit not known"] : [])];
};

/** What of the job the speed supposes. */
const supposedWords = ({ batch, weights }: PerformanceLine): Cell =>
  weights !== undefined ? [weights, ...(batch === undefined || batch === 1 ? [] : [`${batch} at once`])] : batch === undefined ? [] : [`at batch ${batch}`];

const speed =
  (workload: string, unit: string): CellOf =>
  ({ performance }) => {
    const line = performance.find((entry) => entry.workload === workload && entry.unit === unit);
    if (line === undefined) return UNKNOWN;
    const { value, low, high, basis } = line.throughput;
    const decimals = value < SMALL ? 2 : 0;
    if (line.fits === false) return ["does not fit", ...fitWords(line)];
    return [numberText(value, decimals), `${numberText(low, decimals)} to ${numberText(high, decimals)}`, basis, ...supposedWords(line), ...fitWords(line)];
  };

/** Whether a price in a list is one that nobody need pay: leftover stock of an old card, or the only offer seen. */
export const hasWeakPrice = ({ assessment: { parts } }: OwnedColumn): boolean =>
  parts.some(({ owned: isThere, market }) => !isThere && market?.isDoubtful === true);

const purchase = owned((column) => {
  const { cost, parts } = column.assessment;
  if (cost.unpriced.length > 0) return [moneyText(cost.purchase), "and parts", "without price"];
  if (parts.every((part) => part.owned)) return ["owned already"];
  return [...amount(cost.purchase), ...(hasWeakPrice(column) ? ["weak price"] : [])];
});

/** What of the price goes into the cards, and what into the machine that carries them. */
const cardsAndHost = (which: "cards" | "host"): CellOf =>
  owned(({ assessment: { cost, parts } }) => {
    const lines = parts.filter(({ kind, owned: isOwned, price }) => (kind === "gpu") === (which === "cards") && !isOwned && price !== undefined);
    const sum = sumMoney(
      lines.flatMap(({ price }) => price ?? []),
      cost.currency,
    );
    return cost.purchase.minor === 0 || sum.minor === 0 ? NONE : [moneyText(sum), `${percentText(sum.minor / cost.purchase.minor)}`];
  });

/** A running cost over all the years kept. */
const overYears = (part: (year: CostYear) => Money): CellOf =>
  owned(({ assessment: { cost } }) =>
    amount(
      cost.years.length === 0
        ? undefined
        : sumMoney(
            cost.years.map((year) => part(year)),
            cost.currency,
          ),
    ),
  );

const total = owned(
  ({ assessment: { cost } }) => [
    ...amount(cost.ownership),
    ...(cost.ownershipLow === undefined ? [] : [`low ${moneyText(cost.ownershipLow)}`]),
    ...(cost.ownershipHigh === undefined ? [] : [`high ${moneyText(cost.ownershipHigh)}`]),
  ],
  (column) => (column.kind === "cloud" ? amount(column.costTotal) : column.pricePerMonth === undefined ? FREE : [moneyText(column.pricePerMonth), "a month"]),
);

/** What bought parts would sell for, and what those that were there before lose. */
const resale = owned(({ assessment: { cost, parts } }) => [
  ...(parts.every((part) => part.owned) ? [] : [moneyText(cost.resale), `low ${moneyText(cost.resaleLow)}`, `high ${moneyText(cost.resaleHigh)}`]),
  ...(parts.some((part) => part.owned) ? ["owned parts", `lose ${moneyText(cost.ownedLoss)}`] : []),
]);

const perHour = owned(
  ({ assessment: { cost, memory: has } }) => (has.gpuCount === 0 ? ["no GPU"] : amount(cost.perGpuHour)),
  (column) => (column.kind === "cloud" ? amount(column.rental.perGpuHour) : column.pricePerMonth === undefined ? FREE : NONE),
);

const MOST_OF_A_DAY = 24;
const MINUTES = 60;

const sameWork: CellOf = (column) => {
  const same = column.equalWork;
  if (same === undefined) return UNKNOWN;
  const needed = same.hoursPerDay < 1 ? `${numberText(same.hoursPerDay * MINUTES)} min a day` : `${numberText(same.hoursPerDay, 1)} h a day`;
  if (column.kind === "cloud" && same.hoursPerDay > MOST_OF_A_DAY) return [needed, `${Math.ceil(same.hoursPerDay / MOST_OF_A_DAY)} at once`];
  return same.share >= 1 ? [needed] : [needed, `gives ${numberText(same.availablePerDay, 1)} h`];
};

const sameWorkCost: CellOf = (column) => {
  const same = column.equalWork;
  if (same === undefined) return UNKNOWN;
  const price = column.kind === "free" && column.pricePerMonth === undefined ? FREE : amount(same.cost);
  return same.share < 1 ? [...price, `for ${percentText(same.share)} of it`] : price;
};

const PER_THOUSAND = 1000;
const TENTH = 0.1;

const workHour: CellOf = (column) => {
  const { perThousandWorkHours: thousand } = column;
  if (column.kind === "free" && column.pricePerMonth === undefined) return FREE;
  const exact = thousand === undefined ? undefined : majorUnits(thousand) / PER_THOUSAND;
  return thousand !== undefined && exact !== undefined && exact < TENTH ? [smallAmount(exact, currencyMark(thousand.currency))] : amount(column.perWorkHour);
};

const draw = owned(({ assessment: { power, safety } }) => [
  wattsText(power.wallTypical.value),
  `peak ${wattsText(power.wallPeak.value)}`,
  ...(safety.circuitShare === undefined ? [] : [`${percentText(safety.circuitShare)} of socket`]),
]);

const EACH_W = 100;

/** What 100 W at the wall do of the work that is compared. */
const perWatt = ({ workload }: WorkMeasure): CellOf =>
  owned(({ performance, assessment: { power } }) => {
    const line = performance.find((entry) => entry.workload === workload);
    if (line === undefined || line.fits === false || power.wallTypical.value <= 0) return UNKNOWN;
    const each = (line.throughput.value * EACH_W) / power.wallTypical.value;
    return [numberText(each, each < SMALL ? 1 : 0)];
  });

const perWattUnit = (columns: readonly Column[], { workload }: WorkMeasure): string => {
  const unit = columns.flatMap(({ performance }) => performance).find((line) => line.workload === workload)?.unit;
  return workload === INDEX || unit === undefined ? "Speed" : unit.replace(/^./, (letter) => letter.toUpperCase());
};

const YEAR_DIGITS = 4;

const support =
  (framework: string): CellOf =>
  ({ frameworks, memory: has }) => {
    // These have builds for any processor with AVX, and every one in the catalogue has it.
    if (has.gpuCount === 0) return NAMES[framework] === undefined ? UNKNOWN : ["on the CPU"];
    const line = frameworks.find((entry) => entry.framework === framework);
    if (line === undefined || line.status === "unknown") return UNKNOWN;
    const from = line.expectedUntil?.from.slice(0, YEAR_DIGITS);
    const to = line.expectedUntil?.to.slice(0, YEAR_DIGITS);
    const until = from === undefined || to === undefined ? [] : [`until ${from}${to === from ? "" : `-${to.slice(-2)}`}`];
    if (line.status === "supported") return ["newest", ...until];
    return line.status === "unsupported" ? ["does not run"] : [line.lastVersion === undefined ? "older only" : `up to ${line.lastVersion}`, ...until];
  };

const findings = owned(({ assessment }) => {
  const count = (verdict: string): number => assessment.findings.filter((finding) => finding.verdict === verdict).length;
  const wrong = count("does_not_fit");
  const open = count("unknown");
  return [...(wrong === 0 ? [] : [plural(wrong, "problem")]), ...(open === 0 ? [] : [`${open} not known`]), ...(wrong + open === 0 ? ["nothing"] : [])];
});

const runsAWeek: CellOf = ({ runs }) =>
  runs === undefined ? UNKNOWN : [numberText(runs.perWeek, runs.perWeek < 10 ? 1 : 0), `${numberText(runs.hoursPerRun, 1)} h each`];

const NAMES: Readonly<Record<string, string>> = { pytorch: "PyTorch", tensorflow: "TensorFlow", jax: "JAX" };

/** Every speed a column tells of a job, the training index first; a language model has two, answering and reading. */
const speedRows = (columns: readonly Column[]): readonly (readonly [string, CellOf])[] => {
  const rows = columns.flatMap(({ performance }) =>
    performance.map(({ workload, unit }): readonly [string, CellOf] => [
      workload === INDEX ? `Speed (${unit})` : `${workload} (${unit})`,
      speed(workload, unit),
    ]),
  );
  return [...new Map(rows)];
};

/** What is compared, one criterion a row. */
export const comparisonRows = (
  columns: readonly Column[],
  work: WorkMeasure | undefined,
  { years, loadHoursPerDay, frameworks }: Scenario,
): readonly GridRow[] => {
  const span = plural(years, "year");
  const shown = frameworks.length === 0 ? ["pytorch"] : frameworks;
  const anyOwned = columns.some(({ kind }) => kind === "rig" || kind === "build");
  const rows: readonly (readonly [string, CellOf])[] = [
    ["GPU memory", memory],
    ...speedRows(columns),
    ...(anyOwned
      ? ([
          ["To buy", purchase],
          ["the cards alone", cardsAndHost("cards")],
          ["all the rest", cardsAndHost("host")],
          [`Electricity, ${span}`, overYears(({ electricity }) => electricity)],
          [`Repairs set aside, ${span}`, overYears(({ reserve }) => reserve)],
          [`Sells for after ${span}`, resale],
        ] as const)
      : []),
    [`Total, ${span} at ${hoursText(loadHoursPerDay)} h a day`, total],
    ["Per GPU-hour", perHour],
    ...(work === undefined
      ? []
      : ([
          ["Equal work takes", sameWork],
          [`Equal work costs, ${span}`, sameWorkCost],
          ["An hour of that work, used in full", workHour],
        ] as const)),
    ...(columns.some(({ runs }) => runs !== undefined) ? [["Runs a week", runsAWeek] as const] : []),
    ...(anyOwned ? [["Watts at the wall", draw] as const] : []),
    ...(anyOwned && work !== undefined ? [[`${perWattUnit(columns, work)} for each 100 W`, perWatt(work)] as const] : []),
    ...shown.map((id) => [NAMES[id] ?? id, support(id)] as const),
    ...(anyOwned ? [["In the way", findings] as const] : []),
  ];
  return rows.map(([label, cell]) => ({ label, cells: columns.map(cell) }));
};
