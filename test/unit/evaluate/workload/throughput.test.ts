import { describe, expect, test } from "vitest";
import type { Gpu } from "../../../../src/domain/part.js";
import { limitSpeed } from "../../../../src/evaluate/workload/limit-speed.js";
import { memoryFactor, scalingEfficiency, speedIndex, trainingIndex } from "../../../../src/evaluate/workload/throughput.js";
import { gibibytes, watts } from "../../../../src/units/quantity.js";
import { realAssumptions } from "../../../support/real-assumptions.js";

const assumptions = realAssumptions();
const card = (fields: Partial<Gpu>): Gpu => ({
  id: "card",
  name: "card",
  aliases: [],
  offers: () => [],
  kind: "gpu",
  vendor: "nvidia",
  architecture: "Ampere",
  deviceCount: 1,
  vramGib: gibibytes(24),
  memoryType: "GDDR6X",
  bandwidthGbPerS: 936.2,
  peakTflops: { fp32: 35.58, tensorFp16: 71.16 },
  boardPowerW: watts(350),
  cooling: "open-air",
  form: "pcie",
  ...fields,
});

describe("the training index", () => {
  test("is 100 for the figures of an RTX 3090, measured or modelled", () => {
    expect(speedIndex(card({}), assumptions)).toMatchObject({ basis: "modelled" });
    expect(speedIndex(card({}), assumptions)?.value).toBeCloseTo(100, 9);
    expect(speedIndex(card({ id: "rtx-3090" }), assumptions)).toMatchObject({ value: 100, basis: "measured" });
  });

  test("holds its estimate inside its interval", () => {
    const index = speedIndex(card({ bandwidthGbPerS: 500 }), assumptions);
    expect(index?.low).toBeLessThan(index?.value ?? 0);
    expect(index?.high).toBeGreaterThan(index?.value ?? 0);
  });

  test("counts a board that is two GPUs as two of half the figures", () => {
    const half = card({ vramGib: gibibytes(12), peakTflops: { fp32: 10, tensorFp16: 20 }, bandwidthGbPerS: 250 });
    const board = card({ deviceCount: 2, vramGib: gibibytes(24), peakTflops: { fp32: 20, tensorFp16: 40 }, bandwidthGbPerS: 500 });
    expect(speedIndex(board, assumptions)?.value).toBeCloseTo(speedIndex(half, assumptions)?.value ?? 0, 9);
    expect(memoryFactor(board, assumptions)).toBe(memoryFactor(half, assumptions));
  });

  test("falls with the jobs of the basket that a card cannot hold, by their weight", () => {
    expect(memoryFactor(card({ vramGib: gibibytes(24) }), assumptions)).toBe(1);
    // Of ten jobs one wants 20 GiB, and 18 with recomputation: its 16-bit weights alone are 15, so on 16 it runs from system memory.
    expect(memoryFactor(card({ vramGib: gibibytes(16) }), assumptions)).toBeCloseTo(0.2 ** 0.1, 12);
    expect(memoryFactor(card({ vramGib: gibibytes(18) }), assumptions)).toBeCloseTo(0.67 ** 0.1, 12);
    // On 8 GiB one job of 10 runs with recomputation, two of 16 and one of 20 from system memory; the six measured on 8 GiB as measured.
    expect(memoryFactor(card({ vramGib: gibibytes(8) }), assumptions)).toBeCloseTo((0.67 * 0.2 ** 3) ** 0.1, 12);
    const heavy = { ...assumptions, trainingBasket: assumptions.trainingBasket.map((job) => (job.vramGib === 20 ? { ...job, weight: 11 } : job)) };
    expect(memoryFactor(card({ vramGib: gibibytes(16) }), heavy)).toBeCloseTo(0.2 ** (11 / 20), 12);
  });

  test.each([
    ["rtx-4090", "rtx-3090-ti"],
    ["rtx-3090-ti", "rtx-3090"],
    ["rtx-5090", "rtx-4090"],
    ["rtx-3090", "rtx-3080-10gb"],
    ["h100-sxm", "a100-sxm4-80gb"],
    ["a100-sxm4-80gb", "tesla-v100-sxm2-32gb"],
    ["tesla-v100-sxm2-32gb", "rtx-2080-ti"],
    ["rtx-2080-ti", "gtx-1080-ti"],
    ["gtx-1080-ti", "tesla-k80"],
    ["rtx-4090", "rx-7900-xtx"],
  ])("puts the %s before the %s", (fast, slow) => {
    const index = (id: string): number => speedIndex(card({ id }), assumptions)?.value ?? 0;
    expect(index(fast)).toBeGreaterThan(index(slow));
  });

  test("is in wider doubt for another maker's card", () => {
    const width = (id: string, vendor: Gpu["vendor"]): number => {
      const found = speedIndex(card({ id, vendor }), assumptions);
      return (found?.high ?? 0) / (found?.low ?? 1);
    };
    expect(width("rx-7900-xtx", "amd")).toBeGreaterThan(width("rtx-5080", "nvidia"));
    expect(width("rtx-5080", "nvidia")).toBeGreaterThan(width("rtx-3090", "nvidia"));
  });

  test("is not known for a card without rates", () => {
    expect(speedIndex(card({ peakTflops: {} }), assumptions)).toBeUndefined();
  });
});

describe("several cards", () => {
  test("one card needs no exchange; two at PCIe 4.0 x16 lose what they send, 0.5 GB/s of 31.52, and what joining costs, 1 %", () => {
    const given = { ...assumptions, trainingIndex: { ...assumptions.trainingIndex, exchange: 0.5, growth: 0.01 } };
    expect(scalingEfficiency(1, 100, 0, given)).toBe(1);
    expect(scalingEfficiency(2, 100, 31.52, given)).toBeCloseTo(1 / (1 + 0.5 / 31.52 + 0.01), 12);
    expect(scalingEfficiency(8, 100, 31.52, given)).toBeCloseTo(1 / (1 + (0.5 * 1.75) / 31.52 + 0.03), 12);
  });

  test("two 3090s keep about 95 % in the fitted model", () => {
    expect(scalingEfficiency(2, 100, 31.52, assumptions)).toBeGreaterThan(0.93);
    expect(scalingEfficiency(2, 100, 31.52, assumptions)).toBeLessThan(0.99);
  });

  test("scale worse over a slower link and with faster cards", () => {
    expect(scalingEfficiency(2, 100, 7.88, assumptions)).toBeLessThan(scalingEfficiency(2, 100, 31.52, assumptions));
    expect(scalingEfficiency(4, 200, 15.76, assumptions)).toBeLessThan(scalingEfficiency(4, 100, 15.76, assumptions));
  });

  test("a lower power limit never makes a rig faster", () => {
    const indexes = [350, 300, 250, 200, 175].map((limit) => trainingIndex(card({}), 2, limit, 31.52, assumptions)?.index.value ?? 0);
    expect([...indexes].sort((a, b) => b - a)).toEqual(indexes);
  });

  test("a limit costs nothing until it is below what the card draws by itself", () => {
    const draws = { ...assumptions, power: { ...assumptions.power, draw: { ...assumptions.power.draw, training: { value: 0.8, low: 0.6, high: 0.9 } } } };
    expect(limitSpeed(card({}), 350, draws).value).toBe(1);
    expect(limitSpeed(card({}), 280, draws).value).toBe(1); // 280 W is 80 % of 350 W
    expect(limitSpeed(card({}), 250, draws).value).toBeLessThan(1);
  });
});
