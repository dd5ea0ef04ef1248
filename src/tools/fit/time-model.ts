import type { TaskModel } from "../../domain/throughput-model.js";
import { timeModelSpeed, timeParts } from "../../evaluate/workload/rate.js";
import { median, nonNegativeLeastSquares, type Rows } from "./linear.js";
import { groupBy, type Sample } from "./samples.js";

/** The time model of every task and what software adds, before what similar cards share. */
export interface TimeModels {
  readonly tasks: ReadonlyMap<string, Pick<TaskModel, "time" | "batch" | "software">>;
  readonly software: Readonly<Record<string, number>>;
}

const ROUNDS = 3;
const REWEIGHTINGS = 4;
/** Relative error beyond which a measurement pulls no harder. */
const OUTLYING = 0.05;
/** How firmly a task that this many cards were measured at is held to what tasks of its precision have in common; with more cards, less. */
const HELD = 0.2 * Math.sqrt(0.5);
const HELD_CARDS = 6;
/** Measurements that the assumption of no difference counts as much as: of software in general, and for one task. */
const SOFTWARE_PRIOR = 5;
const TASK_SOFTWARE_PRIOR = 4;

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
const scaled = (row: readonly number[], by: number): number[] => row.map((value) => value * by);
const columnMedians = (rows: Rows): number[] => (rows[0] ?? []).map((_, column) => median(rows.map((row) => row[column] ?? 0)));
const softwareKey = ({ suite, software }: Sample): string => `${suite}/${software}`;

/** What tasks of one precision have in common, each brought to the same scale, so that one with many rows does not outweigh all others. */
const commonTime = (tasks: readonly Rows[], before: readonly number[] | undefined): readonly number[] => {
  const width = tasks[0]?.[0]?.length ?? 0;
  let common: readonly number[] = before ?? new Array<number>(width).fill(1);
  let sizes = tasks.map((rows) => 1 / median(rows.map((row) => dot(row, common))));
  for (let round = 0; round < REWEIGHTINGS; round += 1) {
    const rows: number[][] = [];
    const right: number[] = [];
    tasks.forEach((task, index) => {
      const weight = task.length ** -0.25;
      for (const row of task) {
        rows.push(scaled(row, (sizes[index] ?? 1) * weight));
        right.push(weight);
      }
    });
    for (let column = 0; column < width; column += 1) {
      rows.push(Array.from({ length: width }, (_, index) => (index === column ? 0.02 : 0)));
      right.push(0.02 / width);
    }
    common = nonNegativeLeastSquares(rows, right);
    const next = common;
    sizes = tasks.map((task, index) => (sizes[index] ?? 1) / median(task.map((row) => (sizes[index] ?? 1) * dot(row, next))));
  }
  return common;
};

/** Coefficients of one task: relative errors small, outliers held back, shares of the time not far from the common ones without need. */
const taskTime = (rows: Rows, cards: number, common: readonly number[]): number[] => {
  const width = common.length;
  const usual = columnMedians(rows);
  const shares = common.map((value, index) => value * (usual[index] ?? 0));
  const whole = shares.reduce((sum, value) => sum + value, 0);
  // One more unknown, the size of the common time, which costs nothing.
  const held = common.map((value, index) => {
    const firm = (HELD * (HELD_CARDS / cards)) / (0.3 * ((shares[index] ?? 0) / whole) + 0.1);
    const unit = (usual[index] ?? 0) * firm;
    return [...common.map((_, column) => (column === index ? unit : 0)), -unit * value];
  });
  let weights = rows.map(() => 1);
  let time: number[] = [];
  for (let round = 0; round < REWEIGHTINGS; round += 1) {
    const weighted = rows.map((row, index) => [...scaled(row, weights[index] ?? 1), 0]);
    time = nonNegativeLeastSquares([...weighted, ...held], [...weights, ...common.map(() => 0)]).slice(0, width);
    const found = time;
    weights = rows.map((row) => 1 / Math.sqrt(Math.max(Math.abs(dot(row, found) - 1) / OUTLYING, 1)));
  }
  return time;
};

const shrunk = (values: readonly number[], middle: number, prior: number): number => (middle * values.length) / (values.length + prior);

/** What each software of each suite adds: in general, and where it is known for a task. */
const softwareTerms = (
  samples: readonly Sample[],
  surplus: (sample: Sample) => number,
): { readonly general: Record<string, number>; readonly byTask: Map<string, Record<string, number>> } => {
  const general: Record<string, number> = {};
  const byTask = new Map<string, Record<string, number>>();
  for (const [key, group] of groupBy(samples, softwareKey)) {
    const values = group.map(surplus);
    const shared = shrunk(values, median(values), SOFTWARE_PRIOR);
    general[key] = shared;
    for (const [task, members] of groupBy(group, (sample) => sample.task)) {
      const own = members.map((sample) => surplus(sample) - shared);
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      byTask.set(task, { ...byTask.get(task), [key]: shared + shrunk(own, mean, TASK_SOFTWARE_PRIOR) });
    }
  }
  return { general, byTask };
};

/** Fits the time models of all tasks and the terms of software in turn. */
export const fitTimeModels = (samples: readonly Sample[]): TimeModels => {
  const byTask = groupBy(samples, (sample) => sample.task);
  const batches = new Map([...byTask].map(([task, members]) => [task, median(members.map(({ batch = 1 }) => batch))]));
  const cards = new Map([...byTask].map(([task, members]) => [task, new Set(members.map(({ gpu }) => gpu.id)).size]));
  const families = groupBy(byTask.keys(), (task) => task.slice(task.lastIndexOf("/")));
  const commons = new Map<string, readonly number[]>();
  const times = new Map<string, number[]>();
  let terms = softwareTerms([], () => 0);
  for (let round = 0; round < ROUNDS; round += 1) {
    const rowsOf = new Map(
      [...byTask].map(([task, members]): [string, Rows] => [
        task,
        members.map((sample) => {
          const term = terms.byTask.get(task)?.[softwareKey(sample)] ?? 0;
          return scaled(timeParts(sample.rates, (sample.batch ?? 1) / (batches.get(task) ?? 1)), sample.rate * Math.exp(-term));
        }),
      ]),
    );
    for (const [family, tasks] of families) {
      const common = commonTime(
        tasks.map((task) => rowsOf.get(task) ?? []),
        commons.get(family),
      );
      commons.set(family, common);
      for (const task of tasks) times.set(task, taskTime(rowsOf.get(task) ?? [], cards.get(task) ?? HELD_CARDS, common));
    }
    terms = softwareTerms(
      samples,
      ({ task, rate, rates, batch = 1 }) => Math.log(rate) - timeModelSpeed({ time: times.get(task) ?? [], batch: batches.get(task) ?? 1 }, rates, batch),
    );
  }
  const tasks = new Map(
    [...byTask.keys()].map((task) => [task, { time: times.get(task) ?? [], batch: batches.get(task) ?? 1, software: terms.byTask.get(task) ?? {} }]),
  );
  return { tasks, software: terms.general };
};
