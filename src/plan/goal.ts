import type { Objective } from "../domain/request.js";

/** What a rig is judged by. Money in minor units, powers in watts at the wall. */
export interface Figures {
  readonly index: number;
  readonly vramGib: number;
  readonly vramPerGpuGib: number;
  readonly purchase: number;
  readonly ownership: number;
  readonly billPerMonth: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
  /** What the GPUs alone draw while training, DC. */
  readonly gpuDraw: number;
}

/**
 * What is sought: the highest value. A value never falls when the index or the memory rises, nor when a cost or a power falls,
 * so that the value of optimistic figures is a bound on the value of every rig they stand for.
 */
export interface Goal {
  readonly name: string;
  readonly unit: string;
  readonly value: (figures: Figures) => number;
  /** Whether powers enter the value, so that each power limit has a bound of its own. */
  readonly weighsLimit: boolean;
  /** Whether wall power or running costs enter the value, so that the power supply matters to it. */
  readonly weighsWall: boolean;
}

export const GOALS: { readonly [K in Objective]: Goal } = {
  throughput: { name: "training index", unit: "RTX 3090 = 100", value: ({ index }) => index, weighsLimit: false, weighsWall: false },
  // Memory first; a millionth of the index decides between equals.
  vram: { name: "GPU memory in all", unit: "GiB", value: ({ vramGib, index }) => vramGib + index * 1e-6, weighsLimit: false, weighsWall: false },
  value: {
    name: "training index per cost of ownership",
    unit: "index per 1,000 of currency",
    value: ({ index, ownership }) => (index / (Math.max(0, ownership) + 1)) * 100_000,
    weighsLimit: true,
    weighsWall: true,
  },
  efficiency: {
    name: "training index per watt at the wall",
    unit: "index per W",
    value: ({ index, wallTypical }) => index / Math.max(1, wallTypical),
    weighsLimit: true,
    weighsWall: true,
  },
  cost: { name: "cost of ownership", unit: "minor units, negative", value: ({ ownership }) => -ownership, weighsLimit: true, weighsWall: true },
};

export const MOST_VRAM_PER_GPU: Goal = {
  name: "memory of each GPU",
  unit: "GiB",
  value: ({ vramPerGpuGib, index }) => vramPerGpuGib + index * 1e-6,
  weighsLimit: false,
  weighsWall: false,
};
export const LEAST_PURCHASE: Goal = {
  name: "purchase",
  unit: "minor units, negative",
  value: ({ purchase }) => -purchase,
  weighsLimit: false,
  weighsWall: false,
};
export const LEAST_BILL: Goal = {
  name: "monthly bill",
  unit: "minor units, negative",
  value: ({ billPerMonth }) => -billPerMonth,
  weighsLimit: true,
  weighsWall: true,
};
export const LEAST_WATTS: Goal = { name: "peak wall power", unit: "W, negative", value: ({ wallPeak }) => -wallPeak, weighsLimit: true, weighsWall: true };
/** The GPUs that draw least; among rigs with these the one that is cheapest to own. */
export const LEAST_GPU_DRAW: Goal = { name: "draw of the GPUs", unit: "W, negative", value: ({ gpuDraw }) => -gpuDraw, weighsLimit: true, weighsWall: false };

/** Upper limits on a rig's figures; an absent one does not bind. */
export interface Limits {
  readonly budget?: number | undefined;
  readonly billPerMonth?: number | undefined;
  readonly wallPeak?: number | undefined;
  /** The index must be above this. */
  readonly indexAbove?: number | undefined;
}

export type LimitName = keyof Limits;

/** Whether figures (of a rig, or optimistic ones of many) keep every limit. */
export const keepsLimits = (figures: Figures, limits: Limits): boolean =>
  (limits.budget === undefined || figures.purchase <= limits.budget) &&
  (limits.billPerMonth === undefined || figures.billPerMonth <= limits.billPerMonth) &&
  (limits.wallPeak === undefined || figures.wallPeak <= limits.wallPeak) &&
  (limits.indexAbove === undefined || figures.index > limits.indexAbove);

/** The limits that figures break. */
export const brokenLimits = (figures: Figures, { budget, billPerMonth, wallPeak, indexAbove }: Limits): readonly LimitName[] => {
  const broken: LimitName[] = [];
  if (budget !== undefined && figures.purchase > budget) broken.push("budget");
  if (billPerMonth !== undefined && figures.billPerMonth > billPerMonth) broken.push("billPerMonth");
  if (wallPeak !== undefined && figures.wallPeak > wallPeak) broken.push("wallPeak");
  if (indexAbove !== undefined && figures.index <= indexAbove) broken.push("indexAbove");
  return broken;
};
