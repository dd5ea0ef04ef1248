import { z } from "zod";
import { type ClockYear, clockSpans, clockText, minuteOf } from "../domain/clock.js";
import { isDay } from "../domain/day.js";
import type { Place } from "../domain/failure.js";
import type { PriceDay, PriceGap, PricePeriod, PriceTable } from "../domain/tariff.js";
import { LIMITS } from "./limits.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import type { YamlFile } from "./read.js";
import { currency, name, shortText } from "./schema/fields.js";
import { unitRate, zone } from "./schema/tariffs.js";
import { check } from "./validate.js";

const MOST_ROWS = 100_000;

/** Numbers are taken as they are written: the shortest text of a float is that text. */
const rate = z.union([unitRate, z.number().min(-100_000).max(100_000).transform(String).pipe(unitRate)]);

const pricesSchema = z.strictObject({
  schema: z.literal(1),
  name: name.exactOptional(),
  zone,
  currency: currency.exactOptional(),
  period_minutes: z.union([z.literal(15), z.literal(30), z.literal(60)]).exactOptional(),
  standing_per_day: unitRate.exactOptional(),
  prices: z
    .array(z.strictObject({ start: shortText.exactOptional(), date: shortText.exactOptional(), period: z.int().min(1).max(100).exactOptional(), rate }))
    .min(1)
    .max(MOST_ROWS),
});

/** A price and the moment it begins at, minutes since 1970 by UTC, or the date and number of its period. */
interface PriceRow {
  readonly start?: string | undefined;
  readonly date?: string | undefined;
  readonly period?: number | undefined;
  readonly rate: string;
  readonly at: Place;
}

interface Prices {
  readonly name?: string | undefined;
  readonly zone: string;
  readonly currency?: string | undefined;
  readonly period_minutes?: number | undefined;
  readonly standing_per_day?: string | undefined;
  readonly rows: readonly PriceRow[];
}

const CSV_HEADS: readonly string[] = ["zone", "currency", "name", "period_minutes", "standing_per_day"];

/** A CSV file: `# zone: Europe/London` and the like, a header, a row each. */
const fromCsv = (text: string, file: string): Prices => {
  const about = new Map<string, string>();
  const rows: PriceRow[] = [];
  let header: readonly string[] | undefined;
  const problems: Problem[] = [];
  text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .forEach((line, index) => {
      const at = { file, line: index + 1 };
      if (line.trim() === "") return;
      if (line.startsWith("#")) {
        const [key = "", ...value] = line.slice(1).split(":");
        const word = key.trim();
        if (about.has(word)) problems.push({ kind: "conflict", message: `${quoted(word)} stands above the table twice`, at, fix: "keep one of the two" });
        if (CSV_HEADS.includes(word)) about.set(word, value.join(":").trim());
        return;
      }
      const cells = line.split(/[,;]/).map((cell) => cell.trim().replace(/^"(.*)"$/, "$1"));
      if (header === undefined) {
        header = cells;
        const twice = cells.find((cell, at) => cell !== "" && cells.indexOf(cell) !== at);
        if (twice !== undefined) problems.push({ kind: "conflict", message: `two columns are called ${quoted(twice)}`, at, fix: "keep one of the two" });
        const lacks = (...names: readonly string[]): boolean => names.some((column) => !cells.includes(column));
        if (lacks("rate") || (lacks("start") && lacks("date", "period")))
          problems.push({
            kind: "missing-key",
            message: "the table has no columns start and rate, nor date, period and rate",
            at,
            fix: "begin it with the line start,rate",
          });
        return;
      }
      if (cells.length !== header.length) {
        problems.push({
          kind: "format",
          message: `the line has ${cells.length} cells, and the table ${header.length} columns`,
          at,
          fix: "write fractions with a point: commas part the cells",
        });
        return;
      }
      const cell = (column: string): string | undefined => cells[header?.indexOf(column) ?? -1];
      const price = unitRate.safeParse(cell("rate"));
      if (!price.success)
        problems.push({
          kind: "format",
          message: `${quoted(cell("rate") ?? "")} is not a price of a kWh`,
          at,
          fix: "write digits with at most one point, a minus before them where you are paid",
        });
      else {
        const period = cell("period");
        rows.push({
          start: cell("start"),
          date: cell("date"),
          period: period === undefined ? undefined : /^\d{1,3}$/.test(period) ? Number(period) : 0,
          rate: price.data,
          at,
        });
      }
    });
  const head = z.strictObject({
    zone,
    currency: currency.optional(),
    name: name.optional(),
    period_minutes: z.enum(["15", "30", "60"]).optional(),
    standing_per_day: unitRate.optional(),
  });
  const checked = head.safeParse(Object.fromEntries(about));
  if (!checked.success) {
    const [issue] = checked.error.issues;
    const key = String(issue?.path[0] ?? "zone");
    problems.push({
      kind: "missing-key",
      message: about.has(key) ? `${quoted(about.get(key))} is no ${key}` : `the file does not say its time zone`,
      at: { file, line: 1 },
      fix: "write it above the header: # zone: Europe/London",
    });
  }
  if (rows.length > MOST_ROWS)
    problems.push({
      kind: "out-of-range",
      message: `more than ${MOST_ROWS} prices`,
      at: { file, line: 1 },
      fix: "a year of half hours has 17,568: leave older ones out",
    });
  if (rows.length === 0 && problems.length === 0)
    problems.push({ kind: "missing-key", message: "the file holds no price", at: { file, line: 1 }, fix: "write one price a line below start,rate" });
  if (problems.length > 0 || !checked.success) throw failureOf(problems.slice(0, LIMITS.problems));
  const { period_minutes: minutes, ...rest } = checked.data;
  return { ...rest, ...(minutes === undefined ? {} : { period_minutes: Number(minutes) }), rows };
};

