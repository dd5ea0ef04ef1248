import type { LlmRun, LlmTuning } from "../../domain/llm.js";
import type { LlmCard } from "../../evaluate/workload/llm/card.js";
import type { NotScored } from "../validate/validation.js";

/** A measured rate with all that the model is given to predict it from. */
export interface Observation<J> {
  readonly row: number;
  /** Id of the card, to leave its rows out. */
  readonly gpu: string;
  readonly card: LlmCard;
  readonly job: J;
  /** Tokens a second, all GPUs and sequences together. */
  readonly measured: number;
  /** Keys under which errors are collected, the narrowest first. */
  readonly bandKeys: readonly string[];
  readonly slices: Readonly<Record<string, string>>;
}

export interface InferenceObservations {
  readonly rows: number;
  readonly decode: readonly Observation<LlmRun>[];
  readonly prompt: readonly Observation<LlmRun>[];
  readonly decodeRejected: readonly NotScored[];
  readonly promptRejected: readonly NotScored[];
}

export interface TuningObservations {
  readonly rows: number;
  readonly tuning: readonly Observation<LlmTuning>[];
  readonly rejected: readonly NotScored[];
}
