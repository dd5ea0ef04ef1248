import { type Assumptions, constant } from "../../domain/assumptions.js";
import { dayNumber } from "../../domain/day.js";
import type { Condition, Offer } from "../../domain/offer.js";
import type { Part } from "../../domain/part.js";
import type { MarketPrice, MovedPrice } from "../../domain/price.js";
import { FACTOR_UNIT, type PriceSeries, priceFactor, priceSeriesOf } from "../../domain/price-level.js";
import type { Region } from "../../domain/region.js";
import { type Currency, convertMoney, type ExchangeRates, exchangeRate, type Money, money, timesFraction } from "../../units/money.js";

/** What turns an offer into what this buyer pays. */
export interface PriceContext {
  readonly region: Region;
  readonly regions: ReadonlyMap<string, Region>;
  readonly currency: Currency;
  readonly exchange: ExchangeRates;
  readonly asOf: string;
  readonly assumptions: Assumptions;
  /** Price levels by kind of thing, to bring old offers to the day; absent to take prices as they were seen. */
  readonly levels?: ReadonlyMap<string, PriceSeries>;
  /** Take moved prices at one end of their range. */
  readonly edge?: "low" | "high";
}

/** A region's tax as a factor; undefined where it has none. */
export const taxShare = (region: Region | undefined): { readonly numerator: bigint; readonly denominator: bigint } | undefined => {
  if (region?.tax === undefined) return undefined;
  const { digits, scale } = region.tax.ratePct;
  const hundred = 100n * 10n ** BigInt(scale);
  return { numerator: hundred + digits, denominator: hundred };
};

const marketRegion = ({ regions }: PriceContext, market: string): Region | undefined => regions.get(market);

/**
 * What one piece costs this buyer: the offer without its own market's tax, with the buyer's, in the buyer's currency.
 * A sale that bears no tax bears none here either.
 * @returns undefined when there is no exchange rate
 */
export const buyerPrice = (offer: Offer, context: PriceContext): Money | undefined => {
  const asked = money(offer.minor, offer.currency);
  const home = taxShare(context.region);
  let taxed = asked;
  if (offer.tax === "included" && offer.market !== context.region.market) {
    const there = taxShare(marketRegion(context, offer.market));
    if (there !== undefined && home !== undefined) {
      taxed = timesFraction(asked, there.denominator * home.numerator, there.numerator * home.denominator);
    }
  } else if (offer.tax === "excluded" && home !== undefined) {
    taxed = timesFraction(asked, home.numerator, home.denominator);
  }
  return convertMoney(taxed, context.currency, context.exchange);
};

const tierOf = (offer: Offer, context: PriceContext): number => {
  const { region } = context;
  if (offer.market === region.market) return 0;
  const bloc = offer.market === "EU" ? "europe" : marketRegion(context, offer.market)?.bloc;
  return bloc !== undefined && bloc === region.bloc ? 1 : 2;
};

const FARTHEST_TIER = 2;

const isMiddle = (offer: Offer): boolean => (offer.statistic === "median" || offer.statistic === "typical") && !offer.isDoubtful;

// A shop's lowest price can be paid; the lowest of private sales is a lure.
const isPayable = (offer: Offer): boolean => isMiddle(offer) || (offer.condition === "new" && offer.statistic === "lowest" && !offer.isDoubtful);

const isStreet = (offer: Offer): boolean => offer.statistic !== "list";

interface Group {
  readonly all: readonly Offer[];
  readonly used: readonly Offer[];
}

/** Of the accepted offers those of the nearest market, middles before edges; with all offers of that market. */
const grouped = (offers: readonly Offer[], accept: (offer: Offer) => boolean, context: PriceContext): Group | undefined => {
  const accepted = offers.filter(accept);
  if (accepted.length === 0) return undefined;
  let nearest = FARTHEST_TIER;
  for (const offer of accepted) nearest = Math.min(nearest, tierOf(offer, context));
  const isNear = (offer: Offer): boolean => tierOf(offer, context) === nearest;
  const near = accepted.filter(isNear);
  const middle = near.filter(isMiddle);
  return { all: offers.filter(isNear), used: middle.length > 0 ? middle : near };
};

/** Offers of a condition that may make a price on that day. */
const candidatesFor = (part: Part, condition: Condition, today: number): readonly Offer[] =>
  part.offers().filter((offer) => offer.condition === condition && !offer.isHistory && (offer.isOwn || dayNumber(offer.seenOn) <= today));

// A median was taken over several sales; any other figure is one.
const SALES_IN_MEDIAN = 3;

/**
 * Whether few sales stand behind the price of a used part: three or more are a market. New parts cost much the same in every shop,
 * and the user's own price is no guess.
 */
