import type { Transformer } from "../../../domain/workload.js";
import { logits, transformerActivations } from "./activations.js";
import { embeddingsWords } from "./image-terms.js";
import { kvCacheBytes } from "./kv-cache.js";
import { adapterParams, largestMatrix, shapeOf } from "./shape.js";
import { shardShares, stateBytes } from "./states.js";
import type { SizedTerm, TermContext } from "./term.js";
import { embeddingBytes, keepsEmbeddings, quantBits, quantSource, weightBytes } from "./weights.js";

const GIB = 1024 ** 3;
const HALF_BYTES = 2;
const ZERO = "Rajbhandari et al., arXiv 1910.02054";

const billions = (params: number): string => `${Number((params / 1e9).toPrecision(4))} G`;
const among = (shares: number): string => (shares === 1 ? "" : ` / ${Math.round(1 / shares)} cards`);

/** Layers gathered for use while weights are sharded or offloaded: two, one in use and the next. */
const gathered = (bytes: number, layers: number): SizedTerm => ({
  kind: "gathered_layers",
  bytes: (2 * bytes) / layers,
  formula: `two of ${layers} layers at a time`,
  source: "Zhao et al., arXiv 2304.11277",
});

/** Weights as stored; mixed precision over 32-bit weights keeps a half-precision copy beside them. */
const storedBytes = ({ workload: { model, settings } }: Pick<TermContext, "workload">): number =>
  weightBytes(model, settings.quant) + (settings.quant === "fp32" && settings.precision === "amp" ? weightBytes(model, "fp16") : 0);

const weightWords = ({ workload: { model, settings } }: TermContext, params: number): string =>
  `${billions(params)} x ${Number(quantBits(settings.quant).toFixed(3))} bits${keepsEmbeddings(settings.quant) ? `, ${embeddingsWords(model)}` : ""}`;

/**
 * What training over 4- and 8-bit weights adds: the matrix that is unpacked for its product; embeddings and head in 32 bits where they are
 * widened, as PEFT's preparation does. TRL has not done so since October 2025 (19.1 GB against 14.2 with Qwen3 14B); torchtune, Unsloth and
 * LLaMA-Factory never did.
 */
const unpacked = ({ workload: { model, settings } }: TermContext, transformer: Transformer, share: number): readonly SizedTerm[] => {
  const isWidened = settings.embeddings === "widened";
  return [
    {
      kind: "working_buffers",
      bytes: HALF_BYTES * (largestMatrix(transformer) + (isWidened ? shapeOf(model).embeddings * share : 0)),
      formula: `one matrix unpacked to 16 bits${isWidened ? "; embeddings and head widened to 32" : ""}`,
      source: isWidened ? "prepare_model_for_kbit_training of PEFT" : "Dettmers et al., arXiv 2305.14314; github.com/huggingface/trl pull request 4335",
    },
  ];
};

/** Embeddings and head trained in full beside the adapters. */
const trainedEmbeddings = ({ workload: { model, settings } }: TermContext, shares: ReturnType<typeof shardShares>): SizedTerm => {
  const { embeddings } = shapeOf(model);
  const each = stateBytes("amp", settings.optimizer);
  return {
    kind: "optimizer_states",
    bytes: embeddings * (each.weights * shares.weights + each.gradients * shares.gradients + (each.master + each.states) * shares.states),
    formula: `embeddings and head trained too: ${billions(embeddings)} x ${each.weights + each.gradients + each.master + each.states} bytes`,
    source: ZERO,
  };
};

/** Frozen weights with adapters over them. */
const adapterTerms = (context: TermContext, transformer: Transformer): readonly SizedTerm[] | undefined => {
  const { devices, shard } = context;
  const { model, settings } = context.workload;
  const { params } = shapeOf(model);
  const adapters = adapterParams(model, settings.rank);
  if (adapters === undefined) return undefined;
  const shares = shardShares(shard, devices);
  const each = stateBytes(settings.precision, settings.optimizer);
  const perAdapter = each.weights * shares.weights + each.gradients * shares.gradients + (each.master + each.states) * shares.states;
  const frozen = storedBytes(context);
  const isAway = settings.offload === "weights";
  const weights = isAway ? 0 : frozen * shares.weights;
  const isGathered = isAway || shares.weights < 1;
  return [
    { kind: "weights", bytes: weights, formula: `${weightWords(context, params)}${among(shares.weights)}`, source: quantSource(settings.quant) },
    ...(isGathered
      ? [gathered(frozen - embeddingBytes(model), transformer.layers), { ...gathered(0, 1), bytes: embeddingBytes(model) / 2, formula: "the embedding table" }]
      : []),
    ...(keepsEmbeddings(settings.quant) ? unpacked(context, transformer, isAway ? 0 : shares.weights) : []),
    {
      kind: "adapters",
      bytes: adapters * perAdapter,
      formula: `${Number((adapters / 1e6).toPrecision(4))} M of rank ${settings.rank} x ${Number(perAdapter.toPrecision(3))} bytes`,
      source: "Hu et al., arXiv 2106.09685",
    },
    ...(settings.embeddings === "trained" ? [trainedEmbeddings(context, shares)] : []),
  ];
};

