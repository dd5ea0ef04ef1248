import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { Arithmetic, Precision } from "../../domain/benchmark.js";
import { type Estimate, estimate } from "../../domain/estimate.js";
import type { Gpu } from "../../domain/part.js";
import type { ThroughputModel } from "../../domain/throughput-model.js";
import type { Workload, WorkloadFamily } from "../../domain/workload.js";
import { arithmeticOf, deviceRates, modelledRate, usualBatch } from "./rate.js";
import { trainingEfficiency } from "./scaling.js";
import { vendorFactor } from "./throughput.js";

/** Share of its speed that a card keeps at its power limit, with its 80 % range. */
interface Kept {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Identical GPUs of one machine with a training job. */
export interface TrainingQuery {
  readonly gpu: Gpu;
  readonly devices: number;
  /** Of one GPU, one way. */
  readonly linkGbPerS: number;
  readonly kept: Kept;
  readonly workload: Workload;
}

export interface TrainingRate {
  readonly rate: Estimate;
  readonly unit: string;
  /** Speed of all GPUs over that of one times their number. */
  readonly scaling: number;
  /** Waits for the processor and the drives much of the time. */
  readonly isHostBound: boolean;
}

/** What the suites call the catalogue's models. */
const OWN_TASK: Readonly<Record<string, string>> = {
  resnet50: "resnet50",
  ssd300: "ssd",
  "mask-rcnn": "maskrcnn",
  "bert-base": "bert_base_squad",
  "bert-large": "bert_large_squad",
};

/** A measured task that others of its kind are compared with: the operations of a sample, in thousand millions, and what is kept of it. */
interface Known {
  readonly task: string;
  readonly forwardGflops: number;
  readonly activationMb?: number;
  /** A network of another kind: it stands in as nothing nearer was measured. */
  readonly isOtherKind?: boolean;
}
const RESNET: Known = { task: "resnet50", forwardGflops: 8.18, activationMb: 50 };
const BERT: Known = { task: "bert_large_squad", forwardGflops: 246.4 };
const LIKE_FAMILY: Readonly<Partial<Record<WorkloadFamily, Known>>> = {
  vision: RESNET,
  detection: RESNET,
  segmentation: RESNET,
  language: BERT,
  diffusion: { ...BERT, isOtherKind: true },
  speech: { ...BERT, isOtherKind: true },
};

/**
 * How far off operations and memory traffic are as a measure of a model's speed beside another of its family. Of ten vision networks
 * that timm trained on one RTX 3090 the furthest was off by 1.45 times (results/benchmark-train-amp-nhwc-pt112-cu113-rtx3090.csv).
 */
const BY_LIKENESS = 1.6;
/** The same for an image generator or a speech recogniser, whose stand-in is a network of another kind. */
const BY_STAND_IN = 2.2;
/** The same setup repeats within 2 % at the median and 10 % at the ninth decile. */
const MEASURED_ERROR = 0.1;

const AS_MEASURED: Kept = { value: 1, low: 1, high: 1 };

interface OneGpu {
  readonly rate: Estimate;
  /** By a measurement of this very card, at this batch or another. */
  readonly isMeasured: boolean;
  readonly unit: string;
}

/** Speed of one GPU at a measured task, as measured where it was. */
export const taskRate = (gpu: Gpu, task: string, math: Arithmetic, batch: number | undefined, model: ThroughputModel): OneGpu | undefined => {
  const found = Object.hasOwn(model.tasks, task) ? model.tasks[task] : undefined;
  const rates = deviceRates(gpu, math);
  if (found === undefined || rates === undefined) return undefined;
  const usual = usualBatch(found, rates.vramGib);
  const size = Math.min(batch ?? usual, usual);
  const modelled = modelledRate({ gpu, task, math, batch: size }, model);
  if (modelled === undefined) return undefined;
  const measured = found.measured[gpu.id];
  if (measured === undefined) return { rate: modelled, isMeasured: false, unit: found.unit };
  // The model says what a smaller batch than the measured one costs.
  const full = modelledRate({ gpu, task, math, batch: usual }, model)?.value ?? modelled.value;
  const value = measured * (modelled.value / full);
  return {
    rate: estimate(value, 1 - MEASURED_ERROR, 1 + MEASURED_ERROR, size === usual ? "measured" : "modelled", model.source),
    isMeasured: true,
    unit: found.unit,
  };
};

const widened = (rate: Estimate, by: number, factor: number, source: string): Estimate => ({
  value: rate.value * by,
  low: (rate.low * by) / factor,
  high: rate.high * by * factor,
  basis: "assumed",
  source,
});

/** The measured task a training job is, or is compared with, and the arithmetic a card does it in. */
export const trainingTask = (
  gpu: Gpu,
  { model: { id, family }, settings, method }: Workload,
): { readonly task: string; readonly math: Arithmetic } | undefined => {
  const like = Object.hasOwn(OWN_TASK, id) ? OWN_TASK[id] : LIKE_FAMILY[family]?.task;
  if (like === undefined || method === "infer") return undefined;
  const precision: Precision = settings.precision === "fp32" || settings.precision === "tf32" ? "fp32" : "fp16-amp";
  return { task: `${like}/${precision}`, math: arithmeticOf(precision, gpu) };
};

/** What a training job's speed is counted in. */
export const trainingUnit = ({ model: { id } }: Workload, model: ThroughputModel | undefined): string => {
  const task = Object.hasOwn(OWN_TASK, id) ? model?.tasks[`${OWN_TASK[id]}/fp32`] : undefined;
  return task?.unit ?? "samples/s";
};

/** How many times a sample of the measured task that a network is compared with its own sample takes. */
interface Likeness {
  readonly operations: number;
  /** Of what is written and read between its layers; the operations' where it is not known. */
  readonly traffic: number;
}

/**
 * A network beside the measured one of its family. A sample takes as long as the scarcer of the two lets it: networks of thin layers
 * (EfficientNet, MobileNet) do few operations with much data, and wait for the memory.
 * @returns undefined for a task that was measured itself, or where nothing measured is like it
 */
export const likenessOf = ({ id, family, forwardGflops, activationMb }: Workload["model"]): Likeness | undefined => {
  const like = LIKE_FAMILY[family];
  if (Object.hasOwn(OWN_TASK, id) || like === undefined || forwardGflops === undefined) return undefined;
  const operations = forwardGflops / like.forwardGflops;
  return { operations, traffic: activationMb === undefined || like.activationMb === undefined ? operations : activationMb / like.activationMb };
};

const oneGpuRate = (
  { gpu, workload }: TrainingQuery,
  model: ThroughputModel,
  assumptions: Assumptions,
): { readonly one: OneGpu; readonly task: string } | undefined => {
  const { model: network, settings, method } = workload;
  if (method === "infer") return undefined;
  const precision: Precision = settings.precision === "fp32" || settings.precision === "tf32" ? "fp32" : "fp16-amp";
  const math = arithmeticOf(precision, gpu);
  const own = Object.hasOwn(OWN_TASK, network.id) ? OWN_TASK[network.id] : undefined;
  if (own !== undefined) {
    const one = taskRate(gpu, `${own}/${precision}`, math, settings.batch, model);
    return one === undefined ? undefined : { one, task: own };
  }
  const like = LIKE_FAMILY[network.family];
  const likeness = likenessOf(network);
  if (like === undefined || likeness === undefined) return undefined;
  const { operations, traffic } = likeness;
  // A step costs the same whatever it works on: it weighs as much as in a step of the stand-in that does as much work.
  const batch = like.isOtherKind === true ? undefined : settings.batch * Math.max(operations, traffic);
  const one = taskRate(gpu, `${like.task}/${precision}`, math, batch, model);
  if (one === undefined) return undefined;
  const what = traffic > operations ? "what a sample moves through memory" : "operations of a sample";
  const source = `${like.task} stands in for it, by ${what}; ${one.rate.source}`;
  // The measured task keeps its activations; a job that computes them again pays for it.
  const recomputing = settings.recompute === "full" ? constant(assumptions, "index_checkpoint_speed") : 1;
  return {
    one: {
      rate: widened(one.rate, recomputing / Math.max(operations, traffic), like.isOtherKind === true ? BY_STAND_IN : BY_LIKENESS, source),
      isMeasured: one.isMeasured,
      unit: "samples/s",
    },
    task: like.task,
  };
};

/** Independent errors as factors: their logarithms add in squares. */
const together = (side: "low" | "high", ...parts: readonly Kept[]): number => Math.hypot(...parts.map((part) => Math.log(part[side] / part.value)));

/**
 * How fast GPUs train a model that is no large language model: the measured speed of one where there is one, else the modelled one,
 * times how well they scale, times what a power limit leaves.
 * @returns undefined where nothing measured is like the workload: unknown, not zero
 */
export const trainingRate = (query: TrainingQuery, model: ThroughputModel, assumptions: Assumptions): TrainingRate | undefined => {
  const found = oneGpuRate(query, model, assumptions);
  if (found === undefined) return undefined;
  const { one, task } = found;
  const { devices, linkGbPerS, kept } = query;
  // What is assumed of a maker is of cards that nobody measured at the task.
  const vendor = one.isMeasured ? AS_MEASURED : vendorFactor(query.gpu, assumptions);
  const slowed = one.rate.value * kept.value * vendor.value;
  const efficiency = trainingEfficiency(task, devices, slowed, query.workload.settings.batch, linkGbPerS, model.scaling);
  const value = slowed * devices * efficiency.value;
  const isAsMeasured = devices === 1 && kept.value === 1;
  return {
    rate: {
      value,
      low: value * Math.exp(-together("low", one.rate, efficiency, kept, vendor)),
      high: value * Math.exp(together("high", one.rate, efficiency, kept, vendor)),
      basis: vendor.value !== 1 ? "assumed" : isAsMeasured || one.rate.basis === "assumed" ? one.rate.basis : "modelled",
      source: devices === 1 ? one.rate.source : `${one.rate.source}; ${efficiency.source}`,
    },
    unit: one.unit,
    scaling: efficiency.value,
    isHostBound: (model.scaling.workloads[task] ?? model.scaling.any).isHostBound === true,
  };
};
