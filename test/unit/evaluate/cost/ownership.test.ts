import { describe, expect, test } from "vitest";
import type { PartLine } from "../../../../src/domain/assessment.js";
import { costSummary } from "../../../../src/evaluate/cost/ownership.js";
import { money } from "../../../../src/units/money.js";
import { realAssumptions } from "../../../support/real-assumptions.js";

const assumptions = realAssumptions();
const line = (kind: PartLine["kind"], id: string, minor?: number): PartLine => ({
  kind,
  id,
  name: id,
  quantity: 1,
  condition: "new",
  owned: false,
  ...(minor === undefined ? {} : { unitPrice: money(minor, "GBP"), price: money(minor, "GBP") }),
});

describe("the cost of owning", () => {
  const summary = costSummary({
    lines: [line("gpu", "g", 100000), line("psu", "p", 10000)],
    runningPerYear: money(20000, "GBP"),
    years: 3,
    gpuHoursPerYear: 2920,
    currency: "GBP",
    assumptions,
  });

  test("is purchase and running less what the parts sell for", () => {
    // 0.88 cubed of 1,000.00 is 681.47; 0.75 cubed of 100.00 is 42.18, each rounded down.
    expect(summary.resale.minor).toBe(68147 + 4218);
    expect(summary.ownership?.minor).toBe(110000 + 3 * 20000 - 72365);
  });

  test("has a line for every year, the last of which is the whole", () => {
    expect(summary.years.map(({ year }) => year)).toEqual([1, 2, 3]);
    expect(summary.years.at(-1)?.ownership).toEqual(summary.ownership);
  });

  test("is spread over the GPU-hours that are delivered", () => {
    expect(summary.perGpuHour?.minor).toBe(Math.round(97635 / (2920 * 3)));
  });

  test("names a part without a price instead of taking it for free", () => {
    const partial = costSummary({ lines: [line("gpu", "g")], runningPerYear: undefined, years: 2, gpuHoursPerYear: 0, currency: "GBP", assumptions });
    expect(partial.unpriced).toEqual(["g"]);
    expect(partial.ownership).toBeUndefined();
    expect(partial.perGpuHour).toBeUndefined();
  });
});
