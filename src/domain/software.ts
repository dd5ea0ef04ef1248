import type { ArchitectureEnd } from "./architecture.js";
import type { FrameworkLine, HostNeedLine } from "./assessment.js";
import type { FrameworkSupport } from "./framework.js";

/** All that software has to say of one card. */
export interface CardSoftware {
  readonly frameworks: readonly FrameworkLine[];
  readonly hostNeeds: readonly HostNeedLine[];
  /** When layers of software dropped the card, or are expected to. */
  readonly ends: readonly ArchitectureEnd[];
}

/** What a framework says of one kind of card, with the catalogue's cards of that kind. */
export interface FrameworkCards {
  readonly target: string;
  readonly name: string;
  readonly support: FrameworkSupport;
  readonly gpus: readonly string[];
}
