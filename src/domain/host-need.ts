import type { SourceNote } from "./part.js";

/** Something the rest of the machine must have for some cards or some software. */
export interface HostNeed {
  readonly id: string;
  readonly name: string;
  /** Every condition that is given must hold. */
  readonly applies: {
    readonly gpus?: readonly string[];
    readonly targets?: readonly string[];
    readonly vendors?: readonly string[];
    readonly cooling?: readonly string[];
    readonly frameworks?: readonly string[];
    readonly cardsFrom?: number;
  };
  readonly needs: string;
  /** What happens without it. */
  readonly otherwise: string;
  readonly fix: string;
  readonly sources: readonly SourceNote[];
}
