import type { Catalog } from "../../domain/catalog.js";
import type { ResaleCurve } from "../../domain/resale.js";
import type { UsedPriceCard, UsedPrices } from "../../domain/used-price.js";

/** What a card of some age sold for, as a share of its launch price. */
export interface AgedPrice {
  readonly card: string;
  readonly quarter: string;
  readonly years: number;
  readonly share: number;
}

/** Share kept = at0 × yearly ^ years. */
export interface AgeLine {
  readonly at0: number;
  readonly yearly: number;
}

const MONTHS = 12;
const MONTHS_A_QUARTER = 3;
const MIDDLE = 1;

/** Months since year 0 of `2022-10`. */
const monthCount = (month: string): number => Number(month.slice(0, 4)) * MONTHS + Number(month.slice(5, 7)) - 1;
const quarterMonth = (quarter: string): number => Number(quarter.slice(0, 4)) * MONTHS + (Number(quarter.slice(6)) - 1) * MONTHS_A_QUARTER + MIDDLE;

/** The quarter of a month: `2022-10` → `2022-Q4`. */
export const quarterOf = (month: string): string => `${month.slice(0, 4)}-Q${Math.ceil(Number(month.slice(5, 7)) / MONTHS_A_QUARTER)}`;

export const agedPrice = (card: string, { launched, listPrice }: UsedPriceCard, quarter: string, price: number): AgedPrice => ({
  card,
  quarter,
  years: Math.max(0, quarterMonth(quarter) - monthCount(launched)) / MONTHS,
  share: price / listPrice,
});

/** The sold prices that resale curves rest on. */
export const soldPrices = ({ subjects }: Pick<Catalog, "subjects">): UsedPrices => {
  const found = subjects.usedPrices().get("ebay-us");
  if (found === undefined) throw new Error("the catalogue has no sold prices");
  return found;
};

/** Every price of ordinary ageing: the quarters in which prices no longer fell back from a boom. */
export const settledPrices = ({ cards, settledFrom }: UsedPrices): readonly AgedPrice[] =>
  Object.entries(cards).flatMap(([id, card]) =>
    Object.entries(card.quarters)
      .filter(([quarter]) => quarter >= settledFrom)
      .map(([quarter, price]) => agedPrice(id, card, quarter, price)),
  );

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
};

/** Residuals up to so many robust standard deviations count in full, farther ones less and less (Huber). */
const HUBER = 1.345;
/** Median absolute deviation to standard deviation of a normal distribution. */
const MAD_TO_DEVIATION = 1.4826;
const ROUNDS = 100;

/**
 * A straight line through the logarithms of the shares, every card counting the same however many quarters it has, outliers held back
 * (iteratively reweighted least squares with Huber's weights).
 */
export const fitAgeLine = (prices: readonly AgedPrice[]): AgeLine => {
  const counts = new Map<string, number>();
  for (const { card } of prices) counts.set(card, (counts.get(card) ?? 0) + 1);
  const points = prices.map(({ card, years, share }) => ({ x: years, y: Math.log(share), weight: 1 / (counts.get(card) ?? 1) }));
  let [start, slope] = [0, 0];
  let held = points.map(() => 1);
  for (let round = 0; round < ROUNDS; round += 1) {
    let [w, wx, wy, wxx, wxy] = [0, 0, 0, 0, 0];
    points.forEach(({ x, y, weight }, index) => {
      const full = weight * (held[index] ?? 1);
      w += full;
      wx += full * x;
      wy += full * y;
      wxx += full * x * x;
      wxy += full * x * y;
    });
    slope = (w * wxy - wx * wy) / (w * wxx - wx * wx);
    start = (wy - slope * wx) / w;
    const residuals = points.map(({ x, y }) => Math.abs(y - start - slope * x));
    const scale = Math.max(1e-9, MAD_TO_DEVIATION * median(residuals));
    held = residuals.map((residual) => Math.min(1, (HUBER * scale) / Math.max(1e-12, residual)));
  }
  return { at0: Math.exp(start), yearly: Math.exp(slope) };
};

export const shareAt = ({ at0, yearly }: AgeLine, years: number): number => at0 * yearly ** years;

/** A line for every card, fitted to all the others. */
export const linesWithout = (prices: readonly AgedPrice[]): ReadonlyMap<string, AgeLine> =>
  new Map([...new Set(prices.map(({ card }) => card))].map((card) => [card, fitAgeLine(prices.filter((price) => price.card !== card))]));

export interface HeldOutValue {
  readonly card: string;
  readonly actual: number;
  readonly predicted: number;
}

const TWO_YEARS = 2;
const NEAR_YEARS = 0.25;

/** The 24-month value of every card seen near that age, beside what the others say of it; a card's quarters are brought to 24 months along the line. */
export const valuesAfterTwoYears = (prices: readonly AgedPrice[]): readonly HeldOutValue[] => {
  const lines = linesWithout(prices);
  return [...lines].flatMap(([card, line]): HeldOutValue[] => {
    const near = prices.filter((price) => price.card === card && Math.abs(price.years - TWO_YEARS) <= NEAR_YEARS + 1e-9);
    if (near.length === 0) return [];
    const actual = median(near.map(({ share, years }) => share * line.yearly ** (TWO_YEARS - years)));
    return [{ card, actual, predicted: shareAt(line, TWO_YEARS) }];
  });
};

/** The value below which a share of the values lies, straight between neighbours. */
const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? 0;
  return low + ((sorted[Math.ceil(at)] ?? low) - low) * (at - Math.floor(at));
};

export interface FittedResale {
  readonly curve: Omit<ResaleCurve, "source">;
  readonly cards: number;
  readonly medianErrorPct: number;
  readonly heldOut: number;
  /** Share of its price that the median card lost in the fall before the settled quarters. */
  readonly fallPct: number;
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

/** How far the median card fell between the first quarter on record and the settled ones. */
const fallPct = ({ cards, settledFrom }: UsedPrices): number => {
  const falls = Object.values(cards).flatMap(({ quarters }) => {
    const before = Object.keys(quarters)
      .sort()
      .filter((quarter) => quarter < settledFrom);
    const [first, last] = [quarters[before[0] ?? ""], quarters[settledFrom]];
    return before.length < MONTHS_A_QUARTER || first === undefined || last === undefined ? [] : [1 - last / first];
  });
  return Math.round(median(falls) * 100);
};

/** The resale curve of graphics cards, with the range that its 24-month values were off by when the card was left out. */
export const fitResale = (sold: UsedPrices): FittedResale => {
  const prices = settledPrices(sold);
  const line = fitAgeLine(prices);
  const held = valuesAfterTwoYears(prices);
  const logErrors = held.map(({ actual, predicted }) => Math.log(actual / predicted));
  const first = round(Math.min(1, line.at0));
  const edge = (share: number): number => round(line.yearly * Math.exp(quantileOf(logErrors, share) / TWO_YEARS));
  return {
    curve: {
      firstSale: { value: first, low: first, high: first },
      yearly: { value: round(line.yearly), low: edge(0.1), high: Math.min(1, edge(0.9)) },
      basis: "modelled",
    },
    cards: new Set(prices.map(({ card }) => card)).size,
    medianErrorPct: Math.round(median(held.map(({ actual, predicted }) => Math.abs(predicted / actual - 1))) * 1000) / 10,
    heldOut: held.length,
    fallPct: fallPct(sold),
  };
};
