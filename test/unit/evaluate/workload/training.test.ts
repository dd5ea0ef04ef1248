import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import type { Gpu } from "../../../../src/domain/part.js";
import type { ScalingModel } from "../../../../src/domain/throughput-model.js";
import type { Workload } from "../../../../src/domain/workload.js";
import { exchangeLink, trainingEfficiency } from "../../../../src/evaluate/workload/scaling.js";
import { type TrainingRate, trainingRate } from "../../../../src/evaluate/workload/training.js";

const catalog = await loadCatalog();
const gpu = (id: string): Gpu => {
  const found = catalog.parts.gpu.get(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};

const scaling: ScalingModel = { source: "made up", workloads: {}, any: { exchange: 2, growth: 0.01, spread: 0.05 } };

describe("several GPUs", () => {
  test("two send all of the gradients once each way: 2 GB over 16 GB/s in a step of one second cost 12.5 %, and joining 1 %", () => {
    expect(trainingEfficiency("net", 2, 100, 100, 16, scaling).value).toBeCloseTo(1 / 1.135, 9);
  });
  test("one GPU loses nothing", () => {
    expect(trainingEfficiency("net", 1, 100, 100, 16, scaling)).toMatchObject({ value: 1, low: 1, high: 1 });
  });
  test("a slower link and a shorter step scale worse", () => {
    const at = (rate: number, link: number): number => trainingEfficiency("net", 4, rate, 100, link, scaling).value;
    expect(at(100, 8)).toBeLessThan(at(100, 16));
    expect(at(200, 16)).toBeLessThan(at(100, 16));
  });
  test("an NVLink of 600 GB/s carries 300 each way; a PCIe 4.0 card of 16 lanes 31.5", () => {
    expect(exchangeLink(gpu("a100-sxm4-40gb"), "nvswitch")).toBe(300);
    expect(exchangeLink(gpu("rtx-3090"), "pcie")).toBeCloseTo(31.52, 2);
  });
});

/** More than any card of the tests holds: the speed is the one at the batch that fills it. */
const FILLS = 4096;

describe("training speed of a workload", () => {
  const workload = (id: string, more: Partial<Workload["settings"]> = {}): Workload => {
    const model = catalog.subjects.workloads().get(id);
    if (model === undefined) throw new Error(`no ${id}`);
    const settings = { batch: FILLS, precision: "amp", ...more } as Workload["settings"];
    return { id: `${id}:train`, model, method: "train", settings, given: ["batch"] };
  };
  const rate = (id: string, job: Workload, devices = 1, kept = 1): TrainingRate | undefined => {
    const model = catalog.subjects.throughput().get("throughput");
    if (model === undefined) throw new Error("no model");
    return trainingRate({ gpu: gpu(id), devices, linkGbPerS: 15.8, kept: { value: kept, low: kept, high: kept }, workload: job }, model, catalog.assumptions);
  };

  test("an RTX 3090 is measured at ResNet-50: about 900 images a second", () => {
    const found = rate("rtx-3090", workload("resnet50"));
    expect(found?.rate.basis).toBe("measured");
    expect(found?.unit).toBe("images/s");
    expect(found?.rate.value).toBeGreaterThan(850);
    expect(found?.rate.value).toBeLessThan(1000);
  });
  test("what is assumed of AMD's cards slows those that nobody measured, and leaves a measured one as it was measured", () => {
    const fitted = catalog.subjects.throughput().get("throughput");
    const task = fitted?.tasks["resnet50/fp16-amp"];
    if (fitted === undefined || task === undefined) throw new Error("no model");
    const card = gpu("rx-7900-xtx");
    const kept = { value: 1, low: 1, high: 1 };
    const query = { gpu: card, devices: 1, linkGbPerS: 15.8, kept, workload: workload("resnet50") };
    const tasks = { ...fitted.tasks, "resnet50/fp16-amp": { ...task, measured: { ...task.measured, [card.id]: 640 } } };
    const measured = trainingRate(query, { ...fitted, tasks }, catalog.assumptions);
    expect(measured?.rate).toMatchObject({ value: 640, basis: "measured" });
    const modelled = trainingRate(query, fitted, catalog.assumptions);
    expect(modelled?.rate.basis).toBe("assumed");
    expect((modelled?.rate.high ?? 0) / (modelled?.rate.low ?? 1)).toBeGreaterThan(2);
  });
  test("two of them are nearly twice as fast, and no longer measured", () => {
    const [one, two] = [rate("rtx-3090", workload("resnet50", { batch: 448 })), rate("rtx-3090", workload("resnet50", { batch: 448 }), 2)];
    const gain = (two?.rate.value ?? 0) / (one?.rate.value ?? 1);
    expect(gain).toBeGreaterThan(1.85);
    expect(gain).toBeLessThan(2);
    expect(two?.rate.basis).toBe("modelled");
  });
  test("a small batch is slower than the one that fills the card", () => {
    expect(rate("rtx-3090", workload("resnet50", { batch: 4 }))?.rate.value ?? 0).toBeLessThan(rate("rtx-3090", workload("resnet50"))?.rate.value ?? 0);
  });
  test.each(["resnet50", "efficientnet-b4", "mask-rcnn", "unet", "bert-base"])("%s is never faster with a smaller batch", (id) => {
    const speeds = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024].map((batch) => rate("rtx-3090", workload(id, { batch }))?.rate.value ?? 0);
    expect(speeds[0]).toBeGreaterThan(0);
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b));
  });
  // Images a second on one RTX 3090, mixed precision, PyTorch 1.12: timm, results/benchmark-train-amp-nhwc-pt112-cu113-rtx3090.csv; ResNet-50 makes 1,218 there.
  test.each([
    ["efficientnet-b0", 1752],
    ["efficientnet-b4", 242],
    ["efficientnet-b7", 38],
    ["convnext-t", 819],
    ["convnext-b", 339],
    ["swin-t", 649],
    ["resnet18", 3482],
    ["resnet101", 748],
    ["vit-b16", 393],
    ["vit-l16", 117],
  ])("%s beside ResNet-50 is within a factor of 1.5 of the %d to 1,218 that were measured", (id, measured) => {
    const ratio = (rate("rtx-3090", workload(id))?.rate.value ?? 0) / (rate("rtx-3090", workload("resnet50"))?.rate.value ?? 1);
    expect(ratio).toBeGreaterThan(measured / 1218 / 1.5);
    expect(ratio).toBeLessThan((measured / 1218) * 1.5);
  });
  test("a model without measurements goes by its operations, with an interval of more than a factor of two", () => {
    const found = rate("rtx-3090", workload("yolov8m"));
    expect(found?.rate.basis).toBe("assumed");
    expect((found?.rate.high ?? 0) / (found?.rate.low ?? 1)).toBeGreaterThan(2);
  });
  test("a card of another maker is taken for slower than its rated figures, and widely", () => {
    const found = rate("rx-7900-xtx", workload("resnet50"));
    expect(found?.rate.basis).toBe("assumed");
    expect(found?.rate.value).toBeLessThan(rate("rtx-3090", workload("resnet50"))?.rate.value ?? 0);
  });
  test("what no measurement is like is unknown", () => {
    expect(rate("rtx-3090", workload("xgboost"))).toBeUndefined();
  });
});
