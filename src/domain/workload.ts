import type { Provenance } from "./part.js";

export const WORKLOAD_FAMILIES = ["vision", "detection", "segmentation", "language", "llm", "diffusion", "speech", "tabular"] as const;
export type WorkloadFamily = (typeof WORKLOAD_FAMILIES)[number];

/** What is done with a model: trained from nothing, every weight trained on, adapters over 16-bit or 4-bit weights, or run. */
export const METHODS = ["train", "finetune", "lora", "qlora", "infer"] as const;
export type Method = (typeof METHODS)[number];

/** `amp` is mixed precision (half-precision arithmetic, 32-bit master weights); `pure-bf16` keeps nothing in 32 bits. */
export const PRECISIONS = ["fp32", "tf32", "amp", "pure-bf16"] as const;
export type Precision = (typeof PRECISIONS)[number];

export const OPTIMIZERS = ["sgd", "sgd-momentum", "adamw", "adamw8bit", "adamw-in-backward", "adamw8bit-in-backward", "adafactor", "lion", "lamb"] as const;
export type Optimizer = (typeof OPTIMIZERS)[number];

/** Activations kept for the backward pass: all, all but the attention core's, or the layers' inputs only. */
export const RECOMPUTE = ["none", "selective", "full"] as const;
export type Recompute = (typeof RECOMPUTE)[number];
export const ATTENTION = ["flash", "plain"] as const;
export type Attention = (typeof ATTENTION)[number];

/** Scores over the vocabulary held for all tokens at once, or a piece at a time (fused and chunked losses). */
export const LOSSES = ["plain", "chunked"] as const;
export type Loss = (typeof LOSSES)[number];
/** Whether the framework's compiler joins operations, so that fewer values are kept. */
export const COMPILED = ["no", "yes"] as const;
export type Compiled = (typeof COMPILED)[number];

/** Whether adapters leave embeddings and output head as they are, widen what 4- and 8-bit weights leave in 16 bits to 32, or train them too (new words, base models). */
export const EMBEDDINGS = ["frozen", "widened", "trained"] as const;
export type Embeddings = (typeof EMBEDDINGS)[number];

/** How several cards share a training job; `auto` is the least sharding that fits. */
export const SHARDING = ["auto", "none", "zero1", "zero2", "zero3"] as const;
export type Sharding = (typeof SHARDING)[number];
/** What stays in system memory: nothing, the optimizer's states, or whole layers until they are needed. */
export const OFFLOAD = ["none", "optimizer", "weights"] as const;
export type Offload = (typeof OFFLOAD)[number];

/** How weights are stored: plain formats, GGUF types of llama.cpp, and 4- and 8-bit formats of the GPU libraries. */
export const QUANTS = [
  "fp32",
  "fp16",
  "fp8",
  "int8",
  "q8_0",
  "q6_k",
  "q5_k_m",
  "q5_k_s",
  "q5_1",
  "q5_0",
  "q4_k_m",
  "q4_k_s",
  "q4_1",
  "q4_0",
  "iq4_xs",
  "q3_k_l",
  "q3_k_m",
  "q3_k_s",
  "q2_k",
  "awq",
  "gptq",
  "mxfp4",
  "nvfp4",
  "nf4",
  "nf4-single",
] as const;
export type Quant = (typeof QUANTS)[number];
export const KV_TYPES = ["fp16", "q8_0", "q4_0"] as const;
export type KvType = (typeof KV_TYPES)[number];

/** Everything about a job that its memory or speed depends on. Settings that do not apply to a method have their neutral value. */
export interface WorkloadSettings {
  /** Samples or sequences a card works on at a time; for inference, requests in flight. */
  readonly batch: number;
  /** Tokens of a training sequence, or of the context an inference keeps; absent for what has no tokens to choose. */
  readonly seq?: number;
  /** Edge of a square image, pixels; absent for what has no images. */
  readonly size?: number;
  readonly precision: Precision;
  readonly optimizer: Optimizer;
  readonly recompute: Recompute;
  readonly attention: Attention;
  readonly loss: Loss;
  readonly compile: Compiled;
  readonly quant: Quant;
  readonly kv: KvType;
  readonly rank: number;
  readonly embeddings: Embeddings;
  readonly shard: Sharding;
  readonly offload: Offload;
}
export type SettingName = keyof WorkloadSettings;

