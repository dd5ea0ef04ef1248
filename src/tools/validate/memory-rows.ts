import type { MemoryMeasurement } from "../../domain/memory.js";
import type { Method, Offload, Optimizer, Precision, Quant, Sharding, Workload, WorkloadModel, WorkloadSettings } from "../../domain/workload.js";
import { findModel } from "../../domain/workload-name.js";
import { usualSettings } from "../../domain/workload-settings.js";
import { typicalTransformer } from "../../domain/workload-typical.js";

/** A measured peak with what it speaks of. */
export interface MeasuredRow extends MemoryMeasurement {
  readonly row: number;
  readonly source: string;
  readonly how: string;
}

/** What a measurement counts: a framework knows of its tensors only, the driver's tool of everything. */
export interface Counted {
  readonly context: boolean;
  readonly slack: boolean;
  /** The caching allocator had filled the card: the need may be far below. */
  readonly isUpperBound: boolean;
}

export interface MeasuredJob {
  readonly workload: Workload;
  readonly devices: number;
  readonly shard: Sharding;
  readonly counted: Counted;
  readonly perDeviceGb: number;
}

const ADAPTERS =
  /^(?:lora|dora|ia3|miss|prompt|ptuning|prefix|oft|boft|loha|lokr|vera|pvera|hira|adalora|gralora|road|randlora|bone|c3a|cartridge|fourierft|frod|glora|lily|ln|peanut|psoft|shira|tinylora|trainable|unilora|vblora|waveft|deft|delora|beft|adamss|lntuning|layernorm|corda|eva|pissa|olora)/;
const PARTLY = /^(?:lisa|llamapro|q-galore|galore|osf|badam|bitfit)/;
/** Rank of adapters too small to be counted: their memory is the activations. */
const TINY_RANK = 1;

const methodOf = (text: string): Method | undefined => {
  if (PARTLY.test(text)) return undefined;
  if (text.startsWith("qlora")) return "qlora";
  if (text.startsWith("inference") || text === "weights-only" || text === "infer") return "infer";
  if (text.startsWith("pretrain") || text === "train") return "train";
  if (text.startsWith("full") || text === "finetune") return "finetune";
  return ADAPTERS.test(text) ? "lora" : undefined;
};

const QUANT_WORDS: readonly (readonly [RegExp, Quant])[] = [
  [/nf4-dq/, "nf4"],
  [/nf4|fp4/, "nf4-single"],
  [/awq/, "awq"],
  [/gptq|int4|4bit/, "gptq"],
  [/int8|8bit/, "int8"],
  [/q8_0/, "q8_0"],
  [/q6_k/, "q6_k"],
  [/q5_k/, "q5_k_m"],
  [/q4_k/, "q4_k_m"],
  [/q4_0/, "q4_0"],
  [/q4/, "q4_k_m"],
  [/fp8/, "fp8"],
  [/mxfp4/, "mxfp4"],
  [/fp32|bf16-mixed|fp16-mixed/, "fp32"],
];

const quantOf = (method: Method, precision: string): Quant => {
  const found = QUANT_WORDS.find(([pattern]) => pattern.test(precision))?.[1];
  if (method === "qlora") return found === undefined || found === "fp32" ? "nf4" : found;
  if (method === "infer" || method === "lora") return found ?? "fp16";
  return "fp16";
};

const shardOf = (method: string, note: string): Sharding => {
  const words = `${method} ${note}`.toLowerCase();
  if (/zero-?3|fsdp/.test(words)) return "zero3";
  if (/zero-?2/.test(words)) return "zero2";
  if (/zero-?1/.test(words)) return "zero1";
  return /\bddp\b|multinode/.test(words) ? "none" : "auto";
};

/** Words of sources whose bf16 means weights, gradients and states alike: torchtune's recipes, and what says so. */
const PURE = /bf16-true|bfloat16|torchtune|bf16 weights|8bit|in-backward/;

const precisionOf = (row: MeasuredRow, method: Method): Precision => {
  const precision = row.precision.toLowerCase();
  if (/^(?:fp32|float32)$/.test(precision)) return "fp32";
  if (/mixed|amp|fp8|fp16/.test(precision)) return "amp";
  const isFull = method === "finetune" || method === "train";
  return !isFull || PURE.test(`${precision} ${row.source} ${row.note ?? ""} ${row.optimizer}`) ? "pure-bf16" : "amp";
};

