import { loadCatalog } from "../../catalog/load.js";
import type { Catalog } from "../../domain/catalog.js";
import type { MemoryClass, MemoryModel, MemoryNeed } from "../../domain/memory.js";
import type { SourcedWorkloadModel } from "../../domain/workload.js";
import { needOn, usableGib } from "../../evaluate/workload/memory/fit.js";
import { memoryClass, memoryNeed } from "../../evaluate/workload/memory/need.js";
import { deviceVramGib } from "../../evaluate/workload/throughput.js";
import { findGpu, readTable } from "./input.js";
import { type MeasuredJob, type MeasuredRow, measuredJob } from "./memory-rows.js";
import { validationReport } from "./report.js";
import { quantile } from "./score.js";
import type { NotScored, Pass, Scored, Validate } from "./validation.js";

const GB_PER_GIB = 1024 ** 3 / 1e9;
const NEEDED = ["model", "method", "precision", "batch", "seq_len", "measured_gb", "measured_how"];
const LARGE_CARD_GIB = 80;

const rowsOfTable = (path: string): readonly (MeasuredRow | NotScored)[] =>
  readTable(path, NEEDED).rows.map(({ row, text, number }) => {
    const gb = number("measured_gb");
    if (gb === undefined || gb <= 0) return { row, why: "measured_gb is no number above 0" };
    const optional = { paramsB: number("params_b"), count: number("gpu_count") };
    return {
      row,
      model: text("model"),
      method: text("method"),
      precision: text("precision"),
      optimizer: text("optimizer"),
      batch: number("batch") ?? 1,
      seq: number("seq_len") ?? 0,
      checkpointing: text("checkpointing").toLowerCase(),
      gb,
      gpu: text("gpu_id"),
      note: text("note"),
      source: text("source"),
      how: text("measured_how"),
      ...(optional.paramsB === undefined ? {} : { paramsB: optional.paramsB }),
      ...(optional.count === undefined ? {} : { count: optional.count }),
    };
  });

const rowsOfCatalog = (catalog: Catalog): readonly MeasuredRow[] =>
  [...catalog.subjects.memoryBenchmarks().values()]
    .flatMap(({ groups }) => groups.flatMap(({ source, how, rows }) => rows.map((row) => ({ ...row, source, how }))))
    .map((row, index) => ({ ...row, row: index + 1 }));

interface Predicted {
  readonly row: MeasuredRow;
  readonly job: MeasuredJob;
  readonly group: MemoryClass;
  /** Of what the measurement counts, 10^9 bytes on one card. */
  readonly predictedGb: number;
}

/** The sum without the terms that a way of measuring does not see. */
const countedGb = ({ terms }: MemoryNeed, { counted }: MeasuredJob): number =>
  GB_PER_GIB *
  terms
    .filter(({ kind }) => (kind === "slack" ? counted.slack : kind === "context" || kind === "communication" ? counted.context : true))
    .reduce((sum, { gib }) => sum + gib, 0);

const needOf = (job: MeasuredJob, row: MeasuredRow, catalog: Catalog, model: MemoryModel): MemoryNeed | undefined => {
  if (job.shard !== "auto") return memoryNeed(job.workload, job.devices, job.shard, model);
  const gpu = row.gpu === undefined ? undefined : findGpu(catalog, row.gpu)?.gpu;
  return needOn(job.workload, { vramGib: gpu === undefined ? LARGE_CARD_GIB : deviceVramGib(gpu), devices: job.devices }, model);
};

/** Whether a model's own memory figure was read where the measurement was. */
const isOwnSource = ({ source }: MeasuredRow, { workload: { model } }: MeasuredJob): boolean => {
  const { sources = [] } = model as Partial<SourcedWorkloadModel>;
  const place = source.split(" (")[0] ?? source;
  return place !== "" && sources.some(({ cite, covers }) => covers.includes("activation_mb") && cite.includes(place));
};

const predictions = (rows: readonly (MeasuredRow | NotScored)[], catalog: Catalog, model: MemoryModel): { predicted: Predicted[]; notScored: NotScored[] } => {
  const models = catalog.subjects.workloads();
  const predicted: Predicted[] = [];
  const notScored: NotScored[] = [];
  for (const row of rows) {
    if ("why" in row) {
      notScored.push(row);
      continue;
    }
    const job = measuredJob(row, models);
    const need = typeof job === "string" ? undefined : needOf(job, row, catalog, model);
    if (typeof job !== "string" && isOwnSource(row, job))
      notScored.push({ row: row.row, why: "the model's own figure in the catalogue comes from this source" });
    else if (typeof job === "string") notScored.push({ row: row.row, why: job });
    else if (need === undefined) notScored.push({ row: row.row, why: "no formula covers the job" });
    else predicted.push({ row, job, group: memoryClass(job.workload), predictedGb: countedGb(need, job) });
  }
  return { predicted, notScored };
};

/** Shares of the measurements below and above the interval: fewer above, where a wrong answer costs a card. */
const BELOW = 0.1;
const ABOVE = 0.03;
const FEWEST = 8;

interface Factors {
  readonly low: number;
  readonly high: number;
}

