import { isDay } from "../domain/day.js";
import { Failure } from "../domain/failure.js";
import { nearest } from "../domain/nearest.js";
import type { Circuit } from "../domain/region.js";
import { type Money, minorDigits, parseMoney } from "../units/money.js";
import { currencyMark } from "../units/money-text.js";
import { currencyDigitsWords } from "./words.js";

const LONGEST = 80;
const shown = (text: string): string => JSON.stringify(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

/** A refusal of what was typed. */
export const usage = (message: string, fix?: string, code?: string): Failure =>
  new Failure("usage", message, { ...(fix === undefined ? {} : { fix }), ...(code === undefined ? {} : { code }) });

/** A word that must be one of a list. */
export const oneOf = <T extends string>(flag: string, text: string, allowed: readonly T[]): T => {
  const found = allowed.find((word) => word === text);
  if (found !== undefined) return found;
  const [guess] = nearest(text, allowed, 1);
  throw usage(
    `${flag} ${shown(text)} is not known`,
    guess === undefined ? `one of ${allowed.join(", ")}` : `did you mean ${guess}? (one of ${allowed.join(", ")})`,
  );
};

/** Words separated by commas, each one of a list. */
export const someOf = <T extends string>(flag: string, text: string, allowed: readonly T[]): readonly T[] => [
  ...new Set(text.split(",").map((word) => oneOf(flag, word.trim(), allowed))),
];

const NUMBER = /^\d{1,9}(?:\.\d{1,6})?$/;

/** A plain number within bounds, no sign, no exponent, no comma. */
export const numberWithin = (flag: string, text: string, low: number, high: number, unit = ""): number => {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!(value >= low && value <= high))
    throw usage(`${flag} ${shown(text)} is not a number from ${low} to ${high}${unit === "" ? "" : ` ${unit}`}`, "write digits with at most one point");
  return value;
};

export const wholeWithin = (flag: string, text: string, low: number, high: number): number => {
  const value = numberWithin(flag, text, low, high);
  if (!Number.isInteger(value)) throw usage(`${flag} ${shown(text)} is not a whole number`);
  return value;
};

const GROUPED = /^\d{1,3}(?:,\d{3})+(?:\.\d{1,2})?$/;

/**
 * What somebody typed as an amount, as flags spell it: without the currency's sign and the commas between thousands. Anything else, and
 * what may be meant in two ways (three digits behind a comma in a currency that has three decimals), is left as it is.
 */
export const amountTyped = (text: string, currency: string): string => {
  const mark = currencyMark(currency).trim();
  const figure = text.startsWith(mark) ? text.slice(mark.length).trim() : text;
  return GROUPED.test(figure) && minorDigits(currency) !== 3 ? figure.replaceAll(",", "") : figure;
};

const THREE_DECIMALS = /^([1-9]\d{0,2})\.(\d{3})$/;

/** `1.500` is fifteen hundred to half of Europe and one and a half to the rest. */
const refuseTwoMeanings = (flag: string, text: string, currency: string): void => {
  const [, whole = "", thousandth = ""] = THREE_DECIMALS.exec(text) ?? [];
  if (whole === "" || minorDigits(currency) === 3) return;
  throw usage(
    `${flag} ${shown(text)} may be meant in two ways`,
    `is it ${whole}${thousandth}? then leave the point out; amounts of ${currency} are written${currencyDigitsWords(currency)}`,
  );
};

/** An amount above zero, exact. */
export const amountOf = (flag: string, text: string, currency: string): Money => {
  refuseTwoMeanings(flag, text, currency);
  const amount = parseMoney(text, currency);
  if (amount === undefined || amount.minor === 0) {
    throw usage(
      `${flag} ${shown(text)} is not an amount of ${currency}`,
      `write digits${currencyDigitsWords(currency)}, above 0 and below 10 million, without a sign or thousands separator`,
    );
  }
  return amount;
};

/** `2` or `1..4`, GPUs as software sees them. */
export const countRange = (flag: string, text: string): { readonly from: number; readonly to: number } => {
  const [from = "", to = from, ...rest] = text.split("..");
  if (rest.length > 0) throw usage(`${flag} ${shown(text)} is not a number or a range`, "write 2 or 1..4");
  const range = { from: wholeWithin(flag, from, 1, 16), to: wholeWithin(flag, to, 1, 16) };
  if (range.from > range.to) throw usage(`${flag} ${shown(text)} runs backwards`, `write ${range.to}..${range.from}`);
  return range;
};

const CIRCUIT = /^(\d{1,3}(?:\.\d{1,2})?)A@(\d{2,3})V$/i;
/** Loads that run for hours take four fifths of a breaker; a British plug's fuse is meant to carry its rating. */
const CONTINUOUS_SHARE = 0.8;
const FUSED_PLUG_A = 13;

/** `13A@230V`: a circuit by its fuse or breaker and its voltage. */
export const circuitFrom = (flag: string, text: string): Circuit => {
  const [, amps = "", volts = ""] = CIRCUIT.exec(text) ?? [];
  if (amps === "") throw usage(`${flag} ${shown(text)} is not a circuit`, "write amperes and volts such as 13A@230V or 15A@120V");
  const breakerA = numberWithin(flag, amps, 1, 200, "A");
  const voltageV = numberWithin(flag, volts, 90, 420, "V");
  const isFusedPlug = breakerA === FUSED_PLUG_A && voltageV >= 220;
  const share = isFusedPlug ? 1 : CONTINUOUS_SHARE;
  return {
    name: text,
    voltageV,
    breakerA,
    continuousShare: share,
    maxContinuousW: Math.floor(breakerA * voltageV * share),
    isDefault: false,
    note: isFusedPlug ? "a fused plug carries its rating; plan with less" : "80 % of the breaker for loads that run for hours",
  };
};

export const dayFrom = (flag: string, text: string): string => {
  if (!isDay(text)) throw usage(`${flag} ${shown(text)} is not a day`, "write it as 2026-11-23");
  return text;
};
