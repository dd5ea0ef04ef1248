/** How one training job, at one precision, takes its time. */
export interface TaskModel {
  readonly unit: string;
  /** Relative time per sample that goes with 1/compute, 1/bandwidth, 1/power, with nothing, and with 1/batch. */
  readonly time: readonly number[];
  /** Batch that `time` takes for 1. */
  readonly batch: number;
  /** Batch that was run on a card, by GiB of memory, ascending. */
  readonly batches: readonly (readonly [number, number])[];
  /** Natural logarithm of the speed with one software of one suite, against the whole: `suite/software`. */
  readonly software: Readonly<Record<string, number>>;
  /** Cards measured. */
  readonly cards: number;
  /** Measured speed by card, brought to the reference software. */
  readonly measured: Readonly<Record<string, number>>;
}

/** A card in one arithmetic, and by how much what it was measured at differs from the time model, told apart by how widely it holds. */
export interface ModelSite {
  readonly gpu: string;
  readonly architecture: string;
  readonly math: string;
  /** Logarithms of compute, bandwidth, FP32 rate, cache and power. */
  readonly at: readonly number[];
  readonly all: number;
  readonly tasks: Readonly<Record<string, number>>;
}

/** What is known of the card itself from its own measurements. */
export interface OwnResiduals {
  readonly all: number;
  readonly workloads: Readonly<Record<string, number>>;
}

/** How a workload's speed grows with GPUs. */
export interface WorkloadScaling {
  /** Gigabytes that do not hide behind computing, per unit of a step. */
  readonly exchange: number;
  /** Share of a step that each doubling of the GPUs adds. */
  readonly growth: number;
  /** Half width of the 80 % interval in natural logarithms, at two GPUs. */
  readonly spread: number;
  /** Waits for the processor and the drives much of the time, so that the GPUs decide little. */
  readonly isHostBound?: boolean;
}

export interface ScalingModel {
  readonly source: string;
  readonly workloads: Readonly<Record<string, WorkloadScaling>>;
  /** For a workload without measurements on several GPUs. */
  readonly any: WorkloadScaling;
}

/** The fitted model of training speed: `catalog/models/throughput.yaml`, written by `npm run fit`. */
export interface ThroughputModel {
  readonly source: string;
  /** Suite and software that speeds are stated for, `suite/software`. */
  readonly reference: string;
  /** Distances at which two cards are about one half alike, in the order of {@link ModelSite.at}. */
  readonly reach: readonly number[];
  /** Variances of what similar cards share: in everything, in one arithmetic, in one task; and of one card in everything and in a workload. */
  readonly shares: {
    readonly all: number;
    readonly math: number;
    readonly task: number;
    readonly own: number;
    readonly ownWorkload: number;
  };
  /** Half width of the 80 % interval in natural logarithms for a card of an architecture, and a task, measured many times over: by suite, and for any. */
  readonly spread: Readonly<Record<string, number>>;
  /** How much of its square is added where no other card of the architecture was measured; the more were, the less. */
  readonly spreadUnlike: number;
  /** As `software` of a task, for a task that has none. */
  readonly software: Readonly<Record<string, number>>;
  /** By `workload/precision`. */
  readonly tasks: Readonly<Record<string, TaskModel>>;
  readonly sites: readonly ModelSite[];
  readonly own: Readonly<Record<string, OwnResiduals>>;
  readonly scaling: ScalingModel;
}
