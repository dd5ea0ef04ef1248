/** Speed of every card over the training basket, memory to spare: `catalog/models/training-index.yaml`, written by `npm run fit`. */
export interface TrainingIndexModel {
  readonly source: string;
  /** Training index before memory is counted, RTX 3090 = 100, and the share of the basket's weight that was measured; one device, by GPU id. */
  readonly cards: Readonly<Record<string, readonly [speed: number, measured: number]>>;
  /** For a card that is not among them: time as a sum of what goes with the tensor rate, the bandwidth and the FP32 rate. */
  readonly roofline: { readonly compute: number; readonly bandwidth: number; readonly fp32: number };
  /** Half widths of the 80 % interval in natural logarithms: of a card measured on the whole basket, and of one measured on nothing. */
  readonly spread: { readonly measured: number; readonly modelled: number };
  /** Cost of exchanging gradients at the speed of an RTX 3090, GB/s, and of each doubling of the GPUs. */
  readonly exchange: number;
  readonly growth: number;
}

/** Speed of every card at every job of the basket, RTX 3090 = 1, by job and GPU: what `explain training-index` weighs anew. */
export interface TrainingIndexJobs {
  readonly jobs: Readonly<Record<string, Readonly<Record<string, number>>>>;
}
