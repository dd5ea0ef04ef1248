import { expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import type { LlmRun, LlmTuning } from "../../../../src/domain/llm.js";
import { llmCard } from "../../../../src/evaluate/workload/llm/card.js";
import { decodeRate, offloadedShare } from "../../../../src/evaluate/workload/llm/decode.js";
import { promptRate } from "../../../../src/evaluate/workload/llm/prompt.js";
import { llmModel, quantBits } from "../../../../src/evaluate/workload/llm/shape.js";
import { operationsPerToken, tuningRate } from "../../../../src/evaluate/workload/llm/tuning.js";

const catalog = await loadCatalog();
const speeds = catalog.subjects.llmSpeed().get("llm");
if (speeds === undefined) throw new Error("no fitted speeds");
const { decode, prompt, tuning, serving } = speeds;

const cardOf = (id: string): NonNullable<ReturnType<typeof llmCard>> => {
  const gpu = catalog.parts.gpu.get(id);
  const card = gpu === undefined ? undefined : llmCard(gpu);
  if (card === undefined) throw new Error(`no card ${id}`);
  return card;
};
const rtx3090 = cardOf("rtx-3090");
const llama2 = llmModel({ paramsB: 6.74, layers: 32, hidden: 4096, kvBytesPerToken: 524_288 });
const llama70 = llmModel({ paramsB: 70.55, layers: 80, hidden: 8192, kvBytesPerToken: 327_680 });
const answering: LlmRun = {
  model: llama2,
  weightBytes: 3.82e9,
  contextTokens: 512,
  batch: 1,
  engine: "llama_cpp",
  softwareOf: "2026-06",
  devices: 1,
  split: "layers",
};

test("a 3090 answers Llama 2 7B in 4 bits within 15 % of 145 tokens a second, the middle of the 130 to 160 that people measure", () => {
  expect(Math.abs(decodeRate(rtx3090, answering, decode.constants) / 145 - 1)).toBeLessThan(0.15);
});

test("reading 3.82 GB for every token caps a 3090's 936 GB/s at 245 tokens a second", () => {
  expect(decodeRate(rtx3090, answering, decode.constants)).toBeLessThan(936.2e9 / 3.82e9);
});

test("two cards that hold half of the layers each answer one stream no faster than one; cut across both they do", () => {
  const one = decodeRate(rtx3090, answering, serving.constants);
  expect(decodeRate(rtx3090, { ...answering, devices: 2 }, serving.constants)).toBeLessThan(one);
  expect(decodeRate(rtx3090, { ...answering, devices: 2, split: "tensor" }, serving.constants)).toBeGreaterThan(one);
});

test("a 70B model in 4 bits does not fit a 24 GB card: the part on the processor makes it many times slower than two cards", () => {
  const large: LlmRun = { ...answering, model: llama70, weightBytes: 42.5e9 };
  expect(offloadedShare(rtx3090, large)).toBeGreaterThan(0.4);
  expect(offloadedShare(rtx3090, { ...large, devices: 2 })).toBe(0);
  const two = decodeRate(rtx3090, { ...large, devices: 2 }, decode.constants);
  // Measured: 16.6 with 512 tokens.
  expect(two).toBeGreaterThan(13);
  expect(two).toBeLessThan(20);
  expect(decodeRate(rtx3090, large, decode.constants)).toBeLessThan(two / 4);
});

test("a mixture of experts reads its active tenth and answers faster than a dense model of its size", () => {
  const mixture = llmModel({ paramsB: 30.5, activeParamsB: 3.3, layers: 48, hidden: 2048, kvBytesPerToken: 98_304 });
  const dense = llmModel({ paramsB: 30.5, layers: 48, hidden: 2048, kvBytesPerToken: 98_304 });
  const rate = (model: LlmRun["model"]): number => decodeRate(rtx3090, { ...answering, model, weightBytes: 18.5e9 }, decode.constants);
  expect(rate(mixture)).toBeGreaterThan(2.5 * rate(dense));
});

test("a prompt is read tens of times faster than an answer is written", () => {
  expect(promptRate(rtx3090, answering, prompt.constants)).toBeGreaterThan(15 * decodeRate(rtx3090, answering, decode.constants));
});

const trained: LlmTuning = {
  model: { parameters: 1e9, activeParameters: 1e9, layers: 16, hidden: 2048, kvBytesPerToken: 32_768 },
  method: "full",
  precision: "bf16",
  sequenceTokens: 1,
  batchPerDevice: 1,
  accumulation: 1,
  checkpointing: false,
  isCompiled: false,
  devices: 1,
  isSharded: false,
  linkBytesPerS: 1e10,
};

test("training takes 6 N operations a token, an adapter 4 N, recomputation 2 N more", () => {
  const perParameter = (job: LlmTuning): number => Math.round(operationsPerToken(job) / 1e9);
  expect(perParameter(trained)).toBe(6);
  expect(perParameter({ ...trained, method: "lora" })).toBe(4);
  expect(perParameter({ ...trained, checkpointing: true })).toBe(8);
});

test("a 4090 trains adapters of an 8B model at the 2,400 tokens a second that were measured with 4-bit weights, give or take a quarter", () => {
  const model = llmModel({ paramsB: 8.03, layers: 32, hidden: 4096, kvBytesPerToken: 131_072 });
  const job: LlmTuning = { ...trained, model, method: "qlora", sequenceTokens: 2048, batchPerDevice: 2, checkpointing: true, isCompiled: true };
  const rate = tuningRate(cardOf("rtx-4090"), job, tuning.constants);
  expect(rate).toBeGreaterThan(1800);
  expect(rate).toBeLessThan(3000);
});

test("kinds of quantisation are known by the names benchmarks give them", () => {
  expect(quantBits("Q8_0")).toBe(8.5);
  expect(quantBits("EXL2-3.0bpw")).toBe(3);
  expect(quantBits("AWQ-4bit-128g")).toBe(4.25);
  expect(quantBits("zip")).toBeUndefined();
});
