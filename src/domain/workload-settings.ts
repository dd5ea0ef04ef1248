import {
  ATTENTION,
  COMPILED,
  EMBEDDINGS,
  KV_TYPES,
  LOSSES,
  type Method,
  OFFLOAD,
  OPTIMIZERS,
  PRECISIONS,
  QUANTS,
  RECOMPUTE,
  type SettingName,
  SHARDING,
  type Workload,
  type WorkloadModel,
  type WorkloadSettings,
} from "./workload.js";

/** How a setting is written: its other names, and either its words (with theirs) or its bounds. */
export interface SettingKind {
  readonly aliases: readonly string[];
  readonly says: string;
  readonly words?: readonly string[];
  readonly synonyms?: Readonly<Record<string, string>>;
  readonly bounds?: readonly [number, number];
}

export const SETTINGS: { readonly [S in SettingName]: SettingKind } = {
  batch: {
    aliases: ["b", "bs", "batch_size", "batchsize", "micro_batch", "streams", "requests", "concurrency"],
    says: "samples at a time",
    bounds: [1, 1_000_000],
  },
  seq: { aliases: ["s", "seq_len", "seqlen", "sequence", "ctx", "context", "tokens", "length", "max_seq_length"], says: "tokens", bounds: [1, 10_000_000] },
  size: { aliases: ["px", "res", "resolution", "imgsz", "image_size", "pixels"], says: "edge of the image in pixels", bounds: [16, 16_384] },
  precision: {
    aliases: ["dtype", "prec"],
    says: "arithmetic",
    words: PRECISIONS,
    synonyms: {
      fp16: "amp",
      f16: "amp",
      bf16: "amp",
      mixed: "amp",
      half: "amp",
      "fp16-amp": "amp",
      "bf16-mixed": "amp",
      float32: "fp32",
      f32: "fp32",
      "bf16-true": "pure-bf16",
    },
  },
  optimizer: {
    aliases: ["opt", "optim"],
    says: "optimizer",
    words: OPTIMIZERS,
    synonyms: {
      adam: "adamw",
      momentum: "sgd-momentum",
      "8bit": "adamw8bit",
      adam8bit: "adamw8bit",
      "adamw-8bit": "adamw8bit",
      "adam-8bit": "adamw8bit",
      "paged-adamw-8bit": "adamw8bit",
    },
  },
  recompute: {
    aliases: ["checkpointing", "gradient_checkpointing", "gc", "recomputation"],
    says: "activations computed again instead of kept",
    words: RECOMPUTE,
    synonyms: { yes: "full", on: "full", true: "full", no: "none", off: "none", false: "none" },
  },
  attention: { aliases: ["attn"], says: "attention kernel", words: ATTENTION, synonyms: { "flash-attention": "flash", sdpa: "flash", eager: "plain" } },
  loss: { aliases: ["cross_entropy"], says: "how the loss over the vocabulary is worked out", words: LOSSES, synonyms: { fused: "chunked", liger: "chunked" } },
  compile: {
    aliases: ["compiled", "torch_compile"],
    says: "operations joined by the compiler",
    words: COMPILED,
    synonyms: { on: "yes", off: "no", true: "yes", false: "no" },
  },
  quant: {
    aliases: ["q", "weights", "type", "quantization", "quantisation", "format"],
    says: "how weights are stored",
    words: QUANTS,
    synonyms: {
      bf16: "fp16",
      f16: "fp16",
      "16bit": "fp16",
      f32: "fp32",
      q4: "q4_k_m",
      "4bit": "q4_k_m",
      int4: "awq",
      q4_k: "q4_k_m",
      q5: "q5_k_m",
      q5_k: "q5_k_m",
      q6: "q6_k",
      "6bit": "q6_k",
      q8: "q8_0",
      "8bit": "q8_0",
      q3: "q3_k_m",
      q3_k: "q3_k_m",
      q2: "q2_k",
      "nf4-dq": "nf4",
      fp4: "nvfp4",
    },
  },
  kv: {
    aliases: ["kv_cache", "kvcache", "cache"],
    says: "how keys and values are stored",
    words: KV_TYPES,
    synonyms: { f16: "fp16", bf16: "fp16", q8: "q8_0", int8: "q8_0", fp8: "q8_0", q4: "q4_0", int4: "q4_0" },
  },
  rank: { aliases: ["r", "lora_rank"], says: "rank of the adapters", bounds: [1, 4096] },
  embeddings: { aliases: ["embedding", "modules_to_save"], says: "embeddings and head under adapters", words: EMBEDDINGS, synonyms: { fp32: "widened" } },
  shard: {
    aliases: ["sharding", "zero", "parallel"],
    says: "how cards share a training job",
    words: SHARDING,
    synonyms: { fsdp: "zero3", ddp: "none", 1: "zero1", 2: "zero2", 3: "zero3" },
  },
  offload: {
    aliases: ["cpu_offload"],
    says: "what stays in system memory",
    words: OFFLOAD,
    synonyms: { cpu: "weights", yes: "weights", on: "weights", no: "none", off: "none", all: "weights" },
  },
};

