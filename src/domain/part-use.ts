import type { PublishedBuild } from "./build.js";

/** A published build that has a part, and how many of it. */
export interface BuildUse {
  readonly id: string;
  readonly pricedOn: string;
  readonly made: PublishedBuild["made"];
  readonly quantity: number;
  readonly isUsed: boolean;
  /** Of the whole machine as its author gave it, in the build's own money. */
  readonly publishedTotal?: PublishedBuild["publishedTotal"];
}

/** How many others are known to use a part. */
export interface PartUse {
  /** Oldest first. */
  readonly builds: readonly BuildUse[];
  /** Published builds whose list names a part of this kind. */
  readonly buildsKnown: number;
  /** Published builds in part known that name none of this kind. */
  readonly buildsSilent: number;
  /** Competition solutions whose write-up names the card; absent for parts that are no GPU. */
  readonly winners?: { readonly naming: number; readonly known: number; readonly newest?: number };
}
