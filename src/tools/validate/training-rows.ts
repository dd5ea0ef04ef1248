import { ARITHMETICS, type Arithmetic, PRECISIONS, type Precision } from "../../domain/benchmark.js";
import type { Catalog } from "../../domain/catalog.js";
import { arithmeticOf, deviceRates, siteOf } from "../../evaluate/workload/rate.js";
import type { Sample } from "../fit/samples.js";
import type { Row, Table } from "./csv.js";
import { findGpu } from "./input.js";
import { resolveTraining } from "./training-names.js";
import type { NotScored } from "./validation.js";

export const TRAINING_COLUMNS = ["gpu_id", "gpu_count", "workload", "precision", "throughput", "unit"] as const;

/** A row of a table of training speeds, as the model speaks of it. */
export interface TrainingRow extends Sample {
  readonly row: number;
  readonly count: number;
  readonly link: string;
  readonly p2p: string;
}

const isPrecision = (text: string): text is Precision => PRECISIONS.some((name) => name === text);
const isArithmetic = (text: string): text is Arithmetic => ARITHMETICS.some((name) => name === text);

/** The row in the model's terms, or why it cannot be. */
const readRow = (row: Row, catalog: Catalog, known: readonly Sample[]): TrainingRow | string => {
  const named = findGpu(catalog, row.text("gpu_id"));
  if (named === undefined) return `the catalogue has no GPU ${JSON.stringify(row.text("gpu_id"))}`;
  const precision = row.text("precision").toLowerCase();
  if (!isPrecision(precision)) return `precision ${JSON.stringify(precision)} is not one of ${PRECISIONS.join(", ")}`;
  const rate = row.number("throughput");
  const boards = row.number("gpu_count");
  if (rate === undefined || rate <= 0) return "no throughput";
  if (boards === undefined || boards < 1) return "no number of GPUs";
  const written = row.text("math").toLowerCase();
  const math = isArithmetic(written) ? written : arithmeticOf(precision, named.gpu);
  const rates = deviceRates(named.gpu, math);
  if (rates === undefined) return "the card's FP32 rate is not known";
  const workload = resolveTraining(row.text("workload"), known);
  if (workload === undefined) return `no measured workload is named ${JSON.stringify(row.text("workload"))}`;
  const task = `${workload}/${precision}`;
  const unit = row.text("unit");
  const usual = known.find((sample) => sample.task === task)?.unit;
  if (usual === undefined) return `${workload} was not measured at ${precision}`;
  if (usual !== unit) return `${workload} is known in ${usual}, not in ${unit}`;
  // A board named as a whole is two GPUs to software.
  const count = named.isHalf ? boards : boards * named.gpu.deviceCount;
  const batch = row.number("batch_size_per_gpu");
  return {
    row: row.row,
    gpu: named.gpu,
    suite: row.text("suite"),
    software: row.text("framework"),
    workload,
    precision,
    task,
    math,
    unit,
    rate,
    rates,
    at: siteOf(rates),
    count,
    link: row.text("interconnect") || "unknown",
    p2p: row.text("p2p"),
    ...(batch === undefined ? {} : { batch }),
  };
};

/** The rows of a table, and those that cannot be scored. */
export const trainingRows = (
  table: Table,
  catalog: Catalog,
  known: readonly Sample[],
): { readonly rows: readonly TrainingRow[]; readonly notScored: readonly NotScored[] } => {
  const rows: TrainingRow[] = [];
  const notScored: NotScored[] = [];
  for (const row of table.rows) {
    const read = readRow(row, catalog, known);
    if (typeof read === "string") notScored.push({ row: row.row, why: read });
    else rows.push(read);
  }
  return { rows, notScored };
};