const isThin = (offers: readonly Offer[], { assumptions }: PriceContext): boolean => {
  let sales = 0;
  for (const { statistic, condition, isOwn } of offers) {
    if (isOwn || condition === "new") return false;
    sales += statistic === "median" ? SALES_IN_MEDIAN : 1;
  }
  return sales < constant(assumptions, "price_thin_sales");
};

/** The offers a price is made of: the fresh ones of the nearest market, middles before edges; older, farther or doubtful ones only when there is too little else. */
const choose = (part: Part, condition: Condition, context: PriceContext): Group | undefined => {
  const today = dayNumber(context.asOf);
  const candidates = candidatesFor(part, condition, today);
  if (candidates.length === 0) return undefined;
  const own = candidates.filter((offer) => offer.isOwn);
  if (own.length > 0) {
    const newest = own.reduce((day, offer) => Math.max(day, dayNumber(offer.seenOn)), 0);
    const last = own.filter((offer) => dayNumber(offer.seenOn) === newest);
    return { all: last, used: last };
  }
  const within = (days: number): Offer[] => candidates.filter((offer) => today - dayNumber(offer.seenOn) <= days);
  const recent = within(constant(context.assumptions, "price_recent_days"));
  const ofRecent = grouped(recent, isPayable, context);
  if (ofRecent !== undefined && !isThin(ofRecent.used, context)) return ofRecent;
  const usable = within(constant(context.assumptions, "price_usable_days"));
  return (
    marketAmong(usable, context) ??
    ofRecent ??
    grouped(usable, isPayable, context) ??
    grouped(recent, isStreet, context) ??
    grouped(usable, isStreet, context) ??
    grouped(newestYear(candidates.filter(isPayable)), isPayable, context) ??
    grouped(newestYear(candidates), () => true, context)
  );
};

/** Where the fresh sales nearby are few: those of the year in the nearest market, then those of all markets, if they are enough. */
const marketAmong = (usable: readonly Offer[], context: PriceContext): Group | undefined => {
  const near = grouped(usable, isPayable, context);
  if (near === undefined || near.used.every(({ condition }) => condition === "new")) return undefined;
  if (!isThin(near.used, context)) return near;
  const used = usable.filter(isMiddle);
  return isThin(used, context) ? undefined : { all: usable, used };
};

/** Offers within a year of the newest one. */
const newestYear = (offers: readonly Offer[]): readonly Offer[] => {
  const newest = offers.reduce((day, offer) => Math.max(day, dayNumber(offer.seenOn)), 0);
  return offers.filter((offer) => newest - dayNumber(offer.seenOn) <= 365);
};

const medianMinor = (sorted: readonly number[]): number => {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  if (sorted.length % 2 === 1) return upper;
  const sum = (sorted[middle - 1] ?? 0) + upper;
  const half = Math.floor(sum / 2);
  return sum % 2 === 0 || half % 2 === 0 ? half : half + 1;
};

/** The series that moves a part's old offers; undefined where prices are taken as seen. */
const seriesFor = (part: Part, { levels }: PriceContext): PriceSeries | undefined => levels?.get(priceSeriesOf(part));

/** Whether an offer is brought to the day of the plan: a fresh one and the user's own stand as they are. */
const isMoved = (offer: Offer, series: PriceSeries | undefined, context: PriceContext): boolean =>
  series !== undefined && !offer.isOwn && dayNumber(context.asOf) - dayNumber(offer.seenOn) > constant(context.assumptions, "price_fresh_days");

const edgeFactor = (factor: number, condition: Condition, { error }: PriceSeries, edge: PriceContext["edge"]): number => {
  if (edge === undefined) return factor;
  const share = 1 + (condition === "new" ? error.new : error.used);
  return Math.round(edge === "low" ? factor / share : factor * share);
};

/** With old offers of a thin market taken at the upper end of their range: who plans on one sale of last winter finds the next one dearer. */
const cautious = (offers: readonly Offer[], context: PriceContext): PriceContext =>
  context.edge === undefined && context.levels !== undefined && isThin(offers, context) ? { ...context, edge: "high" } : context;

/** What one piece costs this buyer on the day of the plan, minor units; undefined when there is no exchange rate. */
const dayMinor = (offer: Offer, series: PriceSeries | undefined, context: PriceContext): number | undefined => {
  const seen = buyerPrice(offer, context);
  if (seen === undefined || series === undefined || !isMoved(offer, series, context)) return seen?.minor;
  const factor = edgeFactor(priceFactor(series, offer.seenOn, context.asOf), offer.condition, series, context.edge);
  return timesFraction(seen, BigInt(factor), BigInt(FACTOR_UNIT)).minor;
};

const minors = (offers: readonly Offer[], series: PriceSeries | undefined, context: PriceContext): number[] =>
  offers
    .map((offer) => dayMinor(offer, series, context))
    .filter((minor): minor is number => minor !== undefined)
    .sort((a, b) => a - b);

