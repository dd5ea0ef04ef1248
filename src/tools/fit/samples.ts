import type { Arithmetic, BenchmarkRow, BenchmarkSuite, Precision } from "../../domain/benchmark.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Gpu } from "../../domain/part.js";
import { type DeviceRates, deviceRates, siteOf } from "../../evaluate/workload/rate.js";

/** One measured speed of one GPU, with what the model needs to know of it. */
export interface Sample {
  readonly gpu: Gpu;
  readonly suite: string;
  readonly software: string;
  readonly workload: string;
  readonly precision: Precision;
  readonly task: string;
  readonly math: Arithmetic;
  /** Samples a GPU and step, where it is known. */
  readonly batch?: number;
  readonly unit: string;
  readonly rate: number;
  readonly rates: DeviceRates;
  readonly at: readonly number[];
}

/** A measurement in the model's terms; undefined where the card's FP32 rate is not known. */
export const sampleOf = (row: BenchmarkRow, suite: string, gpu: Gpu): Sample | undefined => {
  const { software, workload, precision, batch, unit, throughput: rate } = row;
  const math = row.math ?? precision;
  const rates = deviceRates(gpu, math);
  if (rates === undefined) return undefined;
  const task = `${workload}/${precision}`;
  return { gpu, suite, software, workload, precision, task, math, unit, rate, rates, at: siteOf(rates), ...(batch === undefined ? {} : { batch }) };
};

/** The single-GPU measurements of cards that the catalogue describes, in the order of the files. */
export const samplesOf = (suites: Iterable<BenchmarkSuite>, gpus: Catalog["parts"]["gpu"]): readonly Sample[] => {
  const samples: Sample[] = [];
  for (const { id: suite, rows } of suites) {
    for (const row of rows) {
      const gpu = gpus.get(row.gpu);
      const sample = row.count !== 1 || gpu === undefined ? undefined : sampleOf(row, suite, gpu);
      if (sample !== undefined) samples.push(sample);
    }
  }
  return samples;
};

/** Values by the key of each, in the order in which keys are first met. */
export const groupBy = <T>(values: Iterable<T>, keyOf: (value: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>();
  for (const value of values) {
    const key = keyOf(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
};
