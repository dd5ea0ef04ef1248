import { type Decimal, decimalToNumber, parseDecimal } from "./decimal.js";
import { divideHalfEven } from "./rounding.js";

/** ISO 4217 code, three capital letters. */
export type Currency = string;

/** A whole number of the currency's smallest unit (pence, cents, yen). */
export interface Money {
  readonly currency: Currency;
  readonly minor: number;
}

const NO_DECIMALS: ReadonlySet<string> = new Set(["CLP", "ISK", "JPY", "KRW", "PYG", "UGX", "VND", "XAF", "XOF"]);
const THREE_DECIMALS: ReadonlySet<string> = new Set(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"]);

/** Digits after the point in amounts of a currency (ISO 4217): 2 for most. */
export const minorDigits = (currency: Currency): number => (NO_DECIMALS.has(currency) ? 0 : THREE_DECIMALS.has(currency) ? 3 : 2);

/**
 * Money from whole minor units.
 * @throws RangeError when `minor` is not a safe integer
 */
export const money = (minor: number, currency: Currency): Money => {
  if (!Number.isSafeInteger(minor)) throw new RangeError(`amount out of range: ${minor}`);
  return { currency, minor: minor === 0 ? 0 : minor };
};

export const zeroMoney = (currency: Currency): Money => money(0, currency);

/** The amount that `text` spells, or undefined when it is no decimal, negative, too fine for the currency or over 9,999,999.99. */
export const parseMoney = (text: string, currency: Currency): Money | undefined => {
  const value = parseDecimal(text);
  if (value === undefined || text.startsWith("-")) return undefined;
  const digits = minorDigits(currency);
  if (value.scale > digits && value.digits % 10n ** BigInt(value.scale - digits) !== 0n) return undefined;
  const minor = value.scale > digits ? value.digits / 10n ** BigInt(value.scale - digits) : value.digits * 10n ** BigInt(digits - value.scale);
  // Ten million of a unit with pennies, and as many digits for those without.
  if (minor > 999_999_999n * 10n ** BigInt(Math.max(0, 2 - digits) * 2)) return undefined;
  return money(Number(minor), currency);
};

/** @throws RangeError when the currencies differ */
export const addMoney = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new RangeError(`cannot add ${b.currency} to ${a.currency} without a rate`);
  return money(a.minor + b.minor, a.currency);
};

/** @throws RangeError when the currencies differ */
export const subtractMoney = (a: Money, b: Money): Money => addMoney(a, money(-b.minor, b.currency));

export const sumMoney = (amounts: readonly Money[], currency: Currency): Money => amounts.reduce(addMoney, zeroMoney(currency));

/** `count` times an amount, exactly. */
export const timesWhole = (amount: Money, count: number): Money => {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return money(amount.minor * count, amount.currency);
};

/** An amount times an exact fraction, rounded once, half to even. */
export const timesFraction = (amount: Money, numerator: bigint, denominator: bigint): Money =>
  money(Number(divideHalfEven(BigInt(amount.minor) * numerator, denominator)), amount.currency);

/** The amount in whole currency units, for JSON and display; `minor` beside it is the exact one. */
export const majorUnits = ({ minor, currency }: Money): number => minor / 10 ** minorDigits(currency);

/** Exchange rates of one day against one base currency: how many units of each currency one unit of the base buys. */
export interface ExchangeRates {
  readonly base: Currency;
  readonly asOf: string;
  readonly source: string;
  readonly perBase: ReadonlyMap<Currency, Decimal>;
}

/**
 * The amount in another currency at the given rates, rounded once, half to even.
 * @returns undefined when there is no rate for either currency
 */
export const convertMoney = (amount: Money, to: Currency, rates: ExchangeRates): Money | undefined => {
  if (amount.currency === to) return amount;
  const from = rates.perBase.get(amount.currency);
  const target = rates.perBase.get(to);
  if (from === undefined || target === undefined || from.digits <= 0n || target.digits <= 0n) return undefined;
  const scaleUp = 10n ** BigInt(from.scale + minorDigits(to));
  const scaleDown = 10n ** BigInt(target.scale + minorDigits(amount.currency));
  const minor = divideHalfEven(BigInt(amount.minor) * target.digits * scaleUp, from.digits * scaleDown);
  return money(Number(minor), to);
};

/** Units of `to` that one unit of `from` buys, as a float for display; undefined without a rate. */
export const exchangeRate = (from: Currency, to: Currency, rates: ExchangeRates): number | undefined => {
  const a = rates.perBase.get(from);
  const b = rates.perBase.get(to);
  return a === undefined || b === undefined || a.digits <= 0n ? undefined : decimalToNumber(b) / decimalToNumber(a);
};
