import type { Estimate } from "../../../domain/estimate.js";
import type { LlmSpeedModel, LlmTuning } from "../../../domain/llm.js";
import type { Workload } from "../../../domain/workload.js";
import { stateBytes } from "../memory/states.js";
import { weightBytes } from "../memory/weights.js";
import { needed } from "./constants.js";

const HALF_BYTES = 2;
/** How far off the rates between processor and GPU may be, either way. */
const DOUBT = 2;

/**
 * Seconds that a training step takes longer when the optimizer's states, or the weights too, lie in the computer's memory.
 *
 * Weights cross to the GPU for every pass over them, gradients cross back, and the processor steps the optimizer at the speed of its
 * memory: it reads and writes the states and the 32-bit copy, reads a gradient and writes a weight. Frozen weights have no gradients,
 * and an adapter's states are nothing beside them. Nothing of it is taken to hide behind the arithmetic.
 */
const awaySeconds = ({ settings, model }: Workload, { method, checkpointing, model: shape }: LlmTuning, { decode, prompt }: LlmSpeedModel): number => {
  const link = needed(prompt.constants, "processor_link");
  const passes = checkpointing ? 3 : 2;
  const stored = method === "full" ? HALF_BYTES * shape.parameters : weightBytes(model, settings.quant);
  const fetched = settings.offload === "weights" ? (passes * stored) / link : 0;
  if (method !== "full") return fetched;
  const each = stateBytes(settings.precision, settings.optimizer);
  const stepped = shape.parameters * (2 * (each.master + each.states) + each.gradients + each.weights);
  return fetched + (HALF_BYTES * shape.parameters) / link + stepped / needed(decode.constants, "processor_bandwidth");
};

/** A training rate with what offloading costs; the rate itself where nothing is offloaded. */
export const withOffload = (rate: Estimate, workload: Workload, tuning: LlmTuning, speeds: LlmSpeedModel): Estimate => {
  if (workload.settings.offload === "none") return rate;
  const away = awaySeconds(workload, tuning, speeds);
  const tokens = tuning.sequenceTokens * tuning.batchPerDevice * tuning.devices;
  const at = (tokensPerS: number, seconds: number): number => tokens / (tokens / tokensPerS + seconds);
  return {
    value: at(rate.value, away),
    low: at(rate.low, away * DOUBT),
    high: at(rate.high, away / DOUBT),
    basis: "assumed",
    source: `${rate.source}; what lies in system memory fetched at 12 GB a second and stepped by the processor, which no measurement here tells`,
  };
};
