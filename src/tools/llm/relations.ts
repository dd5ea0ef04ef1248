import type { LlmConstants, LlmRun, LlmTuning } from "../../domain/llm.js";
import { decodeRate, engineKey } from "../../evaluate/workload/llm/decode.js";
import { promptRate } from "../../evaluate/workload/llm/prompt.js";
import { tuningRate } from "../../evaluate/workload/llm/tuning.js";
import type { Prior } from "../fit/least-squares.js";
import type { Observation } from "./observation.js";
import { type LeaveOneOut, leaveOneOut, type Relation } from "./relation.js";

const prior = (name: string, value: number, spread: number): Prior => ({ name, value, spread });
const distinct = (words: readonly string[]): readonly string[] => [...new Set(words)].sort();
const factors = (prefix: string, words: readonly string[], spread: number): readonly Prior[] =>
  distinct(words).map((word) => prior(`${prefix}_${word}`, 1, spread));

const VENDORS = ["amd", "apple", "intel"];
const architectures = <J>(observations: readonly Observation<J>[]): readonly string[] =>
  observations.filter(({ card }) => card.vendor === "nvidia").map(({ card }) => card.architecture);

/** llama.cpp and what is built on it; its constants are the plain ones. */
const LLAMA = ["llama_cpp", "ollama", "llama_cpp_vulkan"];
export const isLlama = (engine: string): boolean => LLAMA.includes(engine);
const isPlain = (engine: string): boolean => engine === "llama_cpp" || engine === "ollama";
const ROWS_FOR_BENCH = 7;

/**
 * Benches with enough rows to tell their own way of measuring from chance.
 * @param softwareOf - what was measured; a bench that alone measured its software says nothing of how it measures
 */
const benchPriors = <J extends { readonly bench?: string }>(
  observations: readonly Observation<J>[],
  spread: number,
  softwareOf: (job: J) => string = () => "",
): readonly Prior[] => {
  const counts = new Map<string, number>();
  const benches = new Map<string, Set<string>>();
  for (const { job } of observations) {
    const bench = job.bench ?? "other";
    counts.set(bench, (counts.get(bench) ?? 0) + 1);
    benches.set(softwareOf(job), (benches.get(softwareOf(job)) ?? new Set()).add(bench));
  }
  const isShared = (bench: string): boolean => observations.some(({ job }) => job.bench === bench && (benches.get(softwareOf(job))?.size ?? 0) > 1);
  const often = [...counts].filter(([bench, count]) => bench !== "other" && count >= ROWS_FOR_BENCH && isShared(bench)).map(([bench]) => bench);
  return factors("bench", often, spread);
};

const engineKeys = (observations: readonly Observation<LlmRun>[]): readonly string[] =>
  observations.filter(({ job }) => !isPlain(job.engine)).map(({ job }) => engineKey(job));

/** Answering with llama.cpp: many cards, from a GTX 1050 Ti to a B200. */
const decodeRelation: Relation<LlmRun> = {
  predict: decodeRate,
  priors: (observations) => [
    prior("memory_share", 0.9, 0.3),
    ...factors("memory", ["hbm", "lpddr", ...VENDORS], 0.3),
    ...factors("memory", architectures(observations), 0.12),
    prior("unpack_quantised", 15, 0.7),
    prior("unpack_half", 15, 0.7),
    ...factors("unpack", ["amd", "apple"], 0.7),
    prior("overlap", 3, 0.5),
    prior("batch_share", 0.4, 0.7),
    prior("mixture", 1, 0.5),
    prior("cache_share", 0.5, 0.7),
    prior("cache_cycles_per_byte", 4e-3, 1),
    prior("step_seconds", 7e-4, 0.7),
    prior("layer_seconds", 5e-5, 0.7),
    ...factors("fixed", ["early", "recent", "hbm"], 0.5),
    prior("fixed_per_lanes", 1, 0.3),
    prior("fixed_per_clock", 0.6, 0.4),
    prior("hop_seconds", 2e-4, 1),
    prior("exchange_seconds", 1e-5, 1),
    prior("exchange_per_gpu", 2e-6, 1),
    prior("processor_bandwidth", 3e10, 0.5),
    ...factors("weights", engineKeys(observations), 0.5),
    ...factors("fixed", engineKeys(observations), 1),
    ...benchPriors(observations, 0.15, ({ engine }) => engine),
  ],
};

