import type { LlmConstants, LlmRun } from "../../../domain/llm.js";
import type { LlmCard } from "./card.js";
import { factor, needed, softwareEra } from "./constants.js";

const BITS_OF_HALF = 12;
const bitsPerWeight = ({ weightBytes, model }: LlmRun): number => (8 * weightBytes) / model.parameters;
/** Whether weights are stored in fewer bits than they are multiplied in. */
export const isQuantised = (run: LlmRun): boolean => bitsPerWeight(run) < BITS_OF_HALF;

const RESERVED_BYTES = 0.7e9;
const USABLE_SHARE = 0.94;

/** Share of the weights that does not fit into the GPUs' memory beside a full window and what the software keeps for itself. */
export const offloadedShare = (card: LlmCard, run: LlmRun): number => {
  const room = run.devices * (card.vramBytes * USABLE_SHARE - RESERVED_BYTES) - run.model.kvBytesPerToken * run.contextTokens * run.batch;
  return Math.min(1, Math.max(0, 1 - room / run.weightBytes));
};

/** Share of the weights that a step reads: all of them, or of a mixture of experts those that some sequence of the batch needs. */
const readShare = ({ model, batch }: LlmRun): number => 1 - (1 - Math.min(1, model.activeParameters / model.parameters)) ** batch;

const isMixture = ({ model }: LlmRun): boolean => model.activeParameters < 0.9 * model.parameters;

/** Software as far as its own constants go: a kind of weights can have kernels of its own. */
export const engineKey = (run: LlmRun): string => `${run.engine}${isQuantised(run) ? "_q" : ""}`;

/** Share of the memory bandwidth that reading weights reaches. */
const memoryShare = (card: LlmCard, constants: LlmConstants): number =>
  needed(constants, "memory_share") *
  factor(constants, `memory_${card.memoryClass}`) *
  factor(constants, `memory_${card.vendor}`) *
  factor(constants, `memory_${card.architecture}`);

/**
 * Seconds to read the weights and multiply by them once: reading and arithmetic overlap, so that the slower of the two decides,
 * softened where they are near (a power mean).
 */
const weightSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const ways = run.split === "tensor" ? run.devices : 1;
  const onCard = run.weightBytes * readShare(run) * (1 - offloadedShare(card, run));
  const reading = onCard / (card.bandwidth * memoryShare(card, constants) * ways);
  const unpacking = needed(constants, isQuantised(run) ? "unpack_quantised" : "unpack_half") * factor(constants, `unpack_${card.vendor}`);
  const arithmetic = (run.model.parameters * readShare(run) * unpacking) / (card.fp32 * ways);
  const multiplying = (2 * run.batch * run.model.activeParameters) / (card.half * needed(constants, "batch_share") * ways);
  const sharpness = 1 + needed(constants, "overlap");
  const one = (reading ** sharpness + arithmetic ** sharpness) ** (1 / sharpness) * (isMixture(run) ? needed(constants, "mixture") : 1);
  return one * factor(constants, `weights_${engineKey(run)}`) + (run.batch > 1 ? multiplying : 0);
};

/** Seconds to read the cache of a window that is half full on average. */
const cacheSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const ways = run.split === "tensor" ? run.devices : 1;
  const bytes = (run.batch * run.model.kvBytesPerToken * run.contextTokens) / 2;
  const reading = bytes / (card.bandwidth * needed(constants, "cache_share"));
  // Attention to one token fills few lanes: its pace is the clock's and not the card's width.
  const arithmetic = (bytes * needed(constants, "cache_cycles_per_byte")) / card.clock;
  return (reading + arithmetic * factor(constants, `unpack_${card.vendor}`)) / ways;
};

/** Lanes and clock of the card that the fixed seconds speak of. */
const REFERENCE = { lanes: 10_000, clock: 1.7e9 };

/** A power law of a ratio whose exponent is the logarithm of a fitted factor; no effect at 1. */
const powerOf = (ratio: number, factorPerFold: number): number => factorPerFold ** Math.log(ratio);

/** Seconds a step takes whatever the model's width: launching kernels, choosing the token. */
const fixedSeconds = (run: LlmRun, card: LlmCard, constants: LlmConstants): number =>
  (needed(constants, "step_seconds") + needed(constants, "layer_seconds") * run.model.layers) *
  factor(constants, `fixed_${engineKey(run)}`) *
  factor(constants, `fixed_${softwareEra(run.softwareOf)}`) *
  factor(constants, `fixed_${card.memoryClass}`) *
  powerOf(card.lanes / REFERENCE.lanes, factor(constants, "fixed_per_lanes")) *
  powerOf(card.clock / REFERENCE.clock, factor(constants, "fixed_per_clock"));

/** Seconds for handing over between GPUs: once a GPU, or twice a layer. */
const handoverSeconds = (run: LlmRun, constants: LlmConstants): number =>
  run.split === "layers"
    ? (run.devices - 1) * needed(constants, "hop_seconds")
    : run.devices > 1
      ? 2 * run.model.layers * (needed(constants, "exchange_seconds") + needed(constants, "exchange_per_gpu") * (run.devices - 2))
      : 0;

/**
 * Seconds to answer one more token of each sequence of the batch. One stream passes through the layers one after the other, so that
 * GPUs that hold some layers each add memory and not speed; cutting each layer across them does add speed, less what they exchange.
 */
const decodeSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const onProcessor = (run.weightBytes * readShare(run) * offloadedShare(card, run)) / needed(constants, "processor_bandwidth");
  const step =
    weightSeconds(card, run, constants) +
    cacheSeconds(card, run, constants) +
    fixedSeconds(run, card, constants) +
    handoverSeconds(run, constants) +
    onProcessor;
  return step * (run.bench === undefined ? 1 : factor(constants, `bench_${run.bench}`));
};

/** Tokens a second, all sequences together. */
export const decodeRate = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => run.batch / decodeSeconds(card, run, constants);
