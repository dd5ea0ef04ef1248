/** A card and its training index, RTX 3090 = 100. */
export interface RankedCard {
  readonly gpu: string;
  readonly index: number;
}

/** How the ten fastest cards stand when one job counts for more. */
export interface Reweighting {
  readonly job: string;
  readonly top: readonly RankedCard[];
}

/** What `explain training-index` tells: the basket, the ten fastest cards, and how they stand when each job in turn counts for three. */
export interface IndexStory {
  readonly jobs: readonly { readonly id: string; readonly name: string; readonly vramGib: number; readonly sharePct: number; readonly goesBy: string }[];
  readonly top: readonly RankedCard[];
  readonly reweighted: readonly Reweighting[];
}
