import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import type { Gpu } from "../../../../src/domain/part.js";
import type { ThroughputModel } from "../../../../src/domain/throughput-model.js";
import { arithmeticOf, deviceRates, modelledRate, usualBatch } from "../../../../src/evaluate/workload/rate.js";

const catalog = await loadCatalog();
const gpu = (id: string): Gpu => {
  const found = catalog.parts.gpu.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const model: ThroughputModel = {
  source: "made up",
  reference: "s/new",
  reach: [1, 1, 1, 1, 1],
  shares: { all: 0, math: 0, task: 0, own: 0, ownWorkload: 0 },
  spread: { any: Math.log(2) },
  spreadUnlike: 3,
  software: {},
  tasks: {
    "net/fp32": { unit: "images/s", time: [0.01, 0, 0, 0, 0.01], batch: 64, batches: [], software: { "s/old": Math.log(0.5) }, cards: 3, measured: {} },
  },
  sites: [],
  own: {},
  scaling: { source: "made up", workloads: {}, any: { exchange: 1, growth: 0, spread: 0 } },
};

describe("the rates of a device", () => {
  test("a board that is two GPUs gives each half: a K80 die has 4.11 TFLOP/s and 240.6 GB/s", () => {
    const rates = deviceRates(gpu("tesla-k80"), "fp32");
    expect(rates?.computeTflops).toBeCloseTo(4.1135, 4);
    expect(rates?.bandwidthGbPerS).toBeCloseTo(240.6, 4);
    expect(rates?.vramGib).toBe(12);
  });

  test("FP32 training is TF32 on an A100, at half its 312 TFLOP/s, and plain FP32 on a V100", () => {
    expect(arithmeticOf("fp32", gpu("a100-sxm4-40gb"))).toBe("tf32");
    expect(deviceRates(gpu("a100-sxm4-40gb"), "tf32")?.computeTflops).toBeCloseTo(155.95, 2);
    expect(arithmeticOf("fp32", gpu("tesla-v100-sxm2-16gb"))).toBe("fp32");
  });

  test("a GTX 1080 Ti, whose FP16 is crippled, trains in FP16 at its FP32 rate", () => {
    expect(deviceRates(gpu("gtx-1080-ti"), "fp16-amp")?.computeTflops).toBeCloseTo(11.34, 2);
  });

  test("clocks are what the rated operations are counted at: 2.52 GHz of an RTX 4090, and 2.5 of an RX 7900 XTX, which issues two at once", () => {
    expect(deviceRates(gpu("rtx-4090"), "fp32")?.clockGhz).toBeCloseTo(2.52, 2);
    expect(deviceRates(gpu("rx-7900-xtx"), "fp32")?.clockGhz).toBeCloseTo(2.5, 1);
  });
});

describe("a modelled speed", () => {
  const v100 = gpu("tesla-v100-sxm2-16gb"); // 15.67 TFLOP/s
  // 15.67 TFLOP/s of 5,120 lanes are 1.530 GHz, beside which a fixed cost of 0.01 s at 1.5 GHz is 0.0098 s.
  const fixed = (0.01 * 1.5) / (15_670 / (2 * 5120));
  test("is one over the time: 0.01 × 100/15.67 s a sample, and a fixed cost by the clock", () => {
    const rate = modelledRate({ gpu: v100, task: "net/fp32", math: "fp32", batch: 64 }, model);
    expect(rate?.value).toBeCloseTo(1 / (1 / 15.67 + fixed), 4);
    expect(rate?.basis).toBe("modelled");
  });

  test("a fixed cost a step is half as much a sample at twice the batch", () => {
    const rate = modelledRate({ gpu: v100, task: "net/fp32", math: "fp32", batch: 128 }, model);
    expect(rate?.value).toBeCloseTo(1 / (1 / 15.67 + fixed / 2), 4);
  });

  test("software that is half as fast halves it", () => {
    const at = { gpu: v100, task: "net/fp32", math: "fp32", batch: 64 } as const;
    const [old, now] = [modelledRate({ ...at, suite: "s", software: "old" }, model), modelledRate(at, model)];
    expect((old?.value ?? 0) / (now?.value ?? 1)).toBeCloseTo(0.5, 9);
  });

  const width = (architectures: readonly string[]): number => {
    const sites = architectures.map((architecture, index) => ({ gpu: `other-${index}`, architecture, math: "fp32", at: [], all: 0, tasks: { "net/fp32": 0 } }));
    const rate = modelledRate({ gpu: v100, task: "net/fp32", math: "fp32", batch: 64 }, { ...model, sites });
    return Math.log2((rate?.high ?? 0) / (rate?.value ?? 1));
  };

  test("at a task that three cards ran has twice the interval of one that many did, and twice that for the first card of an architecture", () => {
    expect(width([])).toBeCloseTo(4, 9);
    expect(width(["Pascal", "Turing"])).toBeCloseTo(4, 9);
  });

  test("has a narrower interval the more cards of its architecture were measured: √(1 + 3/2) with one, √(1 + 3/3) with two", () => {
    expect(width(["Volta"])).toBeCloseTo(2 * Math.sqrt(2.5), 9);
    expect(width(["Volta", "Volta"])).toBeCloseTo(2 * Math.sqrt(2), 9);
  });

  test("a workload that the model has not is unknown, not zero", () => {
    expect(modelledRate({ gpu: v100, task: "other/fp32", math: "fp32" }, model)).toBeUndefined();
  });

  test("the usual batch lies between those of the cards around it", () => {
    const points = {
      batch: 100,
      batches: [
        [8, 64],
        [16, 128],
        [24, 256],
      ] as const,
    };
    expect(usualBatch(points, 12)).toBe(96);
    expect(usualBatch(points, 20)).toBe(192);
    expect(usualBatch(points, 48)).toBe(512);
    expect(usualBatch(points, 4)).toBe(32);
  });
});

describe("the fitted model", () => {
  const fitted = catalog.subjects.throughput().get("throughput");
  const resnet = (id: string): number => {
    if (fitted === undefined) throw new Error("no fitted model");
    return modelledRate({ gpu: gpu(id), task: "resnet50/fp16-amp", math: "fp16-amp" }, fitted)?.value ?? 0;
  };
  test.each([
    ["rtx-4090", "rtx-3090"],
    ["rtx-5090", "rtx-4090"],
    ["rtx-3090-ti", "rtx-3090"],
    ["h100-sxm", "a100-sxm4-80gb"],
    ["rtx-3090", "gtx-1080-ti"],
  ])("%s trains ResNet-50 faster than %s", (fast, slow) => {
    expect(resnet(fast)).toBeGreaterThan(resnet(slow));
  });

  test("an RTX 3090 trains about 900 images a second with mixed precision, as measured in 2022 and 2023", () => {
    expect(resnet("rtx-3090")).toBeGreaterThan(780);
    expect(resnet("rtx-3090")).toBeLessThan(1000);
  });
});
