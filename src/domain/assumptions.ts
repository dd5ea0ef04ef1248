import type { Basis } from "./estimate.js";
import type { TuningMethod } from "./llm.js";
import type { EfficiencyLevel } from "./part.js";
import type { PowerModel } from "./power-model.js";
import type { TrainingIndexModel } from "./training-index.js";

/** A modelling constant with its 80 % range and where it is from. */
export interface Constant {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly unit: string;
  readonly basis: Basis;
  readonly source: string;
  readonly why: string;
}

/** One job of the training basket: the memory it wants, and its share of the index. */
export interface BasketJob {
  readonly id: string;
  readonly name: string;
  readonly vramGib: number;
  /** What it still takes with recomputation at the smallest batch, where that is more than the usual share. */
  readonly leastGib?: number;
  readonly weight: number;
  /** The measured task whose speed it has; not its own where `isLike`. */
  readonly task?: string;
  readonly isLike?: boolean;
  /** A language model being tuned, where it is one. */
  readonly tuning?: {
    readonly method: TuningMethod;
    readonly paramsB: number;
    readonly layers: number;
    readonly hidden: number;
    readonly sequenceTokens: number;
  };
}

export interface EfficiencyPoint {
  readonly load: number;
  readonly efficiency: number;
}

/** Every modelling constant, from `catalog/assumptions.yaml`; that file says what each one is. */
export interface Assumptions {
  readonly constants: Readonly<Record<string, Constant>>;
  readonly trainingBasket: readonly BasketJob[];
  /** Speed of cards over the basket, from `catalog/models/training-index.yaml`. */
  readonly trainingIndex: TrainingIndexModel;
  /** Speed and draw of cards at a power limit, from `catalog/models/power.yaml`. */
  readonly power: PowerModel;
  /** PSU efficiency in percent at shares of the rated load, ascending, by mains voltage class. */
  readonly psuEfficiency: {
    readonly source: string;
    readonly levels: Readonly<Record<"115" | "230", Readonly<Record<EfficiencyLevel, readonly EfficiencyPoint[]>>>>;
  };
}

/**
 * The value of a constant.
 * @throws Error when the assumptions have none of that name: a slip in the program, not in data
 */
export const constant = (assumptions: Pick<Assumptions, "constants">, name: string): number => {
  const found = assumptions.constants[name];
  if (found === undefined) throw new Error(`no modelling constant "${name}"`);
  return found.value;
};
