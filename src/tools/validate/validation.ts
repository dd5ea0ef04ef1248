/** A prediction beside what was measured. `slices` says what kind of row it is: `{ gpu: "rtx-3090", suite: … }`. */
export interface Scored {
  readonly row: number;
  readonly actual: number;
  readonly predicted: number;
  /** The 80 % interval of the prediction. */
  readonly low: number;
  readonly high: number;
  readonly slices: Readonly<Record<string, string>>;
}

export interface NotScored {
  readonly row: number;
  readonly why: string;
}

/** One way of scoring a table (leaving one GPU out, say), with all its rows accounted for. */
export interface Pass {
  /** In words, `leave one GPU out`. */
  readonly way: string;
  readonly rows: number;
  readonly scored: readonly Scored[];
  readonly notScored: readonly NotScored[];
}

export interface ValidateOptions {
  /** A CSV to score against; absent for the catalogue's own measurements. */
  readonly table?: string;
  readonly json: boolean;
}

/** What a validation has to say: lines for people, one object for programs. */
export interface ValidationReport {
  readonly text: string;
  readonly json: object;
}

/** Scores one model; loaded by name when it is asked for. */
export type Validate = (options: ValidateOptions) => Promise<ValidationReport>;