const fromYaml = (yaml: YamlFile): Prices => {
  const checked = check(pricesSchema, yaml);
  if (!checked.ok) throw failureOf(checked.problems);
  const { prices, schema: _schema, ...rest } = checked.value;
  return { ...rest, rows: prices.map((row, index) => ({ ...row, at: yaml.place(["prices", index]) })) };
};

const MOMENT = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2})(?::00(?:\.0+)?)?(Z|[+-]\d{2}:?\d{2})$/;
const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** Minutes since 1970 of a time that says how far it is from UTC; undefined for anything else. */
const momentOf = (text: string): number | undefined => {
  const [, day, clock = "", offset] = MOMENT.exec(text) ?? [];
  const minute = minuteOf(clock);
  if (day === undefined || offset === undefined || minute === undefined) return undefined;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(midnight) || new Date(midnight).toISOString().slice(0, 10) !== day) return undefined;
  const [, sign = "+", hours = "0", minutes = "0"] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  const ahead = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -1 : 1);
  return midnight / MS_PER_MINUTE + minute - ahead;
};

/** When the days of a place begin, and what they hold: needed to tell 46 periods from 48 and 50. */
export interface PlaceClock {
  readonly yearOf: (zone: string, year: number) => ClockYear;
  /** Minutes by which clocks there are ahead of UTC at the beginning of a year. */
  readonly aheadAt: (zone: string, year: number) => number;
}

/** A day's periods as its clock shows them, and the moment it begins at, minutes since 1970. */
interface DayFrame {
  readonly begins: number;
  readonly starts: readonly { readonly fromMinute: number; readonly minutes: number }[];
}

/** Periods of a day in the order they are lived, each cut where the clock jumps within it. */
const framesOf = (zoneName: string, periodMinutes: number, clock: PlaceClock): ((day: string) => DayFrame) => {
  const known = new Map<string, DayFrame>();
  return (day) => {
    const found = known.get(day);
    if (found !== undefined) return found;
    const year = Number(day.slice(0, 4));
    const { changes } = clock.yearOf(zoneName, year);
    const ahead = clock.aheadAt(zoneName, year) + changes.filter((change) => change.day < day).reduce((sum, { shiftMinutes }) => sum + shiftMinutes, 0);
    const starts = clockSpans(day, { year, changes }).flatMap(({ from, to }) =>
      Array.from({ length: Math.ceil((to - from) / periodMinutes) }, (_, index) => ({
        fromMinute: from + index * periodMinutes,
        minutes: Math.min(periodMinutes, to - from - index * periodMinutes),
      })),
    );
    const frame = { begins: Date.parse(`${day}T00:00:00Z`) / MS_PER_MINUTE - ahead, starts };
    known.set(day, frame);
    return frame;
  };
};

const dayBefore = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) - MS_PER_DAY).toISOString().slice(0, 10);
const dayAfter = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + MS_PER_DAY).toISOString().slice(0, 10);

interface Placed {
  readonly day: string;
  readonly index: number;
}

/** Days on which a half hour of electricity may have been priced: what lies outside is a slip. */
const isThinkable = (day: string): boolean => day >= "1990-01-01" && day < "2100-01-01";
const MOST_DAYS = 3660;

