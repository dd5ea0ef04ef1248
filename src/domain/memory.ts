import type { Constant } from "./assumptions.js";
import type { Estimate } from "./estimate.js";
import type { Verdict } from "./finding.js";
import type { Method, Sharding } from "./workload.js";

/** What a sum of memory is made of; the words for each are in the renderer. */
export const MEMORY_TERMS = [
  "weights",
  "companions",
  "gradients",
  "master_weights",
  "optimizer_states",
  "adapters",
  "gathered_layers",
  "activations",
  "logits",
  "kv_cache",
  "working_buffers",
  "context",
  "communication",
  "slack",
] as const;
export type MemoryTermKind = (typeof MEMORY_TERMS)[number];

/** One term of the sum on one card. */
export interface MemoryTerm {
  readonly kind: MemoryTermKind;
  readonly gib: number;
  /** How it comes about, with its numbers. */
  readonly formula: string;
  readonly source: string;
}

/** Jobs whose errors are alike, each with a spread of its own. */
export const MEMORY_CLASSES = [
  "vision",
  "encoder",
  "finetune",
  "lora",
  "lora_kept",
  "qlora",
  "qlora_kept",
  "inference",
  "quantised",
  "batched",
  "packed",
  "diffusion",
  "speech",
  "tabular",
] as const;
export type MemoryClass = (typeof MEMORY_CLASSES)[number];

export const MEMORY_CONSTANTS = [
  "context_gib",
  "inference_context_gib",
  "communication_gib",
  "slack_share",
  "usable_share",
  "logit_bytes",
  "hidden_copies_fixed",
  "hidden_copies_gated",
  "hidden_copies_plain",
  "compiled_share",
  "selective_share",
  "chunked_logit_share",
  "engine_context_gib",
  "fp32_activation_factor",
  "inference_activation_share",
  "buffer_gib",
  "buffer_tokens",
] as const;
export type MemoryConstantName = (typeof MEMORY_CONSTANTS)[number];

/** How far a class of jobs is off: factors of the prediction, and what comes on top whatever the size. */
export interface MemorySpread {
  readonly low: number;
  readonly high: number;
  readonly belowGib?: number;
  readonly aboveGib?: number;
  readonly measurements: number;
  readonly source: string;
}

/** The constants of the memory model: `catalog/models/memory.yaml`. */
export interface MemoryModel {
  readonly constants: Readonly<Record<MemoryConstantName, Constant>>;
  /** By class of job, the factors of a prediction between which four of five measurements lie, and from how many that is known. */
  readonly spread: Readonly<Record<MemoryClass, MemorySpread>>;
}

/** What a job takes on each card it runs on. */
export interface MemoryNeed {
  readonly devices: number;
  /** How the cards share it; `none` where each holds everything. */
  readonly shard: Exclude<Sharding, "auto"> | "layers";
  readonly terms: readonly MemoryTerm[];
  /** On the fullest card, GiB. */
  readonly perDeviceGib: Estimate;
}

/** The next thinner way to do a job, and whether it fits. */
export interface ThinnerMethod {
  readonly workload: string;
  readonly verdict: Verdict;
  readonly perDeviceGib: number;
  readonly what: string;
  /** What it keeps in the computer's memory instead, GiB; absent where it keeps nothing there. */
  readonly hostGib?: number;
}

/** Cards of one kind in one machine. */
export interface Cards {
  readonly vramGib: number;
  readonly devices: number;
}

/** Whether a job fits cards, without the sum: GiB on each. */
export interface JobFit {
  readonly workload: string;
  readonly verdict: Verdict;
  readonly availableGib: number;
  readonly devices: number;
  readonly likely?: number;
  readonly low?: number;
  readonly high?: number;
  /** With the verdict `unknown`, where no formula covers the job: what is not known. */
  readonly missing?: string;
}

/** Whether a job fits a machine's cards. */
export interface WorkloadMemory {
  readonly workload: string;
  readonly name: string;
  readonly method: Method;
  readonly verdict: Verdict;
  /** Samples on each GPU and step that the figures are for; absent where nothing is trained. */
  readonly batch?: number;
  /** The usual batch, where that does not surely fit and a smaller one was taken. */
  readonly usualBatch?: number;
  /** Absent where no formula covers the job. */
  readonly need?: MemoryNeed;
  readonly availableGib: number;
  readonly devices: number;
  /** What the job keeps in the computer's memory instead of the GPUs', GiB; absent where it keeps nothing there. */
  readonly hostGib?: number;
  /** With the verdict `unknown` and no need: what is not known. */
  readonly missing?: string;
  /** The largest batch or context that surely fits; 0 where none does. */
  readonly largest?: { readonly setting: "batch" | "seq"; readonly value: number };
  readonly next?: ThinnerMethod;
}

/** One measured peak, in the words of its source. */
export interface MemoryMeasurement {
  readonly model: string;
  readonly paramsB?: number;
  readonly method: string;
  readonly precision: string;
  readonly optimizer: string;
  readonly batch: number;
  /** 0 where there are no tokens. */
  readonly seq: number;
  readonly checkpointing?: string;
  readonly count?: number;
  /** 10^9 bytes. */
  readonly gb: number;
  readonly gpu?: string;
  readonly note?: string;
}

/** Peaks of one source, read in one way. */
export interface MemoryBenchmarks {
  readonly groups: readonly { readonly source: string; readonly asOf: string; readonly how: string; readonly rows: readonly MemoryMeasurement[] }[];
}
