/** What one prize-winning or well-placed solution of a machine-learning competition was trained on. */
export interface WinningSolution {
  readonly competition: string;
  readonly year: number;
  /** A number, or what is known of it; absent where the write-up does not say. */
  readonly place?: string;
  readonly task: string;
  readonly hardware: string;
  /** GPUs used; 0 for none, a TPU or a laptop. */
  readonly gpuCount: number;
  readonly class: string;
  readonly trainingHours?: number;
  readonly trainingTime?: string;
  readonly source: string;
  readonly note?: string;
}

/** The solutions of one platform. */
export interface WinnersPlatform {
  readonly id: string;
  readonly name: string;
  readonly notes?: readonly string[];
  readonly solutions: readonly WinningSolution[];
}
