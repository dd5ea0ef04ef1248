import { describe, expect, test } from "vitest";
import type { PartLine, PerformanceLine } from "../../../../src/domain/assessment.js";
import { costSummary, type OwnershipInput } from "../../../../src/evaluate/cost/ownership.js";
import type { WorthModels } from "../../../../src/evaluate/cost/worth.js";
import { money } from "../../../../src/units/money.js";

const sure = (value: number) => ({ value, low: value, high: value });
const models: WorthModels = {
  resale: {
    id: "resale",
    name: "test",
    kinds: {
      gpu: { firstSale: sure(0.9), yearly: { value: 0.8, low: 0.7, high: 0.9 }, basis: "modelled", source: "test" },
      psu: { firstSale: sure(1), yearly: sure(0.75), basis: "assumed", source: "test" },
    },
  },
  reliability: {
    id: "reliability",
    name: "test",
    serviceYears: 6,
    kinds: { gpu: { perYear: sure(0.02), warrantyYears: { new: 3, used: 0, refurbished: 1 }, basis: "assumed", source: "test" } },
  },
};
const line = (kind: PartLine["kind"], id: string, minor?: number): PartLine => ({
  kind,
  id,
  name: id,
  quantity: 1,
  condition: "new",
  owned: false,
  ...(minor === undefined ? {} : { unitPrice: money(minor, "GBP"), price: money(minor, "GBP") }),
});
const input: OwnershipInput = {
  lines: [line("gpu", "g", 100000), line("psu", "p", 10000)],
  electricityPerYear: money(20000, "GBP"),
  years: 3,
  gpuHoursPerYear: 2920,
  loadHoursPerYear: 2920,
  currency: "GBP",
  models,
};