const restsOnDoubt = (offers: readonly Offer[]): boolean => offers.every((offer) => !isPayable(offer) && !offer.isOwn);

/**
 * The market price in minor units of the buyer's currency, tax included: the median of the chosen offers,
 * at the upper end of its range where they are old and few.
 * The lean form of {@link marketPrice} for a search over the whole catalogue; both choose the same offers.
 * @returns undefined when nobody offers the part in that condition, or every offer is doubtful or the mere edge of a range:
 * a plan does not rest on such a price, though an assessment shows it
 */
export const marketPriceMinor = (part: Part, condition: Condition, context: PriceContext): number | undefined => {
  const group = choose(part, condition, context);
  if (group === undefined || restsOnDoubt(group.used)) return undefined;
  const sorted = minors(group.used, seriesFor(part, context), cautious(group.used, context));
  return sorted.length === 0 ? undefined : medianMinor(sorted);
};

const conversionWords = (offers: readonly Offer[], context: PriceContext): string => {
  const words = new Set<string>();
  for (const offer of offers) {
    if (offer.currency !== context.currency) {
      const rate = exchangeRate(offer.currency, context.currency, context.exchange);
      if (rate !== undefined) words.add(`1 ${offer.currency} = ${rate.toFixed(4)} ${context.currency} (${context.exchange.asOf})`);
    }
    const home = context.region.tax;
    if (home === undefined) continue;
    const rate = Number(home.ratePct.digits) / 10 ** home.ratePct.scale;
    if (offer.tax === "excluded") words.add(`${rate} % ${home.name} added`);
    else if (offer.tax === "included" && offer.market !== context.region.market) {
      const there = marketRegion(context, offer.market)?.tax;
      if (there !== undefined) {
        words.add(`${Number(there.ratePct.digits) / 10 ** there.ratePct.scale} % ${there.name} of ${offer.market} replaced by ${rate} % ${home.name}`);
      }
    }
  }
  return [...words].sort().join("; ");
};

/** How the price comes to differ from what was seen; undefined when nothing was moved. */
const movedPrice = (offers: readonly Offer[], series: PriceSeries | undefined, context: PriceContext): MovedPrice | undefined => {
  if (series === undefined || !offers.some((offer) => isMoved(offer, series, context))) return undefined;
  const { edge: _, ...rest } = context;
  const at = (edge: PriceContext["edge"]): Money =>
    money(medianMinor(minors(offers, series, { ...rest, ...(edge === undefined ? {} : { edge }) })), context.currency);
  return {
    observed: money(medianMinor(minors(offers, undefined, context)), context.currency),
    middle: at(undefined),
    low: at("low"),
    high: at("high"),
    series: series.name,
    source: series.source,
  };
};

/**
 * What a buyer should expect to pay for one piece: the median of the recent offers of that condition, nearest market first,
 * never a single lowest listing where there is anything else; the user's own price wins. Where the offers are old and few, the upper end
 * of what they may have become.
 * @returns undefined when nobody offers the part in that condition
 */
export const marketPrice = (part: Part, condition: Condition, context: PriceContext): MarketPrice | undefined => {
  const group = choose(part, condition, context);
  if (group === undefined) return undefined;
  const series = seriesFor(part, context);
  const sorted = minors(group.used, series, cautious(group.used, context));
  if (sorted.length === 0) return undefined;
  const price = medianMinor(sorted);
  const spread = minors(group.all, series, context);
  const moved = movedPrice(group.used, series, context);
  const byDate = [...group.used].sort((a, b) => dayNumber(a.seenOn) - dayNumber(b.seenOn));
  const newest = byDate.at(-1) as Offer;
  const oldest = byDate[0] as Offer;
  const ageDays = dayNumber(context.asOf) - dayNumber(newest.seenOn);
  return {
    price: money(price, context.currency),
    low: money(Math.min(price, ...spread), context.currency),
    high: money(Math.max(price, ...spread), context.currency),
    offerCount: group.used.length,
    isThin: isThin(group.used, context),
    basis: moved === undefined ? "observed" : "modelled",
    ...(moved === undefined ? {} : { moved }),
    asOf: newest.seenOn,
    oldest: oldest.seenOn,
    ageDays: Math.max(0, ageDays),
    isOld: ageDays > constant(context.assumptions, "price_recent_days"),
    isDoubtful: restsOnDoubt(group.used),
    isOwn: newest.isOwn,
    markets: [...new Set(group.used.map((offer) => offer.market))].sort(),
    source: [...new Set(group.used.map((offer) => (offer.channel === "" ? offer.source : `${offer.channel}: ${offer.source}`)))].sort().slice(0, 3).join("; "),
    conversion: conversionWords(group.used, context),
    offers: group.used,
  };
};
