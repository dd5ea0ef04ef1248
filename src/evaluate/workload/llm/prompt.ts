import type { LlmConstants, LlmRun } from "../../../domain/llm.js";
import type { LlmCard } from "./card.js";
import { factor, needed, OLD_KERNEL_SHARE, softwareEra } from "./constants.js";
import { isQuantised, offloadedShare } from "./decode.js";

/** Tokens that pass through a layer together. */
const CHUNK_TOKENS = 512;

/** Cards whose full matrix rate only kernels written for them reach. */
const needsNewKernels = ({ architecture, memoryClass }: LlmCard): boolean =>
  architecture === "hopper" || (architecture.startsWith("blackwell") && memoryClass === "hbm");

/** Software that multiplies quantised weights as integers; the rest (AWQ, GPTQ, EXL2 kernels) unpacks them to 16 bits first. */
const INTEGER_ENGINES: readonly string[] = ["llama_cpp", "llama_cpp_vulkan", "ollama", "ctranslate2"];
const isByIntegers = (run: LlmRun): boolean => isQuantised(run) && INTEGER_ENGINES.includes(run.engine);

/** Matrix rate that this software reaches on this card for these weights: of integers, or of 16 bits. */
const matrixRate = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const peak = isByIntegers(run) ? card.int8 * needed(constants, "int8_share") : card.half * needed(constants, "half_share");
  return peak * (needsNewKernels(card) ? OLD_KERNEL_SHARE : 1);
};

/** How much longer than the reference this card and software take. */
const slowness = (card: LlmCard, run: LlmRun, constants: LlmConstants): number =>
  factor(constants, `time_${card.vendor}`) *
  factor(constants, `time_${card.architecture}`) *
  (card.vendor === "nvidia" && !card.hasMatrixUnits ? factor(constants, "time_no_matrix_units") : 1) *
  factor(constants, `time_${card.memoryClass}`) *
  factor(constants, `time_${softwareEra(run.softwareOf)}`) *
  factor(constants, `time_${run.engine}`) *
  (run.model.activeParameters < 0.9 * run.model.parameters ? needed(constants, "mixture") : 1);

/** Seconds of arithmetic for one token: multiplying, and unpacking or other work beside the matrix units. */
const tokenSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const active = run.model.activeParameters;
  const beside = needed(constants, isQuantised(run) ? "beside_quantised" : "beside_half");
  return ((2 * active) / matrixRate(card, run, constants) + (active * beside) / card.fp32) * slowness(card, run, constants);
};

/** Seconds of attention over a whole prompt: every token looks at those before it. */
const attentionSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number =>
  2 *
  run.model.layers *
  run.model.hidden *
  run.contextTokens ** 2 *
  (1 / (card.half * needed(constants, "attention_share")) + needed(constants, "attention_beside") / card.fp32);

/** Seconds for every pass of software that launches each kernel from Python, layer by layer. */
const launchSeconds = ({ engine, model }: LlmRun, constants: LlmConstants): number =>
  /^(?:autoawq|transformers)/.test(engine) ? model.layers * needed(constants, "layer_seconds") : 0;

/** Times faster several GPUs are: chunks follow one another through them as on a belt, and big models' less well. */
const beltGain = (run: LlmRun, chunks: number, constants: LlmConstants): number => {
  const ideal = run.split === "tensor" ? run.devices : (run.devices * chunks) / (chunks + run.devices - 1);
  const share = needed(constants, "belt_share") / (1 + run.model.activeParameters / needed(constants, "belt_parameters"));
  return 1 + (ideal - 1) * share;
};

/** Seconds to read a prompt of `contextTokens` tokens, `batch` of them at once. */
const promptSeconds = (card: LlmCard, run: LlmRun, constants: LlmConstants): number => {
  const chunks = Math.max(1, run.contextTokens / CHUNK_TOKENS);
  const offloaded = offloadedShare(card, run);
  const reading =
    (run.weightBytes * (1 - offloaded)) / (card.bandwidth * needed(constants, "reading_share")) +
    (run.weightBytes * offloaded) / needed(constants, "processor_link");
  const one =
    tokenSeconds(card, run, constants) * run.contextTokens * run.batch +
    attentionSeconds(card, run, constants) * run.batch +
    chunks * (reading + needed(constants, "chunk_seconds")) +
    launchSeconds(run, constants);
  const time = one / beltGain(run, chunks, constants) + (run.devices - 1) * chunks * needed(constants, "hop_seconds");
  return time * (run.bench === undefined ? 1 : factor(constants, `bench_${run.bench}`));
};

/** Prompt tokens read a second, all sequences together. */
export const promptRate = (card: LlmCard, run: LlmRun, constants: LlmConstants): number =>
  (run.contextTokens * run.batch) / promptSeconds(card, run, constants);
