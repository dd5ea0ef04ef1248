/**
 * `numerator` / `denominator` to the nearest whole number; a tie goes to the even neighbour.
 * The one rounding of money in this project.
 * @param denominator - positive
 */
export const divideHalfEven = (numerator: bigint, denominator: bigint): bigint => {
  if (denominator <= 0n) throw new RangeError("divideHalfEven needs a positive denominator");
  let quotient = numerator / denominator;
  let remainder = numerator % denominator;
  if (remainder < 0n) {
    quotient -= 1n;
    remainder += denominator;
  }
  const twice = remainder * 2n;
  if (twice > denominator || (twice === denominator && quotient % 2n !== 0n)) quotient += 1n;
  return quotient;
};

/** Rounds to a number of decimals for a report; half away from zero on the decimal that is shown. */
export const roundTo = (value: number, decimals: number): number => {
  const factor = 10 ** decimals;
  const rounded = Math.round((Math.abs(value) + Number.EPSILON * Math.abs(value)) * factor) / factor;
  return value < 0 && rounded !== 0 ? -rounded : rounded;
};
