import type { ModelSite, OwnResiduals, ThroughputModel } from "../../domain/throughput-model.js";
import { likeness } from "../../evaluate/workload/rate.js";
import { solveSymmetric } from "./linear.js";
import { groupBy, type Sample } from "./samples.js";

// Set once by looking at what cards left out of the fit were missed by, and not moved with the data.
export const REACH: ThroughputModel["reach"] = [1, 0.5, 1.2, 1, 1.2];
export const SHARES: ThroughputModel["shares"] = { all: 0.03, math: 0.02, task: 0.03, own: 0.008, ownWorkload: 0.006 };
const NOISE = 0.004;
/** A measurement further off than this is taken to be so much off. */
const MOST_OFF = 0.6;

interface Cell {
  readonly sample: Sample;
  readonly residual: number;
  readonly count: number;
}

const siteKey = ({ gpu, math }: Sample): string => `${gpu.id}/${math}`;

const cellsOf = (samples: readonly Sample[], residual: (sample: Sample) => number): readonly Cell[] =>
  [...groupBy(samples, (sample) => `${siteKey(sample)} ${sample.task}`).values()].flatMap((members): Cell[] => {
    const [sample] = members;
    if (sample === undefined) return [];
    const values = members.map((member) => Math.max(-MOST_OFF, Math.min(MOST_OFF, residual(member))));
    return [{ sample, residual: values.reduce((sum, value) => sum + value, 0) / values.length, count: values.length }];
  });

const add = (sums: Record<string, number>, key: string, value: number): void => {
  sums[key] = (sums[key] ?? 0) + value;
};

/**
 * What the time models miss, told apart into what similar cards share and what is a card's own: a Gaussian process over cards and tasks,
 * kept as the sums that its prediction needs.
 * @see Rasmussen and Williams, "Gaussian Processes for Machine Learning", 2006, section 2.2
 */
export const fitLikeness = (samples: readonly Sample[], residual: (sample: Sample) => number): Pick<ThroughputModel, "sites" | "own"> => {
  const cells = cellsOf(samples, residual);
  const sites = new Map<string, ModelSite & { all: number; tasks: Record<string, number> }>();
  for (const { sample } of cells) {
    const { gpu, math, at } = sample;
    if (!sites.has(siteKey(sample))) sites.set(siteKey(sample), { gpu: gpu.id, architecture: gpu.architecture, math, at, all: 0, tasks: {} });
  }
  const keys = [...sites.keys()];
  const alike = [...sites.values()].map(({ at }) => [...sites.values()].map((other) => likeness(at, other.at, REACH)));
  const siteAt = cells.map(({ sample }) => keys.indexOf(siteKey(sample)));
  const matrix = cells.map(({ sample: a, count }, row) => {
    const near = alike[siteAt[row] ?? 0] ?? [];
    const line: number[] = [];
    for (let column = 0; column <= row; column += 1) {
      const b = cells[column]?.sample ?? a;
      const shared = SHARES.all + (a.math === b.math ? SHARES.math : 0) + (a.task === b.task ? SHARES.task : 0);
      const own = a.gpu === b.gpu ? SHARES.own + (a.workload === b.workload ? SHARES.ownWorkload : 0) : 0;
      line.push((near[siteAt[column] ?? 0] ?? 0) * shared + own + (column === row ? NOISE / Math.sqrt(count) : 0));
    }
    return line;
  });
  const weights = solveSymmetric(
    matrix,
    cells.map((cell) => cell.residual),
  );
  const own: Record<string, { all: number; workloads: Record<string, number> }> = {};
  cells.forEach(({ sample }, index) => {
    const weight = weights[index] ?? 0;
    const site = sites.get(siteKey(sample));
    if (site !== undefined) {
      site.all += weight;
      add(site.tasks, sample.task, weight);
    }
    const mine = own[sample.gpu.id] ?? { all: 0, workloads: {} };
    own[sample.gpu.id] = mine;
    mine.all += weight;
    add(mine.workloads, sample.workload, weight);
  });
  const kept: readonly ModelSite[] = [...sites.values()];
  const residuals: Readonly<Record<string, OwnResiduals>> = own;
  return { sites: kept, own: residuals };
};
