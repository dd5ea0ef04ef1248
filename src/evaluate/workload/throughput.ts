import { type Assumptions, type BasketJob, constant } from "../../domain/assumptions.js";
import { type Estimate, estimate } from "../../domain/estimate.js";
import type { Gpu } from "../../domain/part.js";
import { limitSpeed } from "./limit-speed.js";

/** Memory of one GPU as software sees it: a board that is two GPUs gives each half. */
export const deviceVramGib = (gpu: Gpu): number => gpu.vramGib / gpu.deviceCount;

/** The FP16 rate training runs at: tensor cores with FP32 accumulation where there are any, else the better of plain FP16 and FP32. */
const trainingTflops = ({ peakTflops }: Gpu): number => Math.max(peakTflops.tensorFp16 ?? 0, peakTflops.fp16 ?? 0, peakTflops.fp32 ?? 0);

const rooflineTime = (tensor: number, fp32: number, bandwidth: number, { trainingIndex: { roofline } }: Assumptions): number =>
  roofline.compute / tensor + roofline.bandwidth / bandwidth + roofline.fp32 / fp32;

/** The reference card's data-sheet figures, so that it scores 100 by definition. */
const REFERENCE = { tensor: 71.16, fp32: 35.58, bandwidth: 936.2 };

/** What of its rated speed a maker's cards reach beside NVIDIA's: there are hardly any comparable measurements of others. */
export const vendorFactor = (gpu: Gpu, assumptions: Assumptions): { readonly value: number; readonly low: number; readonly high: number } =>
  gpu.vendor === "nvidia"
    ? { value: 1, low: 1, high: 1 }
    : (assumptions.constants[gpu.vendor === "amd" ? "index_amd" : "index_intel"] ?? { value: 1, low: 1, high: 1 });

/** Share of the basket from which on a card counts as measured. */
const MOSTLY = 0.5;

/**
 * Training speed of one GPU with memory to spare, RTX 3090 = 100: from the table of the cards of the catalogue, else by the card's rates.
 * @returns undefined when the card's rates are not known
 */
export const speedIndex = (gpu: Gpu, assumptions: Assumptions): Estimate | undefined => {
  const { cards, spread, source } = assumptions.trainingIndex;
  const factor = vendorFactor(gpu, assumptions);
  const known = Object.hasOwn(cards, gpu.id) ? cards[gpu.id] : undefined;
  if (known !== undefined) {
    const [speed, measured] = known;
    const half = spread.modelled + (spread.measured - spread.modelled) * measured;
    if (measured >= MOSTLY) return estimate(speed, Math.exp(-half), Math.exp(half), "measured", source);
    // The maker's factor is in the table already; its doubt is not.
    const basis = gpu.vendor === "nvidia" ? "modelled" : "assumed";
    return estimate(speed, (Math.exp(-half) * factor.low) / factor.value, (Math.exp(half) * factor.high) / factor.value, basis, source);
  }
  const tensor = trainingTflops(gpu) / gpu.deviceCount;
  const fp32 = (gpu.peakTflops.fp32 ?? 0) / gpu.deviceCount;
  if (tensor <= 0 || fp32 <= 0) return undefined;
  const reference = rooflineTime(REFERENCE.tensor, REFERENCE.fp32, REFERENCE.bandwidth, assumptions);
  const time = rooflineTime(tensor, fp32, gpu.bandwidthGbPerS / gpu.deviceCount, assumptions);
  const value = ((100 * reference) / time) * factor.value;
  return estimate(
    value,
    (Math.exp(-spread.modelled) * factor.low) / factor.value,
    (Math.exp(spread.modelled) * factor.high) / factor.value,
    gpu.vendor === "nvidia" ? "modelled" : "assumed",
    source,
  );
};

/** What of its speed a job keeps on a card with this much memory: all where it fits, less where it must take the slower way round. */
export const keptWithMemory = (gpu: Gpu, job: Pick<BasketJob, "vramGib" | "leastGib">, assumptions: Assumptions): number => {
  const vram = deviceVramGib(gpu);
  if (job.vramGib <= vram) return 1;
  const least = job.leastGib ?? job.vramGib * constant(assumptions, "index_checkpoint_reach");
  return constant(assumptions, vram >= least ? "index_checkpoint_speed" : "index_offload_speed");
};

/** Share of the basket that a job is. */
export const shareOf = (job: BasketJob, basket: readonly BasketJob[]): number => job.weight / basket.reduce((sum, { weight }) => sum + weight, 0);

/**
 * Share of its speed a card keeps over the training basket, given its memory: the weighted geometric mean over the jobs of 1 where the job
 * fits, the speed with recomputation where it is a little too big, and the speed from system memory where it is much too big.
 */
export const memoryFactor = (gpu: Gpu, assumptions: Assumptions): number => {
  let logs = 0;
  let weights = 0;
  for (const job of assumptions.trainingBasket) {
    weights += job.weight;
    const kept = keptWithMemory(gpu, job, assumptions);
    if (kept < 1) logs += job.weight * Math.log(kept);
  }
  return Math.exp(logs / weights);
};

/**
 * Share of linear speed that `devices` GPUs reach together: compute, then a ring all-reduce over the slowest link, and what joining more of them costs.
 * @param deviceSpeed - one device, RTX 3090 = 100
 * @param linkGbPerS - one way
 */
export const scalingEfficiency = (devices: number, deviceSpeed: number, linkGbPerS: number, { trainingIndex: { exchange, growth } }: Assumptions): number => {
  if (devices <= 1) return 1;
  if (linkGbPerS <= 0) return 0;
  const traffic = (2 * (devices - 1)) / devices;
  return 1 / (1 + (exchange * (deviceSpeed / 100) * traffic) / linkGbPerS + growth * Math.log2(devices));
};

/** The training index of a whole rig: RTX 3090 = 100. */
export interface TrainingIndex {
  readonly index: Estimate;
  readonly scalingEfficiency: number;
  readonly limitSpeed: number;
}

/**
 * Training index of identical GPUs: one device's speed, what its memory and power limit leave of it, times the devices, times how well they scale.
 * @param boards - boards in the machine
 * @param linkGbPerS - slowest link of a board, GB/s one way; what two devices of one board share
 * @returns undefined when the card's rates are not known
 */
export const trainingIndex = (gpu: Gpu, boards: number, limitW: number, linkGbPerS: number, assumptions: Assumptions): TrainingIndex | undefined => {
  const speed = speedIndex(gpu, assumptions);
  if (speed === undefined) return undefined;
  const memory = memoryFactor(gpu, assumptions);
  const limited = limitSpeed(gpu, limitW, assumptions);
  const devices = boards * gpu.deviceCount;
  const scaling = scalingEfficiency(devices, speed.value * limited.value, linkGbPerS / gpu.deviceCount, assumptions);
  const value = speed.value * memory * limited.value * devices * scaling;
  const lowScaling = devices > 1 ? Math.max(0.3, scaling - (1 - scaling) * 2) / scaling : 1;
  const highScaling = devices > 1 ? Math.min(1, scaling + (1 - scaling) * 0.7) / scaling : 1;
  return {
    index: {
      value,
      low: value * (speed.low / speed.value) * (limited.low / limited.value) * lowScaling,
      high: value * (speed.high / speed.value) * (limited.high / limited.value) * highScaling,
      basis: devices > 1 || limited.value < 1 ? "modelled" : speed.basis,
      source: speed.source,
    },
    scalingEfficiency: scaling,
    limitSpeed: limited.value,
  };
};
