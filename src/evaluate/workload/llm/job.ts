import type { LlmModel, LlmRun, LlmTuning, TuningMethod } from "../../../domain/llm.js";
import type { Quant, Workload, WorkloadModel } from "../../../domain/workload.js";
import { llmModel, quantBits } from "./shape.js";

const MILLIONS_PER_BILLION = 1000;
const KV_BYTES = 2;

/** Whether a job is one that these relations speak of: a language model, answering or being trained. */
export const isLanguageJob = ({ model }: Workload): boolean => model.family === "llm" && model.transformer !== undefined && model.paramsM !== undefined;

/** A model of the catalogue as far as its speed depends on it. */
const modelOf = ({ paramsM = 0, activeParamsM, transformer, latentKv }: WorkloadModel): LlmModel => {
  const width =
    transformer === undefined
      ? undefined
      : (latentKv ?? 2 * (transformer.kvHeads ?? transformer.heads) * (transformer.headDim ?? transformer.hidden / transformer.heads));
  return llmModel({
    paramsB: paramsM / MILLIONS_PER_BILLION,
    ...(activeParamsM === undefined ? {} : { activeParamsB: activeParamsM / MILLIONS_PER_BILLION }),
    ...(transformer === undefined ? {} : { layers: transformer.layers, hidden: transformer.hidden }),
    ...(transformer === undefined || width === undefined ? {} : { kvBytesPerToken: Math.round(transformer.layers * width * KV_BYTES) }),
  });
};

const BITS_PER_BYTE = 8;
const HALF_BITS = 16;
const KV_SHARE: Readonly<Record<Workload["settings"]["kv"], number>> = { fp16: 1, q8_0: 8.5 / 16, q4_0: 4.5 / 16 };

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
  const model = modelOf(workload.model);
  const engine = engineFor(settings.quant, settings.batch);
  const bits = quantBits(settings.quant) ?? HALF_BITS;
  const run = {
    model: { ...model, kvBytesPerToken: model.kvBytesPerToken * KV_SHARE[settings.kv] },
    weightBytes: (model.parameters * bits) / BITS_PER_BYTE,
    contextTokens: settings.seq ?? 2048,
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
  return {
    model: modelOf(workload.model),
    method,
    precision: settings.precision === "fp32" || settings.precision === "tf32" ? "fp32" : "bf16",
    sequenceTokens: settings.seq ?? 2048,
    batchPerDevice: settings.batch,
    accumulation: 1,
    checkpointing: settings.recompute === "full",
    isCompiled: false,
    devices,
    isSharded: devices > 1 && (settings.shard === "zero3" || (settings.shard === "auto" && method === "full")),
    linkBytesPerS,
  };
};
