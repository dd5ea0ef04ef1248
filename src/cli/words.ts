import { minorDigits } from "../units/money.js";

/** ` with at most 2 decimals`, or that there are none. */
export const currencyDigitsWords = (currency: string): string => {
  const digits = minorDigits(currency);
  return digits === 0 ? " without decimals" : ` with at most ${digits} decimals`;
};
