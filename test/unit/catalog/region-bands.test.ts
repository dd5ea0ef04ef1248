import { expect, test } from "vitest";
import { readYaml } from "../../../src/catalog/read.js";
import { regionBands } from "../../../src/catalog/region-bands.js";

const entry = { section: "regions", id: "gb", file: readYaml(new TextEncoder().encode("schema: 1\n"), "gb.yaml"), path: [] };
const rates = { GBP: "0.86", JPY: "170" };
const judge = (region: Parameters<typeof regionBands>[0]) => {
  const { problems, warnings } = regionBands(region, entry, rates);
  return { refused: problems.map(({ fix }) => fix), warned: warnings.map(({ fix }) => fix) };
};
const rate = (unitRate: string, currency: string) => judge({ electricity: { unit_rate: unitRate, currency } });

test("a usual rate is let through: 26.11 pence in pounds, 31 yen", () => {
  expect(rate("0.2611", "GBP")).toEqual({ refused: [], warned: [] });
  expect(rate("31", "JPY")).toEqual({ refused: [], warned: [] });
});

test("pence for pounds are refused, with the rate that is meant", () => {
  expect(rate("27.03", "GBP")).toEqual({ refused: ["is it 0.2703, written in hundredths (pence, cents)?"], warned: [] });
});

test("a rate a little beyond the usual is warned about", () => {
  expect(rate("1.9", "GBP").warned).toHaveLength(1);
});

test("kilograms for grams and kilowatts for watts are named", () => {
  expect(judge({ carbon: { g_per_kwh: 0.2376 } }).warned).toEqual(["is it 237.6, written in thousands (kW, kg)?"]);
  expect(judge({ circuits: [{ max_continuous_w: 2.99 }] }).refused).toEqual(["is it 2990, written in thousands (kW, kg)?"]);
});