describe("the cost of owning", () => {
  const summary = costSummary(input);

  test("puts aside each year what failures outside the warranty cost on average", () => {
    // 2 % of 1,000.00 for the three of six years that the maker does not pay for.
    expect(summary.reservePerYear.minor).toBe(1000);
    expect(costSummary({ ...input, lines: [{ ...line("gpu", "g", 100000), condition: "used" }] }).reservePerYear.minor).toBe(2000);
  });

  test("says how likely a card fails without warranty: two used ones at 2 % a year for 3 years in 1 - 0.98^6 = 11.4 % of cases, a new one under warranty never", () => {
    const used = costSummary({ ...input, lines: [{ ...line("gpu", "g", 50000), condition: "used", quantity: 2, price: money(100000, "GBP") }] });
    expect(used.cardFailure?.chance.value).toBeCloseTo(1 - 0.98 ** 6, 9);
    expect(used.cardFailure).toMatchObject({ cards: 2, uncoveredYears: 3, replacement: { minor: 50000 } });
    expect(summary.cardFailure).toMatchObject({ cards: 1, uncoveredYears: 0, chance: { value: 0 } });
    expect(costSummary({ ...input, years: 5 }).cardFailure?.chance.value).toBeCloseTo(1 - 0.98 ** 2, 9);
  });

  test("is purchase and running less what the parts sell for", () => {
    // 0.9 × 0.8 cubed of 1,000.00 is 460.80; 0.75 cubed of 100.00 is 42.19, each rounded.
    expect(summary.resale.minor).toBe(46080 + 4219);
    expect(summary.ownership?.minor).toBe(110000 + 3 * (20000 + 1000) - 50299);
  });

  test("can be bought again at the end for what was put aside and what the old one sells for", () => {
    // 1,100.00 less 502.99, in 36 months; the GPU may also sell for 195.30 more or 152.10 less.
    const { value, low, high } = summary.replacementPerMonth ?? {};
    expect([value?.minor, low?.minor, high?.minor]).toEqual([Math.round(59701 / 36), Math.round(40171 / 36), Math.round(74911 / 36)]);
    expect(costSummary({ ...input, lines: [] }).replacementPerMonth).toBeUndefined();
  });

  test("has a line for every year, the last of which is the whole", () => {
    expect(summary.years.map(({ year }) => year)).toEqual([1, 2, 3]);
    expect(summary.years.at(-1)?.ownership).toEqual(summary.ownership);
  });

  test("of running three years at constant prices is three times that of one", () => {
    const of = (years: number): number => costSummary({ ...input, years }).years.reduce((total, { running }) => total + running.minor, 0);
    expect(of(3)).toBe(3 * of(1));
    expect(of(30)).toBe(30 * of(1));
    expect(of(1)).toBe(summary.runningPerYear?.minor);
  });

  test("follows a price of electricity that rises", () => {
    const rising = costSummary({ ...input, electricityChangePct: 10 });
    expect(rising.years.map(({ electricity }) => electricity.minor)).toEqual([20000, 22000, 24200]);
  });

  test("in the money of the first day counts later pounds for less", () => {
    const real = costSummary({ ...input, inflation: { pctPerYear: 4, source: "test" } });
    // 502.99 in three years at 4 % is 502.99 / 1.124864 today.
    expect(real.resale.minor).toBe(Math.round(50299 / 1.04 ** 3));
    expect(real.years[0]?.electricity.minor).toBe(Math.round(20000 / 1.04 ** 0.5));
    expect(real.purchase).toEqual(summary.purchase);
  });

  test("is spread over the GPU-hours that are delivered", () => {
    expect(summary.gpuHours).toBe(8760);
    expect(summary.perGpuHour?.minor).toBe(Math.round((summary.ownership?.minor ?? 0) / 8760));
  });

  test("has a range that holds the value and widens with doubt about resale", () => {
    const { ownership, ownershipLow, ownershipHigh } = summary;
    // 0.9 × 0.9 cubed sells for 195.30 more and 0.9 × 0.7 cubed for 152.10 less than the likely 460.80.
    expect([ownershipLow?.minor, ownershipHigh?.minor]).toEqual([(ownership?.minor ?? 0) - 19530, (ownership?.minor ?? 0) + 15210]);
  });

  test("of an owned part is nothing to buy, what it loses in value, and its repairs", () => {
    const nothing = money(0, "GBP");
    const owned: PartLine = { ...line("gpu", "g"), condition: "used", owned: true, unitPrice: nothing, price: nothing, worth: money(50000, "GBP") };
    const own = costSummary({ ...input, lines: [owned] });
    expect([own.purchase.minor, own.resale.minor, own.ownedWorth.minor]).toEqual([0, 0, 50000]);
    // 0.8 cubed of 500.00 is 256.00.
    expect(own.ownedLoss.minor).toBe(50000 - 25600);
    expect(own.ownership?.minor).toBe(3 * (20000 + 1000) + 24400);
  });

  test("of a unit of work is the cost over the work done", () => {
    const speed = { value: 100, low: 100, high: 100, basis: "modelled" as const, source: "test" };
    const runs: PerformanceLine = { workload: "w", throughput: speed, unit: "images/s", gpuCount: 1, scalingEfficiency: 1, fits: true, limitSpeed: 1 };
    const { perWork, ownership } = costSummary({ ...input, performance: [runs, { ...runs, unit: "RTX 3090 = 100" }] });
    // 8,760 hours at 100 images a second are 3,153.6 million images.
    expect(perWork).toMatchObject([{ workload: "w", per: "1 M images", currency: "GBP" }]);
    expect(perWork[0]?.cost.value).toBeCloseTo((ownership?.minor ?? 0) / 100 / 3_153.6, 9);
  });

  test("names a part without a price instead of taking it for free", () => {
    const { electricityPerYear: _none, ...rest } = input;
    const partial = costSummary({ ...rest, electricityPerYear: undefined, lines: [line("gpu", "g")], years: 2, gpuHoursPerYear: 0 });
    expect(partial.unpriced).toEqual(["g"]);
    expect(partial.leavesOut).toEqual(expect.arrayContaining(["unpriced", "electricity", "delivery"]));
    expect(partial.ownership).toBeUndefined();
    expect(partial.perGpuHour).toBeUndefined();
  });
});
