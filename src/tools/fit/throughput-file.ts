import type { Catalog } from "../../domain/catalog.js";
import type { ThroughputModel, WorkloadScaling } from "../../domain/throughput-model.js";
import type { FittedFile } from "./fitted-file.js";
import { samplesOf } from "./samples.js";
import { scaledRuns } from "./scaling.js";
import { fitThroughput } from "./throughput.js";

/** Digits kept of a fitted constant: finer than any measurement, and short. */
const DIGITS = 5;
const LEAST = 1e-6;

/** A figure without an exponent, which the catalogue's files do not have. */
const short = (value: number): number => (Math.abs(value) < LEAST ? 0 : Number(value.toPrecision(DIGITS)));

/** A value on one line; JSON is YAML too. */
const inline = (value: unknown): string => JSON.stringify(value, (_, inner: unknown) => (typeof inner === "number" ? short(inner) : inner));

const entries = (values: Readonly<Record<string, unknown>>): readonly string[] => Object.entries(values).map(([key, value]) => `  ${key}: ${inline(value)}`);

const scaled = ({ isHostBound, ...rest }: WorkloadScaling): object => ({ ...rest, ...(isHostBound === true ? { host_bound: true } : {}) });

/** The text of `catalog/models/throughput.yaml`: the same model, the same bytes. */
const modelText = ({ source, reference, reach, shares, spread, spreadUnlike, software, tasks, sites, own, scaling }: ThroughputModel): string =>
  [
    "# Written by `npm run fit` from catalog/benchmarks and catalog/gpus; not by hand.",
    "schema: 1",
    'name: "Training speed of one GPU"',
    `source: ${JSON.stringify(source)}`,
    `reference: ${JSON.stringify(reference)}`,
    `reach: ${inline(reach)}`,
    `shares: ${inline({ all: shares.all, math: shares.math, task: shares.task, own: shares.own, own_workload: shares.ownWorkload })}`,
    `spread: ${inline(spread)}`,
    `spread_unlike: ${inline(spreadUnlike)}`,
    `software: ${inline(software)}`,
    "tasks:",
    ...entries(tasks),
    "sites:",
    ...sites.map((site) => `  - ${inline(site)}`),
    "own:",
    ...entries(own),
    "scaling:",
    `  source: ${JSON.stringify(scaling.source)}`,
    `  any: ${inline(scaled(scaling.any))}`,
    "  workloads:",
    ...Object.entries(scaling.workloads).map(([workload, value]) => `    ${workload}: ${inline(scaled(value))}`),
    "",
  ].join("\n");

export const fittedFile = ({ subjects, parts }: Catalog): FittedFile => {
  const suites = [...subjects.benchmarks().values()];
  const samples = samplesOf(suites, parts.gpu);
  return { path: "models/throughput.yaml", text: modelText(fitThroughput(samples, scaledRuns(suites, parts.gpu, samples))) };
};
