import type { PerformanceLine } from "../../domain/assessment.js";
import type { Constant } from "../../domain/assumptions.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Estimate } from "../../domain/estimate.js";
import type { Download, JobNeeds, NetworkShare } from "../../domain/job-needs.js";
import { comfortableMemoryGib, type Rig, systemMemoryGib } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import type { DatasetSize, Workload, WorkloadFamily } from "../../domain/workload.js";
import { jobLimit } from "./job-limit.js";
import { weightBytes } from "./memory/weights.js";

const SECONDS_PER_HOUR = 3600;
const BYTES_PER_GB = 1e9;
const MB_PER_GB = 1000;
const MBIT_PER_GB = 8000;
const MILLION = 1e6;
/** Gigabytes a second that each Gbit/s of a network carries: 1460 of 1538 bytes of a frame are data. */
const GOODPUT = 1460 / 1538 / 8;
const NETWORKS_GBIT = [1, 10, 25, 100] as const;
const BYTES_PER_GRADIENT = { "pure-bf16": 2, other: 4 } as const;

/** Families whose samples are compressed pictures, which the processor unpacks. */
const PICTURES: ReadonlySet<WorkloadFamily> = new Set(["vision", "detection", "segmentation"]);
const PER_SAMPLE: ReadonlySet<string> = new Set(["images/s", "sequences/s", "samples/s"]);

const scaled = ({ value, low, high, basis, source }: Estimate, by: number): Estimate => ({ value: value * by, low: low * by, high: high * by, basis, source });

/** Hours for a number of samples at a rate: the slower the rate the longer. */
const hoursFor = (samples: number, { value, low, high, basis, source }: Estimate): Estimate => {
  const at = (rate: number): number => samples / rate / SECONDS_PER_HOUR;
  return { value: at(value), low: at(high), high: at(low), basis, source };
};

/** Hours a download takes. */
export const downloadHours = (gb: number, mbitPerS: number): number => (gb * MBIT_PER_GB) / mbitPerS / SECONDS_PER_HOUR;

const downloadsOf = ({ model, method, settings }: Workload, dataset: DatasetSize | undefined, mbit: number | undefined): readonly Download[] => {
  const timed = (gb: number): Pick<Download, "gb" | "hours"> => ({ gb, ...(mbit === undefined ? {} : { hours: downloadHours(gb, mbit) }) });
  const hasWeights = method !== "train" && model.paramsM !== undefined;
  // Trained models are published in 16 bits and packed tighter at home; those that are run are published in the format they run in.
  const quant = method === "infer" ? settings.quant : (model.nativeQuant ?? "fp16");
  return [
    ...(dataset?.sizeGb === undefined ? [] : [{ what: "dataset" as const, name: dataset.name, ...timed(dataset.sizeGb) }]),
    ...(hasWeights ? [{ what: "weights" as const, name: model.name, ...timed(weightBytes(model, quant) / BYTES_PER_GB) }] : []),
  ];
};

/** Cores that unpack as many pictures a second as the GPUs take. */
const coresFor = (rate: Estimate, perCore: Constant): Estimate => ({
  value: rate.value / perCore.value,
  low: rate.low / perCore.high,
  high: rate.high / perCore.low,
  basis: "assumed",
  source: perCore.source,
});

/**
 * How well machines share one step: the gradients go round the ring over the network, and nothing of that hides behind computing.
 * @param stepSeconds - one machine's step
 */
export const networkShares = (machines: number, exchangeGb: number, stepSeconds: number): readonly NetworkShare[] =>
  NETWORKS_GBIT.map((gbitPerS) => {
    const exchange = (((2 * (machines - 1)) / machines) * exchangeGb) / (gbitPerS * GOODPUT);
    return { gbitPerS, efficiency: stepSeconds / (stepSeconds + exchange) };
  });

