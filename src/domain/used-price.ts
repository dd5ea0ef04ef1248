/** What one card sold for, quarter by quarter. */
export interface UsedPriceCard {
  /** `YYYY-MM` */
  readonly launched: string;
  readonly listPrice: number;
  /** Median sold price by quarter, `2022-Q4`. */
  readonly quarters: Readonly<Record<string, number>>;
}

/** A record of sold prices that resale curves are fitted to. */
export interface UsedPrices {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  /** The first quarter of ordinary ageing; what stands before it is a fall from a boom and fits no curve. */
  readonly settledFrom: string;
  readonly cards: Readonly<Record<string, UsedPriceCard>>;
}