/**
 * Answering with other software, on what llama.cpp's rows say of the cards: only what differs by software is fitted.
 * @param cards - constants of the decode relation
 */
const servingRelation = (cards: LlmConstants): Relation<LlmRun> => ({
  predict: decodeRate,
  fixed: cards,
  priors: (observations) => [
    prior("memory_hbm", 0.9, 0.15),
    prior("fixed_hbm", 1, 0.3),
    prior("cache_share", 0.7, 0.3),
    prior("batch_share", 0.4, 0.7),
    prior("mixture", 1, 0.5),
    prior("exchange_seconds", 1e-5, 1),
    prior("exchange_per_gpu", 2e-6, 1),
    ...factors("weights", engineKeys(observations), 0.4),
    ...factors("fixed", engineKeys(observations), 1.5),
    ...benchPriors(observations, 0.15, ({ engine }) => engine),
  ],
});

/** Fits for llama.cpp and for other software, the latter on what the former says of the cards without the one left out. */
export const leaveOneOutDecode = (
  observations: readonly Observation<LlmRun>[],
): { readonly decode: LeaveOneOut<LlmRun>; readonly serving: LeaveOneOut<LlmRun> } => {
  const decode = leaveOneOut(
    () => decodeRelation,
    observations.filter(({ job }) => isLlama(job.engine)),
  );
  const serving = leaveOneOut(
    (gpu) => servingRelation(gpu === undefined ? decode.full : decode.without(gpu)),
    observations.filter(({ job }) => !isLlama(job.engine)),
  );
  return { decode, serving };
};

export const promptRelation: Relation<LlmRun> = {
  predict: promptRate,
  priors: (observations) => {
    const engines = observations.map(({ job }) => job.engine).filter((engine) => !isPlain(engine));
    return [
      prior("int8_share", 0.35, 0.5),
      prior("half_share", 0.6, 0.5),
      prior("beside_quantised", 10, 1),
      prior("beside_half", 10, 1),
      prior("attention_share", 0.2, 1),
      prior("attention_beside", 5, 1),
      prior("chunk_seconds", 3e-3, 1),
      // What a pass through a layer is fitted to take beside its arithmetic where models are trained, from Python too.
      prior("layer_seconds", 1.2e-3, 0.4),
      prior("reading_share", 0.8, 0.3),
      prior("processor_link", 1.2e10, 0.3),
      ...factors("time", [...VENDORS, "early", "recent", "hbm", "lpddr", "no_matrix_units", ...engines], 0.5),
      ...factors(
        "time",
        observations.filter(({ card }) => card.vendor === "nvidia").map(({ card }) => card.architecture),
        0.2,
      ),
      prior("mixture", 1, 0.6),
      prior("belt_share", 0.7, 0.4),
      prior("belt_parameters", 1e11, 1),
      prior("hop_seconds", 1e-3, 1),
      ...benchPriors(observations, 0.15, ({ engine }) => engine),
    ];
  },
};

export const tuningRelation: Relation<LlmTuning> = {
  predict: tuningRate,
  priors: (observations) => [
    prior("matrix_share", 0.6, 0.3),
    prior("fp32_share", 0.7, 0.3),
    prior("fp8_share", 0.3, 0.5),
    ...factors("share", VENDORS, 0.3),
    ...factors(
      "share",
      // What a card does in 32 bits says nothing of its matrix units.
      observations.filter(({ card, job }) => card.vendor === "nvidia" && job.precision !== "fp32").map(({ card }) => card.architecture),
      0.2,
    ),
    prior("share_adapter", 0.9, 0.2),
    prior("share_compiled", 1.15, 0.1),
    prior("narrow_width", 300, 1),
    prior("recomputed", 0.8, 0.3),
    prior("attended", 0.7, 0.4),
    prior("hidden_bytes", 60, 0.7),
    prior("hidden_compiled", 0.6, 0.3),
    prior("optimizer_bytes", 30, 0.7),
    prior("layer_seconds", 8e-4, 0.7),
    prior("unpack_share", 0.2, 0.5),
    prior("exchange_exposed", 0.3, 0.7),
    ...benchPriors(observations, 0.2),
  ],
};
