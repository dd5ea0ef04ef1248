import { constant } from "../../domain/assumptions.js";
import type { PricedRental } from "../../domain/comparison.js";
import { dayNumber } from "../../domain/day.js";
import type { RentalOffer, RentalProvider, RentalTerms } from "../../domain/rental.js";
import { type Decimal, decimal } from "../../units/decimal.js";
import { exchangeRate, type Money, minorDigits, money } from "../../units/money.js";
import { divideHalfEven } from "../../units/rounding.js";
import type { PriceContext } from "./price.js";

const MICRO = 1_000_000;
/** Where rented computing bears no tax that could be stated for a whole region. */
const UNTAXED_MARKET = "US";

const NO_TAX = { numerator: 1n, denominator: 1n } as const;

/** What comes on top of a price without tax: the buyer's own, but for sales taxes that differ from town to town. */
const taxOf = ({ tax }: Pick<RentalOffer, "tax">, { region }: PriceContext): { readonly numerator: bigint; readonly denominator: bigint } => {
  if (tax === "included" || region.tax === undefined || region.market === UNTAXED_MARKET) return NO_TAX;
  const hundred = 100n * 10n ** BigInt(region.tax.ratePct.scale);
  return { numerator: hundred + region.tax.ratePct.digits, denominator: hundred };
};

const rateOf = (currency: string, { exchange }: PriceContext): Decimal | undefined => {
  const rate = exchange.perBase.get(currency);
  return rate === undefined || rate.digits <= 0n ? undefined : rate;
};

/**
 * What some hours of an offer cost this buyer: exact until the last step, which rounds once, half to even.
 * @param hours - counted to a millionth of an hour
 * @returns undefined when there is no exchange rate
 */
export const rentalCharge = (offer: Pick<RentalOffer, "pricePerHour" | "currency" | "tax">, hours: number, context: PriceContext): Money | undefined => {
  const from = rateOf(offer.currency, context);
  const to = rateOf(context.currency, context);
  if (from === undefined || to === undefined) return undefined;
  const price = decimal(offer.pricePerHour);
  const tax = taxOf(offer, context);
  const isSame = offer.currency === context.currency;
  const up = isSame ? 1n : to.digits * 10n ** BigInt(from.scale);
  const down = isSame ? 1n : from.digits * 10n ** BigInt(to.scale);
  const numerator = price.digits * tax.numerator * up * BigInt(Math.round(hours * MICRO)) * 10n ** BigInt(minorDigits(context.currency));
  const denominator = 10n ** BigInt(price.scale) * tax.denominator * down * BigInt(MICRO);
  return money(Number(divideHalfEven(numerator, denominator)), context.currency);
};

/** A flat price in the buyer's money and tax. */
export const flatCharge = (price: string, currency: string, context: PriceContext): Money | undefined =>
  rentalCharge({ pricePerHour: price, currency, tax: "excluded" }, 1, context);

const conversionWords = (offer: RentalOffer, context: PriceContext): string => {
  const words: string[] = [];
  if (offer.currency !== context.currency) {
    const rate = exchangeRate(offer.currency, context.currency, context.exchange);
    if (rate !== undefined) words.push(`1 ${offer.currency} = ${rate.toFixed(4)} ${context.currency} (${context.exchange.asOf})`);
  }
  const { tax } = context.region;
  if (offer.tax === "excluded" && tax !== undefined) {
    const rate = Number(tax.ratePct.digits) / 10 ** tax.ratePct.scale;
    words.push(
      context.region.market === UNTAXED_MARKET ? "without sales tax, which differs from place to place" : `${rate} % ${tax.name} added to rented hours`,
    );
  }
  return words.join("; ");
};

/** What is wanted of whoever lets it. */
export interface RentalRequest {
  /** Any of these cards, by catalogue id. */
  readonly gpus: ReadonlySet<string>;
  /** GPUs as software sees them; as few as there are when absent. */
  readonly count?: number;
  readonly terms: RentalTerms;
}

interface Candidate {
  readonly provider: RentalProvider;
  readonly offer: RentalOffer;
  readonly machines: number;
  readonly tier: number;
  readonly perHour: Money;
}

/** Fresh, complete, plain offers first: a lowest listing or a price without its machine is a lure. */
const tierOf = (offer: RentalOffer, ageDays: number, context: PriceContext): number => {
  const isFresh = ageDays <= constant(context.assumptions, "price_usable_days");
  const isWhole = offer.host !== "separate";
  const isPlain = offer.grade !== "doubtful";
  if (isFresh && isPlain) return isWhole ? 0 : 1;
  if (isFresh) return 2;
  return isPlain ? 3 : 4;
};

const machinesFor = (offer: RentalOffer, count: number | undefined): number | undefined => {
  if (count === undefined) return 1;
  return count % offer.count === 0 ? count / offer.count : undefined;
};

const ageOf = (offer: RentalOffer, context: PriceContext): number => dayNumber(context.asOf) - dayNumber(offer.seenOn);

const better = (a: Candidate, b: Candidate, wanted: number | undefined): number => {
  const size = ({ offer }: Candidate): number => (wanted === undefined ? offer.count : 0);
  const isOneMachine = ({ machines }: Candidate): number => (machines === 1 ? 0 : 1);
  const order = a.tier - b.tier || size(a) - size(b) || isOneMachine(a) - isOneMachine(b) || a.perHour.minor - b.perHour.minor;
  return order || dayNumber(b.offer.seenOn) - dayNumber(a.offer.seenOn) || (a.provider.id < b.provider.id ? -1 : 1);
};

/**
 * The offer a buyer would take: whole machines before parts of one, fresh and plain prices before old ones and lures, then the cheapest.
 * @returns undefined when nobody offers it
 */
export const chosenOffer = (
  providers: Iterable<RentalProvider>,
  request: RentalRequest,
  context: PriceContext,
): { readonly provider: RentalProvider; readonly offer: RentalOffer; readonly machines: number } | undefined => {
  let best: Candidate | undefined;
  for (const provider of providers) {
    for (const offer of provider.offers ?? []) {
      if (offer.gpu === undefined || offer.terms !== request.terms || !request.gpus.has(offer.gpu)) continue;
      const age = ageOf(offer, context);
      const machines = machinesFor(offer, request.count);
      if (age < 0 || machines === undefined) continue;
      const perHour = rentalCharge(offer, machines, context);
      if (perHour === undefined) continue;
      const candidate = { provider, offer, machines, tier: tierOf(offer, age, context), perHour };
      if (best === undefined || better(candidate, best, request.count) < 0) best = candidate;
    }
  }
  return best;
};

/** An offer in the buyer's money. */
export const pricedRental = (
  { provider, offer, machines }: { readonly provider: RentalProvider; readonly offer: RentalOffer; readonly machines: number },
  gpuName: string,
  context: PriceContext,
): PricedRental | undefined => {
  const gpuCount = offer.count * machines;
  const perHour = rentalCharge(offer, machines, context);
  const perGpuHour = rentalCharge(offer, machines / gpuCount, context);
  if (perHour === undefined || perGpuHour === undefined) return undefined;
  const ageDays = Math.max(0, ageOf(offer, context));
  return {
    provider,
    offer,
    gpuName,
    gpuCount,
    machines,
    perHour,
    perGpuHour,
    ageDays,
    isOld: ageDays > constant(context.assumptions, "price_usable_days"),
    conversion: conversionWords(offer, context),
  };
};