/** Tokens of an instruction sample where the row gives the longest allowed only. */
const SHORT_SAMPLE = 256;

/** Stage 2 keeps the weights on the card and moves gradients and states; stage 3 moves all. */
const offloadOf = (method: string, text: string): Offload => {
  if (/zero-?2-offload/.test(method) || /paged/.test(text)) return "optimizer";
  return /offload/.test(method) ? "weights" : "none";
};

const OPTIMIZER_WORDS: readonly (readonly [RegExp, Optimizer])[] = [
  [/fused\/8bit|8bit-in-backward/, "adamw8bit-in-backward"],
  [/in-backward/, "adamw-in-backward"],
  [/8bit/, "adamw8bit"],
  [/adafactor/, "adafactor"],
  [/lion/, "lion"],
  [/lamb/, "lamb"],
  [/sgd/, "sgd-momentum"],
];

/** Sources whose script prepares 4-bit weights as PEFT does, embeddings and head in 32 bits. */
const WIDENING = /QwenLM/;

const counted = (how: string): Counted => {
  const words = how.toLowerCase();
  const isDriver = /nvidia-smi|minimum|rounded/.test(words);
  return { context: isDriver, slack: isDriver || words.includes("reserved"), isUpperBound: words.includes("upper bound") };
};

const modelOf = ({ model: text, paramsB }: MeasuredRow, models: ReadonlyMap<string, WorkloadModel>): WorkloadModel | undefined => {
  const found = findModel(text.replace(/-224px$/, ""), models);
  if (found !== undefined || paramsB === undefined) return found;
  const paramsM = paramsB * 1000;
  return { id: text, name: text, aliases: [], family: "llm", paramsM, sampleUnit: "token", transformer: typicalTransformer(paramsB * 1e9), methods: [] };
};

const rankOf = ({ method, note = "" }: MeasuredRow): number => {
  const [, rank] = /rank (\d+)/.exec(note) ?? [];
  const isPlain = /^q?lora/.test(method);
  return isPlain ? (rank === undefined ? 16 : Number(rank)) : TINY_RANK;
};

/** The job that a row speaks of, or why it speaks of none that the model knows. */
export const measuredJob = (row: MeasuredRow, models: ReadonlyMap<string, WorkloadModel>): MeasuredJob | string => {
  const { note = "", count: devices = 1 } = row;
  const method = methodOf(row.method.toLowerCase());
  if (method === undefined) return `no formula for the method ${row.method}`;
  const model = modelOf(row, models);
  if (model === undefined) return "the model is not known, and the row gives no parameter count";
  const text = `${row.method} ${note}`.toLowerCase();
  const shard = shardOf(row.method, note);
  const precision = row.precision.toLowerCase();
  const isTotal = /total/.test(row.how.toLowerCase());
  const settings: WorkloadSettings = {
    ...usualSettings(model, method),
    batch: Math.max(1, Math.round(row.batch)),
    ...(row.seq > 0 ? { seq: /short samples|unpacked/.test(text) ? Math.min(row.seq, SHORT_SAMPLE) : row.seq } : {}),
    precision: precisionOf(row, method),
    optimizer: OPTIMIZER_WORDS.find(([pattern]) => pattern.test(row.optimizer))?.[1] ?? "adamw",
    recompute: row.checkpointing === "selective" ? "selective" : row.checkpointing === "yes" || row.checkpointing === "full" ? "full" : "none",
    quant: quantOf(method, precision),
    kv: /int8 kv|q8 kv|fp8 kv/.test(note) ? "q8_0" : "fp16",
    rank: rankOf(row),
    offload: offloadOf(row.method, text),
    // torchtune's own loss works in pieces; a regression has one number for a vocabulary.
    loss: /chunked|fused loss|liger|as before|regression/.test(text) || /torchtune/.test(row.source) ? "chunked" : "plain",
    embeddings: /-emb\b/.test(row.method) ? "trained" : method === "qlora" && WIDENING.test(row.source) ? "widened" : "frozen",
    compile: /compile|as before/.test(text) ? "yes" : "no",
  };
  if (/weights-only/.test(text)) return "weights alone, without a job";
  if (/length not stated/.test(note)) return "the length of the sequences is not stated";
  return {
    workload: { id: `${row.model}:${method}`, model, method, settings, given: [] },
    devices,
    shard,
    counted: counted(row.how),
    perDeviceGb: isTotal ? row.gb / devices : row.gb,
  };
};