const networkOf = (rig: Rig, { model, method, settings }: Workload, line: PerformanceLine): Pick<JobNeeds, "network"> => {
  const isWhole = method === "train" || method === "finetune";
  if (rig.nodes < 2 || !isWhole || model.paramsM === undefined || !PER_SAMPLE.has(line.unit)) return {};
  const bytes = settings.precision === "pure-bf16" ? BYTES_PER_GRADIENT["pure-bf16"] : BYTES_PER_GRADIENT.other;
  const exchangeGb = (model.paramsM * MILLION * bytes) / BYTES_PER_GB;
  const step = (settings.batch * line.gpuCount) / line.throughput.value;
  return { network: { machines: rig.nodes, exchangeGb, shares: networkShares(rig.nodes, exchangeGb, step) } };
};

const fastestDrive = (rig: Rig): number | undefined => {
  const rates = rig.storage.flatMap(({ part }) => (part.readMbPerS === undefined ? [] : [part.readMbPerS]));
  return rates.length === 0 ? undefined : Math.max(...rates);
};

/** Of English text, as the tokenisers of language models cut it. */
const BYTES_PER_TOKEN = 4;

/** One pass over a usual set of texts for a model that is tuned, by how many tokens they make, without padding. */
const textPass = (line: PerformanceLine, dataset: DatasetSize | undefined): Pick<JobNeeds, "pass"> => {
  const { name = "", samples, sizeGb } = dataset ?? {};
  if (samples === undefined || sizeGb === undefined || line.fits === false) return {};
  const tokens = (sizeGb * BYTES_PER_GB) / BYTES_PER_TOKEN;
  return { pass: { dataset: name, samples, tokens, hours: hoursFor(tokens, line.throughput) } };
};

/** What the samples ask of drive and processor, and how long one pass over them takes. */
const feeding = (rig: Rig, line: PerformanceLine, dataset: DatasetSize | undefined, workload: Workload, { assumptions }: Catalog): Partial<JobNeeds> => {
  if (line.unit === "trained tokens/s") return textPass(line, dataset);
  if (!PER_SAMPLE.has(line.unit) || line.fits === false) return {};
  const { samples, sizeGb, name = "" } = dataset ?? {};
  const drive = fastestDrive(rig);
  const perCore = rig.gpu.length > 0 && PICTURES.has(workload.model.family) ? assumptions.constants["pictures_per_core_s"] : undefined;
  return {
    ...(samples === undefined ? {} : { pass: { dataset: name, samples, hours: hoursFor(samples, line.throughput) } }),
    ...(samples === undefined || sizeGb === undefined
      ? {}
      : { reads: { mbPerS: scaled(line.throughput, (sizeGb * MB_PER_GB) / samples), ...(drive === undefined ? {} : { driveMbPerS: drive }) } }),
    ...(perCore === undefined
      ? {}
      : {
          cores: {
            wanted: coresFor(line.throughput, perCore),
            ...(rig.cpu === undefined ? {} : { present: rig.cpu.part.cores * rig.cpu.quantity }),
          },
        }),
    ...(rig.memory.length === 0 || rig.gpu.length === 0
      ? {}
      : { systemMemory: { presentGib: systemMemoryGib(rig), wantedGib: comfortableMemoryGib(rig, assumptions) } }),
  };
};

/** What each job asked for wants of the rest of one machine, the line and the network, and what limits it on the GPUs. */
export const jobNeeds = (rig: Rig, lines: readonly PerformanceLine[], scenario: Scenario, catalog: Catalog): readonly JobNeeds[] => {
  const { workloads = [], internetMbit } = scenario;
  if (workloads.length === 0) return [];
  const gpu = rig.gpu[0]?.part;
  const model = catalog.subjects.throughput().get("throughput");
  return workloads.map((workload) => {
    const line = lines.find((found) => found.workload === workload.id);
    const dataset = workload.model.methods.find(({ method }) => method === workload.method)?.dataset;
    const limit = gpu === undefined ? undefined : jobLimit(gpu, workload, line, model);
    return {
      workload: workload.id,
      ...(limit === undefined ? {} : { limit }),
      ...(line === undefined ? {} : { ...feeding(rig, line, dataset, workload, catalog), ...networkOf(rig, workload, line) }),
      downloads: downloadsOf(workload, dataset, internetMbit),
    };
  });
};
