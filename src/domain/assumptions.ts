import type { Basis } from "./estimate.js";
import type { EfficiencyLevel } from "./part.js";
import type { PowerModel } from "./power-model.js";

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
}

export interface EfficiencyPoint {
  readonly load: number;
  readonly efficiency: number;
}

/** Every modelling constant, from `catalog/assumptions.yaml`; that file says what each one is. */
export interface Assumptions {
  readonly constants: Readonly<Record<string, Constant>>;
  readonly trainingBasket: readonly BasketJob[];
  /** Training index measured on one card, RTX 3090 = 100, by GPU id. */
  readonly measuredIndex: { readonly source: string; readonly cards: Readonly<Record<string, number>> };
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
