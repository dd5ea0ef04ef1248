import type { Money } from "../units/money.js";
import type { Offer } from "./offer.js";

/** What a buyer should expect to pay for one piece, from the offers seen. */
export interface MarketPrice {
  /** Tax included, in the scenario's currency. */
  readonly price: Money;
  /** Lowest and highest of the offers it is the median of, brought to the same currency and tax. */
  readonly low: Money;
  readonly high: Money;
  readonly offerCount: number;
  /** Of the newest offer used. */
  readonly asOf: string;
  /** Of the oldest offer used. */
  readonly oldest: string;
  /** Whole days between the newest offer used and the plan's date. */
  readonly ageDays: number;
  readonly isOld: boolean;
  readonly isDoubtful: boolean;
  readonly isOwn: boolean;
  readonly markets: readonly string[];
  readonly source: string;
  /** How the amounts were brought to the currency and tax of the buyer, in words; empty when nothing was done. */
  readonly conversion: string;
  readonly offers: readonly Offer[];
}
