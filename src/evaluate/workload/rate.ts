import type { Arithmetic, Precision } from "../../domain/benchmark.js";
import { type Estimate, estimate } from "../../domain/estimate.js";
import type { Gpu } from "../../domain/part.js";
import type { TaskModel, ThroughputModel } from "../../domain/throughput-model.js";

/** The part of the model that speaks of one GPU. */
type OneGpuModel = Omit<ThroughputModel, "scaling">;

/** The rates of one GPU device that decide how fast it trains; undefined where the card's FP32 rate is not known. */
export interface DeviceRates {
  readonly computeTflops: number;
  readonly fp32Tflops: number;
  readonly bandwidthGbPerS: number;
  readonly powerW: number;
  readonly cacheMib: number;
  readonly clockGhz: number;
  readonly vramGib: number;
}

const UNKNOWN_CACHE_MIB = 4;
const UNKNOWN_CLOCK_GHZ = 1.7;
/** No GPU is clocked higher: where the rated operations ask for more, its lanes issue two at once. */
const HIGHEST_CLOCK_GHZ = 3.2;

/** The clock that the rated FP32 operations are counted at: two operations a lane and clock. */
const ratedClock = (fp32Tflops: number, lanes: number | undefined): number => {
  const clock = lanes === undefined ? UNKNOWN_CLOCK_GHZ : (1000 * fp32Tflops) / (2 * lanes);
  return clock > HIGHEST_CLOCK_GHZ ? clock / 2 : clock;
};

/** Dense rate of one device in an arithmetic: TF32 runs at half the FP16 tensor rate, everything falls back to FP32. */
export const deviceRates = (gpu: Gpu, math: Arithmetic): DeviceRates | undefined => {
  const { fp32, fp16 = 0, tensorFp16 = 0, tensorBf16 = 0 } = gpu.peakTflops;
  if (fp32 === undefined || fp32 <= 0) return undefined;
  const compute = { fp32, tf32: Math.max(fp32, tensorFp16 / 2), bf16: Math.max(fp32, tensorBf16), fp16: Math.max(fp32, fp16, tensorFp16) };
  const name = math === "fp16-amp" ? "fp16" : math === "bf16-amp" ? "bf16" : math;
  const share = 1 / gpu.deviceCount;
  return {
    computeTflops: compute[name] * share,
    fp32Tflops: fp32 * share,
    bandwidthGbPerS: gpu.bandwidthGbPerS * share,
    powerW: gpu.boardPowerW * share,
    cacheMib: (gpu.l2Mib ?? UNKNOWN_CACHE_MIB * gpu.deviceCount) * share,
    clockGhz: ratedClock(fp32, gpu.shaderCount),
    vramGib: gpu.vramGib * share,
  };
};

/** The arithmetic a card uses for a precision: FP32 training runs in TF32 on cards that have it. */
export const arithmeticOf = (precision: Precision, gpu: Gpu): Arithmetic =>
  precision === "fp32" && gpu.peakTflops.tensorBf16 !== undefined && gpu.vendor === "nvidia" ? "tf32" : precision;

// Round figures of the middle of the field, so that coefficients are of the same size.
const SCALE = { compute: 100, bandwidth: 1000, power: 250, fp32: 20, cache: 10, clock: 1.5 };

/**
 * How memory bandwidth gains by the cache before it: misses fall as a small power of the cache's size.
 * @see Hartstein and others, "Cache miss behavior: is it the square root of 2?", 2006; the exponent is small as most bytes are read once
 */
const CACHE_POWER = 0.1;

/** Parts of the time a sample takes that a task's coefficients weigh; what depends on no width still goes with the clock. */
export const timeParts = (rates: DeviceRates, batchShare: number): readonly number[] => [
  SCALE.compute / rates.computeTflops,
  SCALE.bandwidth / (rates.bandwidthGbPerS * (rates.cacheMib / SCALE.cache) ** CACHE_POWER),
  SCALE.power / rates.powerW,
  (0.3 * SCALE.clock) / rates.clockGhz,
  SCALE.clock / (rates.clockGhz * batchShare),
];

/** Where a card stands among others: logarithms, so that twice as fast is as far from one card as from another. */
export const siteOf = (rates: DeviceRates): readonly number[] => [
  Math.log(rates.computeTflops / SCALE.compute),
  Math.log(rates.bandwidthGbPerS / SCALE.bandwidth),
  Math.log(rates.fp32Tflops / SCALE.fp32),
  Math.log(rates.cacheMib / SCALE.cache),
  Math.log(rates.powerW / SCALE.power),
];

/** How alike two cards are, 1 for the same, falling with their distance. */
export const likeness = (a: readonly number[], b: readonly number[], reach: readonly number[]): number => {
  let sum = 0;
  for (let index = 0; index < reach.length; index += 1) sum += (((a[index] ?? 0) - (b[index] ?? 0)) / (reach[index] ?? 1)) ** 2;
  return Math.exp(-sum / 2);
};

