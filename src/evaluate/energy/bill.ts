import type { Region } from "../../domain/region.js";
import type { Scenario } from "../../domain/scenario.js";
import { type Decimal, decimal } from "../../units/decimal.js";
import { type Fraction, fraction, fractionOf } from "../../units/fraction.js";
import { type Currency, type ExchangeRates, type Money, minorDigits, money } from "../../units/money.js";
import { divideHalfEven } from "../../units/rounding.js";

const WH_PER_KWH = 1000n;
const MONTHS_PER_YEAR = 12;
const DAYS_PER_YEAR = 365;

/** Whole watt-hours by what they are paid at: while the rig works, and in the rest of the day. */
export interface BilledEnergy {
  readonly load: number;
  readonly rest: number;
}

/** Energy of a year in whole watt-hours, for a rig under load and idle some hours every day of 365. */
export const yearlyEnergy = (wallTypicalW: number, wallIdleW: number, loadHours: number, idleHours: number): BilledEnergy => ({
  load: Math.round(wallTypicalW * loadHours * DAYS_PER_YEAR),
  rest: Math.round(wallIdleW * idleHours * DAYS_PER_YEAR),
});

/** A twelfth of a year's energy, whole watt-hours. */
export const monthlyEnergy = ({ load, rest }: BilledEnergy): BilledEnergy => ({
  load: Math.round(load / MONTHS_PER_YEAR),
  rest: Math.round(rest / MONTHS_PER_YEAR),
});

export const wattHoursIn = ({ load, rest }: BilledEnergy): number => load + rest;

/** What a kWh costs while the rig works, and otherwise. */
export interface ElectricityPrice {
  readonly currency: Currency;
  readonly load: Fraction;
  readonly rest: Fraction;
}

/** A region's flat rate as a price. */
const flatPrice = ({ electricity }: Region): ElectricityPrice | undefined => {
  if (electricity === undefined) return undefined;
  const rate = fractionOf(electricity.unitRate);
  return { currency: electricity.currency, load: rate, rest: rate };
};

/** The price a scenario pays: its tariff's over its hours, else the region's flat rate; undefined where none is known. */
export const priceOf = ({ tariff, region }: Pick<Scenario, "tariff" | "region">): ElectricityPrice | undefined => {
  if (tariff === undefined) return flatPrice(region);
  return { currency: tariff.currency, load: tariff.rates.load, rest: tariff.rates.rest };
};

const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** How many units of one currency a unit of the other buys, exactly; undefined without a rate. */
const exchanged = (from: Currency, to: Currency, { perBase }: ExchangeRates): Fraction | undefined => {
  if (from === to) return ONE;
  const [a, b] = [perBase.get(from), perBase.get(to)];
  if (a === undefined || b === undefined || a.digits <= 0n || b.digits <= 0n) return undefined;
  return fraction(b.digits * 10n ** BigInt(a.scale), a.digits * 10n ** BigInt(b.scale));
};

/** One line of a bill: exact until this, the last step, which rounds once, half to even. */
const billLine = ({ numerator, denominator }: Fraction, from: Currency, to: Currency, exchange: ExchangeRates): Money | undefined => {
  const rate = exchanged(from, to, exchange);
  if (rate === undefined) return undefined;
  return money(Number(divideHalfEven(numerator * rate.numerator * 10n ** BigInt(minorDigits(to)), denominator * rate.denominator)), to);
};

/**
 * What energy costs, in the wanted currency; the standing charge is no part of it.
 * @returns undefined where there is no exchange rate
 */
export const energyCharge = (price: ElectricityPrice, { load, rest }: BilledEnergy, currency: Currency, exchange: ExchangeRates): Money | undefined => {
  const { load: a, rest: b } = price;
  const total = fraction(a.numerator * BigInt(load) * b.denominator + b.numerator * BigInt(rest) * a.denominator, a.denominator * b.denominator * WH_PER_KWH);
  return billLine(total, price.currency, currency, exchange);
};

/** The standing charge of some days, a line of its own. */
export const standingCharge = (perDay: Decimal, days: Fraction, from: Currency, to: Currency, exchange: ExchangeRates): Money | undefined => {
  const rate = fractionOf(perDay);
  return billLine({ numerator: rate.numerator * days.numerator, denominator: rate.denominator * days.denominator }, from, to, exchange);
};

/** A year's and a month's bill in minor units: the energy, and the standing charge where it is asked for. */
export interface Bills {
  readonly year: number;
  readonly month: number;
}

const YEAR: Fraction = { numerator: 365n, denominator: 1n };
const MONTH: Fraction = { numerator: 365n, denominator: 12n };

/** What the standing charge adds to a bill that is to hold it, minor units; nothing otherwise. */
export const standingIn = (scenario: Scenario): Bills => {
  const { tariff, currency, exchange } = scenario;
  if (tariff?.withStanding !== true || tariff.standingPerDay === undefined) return { year: 0, month: 0 };
  const perDay = decimal(tariff.standingPerDay);
  const of = (days: Fraction): number => standingCharge(perDay, days, tariff.currency, currency, exchange)?.minor ?? 0;
  return { year: of(YEAR), month: of(MONTH) };
};
