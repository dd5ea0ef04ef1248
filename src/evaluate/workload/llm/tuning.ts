import type { LlmConstants, LlmTuning } from "../../../domain/llm.js";
import type { Gpu } from "../../../domain/part.js";
import type { LlmCard } from "./card.js";
import { factor, needed } from "./constants.js";

/** Bytes a weight takes while it is multiplied, and while it is stored in 4 bits with its scales. */
const HALF_BYTES = 2;
const NF4_BYTES = 0.52;

/** Passes over the weights: forward and backward, and forward again where activations are worked out twice. */
const passes = ({ checkpointing }: LlmTuning): number => (checkpointing ? 3 : 2);

/** What an operation count is made of: how much of a second forward pass recomputation costs, how much of attention's square is worked out. */
interface Counting {
  readonly recomputed: number;
  readonly attended: number;
}
const EVERY_OPERATION: Counting = { recomputed: 1, attended: 0.5 };

/**
 * Operations for one token: 2 N forward and 2 N for the way back of the error, 2 N more for the weights' gradients unless they are
 * frozen (LoRA), 2 N more with recomputation; and attention, which grows with the sequence: 4 L h s forward if no token is masked.
 */
export const operationsPerToken = (tuning: LlmTuning, { recomputed, attended }: Counting = EVERY_OPERATION): number => {
  const { model, method, checkpointing, sequenceTokens } = tuning;
  const again = checkpointing ? recomputed : 0;
  const weights = (4 + (method === "full" ? 2 : 0) + 2 * again) * model.activeParameters;
  return weights + 4 * attended * model.layers * model.hidden * sequenceTokens * (3 + again);
};

const matrixRate = (card: LlmCard, { precision }: LlmTuning, constants: LlmConstants): number => {
  if (precision === "fp32") return card.fp32 * needed(constants, "fp32_share");
  return precision === "fp8" ? card.training + (card.fp8 - card.training) * needed(constants, "fp8_share") : card.training;
};

/**
 * Share of the data-sheet rate that large multiplications alone reach, over that of an A100 (87 %): the newer and the wider, the less;
 * where sums in 32 bits run at half speed, all of it, as the RTX 4090's measured tuning bears out.
 * @see github.com/stas00/ml-engineering, compute/accelerator: 794.5 of 989 on H100, 1,745 of 2,250 on B200, 668 of 1,300 on MI300X
 */
const CEILINGS: Readonly<Record<string, number>> = { hopper: 0.8 / 0.87, cdna3: 0.51 / 0.87, blackwell_ultra: 0.78 / 0.87 };
const ceiling = ({ architecture, memoryClass, isHalfRate }: LlmCard): number => {
  if (isHalfRate) return 1 / 0.87;
  return architecture === "blackwell" && memoryClass === "hbm" ? 0.78 / 0.87 : (CEILINGS[architecture] ?? 1);
};

/** Share of the matrix rate that training reaches on this card with this software; narrow layers fill it less. */
const share = (card: LlmCard, tuning: LlmTuning, constants: LlmConstants): number =>
  (needed(constants, "matrix_share") *
    ceiling(card) *
    factor(constants, `share_${card.vendor}`) *
    factor(constants, `share_${card.architecture}`) *
    (tuning.method === "full" ? 1 : needed(constants, "share_adapter")) *
    (tuning.isCompiled ? needed(constants, "share_compiled") : 1) *
    (tuning.bench === undefined ? 1 : factor(constants, `bench_${tuning.bench}`))) /
  (1 + needed(constants, "narrow_width") / tuning.model.hidden);

/** Seconds a token takes: arithmetic, and passing hidden states through memory between the multiplications. */
const tokenSeconds = (card: LlmCard, tuning: LlmTuning, constants: LlmConstants): number => {
  const counting = { recomputed: needed(constants, "recomputed"), attended: needed(constants, "attended") };
  const arithmetic = operationsPerToken(tuning, counting) / (matrixRate(card, tuning, constants) * share(card, tuning, constants));
  const bytes = tuning.model.layers * tuning.model.hidden * passes(tuning) * needed(constants, "hidden_bytes");
  return arithmetic + (bytes * (tuning.precision === "fp32" ? 2 : 1) * (tuning.isCompiled ? needed(constants, "hidden_compiled") : 1)) / card.bandwidth;
};

/** Seconds beside that for every micro-batch: reading weights, unpacking 4-bit ones, launching kernels, gathering shards. */
const microBatchSeconds = (card: LlmCard, tuning: LlmTuning, constants: LlmConstants): number => {
  const { model, method, devices, isSharded } = tuning;
  const stored = model.parameters * (method === "qlora" ? NF4_BYTES : HALF_BYTES);
  const unpacked = method === "qlora" ? model.parameters * (NF4_BYTES + HALF_BYTES) : 0;
  const gathered = isSharded ? HALF_BYTES * model.parameters * (passes(tuning) + (method === "full" ? 1 : 0)) : 0;
  return (
    (passes(tuning) * unpacked) / (card.bandwidth * needed(constants, "unpack_share")) +
    (passes(tuning) * stored) / card.bandwidth +
    model.layers * passes(tuning) * needed(constants, "layer_seconds") +
    (((gathered * (devices - 1)) / devices) * needed(constants, "exchange_exposed")) / tuning.linkBytesPerS
  );
};

/** Seconds of an optimizer step, each GPU on its share of the states; an adapter's are nothing beside the rest. */
const optimizerSeconds = (card: LlmCard, { model, method, devices, isSharded }: LlmTuning, constants: LlmConstants): number =>
  method === "full" ? (model.parameters * needed(constants, "optimizer_bytes")) / (card.bandwidth * (isSharded ? devices : 1)) : 0;

/** Tokens trained on a second, all GPUs together. */
export const tuningRate = (card: LlmCard, tuning: LlmTuning, constants: LlmConstants): number => {
  const tokens = tuning.sequenceTokens * tuning.batchPerDevice;
  const micro = tokens * tokenSeconds(card, tuning, constants) + microBatchSeconds(card, tuning, constants);
  return (tuning.devices * tuning.accumulation * tokens) / (micro * tuning.accumulation + optimizerSeconds(card, tuning, constants));
};

const GIGA = 1e9;
/** Between machines, where a run is larger than one: what clusters that publish benchmarks have. */
const BETWEEN_MACHINES = 50 * GIGA;
const GPUS_PER_MACHINE = 8;
const LANE_BYTES: Readonly<Record<number, number>> = { 3: 0.985 * GIGA, 4: 1.97 * GIGA, 5: 3.94 * GIGA };

/** One way between the GPUs of a published run whose link is not stated: the card's own link, else its PCIe; the network beyond one machine. */
export const tuningLink = (gpu: Gpu, devices: number): number => {
  const { link, pcie, form } = gpu;
  const own = link === undefined || form === "pcie" ? 0 : (link.gbPerS * GIGA) / 2;
  const bus = (LANE_BYTES[Math.floor(pcie?.generation ?? 4)] ?? GIGA) * (pcie?.lanes ?? 16) * 0.6;
  const inside = Math.max(own, bus);
  return devices > GPUS_PER_MACHINE ? Math.min(inside, BETWEEN_MACHINES) : inside;
};
