import type { BuildSummary, BuildToday, PublishedBuild } from "../domain/build.js";
import type { Catalog } from "../domain/catalog.js";
import type { Inflation } from "../domain/money-history.js";
import type { Condition } from "../domain/offer.js";
import { CONSUMER_SERIES, FACTOR_UNIT, priceFactor, priceSeriesOf } from "../domain/price-level.js";
import { type Rig, type RigLine, rigLines } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { decimal, decimalToNumber } from "../units/decimal.js";
import { convertMoney, type ExchangeRates, type Money, parseMoney, subtractMoney, sumMoney, timesFraction, timesWhole } from "../units/money.js";
import { priceContext } from "./context.js";
import { marketPrice, type PriceContext } from "./cost/price.js";

const SCALE = 1_000_000_000;

/** Every priced line of a build in its own money: unit price and quantity. */
const ownPrices = (rig: Rig): readonly { readonly unit: Money; readonly quantity: number; readonly line?: RigLine }[] => [
  ...rigLines(rig).flatMap(({ line }) => (line.priceOverride === undefined || line.owned ? [] : [{ unit: line.priceOverride, quantity: line.quantity, line }])),
  ...(rig.extras ?? []).flatMap(({ price, quantity, owned }) => (price === undefined || owned ? [] : [{ unit: price, quantity }])),
];

/** What the lines of a published build add up to, in its own money. */
export const sumOfBuild = (rig: Rig, currency: string): Money =>
  sumMoney(
    ownPrices(rig).map(({ unit, quantity }) => timesWhole(unit, quantity)),
    currency,
  );

/** Consumer prices of the build's market: of the country, else of its currency's area. */
const inflationOf = ({ market, currency }: PublishedBuild, catalog: Catalog): Inflation | undefined => {
  const known = [...catalog.subjects.inflation().values()];
  return known.find(({ regions }) => regions.includes(market)) ?? known.find((area) => area.id === "ea" && currency === "EUR");
};

const inflated = (sum: Money, build: PublishedBuild, catalog: Catalog): Pick<BuildToday, "inflated"> => {
  const prices = inflationOf(build, catalog);
  const from = build.pricedOn.slice(0, 4);
  const to = Object.keys(prices?.levels ?? {})
    .sort()
    .at(-1);
  const before = prices?.levels[from];
  const after = to === undefined ? undefined : prices?.levels[to];
  if (prices === undefined || before === undefined || after === undefined || to === undefined || to <= from) return {};
  const amount = timesFraction(sum, BigInt(Math.round((after / before) * SCALE)), BigInt(SCALE));
  return { inflated: { amount, pct: (after / before - 1) * 100, from, to, source: prices.source } };
};

/** In the scenario's money at the average rate of the year it was paid in. */
const converted = (sum: Money, build: PublishedBuild, { currency }: Scenario, catalog: Catalog): Pick<BuildToday, "converted"> => {
  if (currency === build.currency) return {};
  const year = build.pricedOn.slice(0, 4);
  const tables = [...catalog.subjects.yearlyRates().values()];
  const rateOf = (code: string): string | undefined => tables.find((table) => table.currency === code)?.perEuro[year];
  const [from, to] = [rateOf(build.currency), rateOf(currency)];
  const source = tables.find((table) => table.currency === build.currency)?.source ?? "";
  if (from === undefined || to === undefined) return {};
  const rates: ExchangeRates = {
    base: "EUR",
    asOf: year,
    source,
    perBase: new Map([
      [build.currency, decimal(from)],
      [currency, decimal(to)],
    ]),
  };
  const amount = convertMoney(sum, currency, rates);
  return amount === undefined ? {} : { converted: { amount, rate: decimalToNumber(decimal(to)) / decimalToNumber(decimal(from)), year, source } };
};

interface Priced {
  readonly value: Money;
  readonly low: Money;
  readonly high: Money;
  readonly isMarket: boolean;
}

