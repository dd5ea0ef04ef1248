import type { Money } from "../units/money.js";
import type { Estimate } from "./estimate.js";
import type { Condition } from "./offer.js";

/** What decides how fast a job goes: the GPU's arithmetic, its memory's speed or size, or the rest of the machine. */
export const LIMITS = ["arithmetic", "bandwidth", "memory", "host"] as const;
export type LimitedBy = (typeof LIMITS)[number];

export interface JobLimit {
  readonly by: LimitedBy;
  /** Shares of the time a sample takes, of the fitted time model; what is left goes with neither. */
  readonly shares?: { readonly arithmetic: number; readonly bandwidth: number };
  /** What one GPU could do at most by each alone, in units a second. */
  readonly ceilings?: { readonly arithmetic: number; readonly bandwidth: number; readonly unit: string };
  readonly source: string;
}

/** The cheapest other card that does the job a good deal faster, or that holds it where the present one does not. */
export interface NextCard {
  readonly id: string;
  readonly name: string;
  readonly condition: Condition;
  readonly price: Money;
  /** Speed of one such card over that of one present card; absent where the present one does not hold the job. */
  readonly gain?: number;
}

/** Something to be fetched over the internet before the job can run. */
export interface Download {
  readonly what: "dataset" | "weights";
  readonly name: string;
  readonly gb: number;
  /** At the speed of line that was named. */
  readonly hours?: number;
}

/** How well machines work on one job together over a network of a speed. */
export interface NetworkShare {
  readonly gbitPerS: number;
  /** Speed of all machines together over that of one times their number, with nothing of the exchange hidden. */
  readonly efficiency: number;
}

/** What a job asks of the rest of the machine, the line and the network, and what limits it on the GPUs. */
export interface JobNeeds {
  readonly workload: string;
  readonly limit?: JobLimit;
  readonly nextCard?: NextCard;
  /** Hours for one pass over the job's usual data set. */
  readonly pass?: { readonly dataset: string; readonly samples: number; readonly tokens?: number; readonly hours: Estimate };
  readonly reads?: { readonly mbPerS: Estimate; readonly driveMbPerS?: number };
  /** Processor cores that unpack pictures as fast as the GPUs take them. */
  readonly cores?: { readonly wanted: Estimate; readonly present?: number };
  /** The computer's own memory, GiB, through which data and models go to the GPUs. */
  readonly systemMemory?: { readonly presentGib: number; readonly wantedGib: number };
  readonly downloads: readonly Download[];
  readonly network?: { readonly machines: number; readonly exchangeGb: number; readonly shares: readonly NetworkShare[] };
}
