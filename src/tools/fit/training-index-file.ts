import type { Catalog } from "../../domain/catalog.js";
import type { Gpu } from "../../domain/part.js";
import type { ThroughputModel } from "../../domain/throughput-model.js";
import { jobSpeed } from "../../evaluate/workload/basket.js";
import { deviceRates, modelledRate } from "../../evaluate/workload/rate.js";
import { shareOf } from "../../evaluate/workload/throughput.js";
import type { FittedFile } from "./fitted-file.js";
import { nonNegativeLeastSquares } from "./linear.js";
import { type Sample, samplesOf } from "./samples.js";
import { fitOneGpu } from "./throughput.js";

const REFERENCE = "rtx-3090";
/** A card measured on most of the basket counts as measured; its index repeats within this. */
const MEASURED_SPREAD = 0.1;
const INSIDE = 0.8;
/** Tasks of the basket both must have run for a card to be compared with the reference. */
const LEAST_TASKS = 4;

interface CardSpeeds {
  readonly gpu: Gpu;
  readonly jobs: ReadonlyMap<string, number>;
  readonly measured: number;
  readonly speed: number;
}

interface Models {
  readonly throughput: ThroughputModel;
  readonly of: (gpu: Gpu) => ReadonlyMap<string, { readonly speed: number; readonly isMeasured: boolean }> | undefined;
}

const modelsOf = ({ parts, subjects, assumptions }: Catalog): Models => {
  const throughput = subjects.throughput().get("throughput");
  const llm = subjects.llmSpeed().get("llm");
  if (throughput === undefined || llm === undefined) throw new Error("the models of training speed and of language models are fitted first");
  const reference = parts.gpu.get(REFERENCE);
  if (reference === undefined) throw new Error(`the catalogue has no ${REFERENCE}`);
  const of: Models["of"] = (gpu) => {
    const speeds = new Map<string, { readonly speed: number; readonly isMeasured: boolean }>();
    for (const job of assumptions.trainingBasket) {
      const found = jobSpeed(gpu, reference, job, throughput, llm, assumptions);
      if (found === undefined) return undefined;
      speeds.set(job.id, found);
    }
    return speeds;
  };
  return { throughput, of };
};

const cardSpeeds = (catalog: Catalog, models: Models): readonly CardSpeeds[] => {
  const basket = catalog.assumptions.trainingBasket;
  return [...catalog.parts.gpu.values()]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .flatMap((gpu): CardSpeeds[] => {
      const found = models.of(gpu);
      if (found === undefined) return [];
      const jobs = new Map(basket.map(({ id }): [string, number] => [id, found.get(id)?.speed ?? 0]));
      const sum = (value: (id: string) => number): number => basket.reduce((total, job) => total + shareOf(job, basket) * value(job.id), 0);
      const measured = sum((id) => (found.get(id)?.isMeasured === true ? 1 : 0));
      return [{ gpu, jobs, measured, speed: 100 * Math.exp(sum((id) => Math.log(jobs.get(id) ?? 1))) }];
    });
};

/** Time of cards as a sum over their rates, for cards that are not in the table; relative errors small. */
const roofline = (cards: readonly CardSpeeds[]): readonly number[] => {
  const rows: number[][] = [];
  for (const { gpu, speed } of cards) {
    const rates = gpu.vendor === "nvidia" ? deviceRates(gpu, "fp16-amp") : undefined;
    if (rates !== undefined) rows.push([speed / rates.computeTflops, speed / rates.bandwidthGbPerS, speed / rates.fp32Tflops]);
  }
  return nonNegativeLeastSquares(
    rows,
    rows.map(() => 100),
  );
};

/**
 * How far the index of a card is off when its whole generation is left out of the fit, over the tasks of the basket it was measured at:
 * the value four of five stay within. Most cards of the table are of a generation, or a class of power, that few measured ones are.
 */
