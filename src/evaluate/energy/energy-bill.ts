import type { EnergyBill } from "../../domain/assessment.js";
import type { Scenario } from "../../domain/scenario.js";
import { kilowattHours, wattHours } from "../../units/quantity.js";
import { flatRateCharge, monthlyWattHours, yearlyWattHours } from "./bill.js";

const HOURS_PER_DAY = 24;
const DAYS_PER_YEAR = 365;
const WATTS_PER_KILOWATT = 1000;

/** Energy of a year at one draw, kWh. */
const yearlyKwh = (watts: number, hoursPerDay: number): number => (watts * hoursPerDay * DAYS_PER_YEAR) / WATTS_PER_KILOWATT;

/** Energy and bill of all machines of a rig. */
export const energyBill = (wallTypical: { value: number; low: number; high: number }, wallIdle: number, scenario: Scenario): EnergyBill => {
  const { region, currency, exchange, loadHoursPerDay: load, idleHoursPerDay: idle } = scenario;
  const yearly = (typical: number): number => yearlyWattHours(typical, wallIdle, load, idle);
  const charge = (wh: number): ReturnType<typeof flatRateCharge> => flatRateCharge(region, wh, currency, exchange);
  const month = (typical: number): number => monthlyWattHours(yearly(typical));
  const kwh = (typical: number): number => kilowattHours(wattHours(month(typical)));
  const offHours = Math.max(0, HOURS_PER_DAY - load - idle);
  const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]: V }));
  const source = region.sources.find((entry) => entry.covers.includes("electricity"));
  const co2 = region.carbon;
  const yearKwh = (typical: number): number => kilowattHours(wattHours(yearly(typical)));
  const co2Kg = (typical: number): number => (yearKwh(typical) * (co2?.gPerKwh ?? 0)) / 1000;
  return {
    kwhPerMonth: { value: kwh(wallTypical.value), low: kwh(wallTypical.low), high: kwh(wallTypical.high), basis: "modelled", source: "wall power times hours" },
    kwhPerYear: { load: yearlyKwh(wallTypical.value, load), idle: yearlyKwh(wallIdle, idle) },
    ...optional("billPerMonth", charge(month(wallTypical.value))),
    ...optional("billPerMonthLow", charge(month(wallTypical.low))),
    ...optional("billPerMonthHigh", charge(month(wallTypical.high))),
    ...optional("billPerYear", charge(yearly(wallTypical.value))),
    ...optional("idleExtraPerMonth", charge(monthlyWattHours(yearlyWattHours(0, wallIdle, 0, offHours)))),
    ...optional("standingPerDay", standingCharge(scenario)),
    ...(region.electricity === undefined ? {} : { unitRate: `${decimalText(region.electricity.unitRate)} ${region.electricity.currency} a kWh` }),
    ...optional("rateSource", source === undefined ? undefined : `${source.cite} (${region.electricity?.period ?? ""})`),
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

const decimalText = ({ digits, scale }: { readonly digits: bigint; readonly scale: number }): string => {
  const text = digits.toString().padStart(scale + 1, "0");
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
};

const standingCharge = ({ region, currency, exchange }: Scenario): ReturnType<typeof flatRateCharge> => {
  const standing = region.electricity?.standingPerDay;
  if (region.electricity === undefined || standing === undefined) return undefined;
  // One "kilowatt-hour" at the standing charge is one day of it.
  return flatRateCharge({ ...region, electricity: { ...region.electricity, unitRate: standing } }, 1000, currency, exchange);
};
