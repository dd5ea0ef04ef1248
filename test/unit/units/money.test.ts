import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decimal, parseDecimal } from "../../../src/units/decimal.js";
import { addMoney, convertMoney, type ExchangeRates, majorUnits, money, parseMoney, timesFraction, timesWhole } from "../../../src/units/money.js";
import { divideHalfEven, roundTo } from "../../../src/units/rounding.js";

const rates: ExchangeRates = {
  base: "EUR",
  asOf: "2026-09-29",
  source: "test",
  perBase: new Map([
    ["EUR", decimal("1")],
    ["GBP", decimal("0.8")],
    ["JPY", decimal("160")],
  ]),
};

describe("amounts of money", () => {
  test("are read from digits with one point, exactly", () => {
    expect(parseMoney("2874.31", "GBP")).toEqual({ currency: "GBP", minor: 287431 });
    expect(parseMoney("0.1", "GBP")).toEqual({ currency: "GBP", minor: 10 });
    expect(parseMoney("12", "JPY")).toEqual({ currency: "JPY", minor: 12 });
    expect(parseMoney("12.50", "KWD")).toEqual({ currency: "KWD", minor: 12500 });
  });

  test.each(["1e3", "0x2BC", "1,299.00", "Infinity", "NaN", "-5", "٦٥٠", "650.", ".5", "", " 5", "1.234", "10000000000"])("refuse %j", (text) => {
    expect(parseMoney(text, "GBP")).toBeUndefined();
  });

  test("allow a finer text when the digits beyond the penny are zero", () => {
    expect(parseMoney("5.500", "GBP")).toEqual({ currency: "GBP", minor: 550 });
  });

  test("do not add across currencies", () => {
    expect(() => addMoney(money(1, "GBP"), money(1, "EUR"))).toThrow("without a rate");
  });

  test("convert at a dated rate and round once, half to even", () => {
    expect(convertMoney(money(1000, "EUR"), "GBP", rates)).toEqual(money(800, "GBP"));
    expect(convertMoney(money(80000, "GBP"), "JPY", rates)).toEqual(money(160000, "JPY"));
    expect(convertMoney(money(1, "EUR"), "CHF", rates)).toBeUndefined();
  });

  test("a 20 % tax on 99.99 is 119.99, rounded once", () => {
    expect(timesFraction(money(9999, "GBP"), 120n, 100n)).toEqual(money(11999, "GBP"));
  });

  test("hold as many as are wanted of one price", () => {
    expect(timesWhole(money(65000, "GBP"), 4)).toEqual(money(260000, "GBP"));
    expect(majorUnits(money(260000, "GBP"))).toBe(2600);
  });
});

describe("rounding", () => {
  test("sends a tie to the even neighbour", () => {
    expect([5n, 15n, 25n, -5n, -15n, 26n].map((n) => divideHalfEven(n, 10n))).toEqual([0n, 2n, 2n, 0n, -2n, 3n]);
  });

  test("is never off by more than half", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.bigInt({ min: 1n, max: 10n ** 9n }), (numerator, denominator) => {
        const off = 2n * (divideHalfEven(numerator, denominator) * denominator - numerator);
        expect(off <= denominator && off >= -denominator).toBe(true);
      }),
    );
  });

  test("keeps the decimals a report shows", () => {
    expect(roundTo(341.885, 2)).toBe(341.89);
    expect(Object.is(roundTo(-0.001, 2), -0)).toBe(false);
  });
});

describe("decimals", () => {
  test("print back what was read", () => {
    expect(parseDecimal("0.2611")).toEqual({ digits: 2611n, scale: 4 });
    expect(parseDecimal("-3")).toEqual({ digits: -3n, scale: 0 });
    expect(() => decimal("3e3")).toThrow("not a decimal");
  });
});
