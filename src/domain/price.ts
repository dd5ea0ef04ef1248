import type { Money } from "../units/money.js";
import type { Offer } from "./offer.js";
import type { PartKind } from "./part.js";

/** How an old price was brought to the day of the plan. */
export interface MovedPrice {
  /** The median as it was seen, in the buyer's money and tax. */
  readonly observed: Money;
  /** The median on the day of the plan; the price itself unless the market is thin. */
  readonly middle: Money;
  readonly low: Money;
  readonly high: Money;
  /** The kind of thing whose price level was followed, in words. */
  readonly series: string;
  readonly source: string;
}

/** What a buyer should expect to pay for one piece, from the offers seen. */
export interface MarketPrice {
  /** Tax included, in the scenario's currency. */
  readonly price: Money;
  /** Lowest and highest of the offers it is the median of, brought to the same currency, tax and day. */
  readonly low: Money;
  readonly high: Money;
  readonly offerCount: number;
  /** A used part with fewer than three sales behind its price: what is old of them counts at the upper end of its range. */
  readonly isThin: boolean;
  /** Whether every offer is as fresh as the plan, or some were brought to its date by a price index. */
  readonly basis: "observed" | "modelled";
  /** Set where the price is modelled: what was seen, and the 80 % range of the model. */
  readonly moved?: MovedPrice;
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

/** Market prices of parts by kind and id, minor units, in the order of `CONDITIONS`; null where there is none to rest a plan on. */
export type PriceTable = { readonly [K in PartKind]?: Readonly<Record<string, readonly (number | null)[]>> };