/** Logarithm of the speed that the time model alone gives. */
export const timeModelSpeed = (task: Pick<TaskModel, "time" | "batch">, rates: DeviceRates, batch: number): number => {
  const parts = timeParts(rates, batch / task.batch);
  return -Math.log(parts.reduce((sum, part, index) => sum + part * (task.time[index] ?? 0), 0));
};

/** The batch that a card of this much memory ran a task at, straight between the cards measured, in proportion to memory beyond them. */
export const usualBatch = (task: Pick<TaskModel, "batches" | "batch">, vramGib: number): number => {
  const points = task.batches;
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return task.batch;
  if (vramGib <= first[0]) return (first[1] * vramGib) / first[0];
  if (vramGib >= last[0]) return (last[1] * vramGib) / last[0];
  for (let at = 1; at < points.length; at += 1) {
    const [from, to] = [points[at - 1], points[at]];
    if (from !== undefined && to !== undefined && vramGib <= to[0]) return from[1] + ((to[1] - from[1]) * (vramGib - from[0])) / (to[0] - from[0]);
  }
  return last[1];
};

/** What a speed is wanted of. */
export interface RateQuery {
  readonly gpu: Gpu;
  /** `workload/precision`. */
  readonly task: string;
  readonly math: Arithmetic;
  /** Samples a GPU and step; the usual one for the card's memory where not given. */
  readonly batch?: number;
  /** Suite and software of a measurement that is to be met; the newest where not given. */
  readonly suite?: string;
  readonly software?: string;
}

/** What the software adds: the very one, else the suite's others, else all of them together. */
const softwareTerm = (task: TaskModel, { suite, software }: RateQuery, model: OneGpuModel): number => {
  if (suite === undefined) return task.software[model.reference] ?? model.software[model.reference] ?? 0;
  const key = `${suite}/${software}`;
  const own = task.software[key];
  if (own !== undefined) return own;
  const same = Object.entries(task.software).filter(([name]) => name.startsWith(`${suite}/`));
  if (same.length > 0) return same.reduce((sum, [, value]) => sum + value, 0) / same.length;
  return model.software[key] ?? 0;
};

const workloadOf = (task: string): string => task.slice(0, task.lastIndexOf("/"));

/** What cards like this one were measured to differ by. */
const fromOthers = (at: readonly number[], query: RateQuery, { sites, reach, shares }: OneGpuModel): number => {
  let correction = 0;
  for (const site of sites) {
    const inMath = site.math === query.math ? shares.math * site.all : 0;
    correction += likeness(at, site.at, reach) * (shares.all * site.all + inMath + shares.task * (site.tasks[query.task] ?? 0));
  }
  return correction;
};

/** Other cards of its architecture that were measured at the same. */
const kin = ({ gpu, task, math }: RateQuery, { sites }: OneGpuModel): number =>
  sites.filter((site) => site.architecture === gpu.architecture && site.gpu !== gpu.id && site.math === math && Object.hasOwn(site.tasks, task)).length;

/** Cards at which what is known of a task is half as sure as of one that many were measured at: by what cards left out were missed by. */
const FEW_CARDS = 3;

/**
 * Speed of one GPU on a training task, from the model alone.
 *
 * Time per sample is a sum of what goes with compute, bandwidth, power, nothing, and the step's fixed cost over the batch;
 * on it comes what cards like this one, and this very card, were measured to differ by.
 * @returns undefined where the model has no such task, or the card's rates are not known
 */
export const modelledRate = (query: RateQuery, model: OneGpuModel): Estimate | undefined => {
  const task = Object.hasOwn(model.tasks, query.task) ? model.tasks[query.task] : undefined;
  const rates = deviceRates(query.gpu, query.math);
  if (task === undefined || rates === undefined) return undefined;
  const correction = fromOthers(siteOf(rates), query, model);
  const known = Object.hasOwn(model.own, query.gpu.id) ? model.own[query.gpu.id] : undefined;
  const own = known === undefined ? 0 : model.shares.own * known.all + model.shares.ownWorkload * (known.workloads[workloadOf(query.task)] ?? 0);
  const batch = query.batch ?? usualBatch(task, rates.vramGib);
  const value = Math.exp(timeModelSpeed(task, rates, batch) + softwareTerm(task, query, model) + correction + own);
  const sure = model.spread[query.suite ?? "any"] ?? model.spread["any"] ?? 0;
  const half = sure * (1 + FEW_CARDS / task.cards) * Math.sqrt(1 + model.spreadUnlike / (1 + kin(query, model)));
  return estimate(value, Math.exp(-half), Math.exp(half), "modelled", model.source);
};
