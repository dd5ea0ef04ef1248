import type { Region } from "../../domain/region.js";
import type { Decimal } from "../../units/decimal.js";
import { type Currency, convertMoney, type ExchangeRates, type Money, minorDigits, money } from "../../units/money.js";
import { divideHalfEven } from "../../units/rounding.js";

const WH_PER_KWH = 1000n;
const MONTHS_PER_YEAR = 12;
const DAYS_PER_YEAR = 365;

/** Energy of a year in whole watt-hours, for a rig under load and idle some hours every day of 365. */
export const yearlyWattHours = (wallTypicalW: number, wallIdleW: number, loadHours: number, idleHours: number): number =>
  Math.round((wallTypicalW * loadHours + wallIdleW * idleHours) * DAYS_PER_YEAR);

/** A twelfth of a year's energy, whole watt-hours. */
export const monthlyWattHours = (yearly: number): number => Math.round(yearly / MONTHS_PER_YEAR);

/**
 * One line of a bill: exact until the last step, which rounds once, half to even.
 * @param wattHours - whole watt-hours
 */
export const energyCharge = (unitRate: Decimal, currency: Currency, wattHours: number): Money =>
  money(
    Number(divideHalfEven(unitRate.digits * BigInt(wattHours) * 10n ** BigInt(minorDigits(currency)), 10n ** BigInt(unitRate.scale) * WH_PER_KWH)),
    currency,
  );

/**
 * What that energy costs at a region's flat rate, in the wanted currency; the standing charge is no part of it.
 * @returns undefined when the region has no rate or there is no exchange rate
 */
export const flatRateCharge = (region: Region, wattHours: number, currency: Currency, exchange: ExchangeRates): Money | undefined => {
  if (region.electricity === undefined) return undefined;
  const charge = energyCharge(region.electricity.unitRate, region.electricity.currency, wattHours);
  return convertMoney(charge, currency, exchange);
};
