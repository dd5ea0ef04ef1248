import { type Currency, type Money, majorUnits, minorDigits } from "./money.js";

const SYMBOLS: Readonly<Record<string, string>> = { GBP: "£", EUR: "€", USD: "$" };

/** Digits in groups of three. */
export const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

/** `£2,874.31`, `CHF 1,200.00`, `-£3.00`: always in full, never shortened. */
export const moneyText = (amount: Money): string => {
  const digits = minorDigits(amount.currency);
  const [whole = "0", fraction] = Math.abs(majorUnits(amount)).toFixed(digits).split(".");
  const figure = `${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
  return `${amount.minor < 0 ? "-" : ""}${currencyMark(amount.currency)}${figure}`;
};

/** What stands before an amount: a symbol everyone knows, else the code. */
export const currencyMark = (currency: Currency): string => SYMBOLS[currency] ?? `${currency} `;
