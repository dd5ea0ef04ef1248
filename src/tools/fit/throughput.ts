import type { TaskModel, ThroughputModel } from "../../domain/throughput-model.js";
import { modelledRate, timeModelSpeed } from "../../evaluate/workload/rate.js";
import { fitLikeness, REACH, SHARES } from "./likeness.js";
import { median } from "./linear.js";
import { groupBy, type Sample } from "./samples.js";
import { fitScaling, type ScaledRun } from "./scaling.js";
import { fitTimeModels } from "./time-model.js";

/** How much of an interval's square is added for the first card of an architecture: set by what whole generations left out were missed by. */
const SPREAD_UNLIKE = 2;
const FOLDS = 3;
const INSIDE = 0.8;
/** Cards of all suites that a suite's own spread is mixed with. */
const SPREAD_PRIOR = 8;

/** Errors of one card that was left out, in one suite: what one is off by, all are, more or less. */
interface CardErrors {
  readonly suite: string;
  readonly errors: readonly number[];
}

/** The error that a share of all stay within; the rows of one card count as their square root of rows that know nothing of each other. */
const quantileOf = (cards: readonly CardErrors[], share: number): number => {
  const sorted = cards.flatMap(({ errors }) => errors.map((error) => ({ error, weight: errors.length ** -0.5 }))).sort((a, b) => a.error - b.error);
  let rest = share * sorted.reduce((sum, { weight }) => sum + weight, 0);
  for (const { error, weight } of sorted) {
    rest -= weight;
    if (rest <= 0) return error;
  }
  return 0;
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

/** Errors of predictions for cards left out, as multiples of the half width that the shape of the interval gives. */
const errorsOfOthers = (samples: readonly Sample[]): readonly CardErrors[] => {
  const cards = [...new Set(samples.map(({ gpu }) => gpu.id))].sort();
  const found: CardErrors[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isOut = ({ gpu }: Sample): boolean => cards.indexOf(gpu.id) % FOLDS === fold;
    const model = withoutSpread(samples.filter((sample) => !isOut(sample)));
    for (const members of groupBy(samples.filter(isOut), ({ gpu, suite }) => `${gpu.id} ${suite}`).values()) {
      const errors = members.flatMap((sample): number[] => {
        const predicted = modelledRate(sample, model);
        return predicted === undefined ? [] : [Math.abs(Math.log(predicted.value / sample.rate)) / Math.log(predicted.high / predicted.value)];
      });
      found.push({ suite: members[0]?.suite ?? "", errors });
    }
  }
  return found;
};

/**
 * Fits the model of training speed of one GPU. The width of its intervals comes from folds of cards left out in turn.
 * The same samples in the same order give the same model to the last digit.
 */
export const fitOneGpu = (samples: readonly Sample[]): OneGpu => {
  const model = withoutSpread(samples);
  const errors = errorsOfOthers(samples);
  const all = quantileOf(errors, INSIDE);
  const spread: Record<string, number> = { any: all };
  for (const [suite, cards] of groupBy(errors, (card) => card.suite)) {
    spread[suite] = (quantileOf(cards, INSIDE) * cards.length + all * SPREAD_PRIOR) / (cards.length + SPREAD_PRIOR);
  }
  return { ...model, spread };
};

/** The whole model: one GPU, and how several of them scale. */
export const fitThroughput = (samples: readonly Sample[], runs: readonly ScaledRun[]): ThroughputModel => ({
  ...fitOneGpu(samples),
  scaling: fitScaling(runs),
});
