/** A word of the trade in plain words. */
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
  /** Other terms worth reading next, by id. */
  readonly see?: readonly string[];
}