/** Factors of a prediction between which four of five measurements lie; undefined where they are few. */
const factorsOf = (predicted: readonly Predicted[]): Factors | undefined => {
  const ratios = predicted.map(({ job, predictedGb }) => job.perDeviceGb / predictedGb).sort((a, b) => a - b);
  const [low, high] = [quantile(ratios, BELOW), quantile(ratios, 1 - ABOVE)];
  return low === undefined || high === undefined || ratios.length < FEWEST ? undefined : { low: Math.min(1, low), high: Math.max(1, high) };
};

type FactorsFor = (one: Predicted) => Factors;

const scoredAs = ({ row, job, group, predictedGb }: Predicted, { low, high }: Factors): Scored => ({
  row: row.row,
  actual: job.perDeviceGb,
  predicted: predictedGb,
  low: predictedGb * low,
  high: predictedGb * high,
  slices: { kind: group, source: row.source.slice(0, 60) },
});

/** Card sizes that people buy, GiB. */
const CARD_SIZES = [6, 8, 10, 11, 12, 16, 20, 24, 32, 40, 48, 80, 96];
/** A card of less than half the peak is no test. */
const NEAREST = 0.5;

interface Safety {
  readonly tooLarge: number;
  readonly calledFit: number;
  readonly surelyFitting: number;
  readonly calledUnfit: number;
}

/** Peaks against every card size: how often what was larger than the card is called a fit, and what was smaller called none. */
const safetyOf = (predicted: readonly Predicted[], factors: FactorsFor, model: MemoryModel): Safety => {
  const count = { tooLarge: 0, calledFit: 0, surelyFitting: 0, calledUnfit: 0 };
  for (const one of predicted) {
    const { low, high } = factors(one);
    for (const size of CARD_SIZES) {
      const peak = one.job.perDeviceGb / GB_PER_GIB;
      const expected = one.predictedGb / GB_PER_GIB;
      if (peak > size && size >= NEAREST * peak) {
        count.tooLarge += 1;
        if (expected * high <= usableGib(size, model)) count.calledFit += 1;
      }
      if (peak <= size && size <= peak / NEAREST) {
        count.surelyFitting += 1;
        if (expected * low > usableGib(size, model)) count.calledUnfit += 1;
      }
    }
  }
  return count;
};

const roundFactor = (factor: number): number => Math.round(factor * 100) / 100;

const share = (part: number, whole: number): number | null => (whole === 0 ? null : Math.round((10_000 * part) / whole) / 100);

const safetyText = ({ tooLarge, calledFit, surelyFitting, calledUnfit }: Safety): string =>
  [
    "fits or not, against cards from half the peak to twice it",
    `  larger than the card: ${tooLarge}, not called a fit ${share(tooLarge - calledFit, tooLarge) ?? "-"} %`,
    `  smaller than the card: ${surelyFitting}, not called too large ${share(surelyFitting - calledUnfit, surelyFitting) ?? "-"} %`,
    "",
  ].join("\n");

const safetyJson = ({ tooLarge, calledFit, surelyFitting, calledUnfit }: Safety): object => ({
  larger_than_card: tooLarge,
  larger_not_called_fit_pct: share(tooLarge - calledFit, tooLarge),
  smaller_than_card: surelyFitting,
  smaller_not_called_unfit_pct: share(surelyFitting - calledUnfit, surelyFitting),
});

const passOf = (way: string, predicted: readonly Predicted[], notScored: readonly NotScored[], factors: FactorsFor): Pass => ({
  way,
  rows: predicted.length + notScored.length,
  notScored,
  scored: predicted.map((one) => scoredAs(one, factors(one))),
});

/**
 * Predictions against measured peaks; figures that are upper bounds stand apart. The sums hold constants of papers; only the intervals come from
 * measurements, and for the catalogue's own they are taken from the other sources' errors.
 */
export const validate: Validate = async ({ table }) => {
  const catalog = await loadCatalog();
  const model = catalog.subjects.memoryModel().get("memory");
  if (model === undefined) throw new Error("the catalogue has no memory model");
  const { predicted, notScored } = predictions(table === undefined ? rowsOfCatalog(catalog) : rowsOfTable(table), catalog, model);
  const peaks = predicted.filter(({ job }) => !job.counted.isUpperBound);
  const bounds = predicted.filter(({ job }) => job.counted.isUpperBound);
  const ofModel: FactorsFor = ({ group }) => model.spread[group];
  const ofOthers: FactorsFor = (one) =>
    factorsOf(peaks.filter(({ group, row }) => group === one.group && row.source !== one.row.source)) ?? model.spread[one.group];
  const factors = table === undefined ? ofOthers : ofModel;
  const way = table === undefined ? "measured peaks, intervals from the other sources" : "measured peaks";
  const report = validationReport("memory", [
    passOf(way, peaks, notScored, factors),
    passOf("upper bounds (the allocator had filled the card)", bounds, [], ofModel),
  ]);
  const safety = safetyOf(peaks, factors, model);
  const spreads = [...new Set(peaks.map(({ group }) => group))].sort().flatMap((group) => {
    const members = peaks.filter((one) => one.group === group);
    const found = factorsOf(members);
    return found === undefined ? [] : [{ kind: group, measurements: members.length, low: roundFactor(found.low), high: roundFactor(found.high) }];
  });
  return {
    text: `${report.text}\n${safetyText(safety)}\nfactors of these measurements, as models/memory.yaml has them\n${spreads.map(({ kind, low, high, measurements }) => `  ${kind}: ${low} to ${high} (${measurements})`).join("\n")}\n`,
    json: { ...report.json, fit: safetyJson(safety), spreads },
  };
};
