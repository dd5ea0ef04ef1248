import { minorDigits } from "../units/money.js";

/** Where faults and wishes are told. */
export const ISSUES = "https://github.com/rigplan/rigplan/issues";

/** ` with at most 2 decimals`, or that there are none. */
export const currencyDigitsWords = (currency: string): string => {
  const digits = minorDigits(currency);
  return digits === 0 ? " without decimals" : ` with at most ${digits} decimals`;
};
