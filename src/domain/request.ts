import type { Money } from "../units/money.js";
import type { Condition } from "./offer.js";

export const OBJECTIVES = ["throughput", "value", "vram", "efficiency", "cost"] as const;
export type Objective = (typeof OBJECTIVES)[number];

/** What a plan must respect. Absent limits do not bind. */
export interface PlanRequest {
  readonly budget?: Money;
  readonly maxElectricityPerMonth?: Money;
  /** Wall power at sustained load, watts. */
  readonly maxWatts?: number;
  readonly minVramGib?: number;
  readonly totalVramGib?: number;
  /** Equal machines that share the limits; the number of GPUs and the memory of each GPU are those of one. 1 where absent. */
  readonly machines?: number;
  readonly gpuCount?: { readonly from: number; readonly to: number };
  readonly vendors?: readonly string[];
  readonly conditions: readonly Condition[];
  /** Run every GPU at this limit (or at its board power where that is lower) instead of choosing one, watts. */
  readonly gpuPowerLimitW?: number;
  /** Parts the user has: cost nothing, and are used. */
  readonly own: readonly string[];
  readonly withParts: readonly string[];
  readonly withoutParts: readonly string[];
  readonly objective: Objective;
  readonly alternatives: number;
  readonly acceptUnknown: boolean;
  /** Parts to say of why the plan does without them. */
  readonly whyNot?: readonly string[];
  /** Whether to list the rigs that no other beats. */
  readonly frontier?: boolean;
  /** Whether to plan again with every modelled price at an end of its range. */
  readonly priceRange?: boolean;
}
