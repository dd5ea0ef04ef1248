import { loadCatalog } from "../../catalog/load.js";
import { RUN_LINKS, type RunLink } from "../../domain/benchmark.js";
import type { Catalog } from "../../domain/catalog.js";
import type { ScalingModel } from "../../domain/throughput-model.js";
import { modelledRate, usualBatch } from "../../evaluate/workload/rate.js";
import { exchangeLink, trainingEfficiency } from "../../evaluate/workload/scaling.js";
import { type Sample, sampleOf, samplesOf } from "../fit/samples.js";
import { fitScaling, oneGpuRun, type ScaledRun, scaledRuns } from "../fit/scaling.js";
import { fitOneGpu } from "../fit/throughput.js";
import { readTable } from "./input.js";
import { validationReport } from "./report.js";
import { TRAINING_COLUMNS, type TrainingRow, trainingRows } from "./training-rows.js";
import type { NotScored, Pass, Scored, Validate } from "./validation.js";

const isLink = (text: string): text is RunLink => RUN_LINKS.some((link) => link === text);

/** The catalogue's own runs on several GPUs, numbered in the order of its files. */
const ownRows = ({ subjects, parts }: Catalog): readonly TrainingRow[] =>
  [...subjects.benchmarks().values()]
    .flatMap(({ id, rows }) => rows.map((row) => ({ suite: id, row })))
    .flatMap(({ suite, row }, index): TrainingRow[] => {
      const gpu = parts.gpu.get(row.gpu);
      const sample = gpu === undefined ? undefined : sampleOf(row, suite, gpu);
      return sample === undefined || row.count < 2 ? [] : [{ ...sample, row: index + 1, count: row.count, link: row.link ?? "unknown", p2p: row.p2p ?? "on" }];
    });

interface Known {
  readonly ones: readonly Sample[];
  readonly runs: readonly ScaledRun[];
}

/** One GPU's speed, with its interval. */
interface OneRate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const scoredRow = (row: TrainingRow, one: OneRate, batch: number, scaling: ScalingModel): Scored => {
  const link = isLink(row.link) ? row.link : "unknown";
  const efficiency = trainingEfficiency(row.workload, row.count, one.value, batch, exchangeLink(row.gpu, link), scaling);
  const predicted = row.count * one.value * efficiency.value;
  // Two errors that know nothing of each other.
  const half = (side: "low" | "high"): number => Math.hypot(Math.log(one[side] / one.value), Math.log(efficiency[side] / efficiency.value));
  const host = (scaling.workloads[row.workload] ?? scaling.any).isHostBound === true ? "the host" : "the GPUs";
  return {
    row: row.row,
    actual: row.rate,
    predicted,
    low: predicted * Math.exp(-half("low")),
    high: predicted * Math.exp(half("high")),
    slices: {
      suite: row.suite,
      "bound by": host,
      link,
      gpus: String(row.count),
      precision: row.precision,
      architecture: row.gpu.architecture,
      gpu: row.gpu.id,
      workload: row.workload,
    },
  };
};

const usualBatchOf = ({ task, rates }: TrainingRow, model: ReturnType<typeof fitOneGpu>): number => {
  const found = model.tasks[task];
  return found === undefined ? 1 : usualBatch(found, rates.vramGib);
};

/** Every row predicted without the runs of its card on several GPUs; its speed on one GPU as measured, or that too from other cards. */
const pass = (
  way: string,
  rows: readonly TrainingRow[],
  known: Known,
  oneIsKnown: boolean,
  before: readonly NotScored[],
  total: number,
  ownOnes: readonly Sample[],
): Pass => {
  const scored: Scored[] = [];
  const notScored = [...before];
  for (const gpu of [...new Set(rows.map((row) => row.gpu))]) {
    const scaling = fitScaling(known.runs.filter(({ gpuId }) => gpuId !== gpu.id));
    const model = oneIsKnown ? undefined : fitOneGpu(known.ones.filter((one) => one.gpu !== gpu));
    for (const row of rows) {
      if (row.gpu !== gpu) continue;
      if (row.p2p === "off") notScored.push({ row: row.row, why: "direct copies between the cards were off: says nothing about scaling" });
      else if (model !== undefined) {
        const rate = modelledRate(row, model);
        if (rate === undefined) notScored.push({ row: row.row, why: "no other card was measured with this workload at this precision" });
        else scored.push(scoredRow(row, rate, row.batch ?? usualBatchOf(row, model), scaling));
      } else {
        const one = oneGpuRun(row, ownOnes);
        if (one === undefined) notScored.push({ row: row.row, why: "not measured on one GPU" });
        else scored.push(scoredRow(row, { value: one.rate, low: one.rate, high: one.rate }, row.batch ?? one.batch ?? 1, scaling));
      }
    }
  }
  return { way, rows: total, scored, notScored: notScored.sort((a, b) => a.row - b.row) };
};

export const validate: Validate = async ({ table }) => {
  const catalog = await loadCatalog();
  const suites = [...catalog.subjects.benchmarks().values()];
  const ones = samplesOf(suites, catalog.parts.gpu);
  const known: Known = { ones, runs: scaledRuns(suites, catalog.parts.gpu, ones) };
  let rows = ownRows(catalog);
  let notScored: readonly NotScored[] = [];
  let oneRuns = ones;
  if (table !== undefined) {
    const read = trainingRows(readTable(table, TRAINING_COLUMNS), catalog, ones);
    rows = read.rows.filter(({ count }) => count > 1);
    // The table's own runs on one GPU come first: they are what its runs on several are compared with.
    oneRuns = [...read.rows.filter(({ count }) => count === 1), ...ones];
    const single = read.rows.filter(({ count }) => count === 1).map(({ row }) => ({ row, why: "one GPU: validate:throughput scores these" }));
    notScored = [...read.notScored, ...single];
  }
  const total = rows.length + notScored.length;
  return validationReport("Training speed of several GPUs", [
    pass("the speed of one GPU is known", rows, known, true, notScored, total, oneRuns),
    pass("a card that was never measured", rows, known, false, notScored, total, oneRuns),
  ]);
};
