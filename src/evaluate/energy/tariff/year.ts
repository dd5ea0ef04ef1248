import { type ClockYear, clockSpans, MINUTES_PER_DAY } from "../../../domain/clock.js";
import { dayNumber } from "../../../domain/day.js";
import type { PriceTable, RatedDays, RatedYear, RateSpan, Tariff, TariffWindow } from "../../../domain/tariff.js";
import { seasonOf, windowSpans } from "../../../domain/tariff-windows.js";
import { decimal } from "../../../units/decimal.js";

const MS_PER_DAY = 86_400_000;
const THURSDAY = 4;

const dayText = (number: number): string => new Date(number * MS_PER_DAY).toISOString().slice(0, 10);

/** Whether a day is Saturday or Sunday. 1970-01-01 was a Thursday. */
const isWeekend = (day: string): boolean => {
  const weekday = (dayNumber(day) + THURSDAY) % 7;
  return weekday === 0 || weekday === 6;
};

/** Decimals that hold every rate exactly. */
const scaleOf = (rates: readonly string[]): number => Math.max(0, ...rates.map((rate) => decimal(rate).scale));
const scaled = (rate: string, scale: number): number => {
  const { digits, scale: own } = decimal(rate);
  return Number(digits * 10n ** BigInt(scale - own));
};

/** One day's windows cut to the hours that the clock shows. */
const spansOn = (day: string, windows: readonly TariffWindow[], clock: ClockYear, scale: number): readonly RateSpan[] => {
  const pieces = windows
    .flatMap((window) => windowSpans(window).map(([from, to]) => ({ from, to, rate: scaled(window.rate, scale) })))
    .sort((a, b) => a.from - b.from);
  const spans = clockSpans(day, clock).flatMap((lived) =>
    pieces.flatMap(({ from, to, rate }): RateSpan[] => {
      const [start, end] = [Math.max(from, lived.from), Math.min(to, lived.to)];
      return end > start ? [{ fromMinute: start, minutes: end - start, rate }] : [];
    }),
  );
  const priced = spans.reduce((sum, { minutes }) => sum + minutes, 0);
  const lived = clockSpans(day, clock).reduce((sum, { from, to }) => sum + to - from, 0);
  if (priced !== lived) throw new RangeError(`${priced} of ${lived} minutes of ${day} have a price`);
  return spans;
};

/** Like days counted together. */
class Days {
  readonly #found = new Map<string, { label: string; spans: readonly RateSpan[]; count: number }>();
  add(label: string, spans: readonly RateSpan[], count: number): void {
    const key = `${label}|${JSON.stringify(spans)}`;
    const before = this.#found.get(key);
    if (before === undefined) this.#found.set(key, { label, spans, count });
    else before.count += count;
  }
  list(): readonly RatedDays[] {
    return [...this.#found.values()];
  }
}

const labelOf = (tariff: Tariff, season: string | undefined, isRest: boolean, type: string | undefined): string => {
  const hasDays = tariff.windows.some(({ days = "all" }) => days !== "all");
  return [
    ...(hasDays ? [isRest ? "weekends" : "weekdays"] : []),
    ...(season === undefined ? [] : [season]),
    ...(type === undefined ? [] : [`${type} days`]),
  ].join(", ");
};

/**
 * The days of a calendar year as a tariff prices them. Days that the seller names shortly before are counted, not placed: each day of the year stands for
 * as much of every kind as a year has of it.
 */
export const tariffYear = (tariff: Tariff, clock: ClockYear): RatedYear => {
  const scale = scaleOf(tariff.windows.map(({ rate }) => rate));
  const days = new Days();
  const first = dayNumber(`${clock.year}-01-01`);
  const length = dayNumber(`${clock.year + 1}-01-01`) - first;
  const { seasons = [], dayTypes = [], holidays = [] } = tariff;
  const types = dayTypes.length === 0 ? [{ name: undefined, perYear: 1 }] : dayTypes;
  for (let at = 0; at < length; at += 1) {
    const day = dayText(first + at);
    const season = seasonOf(day.slice(5), seasons);
    const isRest = isWeekend(day) || holidays.includes(day);
    for (const { name, perYear } of types) {
      const windows = tariff.windows.filter(
        ({ days: group = "all", season: only, dayType }) =>
          (group === "all" || (group === "weekend") === isRest) && (only === undefined || only === season) && (dayType === undefined || dayType === name),
      );
      days.add(labelOf(tariff, season, isRest, name), spansOn(day, windows, clock, scale), perYear);
    }
  }
  return { scale, days: days.list() };
};

/** The whole days of a price file, each as often as it is there: the average of what is known stands for the year. */
export const priceYear = ({ days }: Pick<PriceTable, "days">): RatedYear => {
  const scale = scaleOf(days.flatMap(({ periods }) => periods.map(({ rate }) => rate)));
  return {
    scale,
    days: days.map(({ day, periods }) => ({
      label: day,
      count: 1,
      spans: periods.map(({ fromMinute, minutes, rate }) => ({ fromMinute, minutes, rate: scaled(rate, scale) })),
    })),
  };
};

/** One price at every hour. */
export const flatYear = (rate: string): RatedYear => {
  const { digits, scale } = decimal(rate);
  return { scale, days: [{ label: "", count: 365, spans: [{ fromMinute: 0, minutes: MINUTES_PER_DAY, rate: Number(digits) }] }] };
};

/** Whether every hour of the year costs the same. */
export const isOneRate = ({ days }: RatedYear): boolean => new Set(days.flatMap(({ spans }) => spans.map(({ rate }) => rate))).size < 2;
