import { describe, expect, test } from "vitest";
import { type AgedPrice, fitAgeLine, fitResale, linesWithout, quarterOf, shareAt, valuesAfterTwoYears } from "../../../src/tools/fit/resale.js";

const price = (card: string, years: number, share: number): AgedPrice => ({ card, quarter: "2023-Q1", years, share });
/** Cards that lose a fifth a year, each seen at two ages. */
const regular = ["a", "b", "c", "d", "e"].flatMap((card, index) => [
  price(card, 1 + index, 0.8 ** (1 + index)),
  price(card, 1.5 + index, 0.8 ** (1.5 + index)),
]);

describe("the resale line", () => {
  test("finds the yearly loss that prices were made with", () => {
    const { at0, yearly } = fitAgeLine(regular);
    expect(at0).toBeCloseTo(1, 9);
    expect(yearly).toBeCloseTo(0.8, 9);
  });

  test("is not carried away by one card that sold for five times as much", () => {
    const { yearly } = fitAgeLine([...regular, price("mad", 5, 5 * 0.8 ** 5)]);
    expect(Math.abs(yearly - 0.8)).toBeLessThan(0.01);
  });

  test("for a card is fitted to the others", () => {
    const lines = linesWithout([...regular, price("mad", 2, 0.1)]);
    expect(shareAt(lines.get("mad") ?? { at0: 0, yearly: 0 }, 2)).toBeCloseTo(0.64, 6);
    expect(valuesAfterTwoYears([...regular, price("mad", 2, 0.1)]).find(({ card }) => card === "mad")).toMatchObject({ actual: 0.1 });
  });

  test("leaves out the fall from a boom, and says how deep it was", () => {
    const quarters = (first: number): Record<string, number> => ({ "2021-Q4": first * 3, "2022-Q1": first * 2, "2022-Q2": first * 1.5, "2022-Q4": first });
    const card = (launched: string, first: number) => ({ launched, listPrice: 1000, quarters: quarters(first) });
    // Launched 12, 24 and 36 months before November 2022, the middle of its quarter.
    const cards = { a: card("2021-11", 800), b: card("2020-11", 640), c: card("2019-11", 512) };
    const fitted = fitResale({ id: "x", name: "x", currency: "USD", settledFrom: "2022-Q4", cards });
    expect(fitted.curve.yearly.value).toBeCloseTo(0.8, 3);
    expect(fitted.fallPct).toBe(67);
  });

  test("counts October to the last quarter", () => {
    expect([quarterOf("2022-09"), quarterOf("2022-10")]).toEqual(["2022-Q3", "2022-Q4"]);
  });
});
