import type { ErrorBand, LlmConstants } from "../../domain/llm.js";
import type { LlmCard } from "../../evaluate/workload/llm/card.js";
import { fitConstants, type Prior, type Sample } from "../fit/least-squares.js";
import type { Scored } from "../validate/validation.js";
import type { Observation } from "./observation.js";

/** One relation to be fitted: what it predicts, and what is thought of its constants before measurements speak. */
export interface Relation<J> {
  readonly predict: (card: LlmCard, job: J, constants: LlmConstants) => number;
  readonly priors: (observations: readonly Observation<J>[]) => readonly Prior[];
  /** Constants taken from another relation as they are. */
  readonly fixed?: LlmConstants;
}

/** Cards measured often would drown the others: a row counts less the more there are of its card. */
const CROWDING = -0.25;

const countsOf = (rows: readonly { readonly gpu: string }[]): ReadonlyMap<string, number> => {
  const counts = new Map<string, number>();
  for (const { gpu } of rows) counts.set(gpu, (counts.get(gpu) ?? 0) + 1);
  return counts;
};

const samplesOf = <J>({ predict }: Relation<J>, observations: readonly Observation<J>[]): readonly Sample[] => {
  const counts = countsOf(observations);
  return observations.map(({ gpu, card, job, measured }) => ({
    measured,
    weight: (counts.get(gpu) ?? 1) ** CROWDING,
    predict: (constants) => predict(card, job, constants),
  }));
};

const fitRelation = <J>(relation: Relation<J>, observations: readonly Observation<J>[], from?: LlmConstants): LlmConstants => ({
  ...relation.fixed,
  ...fitConstants(relation.priors(observations), samplesOf(relation, observations), from, relation.fixed),
});

/** How much faster or slower a row was measured than predicted by a fit that never saw its card. */
interface Residual {
  readonly gpu: string;
  readonly ratio: number;
  readonly bandKeys: readonly string[];
}

/** A fit for every card, made without its rows, and what it got wrong. */
export interface LeaveOneOut<J> {
  readonly full: LlmConstants;
  readonly without: (gpu: string) => LlmConstants;
  readonly predict: (observation: Observation<J>) => number;
  readonly residuals: readonly Residual[];
}

/** @param relationFor - the relation for a fit without that card, of all cards when none is named */
export const leaveOneOut = <J>(relationFor: (gpu?: string) => Relation<J>, observations: readonly Observation<J>[]): LeaveOneOut<J> => {
  const full = fitRelation(relationFor(), observations);
  const fits = new Map<string, LlmConstants>();
  for (const gpu of new Set(observations.map((one) => one.gpu))) {
    const others = observations.filter((one) => one.gpu !== gpu);
    fits.set(gpu, fitRelation(relationFor(gpu), others, full));
  }
  const without = (gpu: string): LlmConstants => fits.get(gpu) ?? full;
  const predict = ({ gpu, card, job }: Observation<J>): number => relationFor(gpu).predict(card, job, without(gpu));
  const residuals = observations.map((one) => ({ gpu: one.gpu, bandKeys: one.bandKeys, ratio: one.measured / predict(one) }));
  return { full, without, predict, residuals };
};

/** A band of its own needs this many rows, of this many cards. */
const ROWS_FOR_BAND = 24;
const CARDS_FOR_BAND = 3;
const BAND_CROWDING = -0.5;
/** A little more than 80 %: errors on a card of a new kind are larger than on those left out one at a time. */
const LOW = 0.07;
const HIGH = 0.93;
const ALL = "all";

/** The value that a share of the weight lies below. */
const weightedQuantile = (sorted: readonly (readonly [value: number, weight: number])[], share: number): number => {
  const all = sorted.reduce((sum, [, weight]) => sum + weight, 0);
  let below = 0;
  for (const [value, weight] of sorted) {
    below += weight;
    if (below >= share * all) return value;
  }
  return sorted.at(-1)?.[0] ?? 1;
};

/** Cards count alike however often they were measured, for a forecast is about a card. */
const bandOf = (residuals: readonly Residual[]): ErrorBand => {
  const counts = countsOf(residuals);
  const sorted = residuals.map(({ gpu, ratio }) => [ratio, (counts.get(gpu) ?? 1) ** BAND_CROWDING] as const).sort(([a], [b]) => a - b);
  return { low: Math.min(1, weightedQuantile(sorted, LOW)), high: Math.max(1, weightedQuantile(sorted, HIGH)) };
};

/** Bands that hold 80 % of the errors, by key. */
export const bandsOf = (residuals: readonly Residual[]): Readonly<Record<string, ErrorBand>> => {
  const keys = [...new Set(residuals.flatMap(({ bandKeys }) => bandKeys))].sort();
  const wide = keys.flatMap((key): [string, ErrorBand][] => {
    const members = residuals.filter(({ bandKeys }) => bandKeys.includes(key));
    const cards = new Set(members.map(({ gpu }) => gpu)).size;
    return members.length < ROWS_FOR_BAND || cards < CARDS_FOR_BAND ? [] : [[key, bandOf(members)]];
  });
  return Object.fromEntries([[ALL, bandOf(residuals)], ...wide]);
};

/** Predictions beside measurements, each by a fit and a band that never saw the card. */
export const scoreLeftOut = <J>(loo: LeaveOneOut<J>, observations: readonly Observation<J>[]): readonly Scored[] => {
  const bands = new Map<string, Readonly<Record<string, ErrorBand>>>();
  const bandsWithout = (gpu: string): Readonly<Record<string, ErrorBand>> => {
    const found = bands.get(gpu) ?? bandsOf(loo.residuals.filter((residual) => residual.gpu !== gpu));
    bands.set(gpu, found);
    return found;
  };
  return observations.map((one) => {
    const { row, gpu, measured, bandKeys, slices } = one;
    const predicted = loo.predict(one);
    const known = bandsWithout(gpu);
    const band = known[bandKeys.find((key) => known[key] !== undefined) ?? ALL] ?? { low: 0.5, high: 2 };
    return { row, actual: measured, predicted, low: predicted * band.low, high: predicted * band.high, slices };
  });
};
