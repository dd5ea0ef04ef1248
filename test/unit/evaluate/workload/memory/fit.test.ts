import { beforeAll, expect, test } from "vitest";
import { loadCatalog } from "../../../../../src/catalog/load.js";
import type { MemoryModel, WorkloadMemory } from "../../../../../src/domain/memory.js";
import type { Workload, WorkloadModel } from "../../../../../src/domain/workload.js";
import { workloadFrom } from "../../../../../src/domain/workload-name.js";
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

const job = (text: string): Workload => workloadFrom(text, models);
const fitOn = (text: string, vramGib: number, devices = 1): WorkloadMemory => workloadMemory(job(text), { vramGib, devices }, model);

test.each([
  ["llama-3-8b:qlora,seq=2048,batch=1", 24, 1, "fits"],
  ["llama-3-8b:qlora", 16, 1, "fits"],
  ["llama-3-8b:qlora,seq=2048,batch=1", 12, 1, "unknown"],
  ["llama-3-8b:qlora,seq=2048,loss=chunked,optimizer=adamw8bit", 12, 1, "fits"],
  ["llama-3-8b:qlora,seq=512", 12, 1, "fits"],
  ["llama-3-8b:qlora,seq=2048,batch=1", 6, 1, "does_not_fit"],
  ["llama-3-8b:finetune", 80, 1, "does_not_fit"],
  ["llama-3-8b:finetune", 24, 4, "does_not_fit"],
  ["llama-3-8b:finetune,batch=1", 24, 8, "unknown"],
  ["llama-3.3-70b:infer,q4_k_m", 24, 1, "does_not_fit"],
  ["llama-3.3-70b:infer,q4_k_m", 24, 2, "fits"],
  ["llama-3.3-70b:infer,q4_k_m", 16, 2, "does_not_fit"],
  ["llama-3.3-70b:infer,q4_k_m", 48, 1, "fits"],
  ["llama-3-8b:infer,q4_k_m", 8, 1, "fits"],
  ["llama-3-8b:infer,fp16,seq=4096", 24, 1, "fits"],
  ["mixtral-8x7b:infer", 24, 1, "does_not_fit"],
  ["mixtral-8x7b:infer", 24, 2, "fits"],
  ["gpt-oss-20b", 24, 1, "fits"],
  ["gpt-oss-120b", 24, 2, "does_not_fit"],
  ["sdxl:lora", 16, 1, "fits"],
  ["sdxl:lora", 8, 1, "does_not_fit"],
  ["sdxl", 12, 1, "unknown"],
  ["sd-3.5-large", 24, 1, "does_not_fit"],
  ["flux:lora", 24, 1, "fits"],
  ["resnet50", 24, 1, "fits"],
  ["resnet50", 8, 1, "does_not_fit"],
  ["bert-large:finetune,batch=28", 24, 1, "unknown"],
  ["whisper", 8, 1, "unknown"],
  ["whisper-small", 4, 1, "fits"],
] as const)("%s on cards of %d GiB, %d of them: %s", (text, vramGib, devices, verdict) => {
  expect(fitOn(text, vramGib, devices).verdict).toBe(verdict);
});

test("a job that no formula covers is not known, and nothing is added up as if it took no memory", () => {
  const found = fitOn("transformer-xl-base", 24);
  expect(found).toMatchObject({ verdict: "unknown", missing: "workloads/transformer-xl-base: activation_mb" });
  expect(found.need).toBeUndefined();
  expect(memoryVerdict(job("transformer-xl-base"), { vramGib: 1000, devices: 8 }, model)).toBe("unknown");
});

test("the terms add up to the need, and a job spread over cards is counted per card", () => {
  const { need } = fitOn("llama-3.3-70b", 24, 2);
  expect(need?.shard).toBe("layers");
  expect(need?.terms.reduce((sum, { gib }) => sum + gib, 0)).toBeCloseTo(need?.perDeviceGib.value ?? 0, 9);
  expect(need?.perDeviceGib.value).toBeLessThan(24);
  expect(fitOn("llama-3.3-70b", 48).need?.perDeviceGib.value).toBeGreaterThan(40);
});

test("image networks and denoisers are not split: a second card changes nothing", () => {
  for (const text of ["sdxl", "resnet50", "whisper"]) {
    expect(fitOn(text, 8, 4).need?.perDeviceGib, text).toEqual(fitOn(text, 8, 1).need?.perDeviceGib);
  }
});

test("the largest batch that is named fits, and one more does not surely", () => {
  const { largest } = fitOn("resnet50:train", 24);
  expect(largest?.setting).toBe("batch");
  const at = (batch: number): string => fitOn(`resnet50:train,batch=${batch}`, 24).verdict;
  expect(at(largest?.value ?? 0)).toBe("fits");
  expect(at((largest?.value ?? 0) + 1)).not.toBe("fits");
});

test("for an inference it is the longest context, and never more than the model was made for", () => {
  expect(fitOn("llama-3-8b", 24).largest).toMatchObject({ setting: "seq" });
  expect(fitOn("llama-2-7b", 80).largest).toEqual({ setting: "seq", value: 4096 });
  expect(fitOn("llama-3.3-70b", 8).largest).toEqual({ setting: "seq", value: 0 });
});

test.each([
  ["llama-3-8b:finetune", 48, 1, /^llama-3-8b:lora/],
  ["llama-3-8b:finetune", 24, 1, /^llama-3-8b:qlora/],
  ["llama-3-8b:lora", 24, 1, /^llama-3-8b:qlora/],
  ["llama-3-8b:infer,fp16", 12, 1, /^llama-3-8b:infer,quant=q8_0/],
  ["resnet50:train,fp32,batch=256", 16, 1, /^resnet50:train,precision=fp32,batch=128/],
  ["sd-3.5-large", 24, 1, /^sd-3.5-large:infer,batch=1,offload=weights/],
] as const)("where %s does not fit %d GiB, the next thinner way that does is offered", (text, vramGib, devices, expected) => {
  const { next } = fitOn(text, vramGib, devices);
  expect(next?.workload).toMatch(expected);
  expect(fitOn(next?.workload ?? "", vramGib, devices).verdict).toBe("fits");
});

test("more memory never turns a fit into none, and a larger batch never makes one", () => {
  const order = { does_not_fit: 0, unknown: 1, fits: 2 } as const;
  for (const text of ["llama-3-8b:qlora", "llama-3.3-70b", "sdxl:lora", "resnet50", "bert-base", "llama-3-8b:finetune"]) {
    let last = 0;
    for (const vram of [4, 6, 8, 12, 16, 24, 32, 48, 80, 141, 192]) {
      const rank = order[memoryVerdict(job(text), { vramGib: vram, devices: 2 }, model)];
      expect(rank, `${text} on ${vram}`).toBeGreaterThanOrEqual(last);
      last = rank;
    }
  }
});
