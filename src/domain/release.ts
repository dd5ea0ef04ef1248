import type { SystemName } from "./framework.js";

/** Where a build runs: a system, or Linux on an Arm processor. */
export type BuildSystem = SystemName | "linux-arm";

/** One official build, as several versions of a framework had it. */
export interface Build {
  readonly versions: readonly string[];
  readonly on: readonly BuildSystem[];
  /** What it was built for: `CUDA 12.6`. */
  readonly build: string;
  /** Code in it: machine code (`sm_86`; `sm_90a` for that card alone), code translated at start (`compute_80`), targets by name (`gfx906`). */
  readonly code?: readonly string[];
  /** Where the makers give a range of compute capabilities instead. */
  readonly capabilities?: { readonly from: string; readonly to: string };
  /** Targets it has code for that does not run, or that nobody has shown to run. */
  readonly fails?: readonly string[];
  /** Earlier versions may have had it: they were not read. */
  readonly earlierNotKnown?: boolean;
  /** How to install it, `{version}` standing for the version. */
  readonly install?: string;
  readonly note?: string;
  /** Places in the list of cites. */
  readonly sources: readonly number[];
}

/** Which official builds the versions of a framework came in. */
export interface ReleaseTable {
  readonly id: string;
  readonly name: string;
  /** What holds for a version between two that are listed: there is none, it is like the earlier one, or it is not known unless both agree. */
  readonly between: "none" | "like_earlier" | "not_known";
  readonly versions: Readonly<Record<string, { readonly released?: string; readonly python?: string }>>;
  readonly builds: readonly Build[];
  readonly cites: readonly string[];
}
