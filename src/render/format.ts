import { type Currency, type Money, majorUnits, minorDigits } from "../units/money.js";
import { roundTo } from "../units/rounding.js";

const SYMBOLS: Readonly<Record<string, string>> = { GBP: "£", EUR: "€", USD: "$" };

const grouped = (digits: string): string => digits.replace(/\B(?=(?:\d{3})+$)/g, ",");

/** `£2,874.31`, `CHF 1,200.00`, `-£3.00`: always in full, never shortened. */
export const moneyText = (amount: Money): string => {
  const digits = minorDigits(amount.currency);
  const [whole = "0", fraction] = Math.abs(majorUnits(amount)).toFixed(digits).split(".");
  const figure = `${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
  return `${amount.minor < 0 ? "-" : ""}${currencyMark(amount.currency)}${figure}`;
};

/** What stands before an amount: a symbol everyone knows, else the code. */
export const currencyMark = (currency: Currency): string => SYMBOLS[currency] ?? `${currency} `;

/** A number with at most `decimals` decimals, thousands grouped. */
export const numberText = (value: number, decimals = 0): string => {
  const [whole = "0", fraction] = Math.abs(roundTo(value, decimals)).toFixed(decimals).split(".");
  return `${value < 0 ? "-" : ""}${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
};

export const wattsText = (value: number): string => `${numberText(value)} W`;
export const percentText = (share: number, decimals = 0): string => `${numberText(share * 100, decimals)} %`;

/** `2 × name`, or the name alone for one. */
export const countText = (count: number, name: string): string => (count === 1 ? name : `${count} × ${name}`);

/** `1 card`, `2 cards`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

/** Words in lines of at most `width`, later lines indented. A word longer than a line stands alone and is not broken. */
export const wrapped = (text: string, width: number, indent = ""): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && next.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = next;
  }
  if (line !== "") lines.push(line);
  return lines;
};

/** Text cut to a width, the cut shown as `…`. */
export const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`);
