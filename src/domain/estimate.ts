/** Where a figure comes from. */
export type Basis = "measured" | "stated" | "modelled" | "assumed";

/** A number that is not certain: the likely value, an 80 % interval and how it was come by. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly basis: Basis;
  readonly source: string;
}

/** An estimate whose interval is given as factors of the value. */
export const estimate = (value: number, lowFactor: number, highFactor: number, basis: Basis, source: string): Estimate => ({
  value,
  low: value * lowFactor,
  high: value * highFactor,
  basis,
  source,
});