/** What one piece of a line costs on the day of the plan: what the market asks, else its own price moved by the price level of its kind. */
const todaysPrice = (unit: Money, line: RigLine | undefined, pricedOn: string, context: PriceContext): Priced | undefined => {
  const conditions: readonly Condition[] = line === undefined ? [] : [line.condition, "used", "new"];
  for (const condition of conditions) {
    const market = line === undefined ? undefined : marketPrice(line.part, condition, context);
    if (market?.isDoubtful === false)
      return { value: market.price, low: market.moved?.low ?? market.price, high: market.moved?.high ?? market.price, isMarket: true };
  }
  const own = convertMoney(unit, context.currency, context.exchange);
  if (own === undefined) return undefined;
  const series = context.levels?.get(line === undefined ? CONSUMER_SERIES : priceSeriesOf(line.part));
  if (series === undefined) return { value: own, low: own, high: own, isMarket: false };
  const value = timesFraction(own, BigInt(priceFactor(series, pricedOn, context.asOf)), BigInt(FACTOR_UNIT));
  const share = BigInt(Math.round((1 + (line?.condition === "new" ? series.error.new : series.error.used)) * FACTOR_UNIT));
  return { value, low: timesFraction(value, BigInt(FACTOR_UNIT), share), high: timesFraction(value, share, BigInt(FACTOR_UNIT)), isMarket: false };
};

/** The same list on the day of the plan. */
const atMarket = (rig: Rig, { pricedOn }: PublishedBuild, scenario: Scenario, catalog: Catalog): Pick<BuildToday, "market"> => {
  const context = priceContext(scenario, catalog);
  const lines = ownPrices(rig);
  const found = lines.flatMap(({ unit, quantity, line }) => {
    const price = todaysPrice(unit, line, pricedOn, context);
    return price === undefined ? [] : [{ price, quantity }];
  });
  const priced = found.filter(({ price }) => price.isMarket).length;
  if (priced === 0 || found.length < lines.length) return {};
  const total = (pick: "value" | "low" | "high"): Money =>
    sumMoney(
      found.map(({ price, quantity }) => timesWhole(price[pick], quantity)),
      scenario.currency,
    );
  return { market: { amount: total("value"), low: total("low"), high: total("high"), priced, lines: lines.length } };
};

/** What a published build came to, beside what its author wrote, and what it comes to today. */
export const buildSummary = (build: PublishedBuild, rig: Rig, scenario: Scenario, catalog: Catalog): BuildSummary => {
  const sum = sumOfBuild(rig, build.currency);
  const { publishedTotal: published, difference } = build;
  const total = published === undefined ? undefined : parseMoney(published.amount, published.currency);
  const today: BuildToday = build.isComplete
    ? { ...inflated(sum, build, catalog), ...converted(sum, build, scenario, catalog), ...atMarket(rig, build, scenario, catalog) }
    : {};
  return {
    id: build.id,
    author: build.author,
    pricedOn: build.pricedOn,
    made: build.made,
    isComplete: build.isComplete,
    source: build.source,
    notes: build.notes,
    sum,
    ...(total === undefined ? {} : { publishedTotal: total }),
    ...(total === undefined || !build.isComplete ? {} : { difference: subtractMoney(total, sum) }),
    ...(difference === undefined ? {} : { differenceKind: difference.kind, differenceWhy: difference.why }),
    ...(build.measuredPowerW === undefined ? {} : { measuredPowerW: build.measuredPowerW }),
    ...(build.statedPowerW === undefined ? {} : { statedPowerW: build.statedPowerW }),
    today,
  };
};

/** What was paid for a published build: the sum of its lines, or its author's total where lines are missing. */
export const paidForBuild = (build: PublishedBuild, rig: Rig): Money | undefined => {
  if (build.isComplete) return sumOfBuild(rig, build.currency);
  return build.publishedTotal === undefined ? undefined : parseMoney(build.publishedTotal.amount, build.publishedTotal.currency);
};

/** An amount paid for a build in the buyer's money of today: raised by the consumer prices of its country since, at today's rate. */
export const inMoneyOfToday = (paid: Money, build: PublishedBuild, { currency, exchange }: Scenario, catalog: Catalog): Money | undefined =>
  convertMoney(inflated(paid, build, catalog).inflated?.amount ?? paid, currency, exchange);
