import { z } from "zod";
import {
  ATTENTION,
  COMPILED,
  EMBEDDINGS,
  KV_TYPES,
  LOSSES,
  METHODS,
  OFFLOAD,
  OPTIMIZERS,
  PRECISIONS,
  QUANTS,
  RECOMPUTE,
  SHARDING,
  type SourcedWorkloadModel,
  WORKLOAD_FAMILIES,
} from "../../domain/workload.js";
import { camel } from "../camel.js";
import { atLeastOne, count, name, rate, shortText, source, text } from "./fields.js";

const MOST_PARAMS_M = 10_000_000;
const MOST_TOKENS = 10_000_000;

const settings = z.strictObject({
  batch: atLeastOne(1_000_000).exactOptional(),
  seq: atLeastOne(MOST_TOKENS).exactOptional(),
  size: atLeastOne(16_384).exactOptional(),
  precision: z.enum(PRECISIONS).exactOptional(),
  optimizer: z.enum(OPTIMIZERS).exactOptional(),
  recompute: z.enum(RECOMPUTE).exactOptional(),
  attention: z.enum(ATTENTION).exactOptional(),
  loss: z.enum(LOSSES).exactOptional(),
  compile: z.enum(COMPILED).exactOptional(),
  quant: z.enum(QUANTS).exactOptional(),
  kv: z.enum(KV_TYPES).exactOptional(),
  rank: atLeastOne(4096).exactOptional(),
  embeddings: z.enum(EMBEDDINGS).exactOptional(),
  shard: z.enum(SHARDING).exactOptional(),
  offload: z.enum(OFFLOAD).exactOptional(),
});

const method = z.strictObject({
  method: z.enum(METHODS),
  batch: atLeastOne(1_000_000).exactOptional(),
  input: shortText.exactOptional(),
  dataset: z
    .strictObject({ name: shortText, size_gb: rate(1_000_000).exactOptional(), samples: count(Number.MAX_SAFE_INTEGER).exactOptional() })
    .exactOptional(),
  smallest_card: z.strictObject({ vram_gb: rate(10_000), kind: z.enum(["measured", "documented", "computed"]), basis: text }).exactOptional(),
  runs_on_cpu: z.boolean().exactOptional(),
  settings: settings.exactOptional(),
});

/** What decides a model's memory and speed, in a file of its own or written out in a rig file. */
const workloadFields = {
  family: z.enum(WORKLOAD_FAMILIES),
  params_m: rate(MOST_PARAMS_M).exactOptional(),
  active_params_m: rate(MOST_PARAMS_M).exactOptional(),
  forward_gflops: rate(100_000_000).exactOptional(),
  sample_unit: shortText,
  transformer: z
    .strictObject({
      layers: atLeastOne(1000),
      hidden: atLeastOne(100_000),
      heads: atLeastOne(1000),
      kv_heads: atLeastOne(1000).exactOptional(),
      head_dim: atLeastOne(10_000).exactOptional(),
      ffn: atLeastOne(1_000_000),
      vocab: atLeastOne(10_000_000).exactOptional(),
      context: atLeastOne(MOST_TOKENS),
    })
    .exactOptional(),
  sliding_window: z.strictObject({ tokens: atLeastOne(MOST_TOKENS), layers: atLeastOne(100), of: atLeastOne(100) }).exactOptional(),
  latent_kv: atLeastOne(100_000).exactOptional(),
  hidden_copies: rate(1000).exactOptional(),
  native_quant: z.enum(QUANTS).exactOptional(),
  companions: z.array(z.strictObject({ name: shortText, params_m: rate(MOST_PARAMS_M), cached_in_training: z.boolean().exactOptional() })).exactOptional(),
  activation_mb: rate(1_000_000).exactOptional(),
  recomputed_mb: rate(1_000_000).exactOptional(),
  inference_mb: rate(1_000_000).exactOptional(),
  working_mb: rate(1_000_000).exactOptional(),
  image_size: atLeastOne(16_384).exactOptional(),
  lora_k_per_rank: rate(1_000_000).exactOptional(),
} as const;

/** A job written out in a rig file. */
export const inlineWorkloadSchema = z.strictObject({
  name,
  method: z.enum(METHODS),
  ...workloadFields,
  sample_unit: shortText.exactOptional(),
  settings: settings.exactOptional(),
});

export const workloadSchema = z.strictObject({
  schema: z.literal(1),
  name,
  aliases: z.array(shortText).max(50).exactOptional(),
  ...workloadFields,
  methods: z.array(method).min(1).max(METHODS.length),
  notes: z.array(text).max(50).exactOptional(),
  sources: z.array(source).max(50),
});

export const encodeWorkload = (id: string, { schema: _schema, ...raw }: z.output<typeof workloadSchema>): SourcedWorkloadModel => ({
  aliases: [],
  notes: [],
  id,
  ...camel(raw),
});
