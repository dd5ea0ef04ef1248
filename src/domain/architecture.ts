import type { SystemName } from "./framework.js";
import type { SourceNote } from "./part.js";

/** When a layer of software dropped an architecture, or is expected to. */
export interface ArchitectureEnd {
  readonly layer: string;
  readonly kind: "past" | "announced" | "expected";
  readonly from: string;
  readonly to: string;
  readonly lastVersion?: string;
  readonly source: string;
}

/** What cards of one target have in common: the id is the target (`8.6`, `gfx906`). */
export interface Architecture {
  readonly id: string;
  readonly name: string;
  readonly vendor: string;
  readonly systems: readonly SystemName[];
  /** Hardware features it has not got. */
  readonly lacks: readonly string[];
  /** NVIDIA's driver branches that drive it: absent ends are open. */
  readonly driver?: {
    readonly first?: number;
    readonly last?: number;
    readonly endedOn?: string;
    readonly endsOn?: string;
    /** The only kernel module that drives it on Linux. */
    readonly kernelModule?: "open" | "proprietary";
  };
  readonly ends?: readonly ArchitectureEnd[];
  readonly sources: readonly SourceNote[];
}