const modelledSpread = (catalog: Catalog, samples: readonly Sample[], models: Models): number => {
  const tasks = [...new Set(catalog.assumptions.trainingBasket.flatMap(({ task, isLike }) => (task === undefined || isLike === true ? [] : [task])))];
  const errors: number[] = [];
  for (const architecture of [...new Set(samples.map(({ gpu }) => gpu.architecture))].sort()) {
    const model = fitOneGpu(samples.filter(({ gpu }) => gpu.architecture !== architecture));
    for (const gpu of new Set(samples.map((sample) => sample.gpu).filter((one) => one.architecture === architecture))) {
      const logs = tasks.flatMap((task): number[] => {
        const measured = models.throughput.tasks[task]?.measured[gpu.id];
        const modelled = modelledRate({ gpu, task, math: "fp16-amp" }, model)?.value;
        return measured === undefined || modelled === undefined ? [] : [Math.log(modelled / measured)];
      });
      if (logs.length >= LEAST_TASKS) errors.push(Math.abs(logs.reduce((sum, value) => sum + value, 0) / logs.length));
    }
  }
  errors.sort((a, b) => a - b);
  return errors[Math.min(errors.length - 1, Math.ceil(INSIDE * errors.length) - 1)] ?? MEASURED_SPREAD;
};

/** What exchanging gradients costs an RTX 3090 over the basket, and each doubling: adapters of language and image models have next to none to exchange. */
const exchange = (catalog: Catalog, { throughput }: Models): { readonly exchange: number; readonly growth: number } => {
  const basket = catalog.assumptions.trainingBasket;
  let sent = 0;
  let growth = 0;
  for (const job of basket) {
    const task = throughput.tasks[job.task ?? ""];
    const rate = task?.measured[REFERENCE];
    if (job.isLike === true || task === undefined || rate === undefined) {
      growth += shareOf(job, basket) * throughput.scaling.any.growth;
      continue;
    }
    const workload = (job.task ?? "").slice(0, (job.task ?? "").lastIndexOf("/"));
    const terms = throughput.scaling.workloads[workload] ?? throughput.scaling.any;
    const batch = task.batches.find(([vram]) => vram >= 24)?.[1] ?? task.batch;
    sent += (shareOf(job, basket) * terms.exchange * rate) / batch;
    growth += shareOf(job, basket) * terms.growth;
  }
  return { exchange: sent, growth };
};

const short = (value: number): number => Number(value.toPrecision(4));
const inline = (values: Readonly<Record<string, unknown>>): string =>
  JSON.stringify(values, (_, inner: unknown) => (typeof inner === "number" ? short(inner) : inner));

const HEADER = "# Written by `npm run fit` from the fitted models and the basket in catalog/assumptions.yaml; not by hand.";

export const fittedFiles = (catalog: Catalog): readonly FittedFile[] => {
  const models = modelsOf(catalog);
  const cards = cardSpeeds(catalog, models);
  const samples = samplesOf(catalog.subjects.benchmarks().values(), catalog.parts.gpu);
  const [compute = 0, bandwidth = 0, fp32 = 0] = roofline(cards);
  const jobs = catalog.assumptions.trainingBasket;
  const count = cards.filter(({ measured }) => measured >= 0.5).length;
  const source = `geometric mean over ${jobs.length} training jobs: ${count} cards measured at half of them or more, the others from the models fitted to the measurements (catalog/models)`;
  const index = [
    HEADER,
    "schema: 1",
    'name: "Training index"',
    `source: ${JSON.stringify(source)}`,
    `roofline: ${inline({ compute, bandwidth, fp32 })}`,
    `spread: ${inline({ measured: MEASURED_SPREAD, modelled: Math.max(MEASURED_SPREAD, modelledSpread(catalog, samples, models)) })}`,
    `exchange: ${short(exchange(catalog, models).exchange)}`,
    `growth: ${short(exchange(catalog, models).growth)}`,
    "cards:",
    ...cards.map(({ gpu, speed, measured }) => `  ${gpu.id}: ${JSON.stringify([short(speed), short(measured)])}`),
    "",
  ];
  const byJob = [
    HEADER,
    "schema: 1",
    'name: "Speed of cards at the jobs of the training basket, RTX 3090 = 1"',
    "jobs:",
    ...jobs.map(({ id }) => `  ${id}: ${inline(Object.fromEntries(cards.map((card) => [card.gpu.id, card.jobs.get(id) ?? 0])))}`),
    "",
  ];
  return [
    { path: "models/training-index.yaml", text: index.join("\n") },
    { path: "models/training-index-jobs.yaml", text: byJob.join("\n") },
  ];
};
