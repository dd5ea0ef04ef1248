import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clockYear } from "../../../../src/cli/tariff/clock.js";
import type { ClockYear } from "../../../../src/domain/clock.js";
import type { RatedYear, Schedule, Tariff } from "../../../../src/domain/tariff.js";
import { windowFaults } from "../../../../src/domain/tariff-windows.js";
import { energyCharge, monthlyEnergy, yearlyEnergy } from "../../../../src/evaluate/energy/bill.js";
import { cheapestSpans } from "../../../../src/evaluate/energy/tariff/cheapest.js";
import { scheduleRates } from "../../../../src/evaluate/energy/tariff/rates.js";
import { flatYear, isOneRate, tariffYear } from "../../../../src/evaluate/energy/tariff/year.js";
import { decimal } from "../../../../src/units/decimal.js";
import { type Fraction, fraction, fractionOf, fractionToNumber } from "../../../../src/units/fraction.js";
import { testExchange } from "../../../support/small-catalog.js";

const tariff = (windows: Tariff["windows"], rest: Partial<Tariff> = {}): Tariff => ({
  id: "test",
  name: "Test",
  regions: [],
  currency: "GBP",
  windows,
  seenOn: "2026",
  grade: "sourced",
  source: "test",
  ...rest,
});
const window = (from: string, to: string, rate: string, more: Partial<Tariff["windows"][number]> = {}): Tariff["windows"][number] => ({
  name: rate,
  from,
  to,
  rate,
  ...more,
});

/** 8.5p from 00:30 to 05:30, 28p otherwise. */
const go = tariff([window("00:30", "05:30", "0.085"), window("05:30", "00:30", "0.28")]);
const plain: ClockYear = { year: 2026, changes: [] };
const nights: Schedule = { kind: "window", name: "nights", from: 1320, to: 360 };
const decimals = (value: Fraction): number => Number(fractionToNumber(value).toFixed(9));

describe("what a kWh costs on average", () => {
  const year = tariffYear(go, plain);

  test("over the whole day: 5 h at 8.5p and 19 h at 28p are 23.94p", () => {
    const { load, rest } = scheduleRates(year, { kind: "whenever" }, 8);
    expect(load).toEqual(fraction(5n * 85n + 19n * 280n, 24n * 1000n));
    expect(rest).toEqual(load);
  });

  test("at night, 22:00 to 06:00: 5 h at 8.5p and 3 h at 28p are 15.81p; the other 16 h are at 28p", () => {
    expect(scheduleRates(year, nights, 8)).toMatchObject({ load: fraction(1265n, 8000n), rest: fraction(28n, 100n) });
  });

  test("ten hours at night are the eight of the night and two spread over the day", () => {
    const { load, rest } = scheduleRates(year, nights, 10);
    expect(load).toEqual(fraction(1265n + 2n * 280n, 10_000n));
    expect(rest).toEqual(fraction(28n, 100n));
  });

  test("in the cheapest hours: four are at 8.5p, six are five at 8.5p and one at 28p", () => {
    expect(scheduleRates(year, { kind: "cheapest", pieces: 1 }, 4).load).toEqual(fraction(85n, 1000n));
    const six = scheduleRates(year, { kind: "cheapest", pieces: 1 }, 6);
    expect(six.load).toEqual(fraction(705n, 6000n));
    expect(six.rest).toEqual(fraction(28n, 100n));
    expect(six.hours).toEqual([{ spans: [{ from: 0, to: 360 }], share: 1, label: "" }]);
  });

  test("all day long the schedule changes nothing", () => {
    const all = scheduleRates(year, { kind: "whenever" }, 24).load;
    for (const schedule of [nights, { kind: "cheapest", pieces: 3 } as const]) expect(scheduleRates(year, schedule, 24).load).toEqual(all);
  });

  test("one rate is that rate at any hour", () => {
    const flat = flatYear("0.2611");
    expect(isOneRate(flat)).toBe(true);
    for (const schedule of [nights, { kind: "whenever" } as const, { kind: "cheapest", pieces: 1 } as const])
      expect(scheduleRates(flat, schedule, 5.5)).toMatchObject({ load: fraction(2611n, 10_000n), rest: fraction(2611n, 10_000n) });
  });

  test("kinds of day count as often as a year has them: 300 at 10p, 65 at 73p are 21.22p", () => {
    const colours = tariff([window("00:00", "24:00", "0.10", { dayType: "blue" }), window("00:00", "24:00", "0.73", { dayType: "red" })], {
      dayTypes: [
        { name: "blue", perYear: 300 },
        { name: "red", perYear: 65 },
      ],
    });
    expect(scheduleRates(tariffYear(colours, plain), { kind: "whenever" }, 8).load).toEqual(fraction(300n * 10n + 65n * 73n, 36_500n));
  });

  test("weekends and holidays: 2026 has 104 days of weekend; one holiday on a Thursday makes 105", () => {
    const weekly = [window("00:00", "24:00", "0.30", { days: "weekday" as const }), window("00:00", "24:00", "0.10", { days: "weekend" as const })];
    expect(decimals(scheduleRates(tariffYear(tariff(weekly), plain), { kind: "whenever" }, 8).load)).toBeCloseTo((261 * 0.3 + 104 * 0.1) / 365, 9);
    const holiday = tariffYear(tariff(weekly, { holidays: ["2026-01-01"] }), plain);
    expect(holiday.days.map(({ label, count }) => [label, count])).toEqual([
      ["weekends", 105],
      ["weekdays", 260],
    ]);
  });

  test("seasons that run over New Year: November to April has 181 days of 2026", () => {
    const seasons = [
      { name: "winter", from: "11-01", to: "04-30" },
      { name: "summer", from: "05-01", to: "10-31" },
    ];
    const two = tariff([window("00:00", "24:00", "0.4", { season: "winter" }), window("00:00", "24:00", "0.2", { season: "summer" })], { seasons });
    expect(tariffYear(two, plain).days.map(({ label, count }) => [label, count])).toEqual([
      ["winter", 181],
      ["summer", 184],
    ]);
  });
});

