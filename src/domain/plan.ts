import type { Money } from "../units/money.js";
import type { Assessment } from "./assessment.js";
import type { Condition } from "./offer.js";
import type { Objective } from "./request.js";

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
  readonly nextStep?: {
    readonly relaxBy: number;
    readonly gains: string;
    readonly gainPct: number;
    /** Where the step buys no other cards but lets the plan's own draw more: watts for each. */
    readonly sameCardsAtW?: number;
  };
}

/** A plan when every modelled price is at one end of its range. */
export interface PriceEdge {
  /** What its parts then cost. */
  readonly purchase: Money;
  /** Whether its cards would be chosen still; absent where that was not worked out. */
  readonly survives?: boolean;
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
  /** Further kinds whose best is the same to a buyer. */
  readonly alsoLabels?: readonly string[];
  readonly assessment: Assessment;
  readonly difference: string;
  readonly objectiveValue: number;
}

/** Why a plan does without a part. */
export interface WhyNot {
  readonly part: string;
  readonly name: string;
  /** `worse`: rigs with it lose; `impossible`: none keeps the limits and passes the checks; `chosen`: it is in the plan. */
  readonly status: "worse" | "impossible" | "chosen";
  readonly reason: string;
  /** What the best rig with it scores by the objective, and what the plan does. */
  readonly value?: number;
  readonly chosenValue?: number;
  /** What the best rig with it costs. */
  readonly purchase?: Money;
}

/** A part the user has more of than the plan uses. */
export interface UnusedOwn {
  readonly part: string;
  readonly name: string;
  /** Pieces the user has, and how many of them the plan uses. */
  readonly quantity: number;
  readonly used: number;
}

/** A rig that no other beats on purchase, monthly electricity and work together, or that is the best by an objective. */
export interface FrontierPoint {
  readonly assessment: Assessment;
  readonly bestFor: readonly Objective[];
  readonly work: number;
}

/** Jobs done by a method that takes less memory than the one asked for. */
export interface OtherMethod {
  readonly workloads: readonly string[];
  readonly what: string;
  /** The fastest rig for them within the limits; absent where there is none. */
  readonly best?: Assessment;
  /** Where the budget alone stands in the way: the cheapest rig that holds them. */
  readonly cheapest?: Assessment;
}

/** A part asked for that no plan takes, whatever its limits. */
export interface Barred {
  readonly part: string;
  readonly name: string;
  readonly reason: string;
  /** Where all that lacks is a price firm enough to plan with: for a part in this condition. */
  readonly priceFor?: Condition;
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
  /** Of the parts asked for by name those that keep out every rig. */
  readonly barred?: readonly Barred[];
  /** The cheapest complete rig that keeps every limit but the budget. */
  readonly cheapest?: Assessment;
  /** Where jobs were asked for that can be done in less memory. */
  readonly otherMethods?: readonly OtherMethod[];
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
  /** Parts of the answer for which the work ran out; they are missing or empty. */
  readonly givenUp?: readonly string[];
  /** One entry for each part that was asked about. */
  readonly whyNot?: readonly WhyNot[];
  readonly frontier?: readonly FrontierPoint[];
  /** Absent where the plan uses every part the user has. */
  readonly unusedOwn?: readonly UnusedOwn[];
}
