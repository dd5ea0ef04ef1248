import type { Assessment, PartLine } from "../domain/assessment.js";
import type { BreakEven, Comparison } from "../domain/comparison.js";
import type { PowerReport } from "../domain/power-report.js";
import { majorUnits } from "../units/money.js";
import { currencyMark, moneyText, numberText, percentText, plural } from "./format.js";
import type { LineChart, Page } from "./style.js";
import { bullet, paragraph, picture, section } from "./table.js";

const KIND_WORDS: { readonly [K in PartLine["kind"]]: string } = {
  gpu: "graphics cards",
  cpu: "processor",
  motherboard: "board",
  memory: "memory",
  psu: "power supply",
  case: "case",
  cooler: "cooler",
  storage: "drives",
  network: "network",
  riser: "risers",
  delivery: "delivery",
  tax: "tax",
  other: "other",
};

const LONGEST_BAR = 40;
const GAP = 2;
const INDENT = 2;

/** A bar in whole and half signs; whatever is not nothing gets at least a half. */
const bar = (share: number, columns: number): string => {
  const halves = Math.max(1, Math.round(share * columns * 2));
  return `${"█".repeat(Math.floor(halves / 2))}${halves % 2 === 1 ? "▌" : ""}`;
};

/** What the money goes on: a bar for each kind of part that costs any, the dearest first. */
export const priceBars = ({ parts, cost }: Assessment, page: Page): readonly string[] => {
  if (page.pictures === undefined || cost.purchase.minor <= 0) return [];
  const sums = new Map<PartLine["kind"], number>();
  for (const { kind, price, owned } of parts) if (!owned && price !== undefined && price.minor > 0) sums.set(kind, (sums.get(kind) ?? 0) + price.minor);
  const rows = [...sums]
    .sort(([, a], [, b]) => b - a)
    .map(([kind, minor]) => ({
      name: KIND_WORDS[kind],
      amount: moneyText({ minor, currency: cost.currency }),
      share: percentText(minor / cost.purchase.minor),
      minor,
    }));
  const most = rows[0]?.minor ?? 0;
  const widest = (texts: readonly string[]): number => Math.max(...texts.map(({ length }) => length));
  const [names, amounts, shares] = [widest(rows.map(({ name }) => name)), widest(rows.map(({ amount }) => amount)), widest(rows.map(({ share }) => share))];
  const room = Math.min(LONGEST_BAR, page.columns - INDENT - names - amounts - shares - 3 * GAP);
  return rows.length < 2
    ? []
    : section(
        "WHERE THE MONEY GOES",
        picture(
          rows.map(({ name, amount, share, minor }) =>
            [name.padEnd(names), amount.padStart(amounts), share.padStart(shares), bar(minor / most, room)].join(" ".repeat(GAP)),
          ),
          page,
        ),
        page,
      );
};

const drawn = (chart: LineChart, page: Page): readonly string[] => picture(page.pictures?.drawLines?.(chart, page.columns - INDENT) ?? [], page);

const MONTHS = 12;
const OWN_MARK = "o";
const RENT_MARKS = ["a", "b", "c", "d", "e", "f"] as const;

/** The owned rig whose picture says most: the cheapest at equal work that is set beside a rented one. */
const shownOwner = ({ breakEven, ranking }: Comparison): string | undefined => {
  const owners = new Set(breakEven.filter(({ trajectory }) => trajectory.length > 1).map(({ owned }) => owned));
  return ranking.find((label) => owners.has(label)) ?? [...owners][0];
};

const longest = (pairs: readonly BreakEven[]): BreakEven["trajectory"] =>
  pairs.reduce<BreakEven["trajectory"]>((most, { trajectory }) => (trajectory.length > most.length ? trajectory : most), []);

