import { beforeAll, expect, test } from "vitest";
import { loadCatalog } from "../../../../../src/catalog/load.js";
import type { MemoryModel } from "../../../../../src/domain/memory.js";
import type { WorkloadModel } from "../../../../../src/domain/workload.js";
import { workloadFrom } from "../../../../../src/domain/workload-name.js";
import { jobOn } from "../../../../../src/evaluate/workload/memory/batch-on.js";
import { memoryVerdict, workloadMemory } from "../../../../../src/evaluate/workload/memory/fit.js";

let models: ReadonlyMap<string, WorkloadModel>;
let model: MemoryModel;
beforeAll(async () => {
  const { subjects } = await loadCatalog();
  models = subjects.workloads();
  const found = subjects.memoryModel().get("memory");
  if (found === undefined) throw new Error("no memory model");
  model = found;
});

const batchOn = (text: string, vramGib: number): number => jobOn(workloadFrom(text, models), { vramGib, devices: 1 }, model).settings.batch;

// ResNet-50 keeps 50 MB an image: 256 take some 14 GB, 128 some 7.5, 64 some 4.4, each up to a fifth more.
test.each([
  ["resnet50:train", 24, 256],
  ["resnet50:train", 10, 128],
  ["resnet50:train", 6, 64],
  ["efficientnet-b4:train", 16, 32],
])("%s is done on a card of %d GB with a batch of %d, the largest usual one that surely fits", (text, vramGib, batch) => {
  expect(batchOn(text, vramGib)).toBe(batch);
});

test("a batch that was asked for stands, whether it fits or not", () => {
  expect(batchOn("resnet50:train,batch=256", 10)).toBe(256);
  expect(batchOn("resnet50:train,batch=8", 24)).toBe(8);
});

test("training from nothing goes down to 16 or a quarter of the usual batch, and says that it does not fit even so", () => {
  const job = jobOn(workloadFrom("efficientnet-b4:train", models), { vramGib: 4, devices: 1 }, model);
  expect(job.settings.batch).toBe(16);
  expect(workloadMemory(job, { vramGib: 4, devices: 1 }, model)).toMatchObject({ verdict: "does_not_fit", batch: 16, usualBatch: 64 });
});

test("a network of pictures is tuned with the batch it is trained with, down to one picture at a time", () => {
  expect(batchOn("efficientnet-b7:finetune", 24)).toBe(batchOn("efficientnet-b7:train", 24));
  expect(batchOn("efficientnet-b7:finetune", 6)).toBe(1);
});

test("a card that holds the job at its usual batch holds it as it is done, and more memory never means a smaller batch", () => {
  for (const text of ["resnet50:train", "mask-rcnn:train", "bert-large:finetune", "unet:train", "swin-t:finetune"]) {
    const sizes = [4, 6, 8, 10, 11, 12, 16, 24, 32, 48, 80];
    const batches = sizes.map((vramGib) => batchOn(text, vramGib));
    expect(batches, text).toEqual([...batches].sort((a, b) => a - b));
    for (const vramGib of sizes) {
      const cards = { vramGib, devices: 1 };
      const job = workloadFrom(text, models);
      if (memoryVerdict(job, cards, model) === "fits") expect(jobOn(job, cards, model)).toEqual(job);
    }
  }
});

test("running a model and tuning a large language model keep what was asked for", () => {
  for (const text of ["llama-3-8b:qlora", "llama-3-8b:infer", "resnet50:infer"])
    expect(jobOn(workloadFrom(text, models), { vramGib: 2, devices: 1 }, model)).toEqual(workloadFrom(text, models));
});
