/** A word of the trade, or the code of a finding, in plain words. */
export interface Term {
  readonly id: string;
  readonly name: string;
  readonly aliases?: readonly string[];
  /** What it means, for someone who has never met it. */
  readonly says: string;
  /** Why it matters when buying. */
  readonly matters?: string;
  readonly formula?: string;
  readonly source: string;
  /** Set where it explains a finding or a failure. */
  readonly code?: string;
  /** Figures of a rig that show the term at work: a path in the rig's document, and words to follow the figure. */
  readonly figures?: readonly { readonly path: string; readonly words: string }[];
  /** Other terms worth reading next, by id. */
  readonly see?: readonly string[];
}
