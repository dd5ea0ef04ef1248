import { expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import { workloadFrom } from "../../../../src/domain/workload-name.js";
import { type LanguageQuery, type LanguageSpeed, languageSpeeds } from "../../../../src/evaluate/workload/llm/speeds.js";

const catalog = await loadCatalog();
const speeds = catalog.subjects.llmSpeed().get("llm");
const inference = catalog.subjects.llmInference().get("llm-inference");
const tuning = catalog.subjects.llmTuning().get("llm-tuning");
if (speeds === undefined || inference === undefined || tuning === undefined) throw new Error("no figures of language models");
const knowledge = { speeds, inference, tuning };

const whole = { value: 1, low: 1, high: 1 };
const speedsOf = (gpu: string, devices: number, workload: string, changes: Partial<LanguageQuery> = {}): readonly LanguageSpeed[] => {
  const part = catalog.parts.gpu.get(gpu);
  if (part === undefined) throw new Error(`no card ${gpu}`);
  const job = workloadFrom(workload, catalog.subjects.workloads());
  return languageSpeeds(
    { gpu: part, devices, linkBytesPerS: 1.2e10, keptArithmetic: whole, keptDecode: whole, month: "2026-11", workload: job, ...changes },
    knowledge,
  );
};

test("what was published for a card, model and window is said as it was measured, with where and when", () => {
  const [decode, prompt] = speedsOf("rtx-3090", 1, "llama-3-8b:infer,q4_k_m,seq=1024");
  expect(decode).toMatchObject({ unit: "answered tokens/s", devices: 1, rate: { value: 111.74, basis: "measured" } });
  expect(prompt).toMatchObject({ unit: "prompt tokens/s", rate: { value: 3865.39, basis: "measured" } });
  expect(decode?.rate.source).toContain("2024-05");
});

test("without a measurement the relation speaks, with a range", () => {
  const [decode] = speedsOf("rtx-5090", 1, "qwen2.5-32b:infer,q4_k_m");
  expect(decode?.rate.basis).toBe("modelled");
  expect(decode?.rate.low).toBeLessThan(decode?.rate.value ?? 0);
  expect(decode?.rate.high).toBeGreaterThan(decode?.rate.value ?? 0);
});

test("a model that two of four cards hold runs on two: the others would make one answer no faster", () => {
  const [decode] = speedsOf("rtx-3090", 4, "llama-3.3-70b:infer,q4_k_m,seq=4096");
  expect(decode?.devices).toBe(2);
  expect(decode?.offloaded).toBe(0);
});

test("a power limit slows the published rate, which is then no measurement of that rig", () => {
  const kept = { value: 0.9, low: 0.85, high: 0.95 };
  const [decode] = speedsOf("rtx-3090", 1, "llama-3-8b:infer,q4_k_m,seq=1024", { keptDecode: kept });
  expect(decode?.rate.value).toBeCloseTo(111.74 * 0.9, 6);
  expect(decode?.rate.basis).toBe("modelled");
});

test("adapters on two cards train less than twice as fast as on one, and the adapter's method says tokens trained on", () => {
  const one = speedsOf("rtx-3090", 1, "llama-3-8b:qlora")[0];
  const two = speedsOf("rtx-3090", 2, "llama-3-8b:qlora")[0];
  expect(one?.unit).toBe("trained tokens/s");
  expect(two?.rate.value).toBeLessThanOrEqual(2 * (one?.rate.value ?? 0));
});

const tuned = (gpu: string): number => speedsOf(gpu, 1, "llama-3.1-8b:qlora")[0]?.rate.value ?? 0;

test("cards rated at twice a GeForce's operations do not train at twice its speed: power holds a TITAN RTX below an RTX 3090", () => {
  expect(tuned("titan-rtx") / tuned("rtx-3090")).toBeLessThan(1);
  expect(tuned("titan-rtx") / tuned("rtx-3090")).toBeGreaterThan(0.7);
  expect(tuned("rtx-a6000") / tuned("rtx-3090")).toBeLessThan(1.5);
  expect(tuned("rtx-6000-ada") / tuned("rtx-4090")).toBeLessThan(1.5);
});

test("32-bit rates of a V100 say nothing of its matrix units: it trains less than half as fast again as an RTX 3090, and a T4 of 70 W at about a quarter", () => {
  expect(tuned("tesla-v100-pcie-32gb") / tuned("rtx-3090")).toBeLessThan(1.5);
  expect(tuned("tesla-t4") / tuned("rtx-3090")).toBeGreaterThan(0.2);
  expect(tuned("tesla-t4") / tuned("rtx-3090")).toBeLessThan(0.35);
});

test("a published rate of two sequences at once speaks for one, brought there by what the relation says", () => {
  const [two] = speedsOf("rtx-4090", 1, "llama-3.1-8b:qlora,batch=2");
  const [one] = speedsOf("rtx-4090", 1, "llama-3.1-8b:qlora");
  expect(one?.rate.source).toContain("brought to a run of batch 1 and without compilation");
  expect(one?.rate.value ?? 0).toBeLessThan(two?.rate.value ?? 0);
});

test("a published rate of compiled software is brought to the same run without, so that a faster card is faster", () => {
  const [published] = speedsOf("rtx-4090", 1, "llama-3.1-8b:qlora");
  expect(published?.rate.source).toContain("without compilation");
  expect(published?.rate.value).toBeLessThan(2413);
  expect(tuned("rtx-5090")).toBeGreaterThan(tuned("rtx-4090"));
  expect(tuned("rtx-4090")).toBeGreaterThan(tuned("rtx-3090"));
});

test("cards of a maker whose training nobody measured count at what is assumed of it, with a wider range; measured ones stand", () => {
  const [plain] = speedsOf("rx-7900-xtx", 1, "llama-3-8b:qlora");
  const unmeasured = { value: 0.6, low: 0.4, high: 0.9, source: "a guess" };
  const [cautious] = speedsOf("rx-7900-xtx", 1, "llama-3-8b:qlora", { unmeasured });
  if (plain === undefined || cautious === undefined) throw new Error("no speed");
  expect(cautious.rate.value).toBeCloseTo(plain.rate.value * 0.6, 6);
  expect(cautious.rate.high / cautious.rate.value).toBeGreaterThan(1.5);
  expect(cautious.rate).toMatchObject({ basis: "assumed" });
  expect(cautious.rate.source).toContain("a guess");
  const [published] = speedsOf("rtx-4090", 1, "llama-3-8b:qlora", { unmeasured });
  expect(published?.rate.basis).toBe("measured");
});
