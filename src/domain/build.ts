import type { Money } from "../units/money.js";
import type { Watts } from "../units/quantity.js";

/** Why a published total is not the sum of the published lines. */
export const DIFFERENCE_KINDS = ["rebates", "rounding", "slip"] as const;
export type DifferenceKind = (typeof DIFFERENCE_KINDS)[number];

/** A part list somebody published, as the catalogue holds it; its lines become a rig when they are asked for. */
export interface PublishedBuild {
  readonly id: string;
  readonly name: string;
  readonly author: string;
  /** `YYYY` or `YYYY-MM`: when its prices were paid or seen. */
  readonly pricedOn: string;
  /** ISO country code of its prices. */
  readonly market: string;
  readonly currency: string;
  /** A machine that stands, one that was meant to, or figures of a guide. */
  readonly made: "built" | "plan" | "estimate";
  /** Every line and price is known; else the list is what could be found. */
  readonly isComplete: boolean;
  readonly publishedTotal?: { readonly amount: string; readonly currency: string };
  readonly difference?: { readonly kind: DifferenceKind; readonly why: string };
  readonly measuredPowerW?: Watts;
  /** What its author reckons it draws. */
  readonly statedPowerW?: Watts;
  readonly gpuPowerLimitW?: Watts;
  readonly notes: readonly string[];
  readonly source: string;
  /** As a rig file spells them. */
  readonly parts: Readonly<Record<string, unknown>>;
  readonly extras: readonly unknown[];
}

/** What a published build came to, beside what its author wrote. */
export interface BuildSummary {
  readonly id: string;
  readonly author: string;
  readonly pricedOn: string;
  readonly made: PublishedBuild["made"];
  readonly isComplete: boolean;
  readonly source: string;
  readonly notes: readonly string[];
  /** Sum of the lines in the build's own money. */
  readonly sum: Money;
  readonly publishedTotal?: Money;
  /** Published total less the sum of the lines. */
  readonly difference?: Money;
  readonly differenceKind?: DifferenceKind;
  readonly differenceWhy?: string;
  readonly measuredPowerW?: number;
  readonly statedPowerW?: number;
  readonly today: BuildToday;
}

/** What the same list comes to on the day of the plan. */
export interface BuildToday {
  /** The sum in money of the newest year with a price level; absent without one. */
  readonly inflated?: { readonly amount: Money; readonly pct: number; readonly from: string; readonly to: string; readonly source: string };
  /** The same parts at today's market prices; lines without one keep their own price. */
  readonly market?: { readonly amount: Money; readonly low: Money; readonly high: Money; readonly priced: number; readonly lines: number };
  /** The sum in the scenario's currency at the average rate of the year it was paid in. */
  readonly converted?: { readonly amount: Money; readonly rate: number; readonly year: string; readonly source: string };
}

/** A published build as a list shows it. */
export interface ListedBuild {
  readonly id: string;
  readonly pricedOn: string;
  readonly made: PublishedBuild["made"];
  readonly isComplete: boolean;
  /** `4 × RTX 3090, used`; none where none is listed. */
  readonly cards: readonly string[];
  /** What was paid for it as far as is known, in its own money. */
  readonly paid?: Money;
  /** The same in the buyer's money of today. */
  readonly now?: Money;
}