/** Every weight trained. */
const fullTerms = ({ workload, devices, shard }: TermContext, transformer: Transformer): readonly SizedTerm[] => {
  const { model, settings } = workload;
  const { params } = shapeOf(model);
  const shares = shardShares(shard, devices);
  const each = stateBytes(settings.precision, settings.optimizer);
  const isAway = settings.offload === "weights";
  const statesAway = settings.offload !== "none";
  const term = (kind: SizedTerm["kind"], bytes: number, share: number, source: string, isOff: boolean): SizedTerm => ({
    kind,
    bytes: isOff ? 0 : params * bytes * share,
    formula: `${billions(params)} x ${bytes} bytes${among(share)}`,
    source,
  });
  return [
    term("weights", each.weights, shares.weights, ZERO, isAway),
    term("gradients", each.gradients, shares.gradients, ZERO, isAway || (statesAway && shares.gradients < 1)),
    term("master_weights", each.master, shares.states, ZERO, statesAway),
    term("optimizer_states", each.states, shares.states, `${settings.optimizer}; ${ZERO}`, statesAway),
    ...(shares.weights < 1 || isAway ? [gathered(params * HALF_BYTES, transformer.layers)] : []),
  ];
};

/** Training of a transformer: weights and states, what its layers keep, scores over the vocabulary. */
export const transformerTrainingTerms = (context: TermContext): readonly SizedTerm[] | undefined => {
  const { model, method, settings } = context.workload;
  const { transformer } = model;
  if (transformer === undefined) return undefined;
  const seq = settings.seq ?? transformer.context;
  const own = method === "lora" || method === "qlora" ? adapterTerms(context, transformer) : fullTerms(context, transformer);
  if (own === undefined) return undefined;
  // An encoder that is fine-tuned answers with a few numbers, not with a word a token.
  const hasScores = model.family === "llm" || method === "train";
  const scores: SizedTerm[] = hasScores && transformer.vocab !== undefined ? [{ kind: "logits", ...logits(transformer, settings, seq, context.values) }] : [];
  return [...own, { kind: "activations", ...transformerActivations(model, transformer, settings, seq, context.values) }, ...scores];
};

/**
 * Running a language model: weights and cache split by layers over the cards, the fullest card's share of them.
 * Experts that a token does not pass stay in memory all the same.
 */
export const decodingTerms = ({ workload, devices, values }: TermContext): readonly SizedTerm[] | undefined => {
  const { model, settings } = workload;
  const { transformer } = model;
  if (transformer === undefined) return undefined;
  const { params, embeddings } = shapeOf(model);
  const seq = settings.seq ?? transformer.context;
  const share = Math.ceil(transformer.layers / devices) / transformer.layers;
  const cache = kvCacheBytes(model, settings.kv, seq, settings.batch) ?? 0;
  const part = devices === 1 ? "" : `, the fullest of ${devices} cards has ${Math.ceil(transformer.layers / devices)} of ${transformer.layers} layers`;
  const weights = storedBytes({ workload });
  const isAway = settings.offload === "weights";
  // The card with the last layers has the output head too.
  const tables = keepsEmbeddings(settings.quant) ? embeddingBytes(model) : (weights * embeddings) / params;
  return [
    {
      kind: "weights",
      bytes: isAway ? (2 * weights) / transformer.layers : devices === 1 ? weights : (weights - tables) * share + tables / 2,
      formula: `${billions(params)} x ${Number(quantBits(settings.quant).toFixed(3))} bits${keepsEmbeddings(settings.quant) ? `, ${embeddingsWords(model)}` : ""}${part}`,
      source: quantSource(settings.quant),
    },
    {
      kind: "kv_cache",
      bytes: cache * share,
      formula: `${seq} tokens x ${settings.batch} x ${Math.round(cache / Math.max(1, seq * settings.batch))} bytes${part === "" ? "" : ", shared by layers"}`,
      source: "Ainslie et al., arXiv 2305.13245",
    },
    {
      kind: "working_buffers",
      bytes: values.buffer_gib * GIB * (transformer.hidden / 4096) + values.buffer_tokens * (transformer.vocab ?? 0) * 4,
      formula: `scratch of a pass and scores of ${values.buffer_tokens} tokens`,
      source: "0.3 to 0.8 GB seen for 8B models in llama.cpp",
    },
  ];
};