/** The day and period of a row. */
const placeOf = ({ start, date, period, at }: PriceRow, frameOf: (day: string) => DayFrame, periodMinutes: number): Placed | Problem => {
  if (date !== undefined && period !== undefined && start === undefined) {
    if (!isDay(date) || !isThinkable(date))
      return { kind: "format", message: `${quoted(date)} is not a day of 1990 to 2099`, at, fix: "write it as 2026-03-29" };
    const { length } = frameOf(date).starts;
    if (period < 1 || period > length)
      return {
        kind: "out-of-range",
        message: `period ${period} of ${date}: that day has ${length} periods`,
        at,
        fix: "days on which clocks are put forward have fewer periods, the others more",
      };
    return { day: date, index: period - 1 };
  }
  const moment = start === undefined ? undefined : momentOf(start);
  if (moment === undefined)
    return {
      kind: "format",
      message:
        start === undefined ? "the price has neither a start nor a date and a period" : `${quoted(start)} is not a time that says how far it is from UTC`,
      at,
      fix: "write 2026-03-29T00:30Z or 2026-03-29T02:30+01:00",
    };
  let day = new Date(moment * MS_PER_MINUTE).toISOString().slice(0, 10);
  if (!isThinkable(day)) return { kind: "out-of-range", message: `${quoted(start)} lies outside 1990 to 2099`, at, fix: "check the year" };
  if (moment < frameOf(day).begins) day = dayBefore(day);
  else if (moment >= frameOf(dayAfter(day)).begins) day = dayAfter(day);
  const { begins, starts } = frameOf(day);
  let from = begins;
  for (const [index, { minutes }] of starts.entries()) {
    if (from === moment) return { day, index };
    from += minutes;
  }
  return {
    kind: "format",
    message: `no period of ${periodMinutes} minutes begins at ${quoted(start)}`,
    at,
    fix: "say how long periods are with period_minutes: 15, 30 or 60",
  };
};

/** Prices as periods of days. Days that lack some are set aside and named: nothing is filled in. */
const tableOf = (
  { zone: zoneName, currency: money, period_minutes: periodMinutes = 30, standing_per_day: standing, name: title, rows }: Prices,
  file: string,
  clock: PlaceClock,
): PriceTable => {
  const frameOf = framesOf(zoneName, periodMinutes, clock);
  const problems: Problem[] = [];
  const byDay = new Map<string, Map<number, PriceRow>>();
  for (const row of rows) {
    const placed = placeOf(row, frameOf, periodMinutes);
    if (!("day" in placed)) {
      problems.push(placed);
      continue;
    }
    const periods = byDay.get(placed.day) ?? new Map<number, PriceRow>();
    byDay.set(placed.day, periods);
    const before = periods.get(placed.index);
    if (before === undefined) periods.set(placed.index, row);
    else
      problems.push({
        kind: "conflict",
        message: `period ${placed.index + 1} of ${placed.day} is priced twice`,
        at: row.at,
        fix: `it is also priced in line ${before.at.line ?? "?"}: keep one`,
      });
  }
  if (problems.length > 0) throw failureOf(problems.slice(0, LIMITS.problems));
  const named = [...byDay.keys()].sort();
  const [start = "", end = start] = [named[0], named.at(-1)];
  const length = (Date.parse(end) - Date.parse(start)) / MS_PER_DAY;
  if (length > MOST_DAYS)
    throw failureOf([
      {
        kind: "out-of-range",
        message: `the prices reach from ${start} to ${end}, more than ten years`,
        at: { file },
        fix: "check the years, or leave the older ones out",
      },
    ]);
  const days: PriceDay[] = [];
  const gaps: PriceGap[] = [];
  for (let day = start; day !== "" && day <= end; day = dayAfter(day)) {
    const { starts } = frameOf(day);
    const periods = byDay.get(day);
    const missing = starts.flatMap((period, index) => (periods?.has(index) === true ? [] : [period]));
    const [first] = missing;
    if (first === undefined) {
      days.push({
        day,
        periods: starts.flatMap((period, index): readonly PricePeriod[] => {
          const row = periods?.get(index);
          return row === undefined ? [] : [{ ...period, rate: row.rate }];
        }),
      });
    } else {
      const near = periods === undefined ? undefined : [...periods.values()][0];
      gaps.push({ day, missing: missing.length, of: starts.length, firstMissing: clockText(first.fromMinute), at: near?.at ?? { file } });
    }
  }
  if (days.length === 0) {
    const [gap] = gaps;
    throw failureOf([
      {
        kind: "catalogue",
        message: `no day has a price for all of it${gap === undefined ? "" : `: ${gap.day} lacks ${gap.missing} of ${gap.of} periods, the first at ${gap.firstMissing}`}`,
        at: gap?.at ?? { file },
        fix: "give every period of at least one day: 48 half hours, 46 or 50 where clocks change",
      },
    ]);
  }
  return {
    id: file,
    name: title ?? `prices in ${file}`,
    zone: zoneName,
    ...(money === undefined ? {} : { currency: money }),
    periodMinutes,
    days,
    gaps,
    ...(standing === undefined ? {} : { standingPerDay: standing }),
    source: `your file ${file}`,
  };
};

/** @throws Failure with every problem of the file and its place */
export const pricesFromCsv = (text: string, file: string, clock: PlaceClock): PriceTable => tableOf(fromCsv(text, file), file, clock);
/** @throws Failure with every problem of the file and its place */
export const pricesFromYaml = (yaml: YamlFile, clock: PlaceClock): PriceTable => tableOf(fromYaml(yaml), yaml.file, clock);
