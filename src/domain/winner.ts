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

/** How a rig stands beside what competition winners trained on. */
export interface WinnersReport {
  readonly solutions: number;
  readonly platforms: readonly { readonly name: string; readonly solutions: number }[];
  readonly years: { readonly from: number; readonly to: number };
  readonly byGpuCount: readonly { readonly gpus: string; readonly solutions: number; readonly share: number }[];
  readonly byTask: readonly { readonly task: string; readonly solutions: number; readonly medianGpus: number; readonly medianHours?: number }[];
  /** Of the solutions that say how long they trained; per model in some, of a whole ensemble in others. */
  readonly hours?: { readonly solutions: number; readonly lower: number; readonly median: number; readonly upper: number; readonly most: number };
  readonly beside: readonly {
    readonly label: string;
    readonly gpuCount: number;
    /** Share of the solutions that used no more GPUs than this. */
    readonly shareWithin: number;
    readonly examples: readonly (WinningSolution & { readonly platform: string })[];
  }[];
}
