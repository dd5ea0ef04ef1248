import type { Basis } from "./estimate.js";
import type { Condition } from "./offer.js";

/** A share with its 80 % range. */
export interface ShareRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** How one kind of part loses value. */
export interface ResaleCurve {
  /** What is left of a new price at once, because the part is then a used one. */
  readonly firstSale: ShareRange;
  /** What is left of a used price after each further year. */
  readonly yearly: ShareRange;
  readonly basis: Basis;
  readonly source: string;
}

/** How parts lose value, by kind; fitted, see `catalog/models/resale.yaml`. */
export interface ResaleModel {
  readonly id: string;
  readonly name: string;
  readonly kinds: Readonly<Record<string, ResaleCurve>>;
}

/** How often parts of one kind fail, and how long a maker pays for that. */
export interface FailureRate {
  /** Share of the parts that fail in a year. */
  readonly perYear: ShareRange;
  /** Years in which a failure costs nothing, where the part itself does not say. */
  readonly warrantyYears: Readonly<Record<Condition, number>>;
  readonly basis: Basis;
  readonly source: string;
}

/** What replacing failed parts costs, by kind: `catalog/models/reliability.yaml`. */
export interface ReliabilityModel {
  readonly id: string;
  readonly name: string;
  /** Years a machine is in use, over which warranty and no warranty are averaged. */
  readonly serviceYears: number;
  readonly kinds: Readonly<Record<string, FailureRate>>;
}
