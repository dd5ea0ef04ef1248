import type { ClockChange, ClockYear } from "../../domain/clock.js";
import { usage } from "../parse.js";

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;
const MINUTES_PER_DAY = 1440;

const formatFor = (zone: string): Intl.DateTimeFormat => {
  try {
    return new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw usage(`there is no time zone ${JSON.stringify(zone.slice(0, 80))}`, "zones are written as in the IANA database: Europe/London, America/New_York");
  }
};

/** By how many minutes a place's clocks are ahead of UTC at a moment. */
const offsetAt = (zone: string): ((moment: number) => number) => {
  const format = formatFor(zone);
  return (moment) => {
    const parts = new Map(format.formatToParts(moment).map(({ type, value }) => [type, Number(value)]));
    const part = (type: string): number => parts.get(type as Intl.DateTimeFormatPartTypes) ?? 0;
    const shown = Date.UTC(part("year"), part("month") - 1, part("day"), part("hour"), part("minute"), part("second"));
    return Math.round((shown - moment) / MS_PER_MINUTE);
  };
};

const known = new Map<string, ClockYear>();

/**
 * When a place's clocks are put forward or back in a year, from the time zones that Node carries: the process's own zone and language play no part.
 * @throws Failure for a zone that does not exist
 */
export const clockYear = (zone: string, year: number): ClockYear => {
  const key = `${zone} ${year}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const offset = offsetAt(zone);
  const changes: ClockChange[] = [];
  const end = Date.UTC(year + 1, 0, 1) + MS_PER_DAY;
  for (let day = Date.UTC(year, 0, 1) - MS_PER_DAY; day < end; day += MS_PER_DAY) {
    const [was, is] = [offset(day), offset(day + MS_PER_DAY)];
    if (was === is) continue;
    let [low, high] = [day, day + MS_PER_DAY];
    while (high - low > MS_PER_MINUTE) {
      const middle = Math.floor((low + high) / 2 / MS_PER_MINUTE) * MS_PER_MINUTE;
      if (offset(middle) === was) low = middle;
      else high = middle;
    }
    const shown = high + was * MS_PER_MINUTE;
    const minute = Math.round((shown % MS_PER_DAY) / MS_PER_MINUTE);
    // Clocks put back at midnight repeat the end of the day before.
    const isEnd = minute === 0 && is < was;
    const date = new Date(isEnd ? shown - MS_PER_DAY : shown).toISOString().slice(0, 10);
    if (date.startsWith(`${year}-`)) changes.push({ day: date, atMinute: isEnd ? MINUTES_PER_DAY : minute, shiftMinutes: is - was });
  }
  const found = { year, changes };
  known.set(key, found);
  return found;
};

/** Minutes by which a place's clocks are ahead of UTC when a year begins there. */
export const aheadAt = (zone: string, year: number): number => {
  const offset = offsetAt(zone);
  const midnight = Date.UTC(year, 0, 1);
  return offset(midnight - offset(midnight) * MS_PER_MINUTE);
};
