import type { Optimizer, Precision, WorkloadSettings } from "../../../domain/workload.js";

/** Bytes that training keeps for each trainable parameter. */
export interface StateBytes {
  readonly weights: number;
  readonly gradients: number;
  /** A 32-bit copy of half-precision weights. */
  readonly master: number;
  readonly states: number;
}

/** Values an optimizer keeps a parameter, and how wide each is where it is not the arithmetic's width. */
const KEPT: { readonly [O in Optimizer]: { readonly values: number; readonly bytes?: number; readonly inBackward?: boolean } } = {
  sgd: { values: 0 },
  "sgd-momentum": { values: 1 },
  adamw: { values: 2 },
  adamw8bit: { values: 2, bytes: 1 },
  "adamw-in-backward": { values: 2, inBackward: true },
  "adamw8bit-in-backward": { values: 2, bytes: 1, inBackward: true },
  // Rows and columns instead of a value a parameter.
  adafactor: { values: 0.025 },
  lion: { values: 1 },
  lamb: { values: 2 },
};

const FULL = 4;
const HALF = 2;

/**
 * Bytes a trainable parameter takes: weights, gradients, 32-bit master copy, optimizer states.
 * @see Rajbhandari et al., "ZeRO", arXiv 1910.02054 (mixed Adam: 2 + 2 + 4 + 8); arXiv 2110.02861 (8-bit states)
 */
export const stateBytes = (precision: Precision, optimizer: Optimizer): StateBytes => {
  const { values, bytes, inBackward = false } = KEPT[optimizer];
  const isPure = precision === "pure-bf16";
  const width = precision === "amp" || isPure ? HALF : FULL;
  return {
    weights: width,
    gradients: inBackward ? 0 : width,
    master: precision === "amp" ? FULL : 0,
    states: values * (bytes ?? (isPure ? HALF : FULL)),
  };
};

/** Shares of each kind of state that one of `devices` cards keeps under ZeRO; FSDP's full sharding is stage 3. */
export const shardShares = (shard: WorkloadSettings["shard"], devices: number): { weights: number; gradients: number; states: number } => {
  const part = 1 / devices;
  const stage = shard === "zero3" ? 3 : shard === "zero2" ? 2 : shard === "zero1" ? 1 : 0;
  return { weights: stage >= 3 ? part : 1, gradients: stage >= 2 ? part : 1, states: stage >= 1 ? part : 1 };
};
