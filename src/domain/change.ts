import type { Money } from "../units/money.js";

/** A part of a rig as a saved document tells of it. */
export interface BaselinePart {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly condition: string;
  readonly price?: Money;
}

export interface BaselineFinding {
  readonly code: string;
  readonly part: string;
  readonly other?: string;
  readonly verdict: string;
  readonly message: string;
}

/** The figures of one rig by which it is set against another state of itself. */
export interface RigFigures {
  readonly parts: readonly BaselinePart[];
  readonly findings: readonly BaselineFinding[];
  /** By the name of the field in JSON output; absent is not known. */
  readonly money: Readonly<Record<string, Money>>;
  readonly numbers: Readonly<Record<string, number>>;
}

/** What a saved state says of where and how the rig was used, by the name of the field. */
export type ScenarioFigures = Readonly<Record<string, string | number>>;

export interface Baseline {
  /** The file it was read from. */
  readonly label: string;
  /** Rigs by label; one without a label is the only one. */
  readonly rigs: ReadonlyMap<string, RigFigures>;
  /** Absent for a rig file, which is looked at in the scenario of the comparison. */
  readonly scenario?: ScenarioFigures;
}

export interface PartChange {
  readonly change: "added" | "removed" | "quantity" | "condition" | "price";
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly before?: string | number | Money;
  readonly after?: string | number | Money;
}

export interface Difference<T> {
  readonly field: string;
  readonly before?: T;
  readonly after?: T;
  /** After less before; absent where one of them is not known or they are of two currencies. */
  readonly by?: T;
}

/** What is different from a saved state. */
export interface RigChange {
  readonly baseline: string;
  readonly label: string;
  readonly isChanged: boolean;
  /** Whether the baseline is a rig file, which is looked at in the scenario of the comparison, whatever it says of its own. */
  readonly isSeenHere: boolean;
  readonly parts: readonly PartChange[];
  readonly money: readonly Difference<Money>[];
  readonly numbers: readonly Difference<number>[];
  readonly newFindings: readonly BaselineFinding[];
  readonly goneFindings: readonly BaselineFinding[];
  /** Fields of the scenario in which the two differ: then not all of the change is the rig's. */
  readonly scenario: readonly Difference<string | number>[];
}
