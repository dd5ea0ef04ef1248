import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CostYear } from "../../../../src/domain/assessment.js";
import { breakEvenMonth, ownedAfter, trajectory } from "../../../../src/evaluate/cost/break-even.js";
import { energyCharge, yearlyEnergy } from "../../../../src/evaluate/energy/bill.js";
import { decimal } from "../../../../src/units/decimal.js";
import { fractionOf } from "../../../../src/units/fraction.js";
import { type Money, money, timesFraction } from "../../../../src/units/money.js";
import { testExchange } from "../../../support/small-catalog.js";

const pounds = (minor: number): Money => money(minor, "GBP");

const curve = (purchase: number, running: number, resale: readonly number[]): readonly CostYear[] =>
  resale.map(
    (value, index): CostYear => ({
      year: index + 1,
      electricity: pounds(running),
      reserve: pounds(0),
      running: pounds(running),
      resale: pounds(value),
      ownership: pounds(purchase + running * (index + 1) - value),
    }),
  );

describe("owning against renting, worked by hand", () => {
  // 400 W for 4 h a day at 0.30 a kWh: 584 kWh a year, 175.20. Bought for 1,000.00, worth 600.00 after a year and 400.00 after two.
  const rate = fractionOf(decimal("0.30"));
  const running = energyCharge({ currency: "GBP", load: rate, rest: rate }, yearlyEnergy(400, 0, 4, 0), "GBP", testExchange) ?? pounds(0);
  const owned = curve(100_000, running.minor, [60_000, 40_000]);
  // The same work rented: 6 h a day at 0.55 an hour is 100.375 a month.
  const rentedAfter = (month: number): Money => timesFraction(pounds(55), BigInt(6 * 365 * month), 12n);

  test("a year's electricity is 175.20", () => expect(running).toEqual(pounds(17_520)));

  test("after four months owning has cost 458.40 and renting 401.50, after five 473.00 and 501.88", () => {
    expect(ownedAfter(owned, 4)).toEqual(pounds(45_840));
    expect(rentedAfter(4)).toEqual(pounds(40_150));
    expect(ownedAfter(owned, 5)).toEqual(pounds(47_300));
    expect(rentedAfter(5)).toEqual(pounds(50_188));
  });

  test("so buying is cheaper from the fifth month", () => expect(breakEvenMonth(owned, rentedAfter, 24)).toBe(5));

  test("within the second year the resale value falls in proportion: 606.47 after thirteen months", () => {
    // 1,000.00 + 175.20 + 14.60 - (600.00 - 200.00 / 12, in whole pence)
    expect(ownedAfter(owned, 13)).toEqual(pounds(100_000 + 17_520 + 1460 - 58_333));
  });

  test("at the end of a year the figure is that year's ownership", () => {
    expect([12, 24].map((month) => ownedAfter(owned, month).minor)).toEqual(owned.map(({ ownership }) => ownership.minor));
  });

  test("the months are those of the trajectory", () => {
    const months = trajectory(owned, rentedAfter, 24);
    expect(months.map(({ month }) => month)).toEqual(Array.from({ length: 24 }, (_, index) => index + 1));
    expect(months.find((point) => point.owned.minor <= point.rented.minor)?.month).toBe(5);
  });

  test("where a rented hour costs less than the electricity, owning never pays", () => {
    expect(breakEvenMonth(owned, (month) => pounds(month), 24)).toBeUndefined();
  });

  test("a month that is cheap once and dear again is not the break-even", () => {
    // Worth 900.00 after a year, nothing after two: cheap at twelve months, dear at twenty-four.
    expect(breakEvenMonth(curve(100_000, 0, [90_000, 0]), (month) => pounds(month * 1000), 24)).toBeUndefined();
  });
});

test("more hours never make owning worse against renting", () => {
  const cases = fc.record({
    purchase: fc.integer({ min: 1000, max: 1_000_000 }),
    kept: fc.array(fc.integer({ min: 30, max: 95 }), { minLength: 10, maxLength: 10 }),
    energyPerHour: fc.integer({ min: 0, max: 60 }),
    rentPerHour: fc.integer({ min: 1, max: 400 }),
    fewer: fc.integer({ min: 1, max: 24 }),
    more: fc.integer({ min: 1, max: 24 }),
  });
  fc.assert(
    fc.property(cases, ({ purchase, kept, energyPerHour, rentPerHour, fewer, more }) => {
      let value = purchase;
      const resale = kept.map((share) => {
        value = Math.floor((value * share) / 100);
        return value;
      });
      const monthAt = (hours: number): number =>
        breakEvenMonth(
          curve(purchase, energyPerHour * hours * 365, resale),
          (month) => timesFraction(pounds(rentPerHour), BigInt(hours * 365 * month), 12n),
          120,
        ) ?? Number.POSITIVE_INFINITY;
      const [low, high] = fewer < more ? [fewer, more] : [more, fewer];
      expect(monthAt(high)).toBeLessThanOrEqual(monthAt(low));
    }),
  );
});
