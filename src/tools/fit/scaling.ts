import type { BenchmarkSuite } from "../../domain/benchmark.js";
import type { Catalog } from "../../domain/catalog.js";
import type { ScalingModel, WorkloadScaling } from "../../domain/throughput-model.js";
import { exchangeLink, scalingParts, trainingEfficiency } from "../../evaluate/workload/scaling.js";
import { median, nonNegativeLeastSquares } from "./linear.js";
import { groupBy, type Sample } from "./samples.js";

/** A run on several GPUs beside the run of the same kind on one. */
export interface ScaledRun {
  readonly gpuId: string;
  readonly architecture: string;
  readonly workload: string;
  readonly devices: number;
  readonly rate: number;
  /** Of one GPU, samples a second, and its batch. */
  readonly oneRate: number;
  readonly batch: number;
  readonly linkGbPerS: number;
}

/** Workloads that wait for the processor and the drives: their scaling is the host's. */
const HOST_BOUND: readonly string[] = ["ncf", "tacotron2", "waveglow"];

const distance = (one: Sample, software: string, batch: number): number => (one.software === software ? 0 : 100) + Math.abs(Math.log((one.batch ?? 1) / batch));

/** The run of one GPU that a run of several is measured against: the same software and the nearest batch before others. */
export const oneGpuRun = (run: Pick<Sample, "gpu" | "suite" | "task" | "software" | "batch">, ones: readonly Sample[]): Sample | undefined =>
  ones
    .filter((one) => one.gpu === run.gpu && one.suite === run.suite && one.task === run.task)
    .sort((a, b) => distance(a, run.software, run.batch ?? 1) - distance(b, run.software, run.batch ?? 1))[0];

/** Every run on several GPUs that tells of scaling: with direct copies, and measured on one GPU too. */
export const scaledRuns = (suites: Iterable<BenchmarkSuite>, gpus: Catalog["parts"]["gpu"], ones: readonly Sample[]): readonly ScaledRun[] => {
  const runs: ScaledRun[] = [];
  for (const { id: suite, rows } of suites) {
    for (const row of rows) {
      const gpu = gpus.get(row.gpu);
      if (row.count < 2 || row.p2p === "off" || gpu === undefined) continue;
      const { software, batch = 1 } = row;
      const one = oneGpuRun({ gpu, suite, task: `${row.workload}/${row.precision}`, software, batch }, ones);
      if (one === undefined) continue;
      const linkGbPerS = exchangeLink(gpu, row.link ?? "unknown");
      runs.push({
        gpuId: gpu.id,
        architecture: gpu.architecture,
        workload: row.workload,
        devices: row.count,
        rate: row.throughput,
        oneRate: one.rate,
        batch,
        linkGbPerS,
      });
    }
  }
  return runs;
};

const OUTLYING = 0.05;
const REWEIGHTINGS = 8;
const HELD = 0.3;
const INSIDE = 0.8;
const LEAST_SPREAD = 0.01;
/** Half-widths pooled over all workloads that a workload's own is mixed with. */
const SPREAD_PRIOR = 8;

/** Cost beside computing, relative to it. */
const costOf = ({ devices, rate, oneRate }: ScaledRun): number => (devices * oneRate) / rate - 1;
const partsOf = ({ devices, oneRate, batch, linkGbPerS }: ScaledRun): readonly number[] => scalingParts(devices, batch / oneRate, linkGbPerS);

const terms = (runs: readonly ScaledRun[]): { readonly exchange: number; readonly growth: number } => {
  const rows = runs.map(partsOf);
  const costs = runs.map(costOf);
  // An error of efficiency, not of cost, is what counts.
  const base = costs.map((cost) => 1 / (1 + Math.max(0, cost)));
  const held = [0, 1].map((column) => {
    const size = HELD * median(rows.map((row) => row[column] ?? 0));
    return column === 0 ? [size, 0] : [0, size];
  });
  let weights = base;
  let found: number[] = [];
  for (let round = 0; round < REWEIGHTINGS; round += 1) {
    found = nonNegativeLeastSquares(
      [...rows.map((row, index) => row.map((value) => value * (weights[index] ?? 0))), ...held],
      [...costs.map((cost, index) => cost * (weights[index] ?? 0)), 0, 0],
    );
    const [exchange = 0, growth = 0] = found;
    weights = rows.map(([sent = 0, joined = 0], index) => {
      const error = Math.abs(exchange * sent + growth * joined - (costs[index] ?? 0)) * (base[index] ?? 0);
      return (base[index] ?? 0) / Math.sqrt(Math.max(error / OUTLYING, 1));
    });
  }
  const [exchange = 0, growth = 0] = found;
  return { exchange, growth };
};

const withSpread = (workload: string, found: { readonly exchange: number; readonly growth: number }, spread: number): WorkloadScaling => ({
  ...found,
  spread,
  ...(HOST_BOUND.includes(workload) ? { isHostBound: true } : {}),
});

const quantileOf = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.min(values.length - 1, Math.floor(INSIDE * values.length))] ?? LEAST_SPREAD;

/** Errors of one card's runs predicted from the others', as multiples of what a spread of 1 stands for. */
const errorsOfOthers = (workload: string, runs: readonly ScaledRun[]): readonly number[] =>
  [...groupBy(runs, ({ gpuId }) => gpuId).values()].flatMap((members) => {
    const others = runs.filter((run) => run.gpuId !== members[0]?.gpuId);
    if (others.length === 0) return [];
    const scaling = withSpread(workload, terms(others), 1);
    return members.map((run) => {
      const predicted = trainingEfficiency(workload, run.devices, run.oneRate, run.batch, run.linkGbPerS, { source: "", workloads: {}, any: scaling });
      return Math.abs(Math.log((predicted.value * run.devices * run.oneRate) / run.rate)) / Math.log(predicted.high / predicted.value);
    });
  });

/** Fits how each workload scales; intervals from cards left out in turn. */
export const fitScaling = (runs: readonly ScaledRun[]): ScalingModel => {
  const groups = groupBy(runs, ({ workload }) => workload);
  const errors = new Map([...groups].map(([workload, members]) => [workload, errorsOfOthers(workload, members)]));
  const pooled = quantileOf([...errors.values()].flat());
  const workloads: Record<string, WorkloadScaling> = {};
  for (const [workload, members] of groups) {
    const own = errors.get(workload) ?? [];
    const spread = (quantileOf(own) * own.length + pooled * SPREAD_PRIOR) / (own.length + SPREAD_PRIOR);
    workloads[workload] = withSpread(workload, terms(members), Math.max(LEAST_SPREAD, spread));
  }
  const gpuBound = Object.values(workloads).filter(({ isHostBound }) => isHostBound !== true);
  const any = {
    exchange: median(gpuBound.map(({ exchange }) => exchange)),
    growth: median(gpuBound.map(({ growth }) => growth)),
    spread: Math.max(LEAST_SPREAD, pooled),
  };
  return { source: `fitted to ${runs.length} runs on 2 to 8 GPUs in catalog/benchmarks`, workloads, any };
};
