import type { EnergyBill } from "../../domain/assessment.js";
import type { Scenario } from "../../domain/scenario.js";
import { decimal, decimalText } from "../../units/decimal.js";
import { fractionToNumber, isSameFraction } from "../../units/fraction.js";
import { addMoney, type Money, money } from "../../units/money.js";
import { kilowattHours, wattHours } from "../../units/quantity.js";
import { type BilledEnergy, energyCharge, monthlyEnergy, priceOf, standingCharge, standingIn, wattHoursIn, yearlyEnergy } from "./bill.js";
import { isOneRate } from "./tariff/year.js";

const HOURS_PER_DAY = 24;
const DAYS_PER_YEAR = 365;
const WATTS_PER_KILOWATT = 1000;

/** Energy of a year at one draw, kWh. */
const yearlyKwh = (watts: number, hoursPerDay: number): number => (watts * hoursPerDay * DAYS_PER_YEAR) / WATTS_PER_KILOWATT;

/** What is printed as the price: a flat rate as it stands, a tariff's as the average of the hours. */
const rateWords = ({ tariff, region, loadHoursPerDay }: Scenario): string | undefined => {
  if (tariff === undefined)
    return region.electricity === undefined ? undefined : `${decimalText(region.electricity.unitRate)} ${region.electricity.currency} a kWh`;
  const { load, rest } = tariff.rates;
  const shown = loadHoursPerDay === 0 ? rest : load;
  return `${Number(fractionToNumber(shown).toFixed(5))} ${tariff.currency} a kWh${isSameFraction(load, rest) && isOneRate(tariff.year) ? "" : " on average"} (${tariff.name})`;
};

const sourceOf = ({ tariff, region }: Scenario): string | undefined => {
  if (tariff !== undefined) return `${tariff.source} (${tariff.asOf})`;
  const source = region.sources.find((entry) => entry.covers.includes("electricity"));
  return source === undefined ? undefined : `${source.cite} (${region.electricity?.period ?? ""})`;
};

/** Energy and bill of all machines of a rig. */
export const energyBill = (wallTypical: { value: number; low: number; high: number }, wallIdle: number, scenario: Scenario): EnergyBill => {
  const { region, currency, exchange, loadHoursPerDay: load, idleHoursPerDay: idle } = scenario;
  const price = priceOf(scenario);
  const standing = standingIn(scenario);
  const yearly = (typical: number): BilledEnergy => yearlyEnergy(typical, wallIdle, load, idle);
  const charge = (energy: BilledEnergy, added: number): Money | undefined => {
    const line = price === undefined ? undefined : energyCharge(price, energy, currency, exchange);
    return line === undefined ? undefined : addMoney(line, money(added, currency));
  };
  const month = (typical: number): BilledEnergy => monthlyEnergy(yearly(typical));
  const kwh = (typical: number): number => kilowattHours(wattHours(wattHoursIn(month(typical))));
  const offHours = Math.max(0, HOURS_PER_DAY - load - idle);
  const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]: V }));
  const co2 = region.carbon;
  const yearKwh = (typical: number): number => kilowattHours(wattHours(wattHoursIn(yearly(typical))));
  const co2Kg = (typical: number): number => (yearKwh(typical) * (co2?.gPerKwh ?? 0)) / 1000;
  return {
    kwhPerMonth: { value: kwh(wallTypical.value), low: kwh(wallTypical.low), high: kwh(wallTypical.high), basis: "modelled", source: "wall power times hours" },
    kwhPerYear: { load: yearlyKwh(wallTypical.value, load), idle: yearlyKwh(wallIdle, idle) },
    ...optional("billPerMonth", charge(month(wallTypical.value), standing.month)),
    ...optional("billPerMonthLow", charge(month(wallTypical.low), standing.month)),
    ...optional("billPerMonthHigh", charge(month(wallTypical.high), standing.month)),
    ...optional("billPerYear", charge(yearly(wallTypical.value), standing.year)),
    ...optional("idleExtraPerMonth", charge(monthlyEnergy(yearlyEnergy(0, wallIdle, 0, offHours)), 0)),
    ...optional("standingPerDay", standingPerDay(scenario)),
    ...optional("unitRate", rateWords(scenario)),
    ...optional("rateSource", sourceOf(scenario)),
    ...optional(
      "co2KgPerYear",
      co2 === undefined
        ? undefined
        : {
            value: co2Kg(wallTypical.value),
            low: co2Kg(wallTypical.low),
            high: co2Kg(wallTypical.high),
            basis: "modelled" as const,
            source: `${co2.gPerKwh} g/kWh, ${co2.year}`,
          },
    ),
  };
};

/** The standing charge of one day, in the scenario's money; it is shown beside the bill, in which it is only where that is asked for. */
const standingPerDay = ({ tariff, region, currency, exchange }: Scenario): Money | undefined => {
  const perDay = tariff === undefined ? region.electricity?.standingPerDay : tariff.standingPerDay === undefined ? undefined : decimal(tariff.standingPerDay);
  const from = tariff?.currency ?? region.electricity?.currency;
  return perDay === undefined || from === undefined ? undefined : standingCharge(perDay, { numerator: 1n, denominator: 1n }, from, currency, exchange);
};