const TRAINING = ["batch", "precision", "optimizer", "recompute"] as const;
const SHARED = ["shard", "offload"] as const;

/** The settings that a model's method has. */
export const settingsOf = (model: WorkloadModel, method: Method): readonly SettingName[] => {
  if (model.family === "tabular" && model.paramsM === undefined) return [];
  const isImage = model.family === "diffusion" || model.imageSize !== undefined;
  const image = isImage ? (["size"] as const) : [];
  if (model.family === "tabular") return TRAINING;
  if (model.transformer === undefined || model.family === "vision") {
    if (method === "infer") return ["batch", ...image, ...(model.family === "diffusion" ? (["quant", "offload"] as const) : (["precision"] as const))];
    if (method === "lora") return ["batch", ...image, "quant", "optimizer", "recompute", "rank", "offload"];
    return [...TRAINING, ...image, ...(model.family === "diffusion" ? (["offload"] as const) : [])];
  }
  if (model.family === "speech") return method === "infer" ? ["batch", "quant"] : [...TRAINING, ...SHARED];
  if (method === "infer") return ["batch", "seq", "quant", "kv", "offload"];
  if (method === "train" || method === "finetune") return [...TRAINING, "seq", "attention", "loss", "compile", ...SHARED];
  return ["batch", "seq", "quant", "optimizer", "recompute", "attention", "loss", "compile", "rank", "embeddings", ...SHARED];
};

const USUAL_CONTEXT = 8192;
const USUAL_TRAINING_TOKENS = 2048;
const USUAL_RANK = 16;

const usualQuant = (model: WorkloadModel, method: Method): WorkloadSettings["quant"] => {
  if (method === "qlora") return "nf4";
  if (method !== "infer" || model.family !== "llm") return "fp16";
  return model.nativeQuant ?? "q4_k_m";
};

const VISION: ReadonlySet<WorkloadModel["family"]> = new Set(["vision", "detection", "segmentation"]);

/** Samples a step: the method's own; a network of pictures is tuned with as many as it is trained with. */
const usualBatch = ({ methods, family }: WorkloadModel, method: Method): number => {
  const of = (name: Method): number | undefined => methods.find((entry) => entry.method === name)?.batch;
  return of(method) ?? (method === "finetune" && VISION.has(family) ? of("train") : undefined) ?? 1;
};

/** What a job is run with where nobody says: the method's usual settings, then what the model's file says of it. */
export const usualSettings = (model: WorkloadModel, method: Method): WorkloadSettings => {
  const own = model.methods.find((entry) => entry.method === method);
  const isLlm = model.family === "llm";
  const isAdapter = method === "lora" || method === "qlora";
  const context = model.transformer?.context;
  const isVision = VISION.has(model.family);
  return {
    batch: usualBatch(model, method),
    ...(context === undefined || model.family === "vision" ? {} : { seq: Math.min(context, method === "infer" ? USUAL_CONTEXT : USUAL_TRAINING_TOKENS) }),
    ...(model.imageSize === undefined ? {} : { size: model.imageSize }),
    precision: method === "infer" && !isVision ? "pure-bf16" : "amp",
    optimizer: isVision ? "sgd-momentum" : "adamw",
    recompute: method !== "infer" && (isLlm || model.family === "diffusion") ? "full" : "none",
    attention: isLlm || model.family === "diffusion" ? "flash" : "plain",
    loss: "plain",
    compile: "no",
    quant: usualQuant(model, method),
    kv: "fp16",
    rank: isAdapter ? USUAL_RANK : 1,
    embeddings: "frozen",
    shard: "auto",
    offload: "none",
    ...own?.settings,
  };
};

/** The usual batch of a training job that is done with a smaller one, as its cards made it; undefined where it has its usual or its own. */
export const loweredFrom = ({ model, method, given, settings }: Workload): number | undefined => {
  const usual = usualSettings(model, method).batch;
  return method !== "infer" && !given.includes("batch") && settings.batch < usual ? usual : undefined;
};
