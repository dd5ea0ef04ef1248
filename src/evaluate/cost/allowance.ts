import type { Estimate } from "../../domain/estimate.js";
import type { RentalOffer, RentalProvider, RentalTier } from "../../domain/rental.js";
import { decimal, decimalToNumber } from "../../units/decimal.js";

const DAYS_PER_WEEK = 7;
const HOURS_PER_WEEK = 168;
const WEEKS_PER_MONTH = 365 / 12 / DAYS_PER_WEEK;

const exactly = (value: number, basis: Estimate["basis"], source: string): Estimate => ({ value, low: value, high: value, basis, source });

/** What an allowance is worth in the provider's money: its credit, or its compute units at the price of a bundle. */
const worthOf = ({ credit, units }: RentalTier, { units: bundle }: RentalProvider): number | undefined => {
  if (credit !== undefined) return decimalToNumber(decimal(credit));
  return units === undefined || bundle === undefined ? undefined : (units * decimalToNumber(decimal(bundle.price))) / bundle.units;
};

/** Hours that a month's credit or compute units buy of an offer, in a week. */
const boughtHours = (tier: RentalTier, provider: RentalProvider, offer: RentalOffer): number | undefined => {
  const { period } = tier;
  if (period !== "month" && period !== "week") return undefined;
  const price = decimalToNumber(decimal(offer.pricePerHour)) / offer.count;
  const money = worthOf(tier, provider);
  if (money === undefined || price <= 0) return undefined;
  return money / price / (period === "month" ? WEEKS_PER_MONTH : 1);
};

/** How long an allowance lasts on each single card that the provider lets on demand today, the cheapest first. */
export const lasting = (tier: RentalTier, provider: RentalProvider): readonly { readonly gpu: string; readonly hours: number }[] => {
  const worth = worthOf(tier, provider);
  if (worth === undefined) return [];
  const tiers = provider.tiers ?? [];
  const today = tiers.filter(({ use }) => use !== "history").map(({ gpu: card }) => card);
  const gone = new Set(tiers.flatMap(({ use, gpu: card }) => (use === "history" && !today.includes(card) ? [card] : [])));
  const hours = new Map<string, number>();
  for (const { gpu, count, terms, host, currency, pricePerHour } of provider.offers ?? []) {
    const price = decimalToNumber(decimal(pricePerHour)) / count;
    if (gpu === undefined || gone.has(gpu) || terms !== "on_demand" || host !== undefined || currency !== (tier.currency ?? currency) || price <= 0) continue;
    hours.set(gpu, Math.max(hours.get(gpu) ?? 0, worth / price));
  }
  return [...hours].map(([gpu, lasts]) => ({ gpu, hours: lasts })).sort((a, b) => b.hours - a.hours);
};

/**
 * Hours a week that an allowance gives on its GPU: as the provider states them, as its credit buys them, or as users report them.
 * @param offer - what the credit is spent on, for an allowance that is credit
 * @returns undefined where none of these is known: it is not all hours, and it is not none
 */
export const weeklyHours = (tier: RentalTier, provider: RentalProvider, offer?: RentalOffer): Estimate | undefined => {
  if (tier.hoursPerWeek !== undefined) return exactly(tier.hoursPerWeek, "stated", tier.source);
  if (tier.hoursPerMonth !== undefined && tier.credit === undefined) return exactly(tier.hoursPerMonth / WEEKS_PER_MONTH, "stated", tier.source);
  if (offer !== undefined) {
    const hours = boughtHours(tier, provider, offer);
    if (hours !== undefined) return exactly(Math.min(HOURS_PER_WEEK, hours), "modelled", `${tier.source}; at the price of ${offer.seenOn}`);
  }
  const reported = tier.hoursPerDayReported;
  if (reported === undefined) return undefined;
  return {
    value: ((reported.from + reported.to) / 2) * DAYS_PER_WEEK,
    low: reported.from * DAYS_PER_WEEK,
    high: reported.to * DAYS_PER_WEEK,
    basis: "assumed",
    source: `users' reports; ${tier.source}`,
  };
};