describe("days on which clocks change", () => {
  /** What a rig of 1 kW costs on one day, in pence, and for how many hours it is on. */
  const dayOf = (zone: string, day: string, on: readonly [number, number] | undefined, prices: Tariff = go): { hours: number; pence: number } => {
    const clock = clockYear(zone, Number(day.slice(0, 4)));
    const whole = tariffYear(prices, clock);
    // The one day of the year that is not like the others, found by its length.
    const lengthOf = ({ spans }: RatedYear["days"][number]): number => spans.reduce((sum, { minutes }) => sum + minutes, 0);
    const change = clock.changes.find((found) => found.day === day);
    const rated = whole.days.find((found) => lengthOf(found) === 1440 - (change?.shiftMinutes ?? 0));
    const spans = (rated?.spans ?? []).flatMap(({ fromMinute, minutes, rate }) => {
      const [from, to] = on ?? [0, 1440];
      const inside = Math.min(fromMinute + minutes, to) - Math.max(fromMinute, from);
      return inside > 0 ? [{ minutes: inside, rate }] : [];
    });
    return {
      hours: spans.reduce((sum, { minutes }) => sum + minutes, 0) / 60,
      pence: spans.reduce((sum, { minutes, rate }) => sum + (minutes * rate) / 60, 0) / 10 ** (whole.scale - 2),
    };
  };

  test("London: the day in March has 23 hours and the cheap window 4, the day in October 25 and 6", () => {
    expect(dayOf("Europe/London", "2026-03-29", undefined)).toEqual({ hours: 23, pence: 4 * 8.5 + 19 * 28 });
    expect(dayOf("Europe/London", "2026-10-25", undefined)).toEqual({ hours: 25, pence: 6 * 8.5 + 19 * 28 });
    expect(dayOf("Europe/London", "2026-03-29", [30, 330])).toEqual({ hours: 4, pence: 34 });
    expect(dayOf("Europe/London", "2026-10-25", [30, 330])).toEqual({ hours: 6, pence: 51 });
  });

  test("New York: at 02:00 in March to 03:00, at 02:00 in November back to 01:00", () => {
    expect(clockYear("America/New_York", 2026).changes).toEqual([
      { day: "2026-03-08", atMinute: 120, shiftMinutes: 60 },
      { day: "2026-11-01", atMinute: 120, shiftMinutes: -60 },
    ]);
    expect(dayOf("America/New_York", "2026-03-08", undefined)).toEqual({ hours: 23, pence: 4 * 8.5 + 19 * 28 });
    expect(dayOf("America/New_York", "2026-11-01", undefined)).toEqual({ hours: 25, pence: 6 * 8.5 + 19 * 28 });
  });

  test("Lord Howe moves its clocks by half an hour: 24.5 hours in April, 23.5 in October", () => {
    expect(clockYear("Australia/Lord_Howe", 2026).changes).toEqual([
      { day: "2026-04-05", atMinute: 120, shiftMinutes: -30 },
      { day: "2026-10-04", atMinute: 120, shiftMinutes: 30 },
    ]);
    expect(dayOf("Australia/Lord_Howe", "2026-04-05", undefined)).toEqual({ hours: 24.5, pence: 5.5 * 8.5 + 19 * 28 });
    expect(dayOf("Australia/Lord_Howe", "2026-10-04", undefined)).toEqual({ hours: 23.5, pence: 4.5 * 8.5 + 19 * 28 });
  });

  test("clocks that go back at midnight repeat the end of the day before: Santiago, April 2026", () => {
    const [first] = clockYear("America/Santiago", 2026).changes;
    expect(first).toEqual({ day: "2026-04-04", atMinute: 1440, shiftMinutes: -60 });
  });

  test.each(["Europe/London", "America/New_York", "Australia/Lord_Howe"])(
    "over the year %s gains no hour and loses none: a rig that is always on pays the average of the day",
    (zone) => {
      const { days } = tariffYear(go, clockYear(zone, 2026));
      expect(days.reduce((sum, { spans, count }) => sum + count * spans.reduce((minutes, span) => minutes + span.minutes, 0), 0)).toBe(8760 * 60);
      expect(scheduleRates(tariffYear(go, clockYear(zone, 2026)), { kind: "whenever" }, 24).load).toEqual(fraction(5n * 85n + 19n * 280n, 24_000n));
    },
  );
});