/** Money spent over the months on a rig of one's own and on renting the same work. */
export const costOverYears = (comparison: Comparison, nameOf: (label: string) => string, page: Page): readonly string[] => {
  const owner = shownOwner(comparison);
  const pairs = comparison.breakEven.filter(({ owned, trajectory }) => owned === owner && trajectory.length > 1).slice(0, RENT_MARKS.length);
  const own = longest(pairs);
  const [first] = own;
  if (page.pictures?.drawLines === undefined || owner === undefined || first === undefined) return [];
  const mark = currencyMark(first.owned.currency);
  const rented = pairs.map(({ rented: label, trajectory }, index) => ({ label, mark: RENT_MARKS[index] ?? "z", trajectory }));
  const years = Math.floor((own.at(-1)?.month ?? 0) / MONTHS);
  const chart: LineChart = {
    series: [
      ...rented.map((line) => ({ mark: line.mark, points: line.trajectory.map(({ month, rented: paid }) => ({ x: month, y: majorUnits(paid) })) })),
      { mark: OWN_MARK, points: own.map(({ month, owned }) => ({ x: month, y: majorUnits(owned) })) },
    ],
    xTicks: Array.from({ length: years }, (_, index) => (index + 1) * MONTHS),
    xLabel: (month) => (years > 5 ? String(month / MONTHS) : plural(month / MONTHS, "year")),
    yLabel: (amount) => `${mark}${numberText(amount, amount % 1 === 0 ? 0 : 2)}`,
    yFrom: 0,
  };
  return section(
    "COST OVER THE YEARS",
    [
      ...drawn(chart, page),
      ...bullet(`${nameOf(owner)} of your own: all money spent up to then, less what it could be sold for`, page, OWN_MARK),
      ...rented.flatMap((line) => bullet(`${nameOf(line.label)}, rented for the same work: all rent paid up to then`, page, line.mark)),
      ...(years > 5 ? paragraph("The numbers below are years.", page) : []),
    ],
    page,
  );
};

const SPEED_MARK = "s";
const BILL_MARK = "b";
const TICK_W = [10, 25, 50, 100, 200];
const MOST_TICKS = 8;

/** Speed and bill at each power limit, both as a share of what they are at the highest. */
export const limitsPicture = ({ sweep }: PowerReport, page: Page): readonly string[] => {
  const rows = [...sweep].sort((a, b) => a.limitW - b.limitW);
  const [low, high] = [rows[0], rows.at(-1)];
  if (page.pictures?.drawLines === undefined || low === undefined || high === undefined || rows.length < 3) return [];
  const hasBill = high.billPerMonth !== undefined && high.billPerMonth.minor > 0;
  const drawOf = ({ billPerMonth, wallTypicalW }: (typeof rows)[number]): number =>
    hasBill ? (billPerMonth?.minor ?? 0) / (high.billPerMonth?.minor ?? 1) : wallTypicalW / high.wallTypicalW;
  const step = TICK_W.find((watts) => (high.limitW - low.limitW) / watts <= MOST_TICKS) ?? high.limitW;
  const start = Math.ceil(low.limitW / step) * step;
  const chart: LineChart = {
    series: [
      { mark: BILL_MARK, points: rows.map((row) => ({ x: row.limitW, y: drawOf(row) * 100 })) },
      { mark: SPEED_MARK, points: rows.map((row) => ({ x: row.limitW, y: row.speed.value * 100 })) },
    ],
    xTicks: Array.from({ length: Math.floor((high.limitW - start) / step) + 1 }, (_, index) => start + index * step),
    xLabel: (watts) => `${watts} W`,
    yLabel: (share) => `${numberText(share, share % 1 === 0 ? 0 : 1)} %`,
  };
  const bill =
    hasBill && low.billPerMonth !== undefined && high.billPerMonth !== undefined
      ? `the bill: ${moneyText(low.billPerMonth)} a month at ${low.limitW} W, ${moneyText(high.billPerMonth)} at ${high.limitW} W`
      : `watts at the wall while training: ${numberText(low.wallTypicalW)} at ${low.limitW} W, ${numberText(high.wallTypicalW)} at ${high.limitW} W`;
  return [
    ...drawn(chart, page),
    ...bullet(`training speed: ${percentText(low.speed.value)} at ${low.limitW} W`, page, SPEED_MARK),
    ...bullet(bill, page, BILL_MARK),
    ...paragraph("Both are shares of what they are at the highest limit. Where s stands far above b, the limit saves more money than speed.", page),
  ];
};
