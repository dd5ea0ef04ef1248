import type { RunLink } from "../../domain/benchmark.js";
import { type Estimate, estimate } from "../../domain/estimate.js";
import type { Gpu } from "../../domain/part.js";
import { linkGbPerS } from "../../domain/placement.js";
import type { ScalingModel, WorkloadScaling } from "../../domain/throughput-model.js";

/** What GPUs exchange gradients over, GB/s one way for one GPU. */
export const exchangeLink = (gpu: Gpu, link: RunLink): number => {
  const { pcie } = gpu;
  const slot = pcie === undefined ? linkGbPerS(3, 16) : linkGbPerS(pcie.generation, pcie.lanes);
  const bridged = gpu.link === undefined ? slot : gpu.link.gbPerS / 2;
  return (link === "nvlink" || link === "nvswitch" ? bridged : slot) / gpu.deviceCount;
};

/** Share of the gradients each of `devices` GPUs sends in a ring all-reduce, each way. */
const ringTraffic = (devices: number): number => (2 * (devices - 1)) / devices;

/** What exchanging costs beside computing: over the link against the time of a step, and with every doubling of the GPUs. */
export const scalingParts = (devices: number, stepSeconds: number, linkGbPerSecond: number): readonly [number, number] => [
  ringTraffic(devices) / (linkGbPerSecond * stepSeconds),
  Math.log2(devices),
];

const termsOf = (workload: string, model: ScalingModel): WorkloadScaling =>
  (Object.hasOwn(model.workloads, workload) ? model.workloads[workload] : undefined) ?? model.any;

/**
 * Share of linear speed that GPUs reach together: a step is the computing, the part of a ring all-reduce that does not hide behind it,
 * and what synchronising more of them costs.
 * @param rate - samples a second of one GPU
 * @param batch - samples a GPU and step
 */
export const trainingEfficiency = (workload: string, devices: number, rate: number, batch: number, linkGbPerSecond: number, model: ScalingModel): Estimate => {
  if (devices <= 1) return estimate(1, 1, 1, "stated", "one GPU");
  const { exchange, growth, spread } = termsOf(workload, model);
  const [sent, joined] = scalingParts(devices, batch / rate, linkGbPerSecond);
  const cost = exchange * sent + growth * joined;
  const half = spread * (1 + cost) * Math.sqrt(Math.log2(devices));
  return estimate(1 / (1 + cost), Math.exp(-half), Math.exp(half), "modelled", model.source);
};
