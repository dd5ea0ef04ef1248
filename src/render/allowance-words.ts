import type { FreeColumn, WorkMeasure } from "../domain/comparison.js";
import { numberText, percentText } from "./format.js";

const DAYS_PER_WEEK = 7;

/** Hours in words: whole where they are, else with one decimal. */
export const hoursText = (value: number): string => numberText(value, Math.abs(value - Math.round(value)) < 0.05 ? 0 : 1);

const sessionLimit = ({ tier, runs }: FreeColumn): readonly string[] => {
  if (tier.sessionH === undefined) return ["how long a session lasts is not stated"];
  const run = runs === undefined || runs.fitsSession ? "" : `; your run takes ${hoursText(runs.hoursPerRun)} h and has to be saved and taken up again`;
  return [`a session ends after ${hoursText(tier.sessionH)} h at most${run === "" ? ": longer runs have to be saved and taken up again" : run}`];
};

const hoursLimit = ({ hoursPerWeek, equalWork, tier }: FreeColumn, work: WorkMeasure | undefined): readonly string[] => {
  if (hoursPerWeek === undefined) return ["how many hours a week it gives is not published"];
  const { value, low, high, basis } = hoursPerWeek;
  const range = low === high ? "" : ` (${hoursText(low)} to ${hoursText(high)}, as users report)`;
  const shared = tier.quota === undefined ? "" : ", shared by all its GPU kinds";
  const given = `${basis === "assumed" ? "about " : ""}${hoursText(value)} h a week${range}${shared}`;
  if (equalWork === undefined || work === undefined) return [`it gives ${given}`];
  const needed = equalWork.hoursPerDay * DAYS_PER_WEEK;
  const done = equalWork.share >= 1 ? "enough for all of it" : `enough for ${percentText(equalWork.share)} of it`;
  return [`it gives ${given}; the same work needs ${hoursText(needed)} h a week on it: ${done}`];
};

/** What an allowance does not give, in words. */
export const limitsOf = (column: FreeColumn, work: WorkMeasure | undefined): readonly string[] => {
  const { tier, runs } = column;
  return [
    ...hoursLimit(column, work),
    ...sessionLimit(column),
    ...(tier.idleMin === undefined ? [] : [`it stops after ${hoursText(tier.idleMin)} minutes without input`]),
    tier.diskGb === undefined ? "disk space is not stated" : `${hoursText(tier.diskGb)} GB of disk`,
    ...(tier.ramGib === undefined ? [] : [`${hoursText(tier.ramGib)} GB of system memory`]),
    ...(runs === undefined ? [] : [`${numberText(runs.perWeek, runs.perWeek < 10 ? 1 : 0)} runs of your job a week`]),
  ];
};
