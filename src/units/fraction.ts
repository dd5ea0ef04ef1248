import type { Decimal } from "./decimal.js";

/** An exact number as one whole number over another; the denominator is positive. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? (a < 0n ? -a : a) : gcd(b, a % b));

/** @throws RangeError when the denominator is not positive */
export const fraction = (numerator: bigint, denominator: bigint): Fraction => {
  if (denominator <= 0n) throw new RangeError("a fraction needs a positive denominator");
  const common = gcd(numerator, denominator);
  return { numerator: numerator / common, denominator: denominator / common };
};

export const fractionOf = ({ digits, scale }: Decimal): Fraction => fraction(digits, 10n ** BigInt(scale));

/** Nearest float, for display and for ratios; never for an amount of money. */
export const fractionToNumber = ({ numerator, denominator }: Fraction): number => {
  // Twenty digits are more than a float holds, so dividing scaled whole numbers loses nothing that is kept.
  const scaled = (numerator * 10n ** 20n) / denominator;
  return Number(scaled) / 1e20;
};

export const isSameFraction = (a: Fraction, b: Fraction): boolean => a.numerator * b.denominator === b.numerator * a.denominator;
