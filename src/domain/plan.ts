import type { Money } from "../units/money.js";
import type { Assessment } from "./assessment.js";

export interface Proof {
  readonly optimal: boolean;
  /** Rigs whose objective and limits were worked out in full. */
  readonly considered: number;
  /** Choices discarded because a bound showed that they cannot win. */
  readonly pruned: number;
  /** No rig within the limits scores above this. */
  readonly bound: number;
  readonly objective: string;
  readonly value: number;
}

export interface BindingLimit {
  /** `budget`, `max_electricity`, `max_watts`, `circuit` … */
  readonly limit: string;
  readonly used: number;
  readonly allowed: number;
  readonly unit: string;
  readonly nextStep?: { readonly relaxBy: number; readonly gains: string; readonly gainPct: number };
}

/** A plan when every modelled price is at one end of its range. */
export interface PriceEdge {
  /** What its parts then cost. */
  readonly purchase: Money;
  /** Whether its cards would be chosen still. */
  readonly survives: boolean;
  /** The cards that would be chosen instead, and how much faster they are than the plan's. */
  readonly instead?: string;
  readonly gainPct?: number;
}

/** How far a plan rests on prices that an index brought up to date. */
export interface PriceRange {
  /** Lines of its list with such a price. */
  readonly modelled: number;
  readonly low: PriceEdge;
  readonly high: PriceEdge;
}

export interface Alternative {
  /** In what it differs in kind: `all_new`, `single_card`, `cheapest_to_run`, `next_best`. */
  readonly label: string;
  readonly assessment: Assessment;
  readonly difference: string;
  readonly objectiveValue: number;
}

/** Why nothing fits, and what would. */
export interface Infeasible {
  readonly conflicts: readonly string[];
  readonly relaxations: readonly {
    readonly limit: string;
    readonly allowed: number;
    readonly needed: number;
    readonly shortBy: number;
    readonly unit: string;
    readonly says: string;
  }[];
  /** The cheapest complete rig that keeps every limit but the budget. */
  readonly cheapest?: Assessment;
}

export interface Plan {
  readonly status: "optimal" | "infeasible" | "stopped";
  readonly best?: Assessment;
  readonly alternatives: readonly Alternative[];
  readonly proof: Proof;
  readonly binding: readonly BindingLimit[];
  /** Absent where every price is as it was seen, or no runners-up were asked for. */
  readonly priceRange?: PriceRange;
  readonly infeasible?: Infeasible;
}
