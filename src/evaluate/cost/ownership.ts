import type { CostSummary, CostYear, LeftOut, PartLine, PerformanceLine, WorkCost } from "../../domain/assessment.js";
import type { ShareRange } from "../../domain/resale.js";
import { type Currency, type Money, majorUnits, money, subtractMoney, sumMoney, timesFraction, zeroMoney } from "../../units/money.js";
import { cardFailure } from "./card-failure.js";
import { purchaseRange, purchaseTotal } from "./purchase.js";
import { keptShare, resaleMinor, reserveMinor, type WorthModels } from "./worth.js";

/** What a cost summary is made from. */
export interface OwnershipInput {
  readonly lines: readonly PartLine[];
  /** At today's price, a year, with its range; absent when the region has no rate. */
  readonly electricityPerYear: Money | undefined;
  /** Whether the standing charge of the connection is in it. */
  readonly hasStandingCharge?: boolean;
  /** Electricity of a month at the low and the high end of the draw, over that at the likely one. */
  readonly electricityRange?: { readonly low: number; readonly high: number };
  /** By how much that price changes each year, percent. */
  readonly electricityChangePct?: number;
  /** Give later amounts in the money of the first day. */
  readonly inflation?: { readonly pctPerYear: number; readonly source: string };
  /** A whole number. */
  readonly years: number;
  /** GPU-hours the rig delivers in a year, and hours in which it works. */
  readonly gpuHoursPerYear: number;
  readonly loadHoursPerYear: number;
  readonly performance?: readonly PerformanceLine[];
  readonly currency: Currency;
  readonly models: WorthModels;
}

type Edge = keyof ShareRange;
const PER_MILLE = 1000n;
const SCALE = 1_000_000_000;

/** An amount times a factor, rounded once; exactly itself for 1. */
const scaled = (amount: Money, factor: number): Money => (factor === 1 ? amount : timesFraction(amount, BigInt(Math.round(factor * SCALE)), BigInt(SCALE)));

/** What the bought lines would sell for after some years. */
const resaleAfter = (lines: readonly PartLine[], years: number, edge: Edge, { currency, models }: OwnershipInput): Money =>
  money(
    lines.reduce((total, { kind, condition, owned, price }) => {
      return owned || price === undefined ? total : total + resaleMinor(price.minor, keptShare(kind, condition, years, models)[edge]);
    }, 0),
    currency,
  );

/** What the owned lines would still sell for after some years; today's worth for none. */
const ownedAfter = (lines: readonly PartLine[], years: number, { currency, models }: OwnershipInput): Money =>
  money(
    lines.reduce((total, { kind, worth }) => total + (worth === undefined ? 0 : resaleMinor(worth.minor, keptShare(kind, "used", years, models).value)), 0),
    currency,
  );

const reserveOf = ({ kind, condition, owned, price, worth, warrantyYears }: PartLine, models: WorthModels): number =>
  reserveMinor((owned ? worth : price)?.minor ?? 0, kind, owned ? "used" : condition, warrantyYears, models);

/** Half-widths of independent amounts together. */
const together = (...widths: readonly number[]): number => Math.round(Math.hypot(...widths));

/** `images/s` → a million images. Other units have no price of their own. */
const workUnit = (unit: string): { readonly per: string; readonly count: number } | undefined => {
  const [, what] = /^([a-z]+)(?:\/s| per second)$/.exec(unit) ?? [];
  if (what === undefined) return undefined;
  return { per: `1 M ${what}`, count: 1_000_000 };
};