describe("the cheapest minutes of a day", () => {
  const day = (...rates: readonly number[]) => rates.map((rate, index) => ({ fromMinute: index * 60, minutes: 60, rate }));
  const hoursOf = (spans: readonly { from: number; to: number }[]) => spans.map(({ from, to }) => [from / 60, to / 60]);

  test("in one piece: the cheapest stretch, not the cheapest hours", () => {
    const prices = day(9, 1, 9, 9, 3, 3, 9, 9);
    expect(hoursOf(cheapestSpans(prices, 120, 1))).toEqual([[4, 6]]);
    expect(hoursOf(cheapestSpans(prices, 120, 2))).toEqual([
      [1, 2],
      [4, 5],
    ]);
  });

  test("a piece may run over midnight, as 23:00 to 02:00 does every night", () => {
    expect(hoursOf(cheapestSpans(day(1, 1, 9, 9, 9, 1), 180, 1))).toEqual([
      [0, 2],
      [5, 6],
    ]);
  });

  test("negative prices are taken first", () => {
    expect(hoursOf(cheapestSpans(day(5, 4, -2, 4, 5), 60, 1))).toEqual([[2, 3]]);
  });

  test("nothing that keeps to so many pieces costs less: against every choice there is", () => {
    const cost = (rates: readonly number[], chosen: number): number => rates.reduce((sum, rate, at) => sum + (((chosen >> at) & 1) === 1 ? rate : 0), 0);
    const runs = (chosen: number, length: number): number => {
      let count = 0;
      for (let at = 0; at < length; at += 1) if (((chosen >> at) & 1) === 1 && ((chosen >> ((at + length - 1) % length)) & 1) === 0) count += 1;
      return chosen === 2 ** length - 1 ? 1 : count;
    };
    const bits = (chosen: number): number => chosen.toString(2).replaceAll("0", "").length;
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -5, max: 9 }), { minLength: 3, maxLength: 9 }),
        fc.integer({ min: 1, max: 8 }),
        fc.integer({ min: 1, max: 3 }),
        (rates, hours, pieces) => {
          fc.pre(hours < rates.length);
          const spans = cheapestSpans(day(...rates), hours * 60, pieces);
          const found = rates
            .map((_, at) => spans.some(({ from, to }) => at * 60 >= from && at * 60 < to))
            .reduce((mask, on, at) => mask | (on ? 1 << at : 0), 0);
          expect(bits(found)).toBe(hours);
          expect(runs(found, rates.length)).toBeLessThanOrEqual(pieces);
          let least = Number.POSITIVE_INFINITY;
          for (let choice = 1; choice < 2 ** rates.length; choice += 1)
            if (bits(choice) === hours && runs(choice, rates.length) <= pieces) least = Math.min(least, cost(rates, choice));
          expect(cost(rates, found)).toBe(least);
        },
      ),
      { numRuns: 300, seed: 4 },
    );
  });
});

