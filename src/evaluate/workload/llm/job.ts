import type { LlmModel, LlmRun, LlmTuning, TuningMethod } from "../../../domain/llm.js";
import type { KvType, Quant, Workload, WorkloadModel } from "../../../domain/workload.js";
import { kvCacheBytes } from "../memory/kv-cache.js";
import { weightBytes } from "../memory/weights.js";
import { llmModel } from "./shape.js";

const MILLIONS_PER_BILLION = 1000;

/** Whether a job is one that these relations speak of: a language model, answering or being trained. */
export const isLanguageJob = ({ model }: Workload): boolean => model.family === "llm" && model.transformer !== undefined && model.paramsM !== undefined;

/** A model of the catalogue as far as its speed depends on it, with a cache of `tokens` tokens; windowed layers keep fewer of them. */
const modelOf = (model: WorkloadModel, kv: KvType, tokens: number): LlmModel => {
  const { paramsM = 0, activeParamsM, transformer } = model;
  const cache = kvCacheBytes(model, kv, tokens, 1);
  return llmModel({
    paramsB: paramsM / MILLIONS_PER_BILLION,
    ...(activeParamsM === undefined ? {} : { activeParamsB: activeParamsM / MILLIONS_PER_BILLION }),
    ...(transformer === undefined ? {} : { layers: transformer.layers, hidden: transformer.hidden }),
    ...(cache === undefined ? {} : { kvBytesPerToken: cache / tokens }),
  });
};

const USUAL_TOKENS = 2048;

/** What people run such weights with: llama.cpp its own types and one stream of 16-bit weights, vLLM the rest. */
const engineFor = (quant: Quant, batch: number): string => (batch === 1 && /^(?:q\d|iq|mxfp4|fp16|fp32)/.test(quant) ? "llama_cpp" : "vllm");

/** Memory that a GPU keeps for weights and a full window. */
type DevicesFor = (run: Omit<LlmRun, "devices" | "split">) => number;

/**
 * A model answering, on as many of the GPUs as it takes to hold it: more of them, with layers one after the other, make one stream no faster.
 * Software that cuts layers across GPUs uses all of them.
 */
export const answeringRun = (workload: Workload, month: string, devices: number, devicesFor: DevicesFor): LlmRun => {
  const { settings } = workload;
  const contextTokens = settings.seq ?? USUAL_TOKENS;
  const engine = engineFor(settings.quant, settings.batch);
  const run = {
    model: modelOf(workload.model, settings.kv, contextTokens),
    weightBytes: weightBytes(workload.model, settings.quant),
    contextTokens,
    batch: settings.batch,
    engine,
    softwareOf: month,
  };
  return engine === "vllm" ? { ...run, devices, split: "tensor" } : { ...run, devices: Math.min(devices, devicesFor(run)), split: "layers" };
};

const TUNING_METHOD: Readonly<Record<Workload["method"], TuningMethod | undefined>> = {
  train: "full",
  finetune: "full",
  lora: "lora",
  qlora: "qlora",
  infer: undefined,
};

/** A model being trained on all of the GPUs; undefined for one that answers. */
export const tuningJob = (workload: Workload, devices: number, linkBytesPerS: number): LlmTuning | undefined => {
  const method = TUNING_METHOD[workload.method];
  if (method === undefined) return undefined;
  const { settings } = workload;
  const sequenceTokens = settings.seq ?? USUAL_TOKENS;
  return {
    model: modelOf(workload.model, settings.kv, sequenceTokens),
    method,
    precision: settings.precision === "fp32" || settings.precision === "tf32" ? "fp32" : "bf16",
    sequenceTokens,
    batchPerDevice: settings.batch,
    accumulation: 1,
    checkpointing: settings.recompute === "full",
    isCompiled: false,
    devices,
    isSharded: devices > 1 && (settings.shard === "zero3" || (settings.shard === "auto" && method === "full")),
    linkBytesPerS,
  };
};
