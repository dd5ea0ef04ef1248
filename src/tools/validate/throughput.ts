import { loadCatalog } from "../../catalog/load.js";
import type { Catalog } from "../../domain/catalog.js";
import { modelledRate } from "../../evaluate/workload/rate.js";
import { type Sample, samplesOf } from "../fit/samples.js";
import { fitOneGpu } from "../fit/throughput.js";
import { readTable } from "./input.js";
import { validationReport } from "./report.js";
import { TRAINING_COLUMNS, type TrainingRow, trainingRows } from "./training-rows.js";
import type { NotScored, Pass, Scored, Validate } from "./validation.js";

/** The catalogue's own measurements of one GPU, numbered in the order of its files. */
const ownRows = (catalog: Catalog): readonly (Sample & { readonly row: number })[] =>
  samplesOf(catalog.subjects.benchmarks().values(), catalog.parts.gpu).map((sample, index) => ({ ...sample, row: index + 1 }));

type Wanted = Sample & { readonly row: number };

const slicesOf = ({ suite, precision, gpu, workload }: Wanted): Scored["slices"] => ({
  suite,
  precision,
  architecture: gpu.architecture,
  gpu: gpu.id,
  workload,
});

/**
 * Predicts every row from measurements of other groups of cards alone.
 * @param groupOf - what is left out together: a card, or a generation of cards
 */
const leavingOut = (
  way: string,
  rows: readonly Wanted[],
  known: readonly Sample[],
  groupOf: (sample: Sample) => string,
  notScored: readonly NotScored[],
): Pass => {
  const scored: Scored[] = [];
  const missed: NotScored[] = [...notScored];
  for (const group of [...new Set(rows.map(groupOf))].sort()) {
    const model = fitOneGpu(known.filter((sample) => groupOf(sample) !== group));
    for (const row of rows) {
      if (groupOf(row) !== group) continue;
      const predicted = modelledRate(row, model);
      if (predicted === undefined) missed.push({ row: row.row, why: "no other card was measured with this workload at this precision" });
      else scored.push({ row: row.row, actual: row.rate, predicted: predicted.value, low: predicted.low, high: predicted.high, slices: slicesOf(row) });
    }
  }
  return { way, rows: rows.length + notScored.length, scored, notScored: missed.sort((a, b) => a.row - b.row) };
};

const SEVERAL = "several GPUs: validate:scaling scores these";

export const validate: Validate = async ({ table }) => {
  const catalog = await loadCatalog();
  const own = ownRows(catalog);
  let rows: readonly Wanted[] = own;
  let notScored: readonly NotScored[] = [];
  if (table !== undefined) {
    const read = trainingRows(readTable(table, TRAINING_COLUMNS), catalog, own);
    const isOne = ({ count }: TrainingRow): boolean => count === 1;
    rows = read.rows.filter(isOne);
    notScored = [...read.notScored, ...read.rows.filter((row) => !isOne(row)).map(({ row }) => ({ row, why: SEVERAL }))];
  }
  const isLambda = ({ suite }: Sample): boolean => suite.startsWith("lambda");
  const byGpu = leavingOut("leave one GPU out", rows, own, ({ gpu }) => gpu.id, notScored);
  const byArchitecture = leavingOut("leave one architecture out", rows, own, ({ gpu }) => gpu.architecture, notScored);
  const lambda = (pass: Pass): Pass => {
    const wanted = new Set(rows.filter(isLambda).map(({ row }) => row));
    const scored = pass.scored.filter(({ row }) => wanted.has(row));
    return { way: `${pass.way}, Lambda's suites`, rows: wanted.size, scored, notScored: pass.notScored.filter(({ row }) => wanted.has(row)) };
  };
  return validationReport("Training speed of one GPU", [byGpu, lambda(byGpu), byArchitecture, lambda(byArchitecture)]);
};
