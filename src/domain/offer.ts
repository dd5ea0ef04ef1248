import type { Currency } from "../units/money.js";

export const CONDITIONS = ["new", "used", "refurbished"] as const;
export type Condition = (typeof CONDITIONS)[number];

/** What a price observation is: the middle of several, one figure, or an edge of a range. */
export type Statistic = "median" | "typical" | "lowest" | "highest" | "list";

/** One dated observation of a price. */
export interface Offer {
  readonly minor: number;
  readonly currency: Currency;
  readonly condition: Condition;
  /** ISO country code, `EU` or `WORLD`. */
  readonly market: string;
  /** `included`: holds the market's VAT; `excluded`: sales tax comes on top; `none`: a sale that bears neither. */
  readonly tax: "included" | "excluded" | "none";
  /** `YYYY`, `YYYY-MM` or `YYYY-MM-DD`. */
  readonly seenOn: string;
  readonly statistic: Statistic;
  readonly isDoubtful: boolean;
  /** Kept for the record; no plan may use it (history before a price jump, forecasts, repeats in another currency). */
  readonly isHistory: boolean;
  /** Entered by the user: wins over every other offer of its condition. */
  readonly isOwn: boolean;
  readonly channel: string;
  readonly source: string;
}