describe("laws of a bill", () => {
  const rate = fc.integer({ min: 0, max: 90_000 }).map((value) => fraction(BigInt(value), 100_000n));
  const watts = fc.integer({ min: 0, max: 5000 });

  test("a dearer rate never lowers a bill", () => {
    fc.assert(
      fc.property(rate, rate, rate, watts, watts, fc.integer({ min: 0, max: 24 }), (load, rest, more, typical, idle, hours) => {
        const energy = monthlyEnergy(yearlyEnergy(typical, idle, hours, 24 - hours));
        const bill = (a: Fraction, b: Fraction): number =>
          energyCharge({ currency: "GBP", load: a, rest: b }, energy, "GBP", testExchange)?.minor ?? Number.NaN;
        const dearer = fraction(load.numerator * more.denominator + more.numerator * load.denominator, load.denominator * more.denominator);
        expect(bill(dearer, rest)).toBeGreaterThanOrEqual(bill(load, rest));
      }),
    );
  });

  test("charges before rounding add up however the time is split: work at its average and the rest at its own are the whole day at the day's", () => {
    const prices = fc.array(fc.integer({ min: -20, max: 90 }), { minLength: 24, maxLength: 24 });
    fc.assert(
      fc.property(
        prices,
        fc.integer({ min: 1, max: 23 }),
        fc.integer({ min: 1, max: 3 }),
        fc.integer({ min: 0, max: 1439 }),
        fc.integer({ min: 1, max: 1439 }),
        (rates, hours, pieces, from, length) => {
          const spans = rates.map((price, hour) => ({ fromMinute: hour * 60, minutes: 60, rate: price }));
          const year: RatedYear = { scale: 2, days: [{ label: "", spans, count: 365 }] };
          const whole = scheduleRates(year, { kind: "whenever" }, hours).load;
          const schedules: readonly Schedule[] = [
            { kind: "cheapest", pieces },
            { kind: "window", name: "mine", from, to: (from + length) % 1440 },
          ];
          for (const schedule of schedules) {
            const { load, rest } = scheduleRates(year, schedule, hours);
            // hours × load + (24 - hours) × rest = 24 × whole, over common denominators.
            const left = load.numerator * BigInt(hours) * rest.denominator + rest.numerator * BigInt(24 - hours) * load.denominator;
            expect(left * whole.denominator).toBe(24n * whole.numerator * load.denominator * rest.denominator);
          }
        },
      ),
    );
  });

  // A stretch that runs over midnight is two pieces of a day, and over all such stretches the average is the day's.
  test("the cheapest hours in two pieces never cost more than hours spread over the day, laid into the night or in one piece", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 90 }), { minLength: 48, maxLength: 48 }), fc.integer({ min: 1, max: 8 }), (rates, hours) => {
        const spans = rates.map((price, half) => ({ fromMinute: half * 30, minutes: 30, rate: price }));
        const year: RatedYear = { scale: 2, days: [{ label: "", spans, count: 1 }] };
        const of = (schedule: Schedule): number => fractionToNumber(scheduleRates(year, schedule, hours).load);
        const cheapest = of({ kind: "cheapest", pieces: 2 });
        for (const other of [{ kind: "whenever" } as const, nights, { kind: "cheapest", pieces: 1 } as const]) {
          expect(cheapest).toBeLessThanOrEqual(of(other) + 1e-12);
        }
      }),
    );
  });
});

describe("windows that are no tariff", () => {
  const faults = (...windows: Tariff["windows"]) => windowFaults(tariff(windows)).map(({ kind, window: at, message }) => [kind, at, message]);

  test("a gap, an overlap, a window that is none: each with the window it is at", () => {
    expect(faults(window("00:00", "07:00", "0.1"), window("07:30", "24:00", "0.3"))).toEqual([["gap", 0, "07:00 to 07:30 on weekdays has no price"]]);
    expect(faults(window("00:00", "07:00", "0.1"), window("06:00", "24:00", "0.3"))).toEqual([["overlap", 1, "06:00 to 07:00 on weekdays is priced twice"]]);
    expect(faults(window("07:00", "07:00", "0.1"), window("00:00", "24:00", "0.3"))).toEqual([
      ["impossible", 0, "a window from 07:00 to 07:00 is no stretch of a day"],
    ]);
    expect(faults(window("00:00", "25:00", "0.1"))).toEqual([["impossible", 0, "a window from 00:00 to 25:00 is no stretch of a day"]]);
  });

  test("hours priced on weekdays only lack a price at weekends", () => {
    expect(faults(window("00:00", "24:00", "0.1", { days: "weekday" }))).toEqual([["gap", undefined, "00:00 to 24:00 on weekends has no price"]]);
  });

  test("seasons must hold every day of the year once", () => {
    const seasons = [
      { name: "summer", from: "06-01", to: "09-30" },
      { name: "winter", from: "10-02", to: "05-31" },
    ];
    expect(windowFaults(tariff([window("00:00", "24:00", "0.1")], { seasons }))[0]?.message).toBe("no season holds 10-01 (month-day)");
  });

  test("a window may run over midnight", () => expect(faults(window("23:30", "05:30", "0.07"), window("05:30", "23:30", "0.28"))).toEqual([]));
});

test("a rate keeps every decimal it is written with", () => {
  expect(fractionOf(decimal("0.61949"))).toEqual(fraction(61_949n, 100_000n));
});
