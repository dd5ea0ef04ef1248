import { clockText } from "../domain/clock.js";
import type { ChosenHours, PriceGap, ScheduleBill, ScheduleRates, TariffReport, TariffUse } from "../domain/tariff.js";
import { fractionToNumber } from "../units/fraction.js";
import { roundTo } from "../units/rounding.js";
import { type Json, known, moneyJson } from "./json-values.js";

const MOST_WINDOWS = 20;

const hoursJson = ({ spans, share, label }: ChosenHours): Json => ({
  ...(label === "" ? {} : { days: label.slice(0, 200) }),
  share_of_days: roundTo(share, 4),
  hours: spans.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`),
});

const ratesJson = ({ load, rest, hours }: ScheduleRates): Json => ({
  load_rate_per_kwh: roundTo(fractionToNumber(load), 6),
  idle_rate_per_kwh: roundTo(fractionToNumber(rest), 6),
  windows: hours.slice(0, MOST_WINDOWS).map(hoursJson),
});

const scheduleJson = ({ name, isAsked, rates, billPerMonth, billPerYear, savesPerMonth }: ScheduleBill): Json => ({
  name,
  asked: isAsked,
  ...ratesJson(rates),
  bill_per_month: moneyJson(billPerMonth),
  bill_per_year: moneyJson(billPerYear),
  saves_per_month: moneyJson(savesPerMonth),
});

const gapJson = ({ day, missing, of, firstMissing, at }: PriceGap): Json => ({
  day,
  missing,
  of,
  first_missing: firstMissing,
  file: at.file,
  ...known("line", at.line),
});

const aboutJson = ({ id, name, zone, currency, source, asOf, grade, note, pricedDays, gaps, withStanding }: TariffUse): Json => ({
  id,
  name,
  ...known("zone", zone),
  currency,
  source,
  as_of: asOf,
  grade,
  ...known("note", note),
  standing_charge_in_bill: withStanding,
  ...known("priced_days", pricedDays),
  ...(gaps.length === 0 ? {} : { gaps: gaps.slice(0, MOST_WINDOWS).map(gapJson), gap_days: gaps.length }),
});

/** The tariff in a scenario: what is paid by, and the hours. */
export const tariffUseJson = (use: TariffUse): Json => ({
  ...aboutJson(use),
  schedule: use.schedule.kind === "window" ? use.schedule.name : use.schedule.kind,
  ...(use.schedule.kind === "cheapest" ? { pieces: use.schedule.pieces } : {}),
  ...ratesJson(use.rates),
});

export const tariffReportJson = ({ use, isOneRate, schedules, standingPerDay }: TariffReport): Json => ({
  ...aboutJson(use),
  one_rate: isOneRate,
  ...known("standing_charge_per_day", standingPerDay, moneyJson),
  schedules: schedules.map(scheduleJson),
});
