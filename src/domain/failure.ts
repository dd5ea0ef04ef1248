export type FailureKind = "usage" | "bad-data" | "not-found" | "no-rig" | "gate";

/** Where in a user's file a failure lies; lines and columns count from 1. */
export interface Place {
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
}

export interface FailureDetails {
  readonly code?: string;
  readonly at?: Place;
  readonly consequence?: string;
  /** A piece of what was typed and the column in it where reading stopped, counted from 0. */
  readonly mark?: { readonly text: string; readonly column: number };
  readonly fix?: string;
  /** Further failures found in the same reading, reported together. */
  readonly also?: readonly Failure[];
}

/** Something outside the tool that a person can put right: what, where, what next. */
export class Failure extends Error {
  readonly kind: FailureKind;
  readonly details: FailureDetails;
  constructor(kind: FailureKind, message: string, details: FailureDetails = {}) {
    super(message);
    this.name = "Failure";
    this.kind = kind;
    this.details = details;
  }
}
