import type { PerformanceLine } from "../../domain/assessment.js";
import type { JobLimit } from "../../domain/job-needs.js";
import type { Gpu } from "../../domain/part.js";
import type { ThroughputModel } from "../../domain/throughput-model.js";
import type { Workload } from "../../domain/workload.js";
import { isLanguageJob } from "./llm/job.js";
import { weightBytes } from "./memory/weights.js";
import { deviceRates, timeParts } from "./rate.js";
import { likenessOf, trainingTask } from "./training.js";

const GIGA = 1e9;
const TERA = 1e12;
const MILLION = 1e6;
/** Multiply and add for each parameter of a token. */
const FLOPS_FORWARD = 2;
/** Forward and backward over all weights; frozen ones need no gradients of their own. */
const FLOPS_TRAINED = 6;
const FLOPS_FROZEN = 4;

/** What one GPU could answer at most: every token reads the weights once a batch and does two operations with each. */
const answering = (gpu: Gpu, { model, settings }: Workload): JobLimit | undefined => {
  const rates = deviceRates(gpu, "fp16-amp");
  const { paramsM } = model;
  if (rates === undefined || paramsM === undefined) return undefined;
  const share = (model.activeParamsM ?? paramsM) / paramsM;
  const bandwidth = (rates.bandwidthGbPerS * GIGA * settings.batch) / (weightBytes(model, settings.quant) * share);
  const arithmetic = (rates.computeTflops * TERA) / (FLOPS_FORWARD * paramsM * share * MILLION);
  return {
    by: bandwidth < arithmetic ? "bandwidth" : "arithmetic",
    ceilings: { arithmetic, bandwidth, unit: "tokens/s" },
    source: "every answered token reads the weights once for the whole batch, and takes two operations for each weight",
  };
};

/** What one GPU could train on at most by arithmetic, and by reading the weights three times a step. */
const tuning = (gpu: Gpu, { model, settings, method }: Workload): JobLimit | undefined => {
  const rates = deviceRates(gpu, "bf16-amp");
  const { paramsM } = model;
  if (rates === undefined || paramsM === undefined || settings.seq === undefined) return undefined;
  const active = (model.activeParamsM ?? paramsM) * MILLION;
  const flops = (method === "lora" || method === "qlora" ? FLOPS_FROZEN : FLOPS_TRAINED) * active;
  const tokens = settings.batch * settings.seq;
  const arithmetic = (rates.computeTflops * TERA) / flops;
  const bandwidth = (rates.bandwidthGbPerS * GIGA * tokens) / (3 * weightBytes(model, settings.quant));
  return {
    by: bandwidth < arithmetic ? "bandwidth" : "arithmetic",
    ceilings: { arithmetic, bandwidth, unit: "tokens/s" },
    source: `${flops === FLOPS_TRAINED * active ? "six" : "four"} operations for each weight and token; weights read three times for each step of ${tokens} tokens`,
  };
};

/** What the fitted time of a sample goes with on one GPU. */
const fitted = (gpu: Gpu, workload: Workload, model: ThroughputModel): JobLimit | undefined => {
  const found = trainingTask(gpu, workload);
  const task = found === undefined || !Object.hasOwn(model.tasks, found.task) ? undefined : model.tasks[found.task];
  const rates = found === undefined ? undefined : deviceRates(gpu, found.math);
  if (found === undefined || task === undefined || rates === undefined) return undefined;
  const { operations, traffic } = likenessOf(workload.model) ?? { operations: 1, traffic: 1 };
  const [ownCompute = 0, ownBandwidth = 0, ownPower = 0, ...rest] = timeParts(rates, 1).map((part, index) => part * (task.time[index] ?? 0));
  const [compute, bandwidth, power] = [ownCompute * operations, ownBandwidth * traffic, ownPower * operations];
  const whole = compute + bandwidth + power + rest.reduce((sum, part) => sum + part, 0);
  if (whole <= 0) return undefined;
  // How high a card may clock goes with its watts, and its arithmetic with its clock.
  const shares = { arithmetic: (compute + power) / whole, bandwidth: bandwidth / whole };
  const other = 1 - shares.arithmetic - shares.bandwidth;
  const by = other > Math.max(shares.arithmetic, shares.bandwidth) ? "host" : shares.bandwidth > shares.arithmetic ? "bandwidth" : "arithmetic";
  return { by, shares, source: model.source };
};

/**
 * What decides how fast a job goes on one GPU.
 * @param line - its speed as it was worked out, which knows whether the job fits
 * @returns undefined where nothing is known that says it
 */
export const jobLimit = (gpu: Gpu, workload: Workload, line: PerformanceLine | undefined, model: ThroughputModel | undefined): JobLimit | undefined => {
  if (line?.fits === false) return { by: "memory", source: "the memory the job takes on each GPU" };
  if (isLanguageJob(workload)) return workload.method === "infer" ? answering(gpu, workload) : tuning(gpu, workload);
  return model === undefined ? undefined : fitted(gpu, workload, model);
};
