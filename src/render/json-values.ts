import { type Money, majorUnits } from "../units/money.js";

export type Json = Record<string, unknown>;

/** The value under a key, or no key at all: unknown is absent, never null or zero. */
export const known = <T>(key: string, value: T | undefined, to: (value: T) => unknown = (found) => found): Json =>
  value === undefined ? {} : { [key]: to(value) };

export const moneyJson = (amount: Money): Json => ({ amount: majorUnits(amount), minor: amount.minor, currency: amount.currency });