export interface Transformer {
  readonly layers: number;
  readonly hidden: number;
  readonly heads: number;
  /** Fewer than `heads` with grouped-query attention; absent where keys and values are kept in another form. */
  readonly kvHeads?: number;
  readonly headDim?: number;
  readonly ffn: number;
  readonly vocab?: number;
  /** Longest sequence the model was made for. */
  readonly context: number;
}

export interface DatasetSize {
  readonly name: string;
  readonly sizeGb?: number;
  readonly samples?: number;
}

/** The smallest card somebody ran it on, or was told to. */
export interface SmallestCard {
  readonly vramGb: number;
  readonly kind: "measured" | "documented" | "computed";
  readonly basis: string;
}

export interface WorkloadMethod {
  readonly method: Method;
  readonly batch?: number;
  readonly input?: string;
  readonly dataset?: DatasetSize;
  readonly smallestCard?: SmallestCard;
  readonly runsOnCpu?: boolean;
  /** Settings that differ from what is usual for the method. */
  readonly settings?: Partial<WorkloadSettings>;
}

/** A model and what can be done with it: one file of `catalog/workloads`. */
export interface WorkloadModel {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly family: WorkloadFamily;
  /** Millions of parameters in all; a mixture of experts keeps every expert in memory. */
  readonly paramsM?: number;
  /** Millions of parameters a token passes; absent where all of them. */
  readonly activeParamsM?: number;
  /** Operations (two for a multiply-add) of one sample's forward pass, thousand million. */
  readonly forwardGflops?: number;
  readonly sampleUnit: string;
  readonly transformer?: Transformer;
  /** Layers whose attention looks back over a window of tokens only: `layers` of every `of`. */
  readonly slidingWindow?: { readonly tokens: number; readonly layers: number; readonly of: number };
  /** Values kept per token and layer by multi-head latent attention. */
  readonly latentKv?: number;
  /** Hidden states kept per layer and token for the backward pass. */
  readonly hiddenCopies?: number;
  /** The format its weights are published in, where that is not 16 bits. */
  readonly nativeQuant?: Quant;
  /** Networks loaded beside the model: text encoders, autoencoder. One that is cached in training is off the card by then. */
  readonly companions?: readonly { readonly name: string; readonly paramsM: number; readonly cachedInTraining?: boolean }[];
  /** Training memory one sample takes in half precision with everything kept, MB, at `imageSize`. */
  readonly activationMb?: number;
  /** The same with recomputation. */
  readonly recomputedMb?: number;
  /** Inference memory one sample takes, MB. */
  readonly inferenceMb?: number;
  /** Memory of a job that has no parameters to count, MB. */
  readonly workingMb?: number;
  readonly imageSize?: number;
  /** Adapter parameters per unit of rank, thousands, where they do not follow from the transformer. */
  readonly loraKPerRank?: number;
  readonly methods: readonly WorkloadMethod[];
}

/** A model with where its figures come from. */
export interface SourcedWorkloadModel extends WorkloadModel, Pick<Provenance, "notes" | "sources"> {}

/** A job: a model, what is done with it, and how. */
export interface Workload {
  /** As it was asked for: `llama-3-8b:qlora,seq=2048`. */
  readonly id: string;
  readonly model: WorkloadModel;
  readonly method: Method;
  readonly settings: WorkloadSettings;
  /** The settings that were asked for; the others are the usual ones. */
  readonly given: readonly SettingName[];
  /** Said to the user: what a short name was taken for. */
  readonly takenAs?: string;
  /** A job that was written out in a file, as the file has it. */
  readonly written?: object;
}
