import { expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import type { Estimate } from "../../../../src/domain/estimate.js";
import type { Workload } from "../../../../src/domain/workload.js";
import { workloadFrom } from "../../../../src/domain/workload-name.js";
import { tuningJob } from "../../../../src/evaluate/workload/llm/job.js";
import { withOffload } from "../../../../src/evaluate/workload/llm/offload.js";
import { hostMemoryGib, workloadMemory } from "../../../../src/evaluate/workload/memory/fit.js";

const { subjects } = await loadCatalog();
const speeds = subjects.llmSpeed().get("llm");
const memory = subjects.memoryModel().get("memory");
if (speeds === undefined || memory === undefined) throw new Error("the catalogue has no models of speed and memory");
const job = (name: string): Workload => workloadFrom(name, subjects.workloads());
const rate: Estimate = { value: 500, low: 300, high: 800, basis: "modelled", source: "test" };
const slowed = (name: string): Estimate => {
  const workload = job(name);
  const tuning = tuningJob(workload, 1, 1);
  if (tuning === undefined) throw new Error(`${name} is no training`);
  return withOffload(rate, workload, tuning, speeds);
};

const FULL = "llama-3.1-8b:finetune,batch=1,seq=2048,optimizer=adamw8bit";

test("a step whose weights lie in system memory takes the time of fetching them, of the gradients' way back and of the processor's step longer", () => {
  // 8.03 G weights of 2 bytes, fetched three times and gradients once at 12 GB/s: 5.35 s; 16 bytes of each read and written at 37.2 GB/s: 3.46 s.
  const seconds = 2048 / slowed(`${FULL},offload=weights`).value;
  expect(seconds - 2048 / 500).toBeCloseTo(5.35 + 3.46, 1);
});

test("what is not offloaded keeps its speed, and frozen 4-bit weights cost less than whole ones", () => {
  expect(slowed(FULL)).toBe(rate);
  expect(slowed("llama-3.1-8b:qlora,batch=1,seq=2048,offload=weights").value).toBeGreaterThan(slowed(`${FULL},offload=weights`).value);
  expect(slowed(`${FULL},offload=weights`).basis).toBe("assumed");
});

test("2 + 2 + 4 + 2 bytes of each of 8.03 G weights lie in the computer's memory: 74.8 GiB", () => {
  expect(hostMemoryGib(job(`${FULL},offload=weights`), memory)).toBeCloseTo((10 * 8.03) / 1.0737, 0);
  expect(hostMemoryGib(job(FULL), memory)).toBe(0);
});

test("a computer of 32 GB is told of a way that it can hold, one of 128 GB of the one that gives up less", () => {
  const told = (systemGib: number): string | undefined =>
    workloadMemory(job("llama-3.1-8b:finetune"), { vramGib: 10, devices: 1 }, memory, systemGib).next?.workload;
  expect(told(32)).toMatch(/:qlora,.*offload=weights/);
  expect(told(128)).toMatch(/:finetune,.*offload=weights/);
});
