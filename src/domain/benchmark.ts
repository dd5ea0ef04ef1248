/** What a card computes in: the precision asked for. */
export const PRECISIONS = ["fp32", "fp16", "fp16-amp", "bf16", "bf16-amp"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** The arithmetic that is then used: `fp32` on newer cards is mostly TF32. */
export const ARITHMETICS = [...PRECISIONS, "tf32"] as const;
export type Arithmetic = (typeof ARITHMETICS)[number];

export const RUN_LINKS = ["none", "pcie", "nvlink", "nvswitch", "unknown"] as const;
export type RunLink = (typeof RUN_LINKS)[number];

/** One measured training speed. */
export interface BenchmarkRow {
  readonly gpu: string;
  /** GPUs as software sees them: a board that is two GPUs counts twice. */
  readonly count: number;
  /** What several cards exchange gradients over. */
  readonly link?: RunLink;
  readonly workload: string;
  readonly precision: Precision;
  /** Where it differs from the precision. */
  readonly math?: Arithmetic;
  /** Samples a GPU and step; a mean where the GPUs had different shares. */
  readonly batch?: number;
  /** Of all the GPUs together. */
  readonly throughput: number;
  readonly unit: string;
  readonly software: string;
  /** Off where direct copies between the cards were disabled. */
  readonly p2p?: "on" | "off";
  /** Machines that the figure is the median of, and how far they lie apart. */
  readonly systems?: number;
  readonly spreadPct?: number;
  readonly asOf: string;
  readonly run?: string;
}

/** Measurements of one suite: the same programs, so that cards can be compared. */
export interface BenchmarkSuite {
  readonly id: string;
  readonly name: string;
  readonly source: string;
  readonly readOn: string;
  readonly notes: readonly string[];
  readonly rows: readonly BenchmarkRow[];
}
