import type { TaskModel, ThroughputModel } from "../../domain/throughput-model.js";
import { modelledRate, timeModelSpeed } from "../../evaluate/workload/rate.js";
import { fitLikeness, REACH, SHARES } from "./likeness.js";
import { median } from "./linear.js";
import { groupBy, type Sample } from "./samples.js";
import { fitScaling, type ScaledRun } from "./scaling.js";
import { fitTimeModels } from "./time-model.js";

/** How much wider an interval gets for a card unlike all others: set by what whole generations left out were missed by. */
const SPREAD_UNLIKE = 2;
const FOLDS = 3;
const INSIDE = 0.8;
/** Measurements of all suites that a suite's own spread is mixed with. */
const SPREAD_PRIOR = 12;

const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length))] ?? 0;
};

const batchesByMemory = (members: readonly Sample[]): readonly (readonly [number, number])[] =>
  [...groupBy(members, ({ rates }) => String(Math.round(rates.vramGib)))]
    .map(([vram, group]): readonly [number, number] => [Number(vram), median(group.map(({ batch = 1 }) => batch))])
    .sort(([a], [b]) => a - b);

type OneGpu = Omit<ThroughputModel, "scaling">;

/** What speeds are stated for: the newest software that many tasks were measured with on many cards. */
const REFERENCE = "lambda-v1/pytorch-2.3";

const version = (software: string): number =>
  Number(
    /-(\d+)\.(\d+)/
      .exec(software)
      ?.slice(1)
      .map((part) => part.padStart(3, "0"))
      .join("") ?? 0,
  );

/** Newest measured speed of every card, as it would be with the reference software. */
const measuredSpeeds = (members: readonly Sample[], terms: Readonly<Record<string, number>>, reference: number): Readonly<Record<string, number>> => {
  const speeds: Record<string, number> = {};
  for (const [gpu, group] of groupBy(members, (sample) => sample.gpu.id)) {
    const newest = [...group].sort(
      (a, b) => version(b.software) - version(a.software) || (b.suite < a.suite ? -1 : b.suite > a.suite ? 1 : 0) || (b.batch ?? 0) - (a.batch ?? 0),
    )[0];
    if (newest !== undefined) speeds[gpu] = newest.rate * Math.exp(reference - (terms[`${newest.suite}/${newest.software}`] ?? 0));
  }
  return speeds;
};

const withoutSpread = (samples: readonly Sample[]): OneGpu => {
  const times = fitTimeModels(samples);
  const tasks: Record<string, TaskModel> = {};
  for (const [task, members] of groupBy(samples, (sample) => sample.task)) {
    const found = times.tasks.get(task);
    if (found === undefined) continue;
    tasks[task] = {
      unit: members[0]?.unit ?? "",
      ...found,
      batches: batchesByMemory(members),
      measured: measuredSpeeds(members, found.software, found.software[REFERENCE] ?? times.software[REFERENCE] ?? 0),
      cards: new Set(members.map(({ gpu }) => gpu.id)).size,
    };
  }
  const residual = ({ task, rates, batch = 1, suite, software, rate }: Sample): number => {
    const model = tasks[task];
    return model === undefined ? 0 : Math.log(rate) - timeModelSpeed(model, rates, batch) - (model.software[`${suite}/${software}`] ?? 0);
  };
  return {
    source: `fitted to ${samples.length} measurements of ${new Set(samples.map(({ gpu }) => gpu.id)).size} cards in catalog/benchmarks`,
    reference: REFERENCE,
    reach: REACH,
    shares: SHARES,
    // One, so that an interval without a spread is the shape of one.
    spread: { any: 1 },
    spreadUnlike: SPREAD_UNLIKE,
    software: times.software,
    tasks,
    ...fitLikeness(samples, residual),
  };
};

/** Errors of predictions for cards left out, as multiples of the half width that the shape of the interval gives: by suite. */
const errorsOfOthers = (samples: readonly Sample[]): Map<string, number[]> => {
  const cards = [...new Set(samples.map(({ gpu }) => gpu.id))].sort();
  const errors = new Map<string, number[]>();
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isOut = ({ gpu }: Sample): boolean => cards.indexOf(gpu.id) % FOLDS === fold;
    const model = withoutSpread(samples.filter((sample) => !isOut(sample)));
    for (const sample of samples.filter(isOut)) {
      const predicted = modelledRate(sample, model);
      if (predicted === undefined) continue;
      const shape = Math.log(predicted.high / predicted.value);
      const list = errors.get(sample.suite) ?? [];
      list.push(Math.abs(Math.log(predicted.value / sample.rate)) / shape);
      errors.set(sample.suite, list);
    }
  }
  return errors;
};

/**
 * Fits the model of training speed of one GPU. The width of its intervals comes from folds of cards left out in turn.
 * The same samples in the same order give the same model to the last digit.
 */
export const fitOneGpu = (samples: readonly Sample[]): OneGpu => {
  const model = withoutSpread(samples);
  const errors = errorsOfOthers(samples);
  const all = quantileOf([...errors.values()].flat(), INSIDE);
  const spread: Record<string, number> = { any: all };
  for (const [suite, values] of errors) spread[suite] = (quantileOf(values, INSIDE) * values.length + all * SPREAD_PRIOR) / (values.length + SPREAD_PRIOR);
  return { ...model, spread };
};

/** The whole model: one GPU, and how several of them scale. */
export const fitThroughput = (samples: readonly Sample[], runs: readonly ScaledRun[]): ThroughputModel => ({
  ...fitOneGpu(samples),
  scaling: fitScaling(runs),
});