interface Spread {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** The price of work: cost over what the rig gets done; the errors of both, taken as independent, on a logarithmic scale. */
const workCosts = (input: OwnershipInput, ownership: Spread): readonly WorkCost[] => {
  const { performance = [], loadHoursPerYear, years, currency } = input;
  const seconds = loadHoursPerYear * years * 3600;
  return performance.flatMap(({ workload, unit, throughput, fits }): WorkCost[] => {
    const work = workUnit(unit);
    if (work === undefined || fits === false || seconds <= 0 || !(throughput.value > 0) || !(ownership.value > 0)) return [];
    const value = (ownership.value * work.count) / (throughput.value * seconds);
    const spread = (cost: number, speed: number): number =>
      cost > 0 && speed > 0 ? Math.exp(Math.hypot(Math.log(cost / ownership.value), Math.log(speed / throughput.value))) : 1;
    return [
      {
        workload,
        per: work.per,
        currency,
        cost: {
          value,
          low: value / spread(ownership.low, throughput.high),
          high: value * spread(ownership.high, throughput.low),
          basis: "modelled",
          source: "cost of ownership over the work done under load",
        },
      },
    ];
  });
};

const leftOut = ({ lines, electricityPerYear, hasStandingCharge }: OwnershipInput): readonly LeftOut[] => [
  ...(lines.some(({ price }) => price === undefined) ? (["unpriced"] as const) : []),
  ...(lines.some(({ owned, worth }) => owned && worth === undefined) ? (["owned_worth"] as const) : []),
  ...(electricityPerYear === undefined ? (["electricity"] as const) : []),
  ...(lines.some(({ kind }) => kind === "delivery") ? [] : (["delivery"] as const)),
  "screen",
  ...(hasStandingCharge === true ? [] : (["standing_charge"] as const)),
  "cooling",
  "internet",
  "time",
  "software",
  "interest",
];

const MONTHS_PER_YEAR = 12n;

/** The loss of value of what was bought, spread over the months it is kept. */
const replacement = (
  purchase: Money,
  [sold, soldLow, soldHigh]: readonly [value: Money, low: Money, high: Money],
  years: number,
): Pick<CostSummary, "replacementPerMonth"> => {
  if (purchase.minor === 0 || years === 0) return {};
  const monthly = (left: Money): Money =>
    timesFraction(money(Math.max(0, purchase.minor - left.minor), purchase.currency), 1n, MONTHS_PER_YEAR * BigInt(years));
  return { replacementPerMonth: { value: monthly(sold), low: monthly(soldHigh), high: monthly(soldLow) } };
};

/**
 * Purchase, running cost, resale and what owning the rig costs over the years: purchase + running - resale of what was bought + loss of
 * value of what was owned. A part without a price is named and left out of the totals. Running costs fall in the middle of their
 * year, sales at its end, which matters only in the money of the first day.
 */
export const costSummary = (input: OwnershipInput): CostSummary => {
  const { lines, electricityPerYear, electricityChangePct = 0, inflation, years, currency, models } = input;
  const deflator = (year: number): number => (inflation === undefined ? 1 : (1 + inflation.pctPerYear / 100) ** -year);
  const purchase = purchaseTotal(lines, currency);
  const reservePerYear = money(
    lines.reduce((total, line) => total + reserveOf(line, models), 0),
    currency,
  );
  const failure = cardFailure(lines, years, models);
  const ownedWorth = ownedAfter(lines, 0, input);
  const resale = (year: number, edge: Edge): Money => scaled(resaleAfter(lines, year, edge, input), deflator(year));
  const ownedLoss = (year: number): Money => subtractMoney(ownedWorth, scaled(ownedAfter(lines, year, input), deflator(year)));

  const perYear: CostYear[] = [];
  let spent = purchase;
  if (electricityPerYear !== undefined) {
    for (let year = 1; year <= years; year += 1) {
      const electricity = scaled(electricityPerYear, (1 + electricityChangePct / 100) ** (year - 1) * deflator(year - 0.5));
      const reserve = scaled(reservePerYear, deflator(year - 0.5));
      const running = sumMoney([electricity, reserve], currency);
      spent = sumMoney([spent, running], currency);
      const sold = resale(year, "value");
      perYear.push({ year, electricity, reserve, running, resale: sold, ownership: sumMoney([subtractMoney(spent, sold), ownedLoss(year)], currency) });
    }
  }
  const ownership = perYear.at(-1)?.ownership;
  const atPrices = purchaseRange(lines, currency);
  const [sold, soldLow, soldHigh] = [resale(years, "value"), resale(years, "low"), resale(years, "high")];
  const electricityTotal = sumMoney(
    perYear.map(({ electricity }) => electricity),
    currency,
  ).minor;
  const { low: lessPower, high: morePower } = input.electricityRange ?? { low: 1, high: 1 };
  const below = together(purchase.minor - atPrices.low.minor, soldHigh.minor - sold.minor, electricityTotal * (1 - lessPower));
  const above = together(atPrices.high.minor - purchase.minor, sold.minor - soldLow.minor, electricityTotal * (morePower - 1));
  const low = ownership === undefined ? undefined : money(ownership.minor - below, currency);
  const high = ownership === undefined ? undefined : money(ownership.minor + above, currency);

  const resaleSource = models.resale?.kinds["gpu"]?.source;
  const gpuHours = input.gpuHoursPerYear * years;
  const deliveredHours = Math.round(gpuHours * 1000);
  const perHour = (amount: Money): Money => timesFraction(amount, PER_MILLE, BigInt(deliveredHours));
  const known = <K extends string>(key: K, value: Money | undefined): { [P in K]?: Money } =>
    value === undefined ? {} : ({ [key]: value } as { [P in K]: Money });
  const hourly = (amount: Money | undefined): Money | undefined => (amount === undefined || deliveredHours <= 0 ? undefined : perHour(amount));
  return {
    currency,
    purchase,
    purchaseLow: atPrices.low,
    purchaseHigh: atPrices.high,
    tax: sumMoney(
      lines.map(({ tax }) => tax ?? zeroMoney(currency)),
      currency,
    ),
    unpriced: lines
      .filter(({ price }) => price === undefined)
      .map(({ kind, id, name }) => (kind === "other" || kind === "delivery" || kind === "tax" ? name : id)),
    ...(inflation === undefined ? {} : { inflation }),
    electricityChangePct,
    ...known("electricityPerYear", electricityPerYear),
    reservePerYear,
    ...replacement(purchase, [sold, soldLow, soldHigh], years),
    ...(failure === undefined ? {} : { cardFailure: failure }),
    ...known("runningPerYear", electricityPerYear === undefined ? undefined : sumMoney([electricityPerYear, reservePerYear], currency)),
    ownedWorth,
    ownedLoss: ownedLoss(years),
    resale: sold,
    resaleLow: soldLow,
    resaleHigh: soldHigh,
    ...(resaleSource === undefined ? {} : { resaleSource }),
    ...known("ownership", ownership),
    ...known("ownershipLow", low),
    ...known("ownershipHigh", high),
    gpuHours,
    ...known("perGpuHour", hourly(ownership)),
    ...known("perGpuHourLow", hourly(low)),
    ...known("perGpuHourHigh", hourly(high)),
    perWork:
      ownership === undefined || low === undefined || high === undefined
        ? []
        : workCosts(input, { value: majorUnits(ownership), low: majorUnits(low), high: majorUnits(high) }),
    leavesOut: leftOut(input),
    years: perYear,
  };
};
