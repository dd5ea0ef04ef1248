import type { Currency } from "../units/money.js";

/** `spot`: may be taken away at any time; `on_demand`: kept until given back. */
export type RentalTerms = "on_demand" | "spot";

/** One machine, or one card with its share of a machine, as a provider lets it by the hour. */
export interface RentalOffer {
  /** Catalogue id; absent for a card the catalogue does not hold, which then has a `model`. */
  readonly gpu?: string;
  readonly model?: string;
  readonly vramGib?: number;
  /** The listing does not say whether the card is of the slower or the faster form; the slower is taken. */
  readonly formAssumed?: boolean;
  readonly instance?: string;
  /** GPUs as software sees them: half of a board that is two GPUs counts as one. */
  readonly count: number;
  /** For the whole offer, exact decimal text. */
  readonly pricePerHour: string;
  readonly currency: Currency;
  readonly tax: "included" | "excluded";
  readonly terms: RentalTerms;
  readonly tier?: string;
  /** Processor and memory are billed on top. */
  readonly host?: "separate";
  readonly region?: string;
  readonly vcpus?: number;
  readonly ramGib?: number;
  readonly seenOn: string;
  readonly grade?: "doubtful";
  readonly source: string;
  readonly note?: string;
}

/** A free or flat-price allowance: what it gives, and what it does not. */
export interface RentalTier {
  readonly id: string;
  readonly name: string;
  readonly gpu?: string;
  readonly model?: string;
  readonly count?: number;
  readonly price?: string;
  readonly currency?: Currency;
  readonly period?: "week" | "month" | "once";
  /** Compute units of the provider that the price holds. */
  readonly units?: number;
  /** Credit in the provider's money that the price holds. */
  readonly credit?: string;
  readonly hoursPerWeek?: number;
  readonly hoursPerMonth?: number;
  /** What users report where the provider promises nothing. */
  readonly hoursPerDayReported?: { readonly from: number; readonly to: number };
  readonly hoursPerSessionSeen?: number;
  readonly sessionH?: number;
  readonly idleMin?: number;
  readonly ramGib?: number;
  readonly diskGb?: number;
  /** Tiers of one provider with the same quota share its hours. */
  readonly quota?: string;
  readonly since?: string;
  readonly until?: string;
  /** How it once was; kept for the record. */
  readonly use?: "history";
  readonly seenOn: string;
  readonly source: string;
  readonly note?: string;
}

/** Somebody who lets GPUs by the hour, or gives some away. */
export interface RentalProvider {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly kind: "cloud" | "marketplace" | "notebook";
  readonly storage?: string;
  readonly egress?: string;
  readonly billing?: string;
  /** What a bundle of the provider's compute units costs. */
  readonly units?: { readonly price: string; readonly currency: Currency; readonly units: number };
  readonly notes?: readonly string[];
  readonly offers?: readonly RentalOffer[];
  readonly tiers?: readonly RentalTier[];
}

/** What somebody gives for nothing, and what a credit comes to. */
export interface FreeSource {
  readonly provider: RentalProvider;
  readonly tier: RentalTier;
  /** Given once to start with; else again each day, week or month. */
  readonly isOnce: boolean;
  readonly gpuName?: string;
  /** Hours a credit lasts on the provider's cheapest card. */
  readonly buys?: { readonly gpuName: string; readonly hours: number };
}
