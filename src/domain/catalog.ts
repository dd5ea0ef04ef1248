import type { ExchangeRates } from "../units/money.js";
import type { Assumptions } from "./assumptions.js";
import type { Framework } from "./framework.js";
import type { Offer } from "./offer.js";
import type { PartKind, PartOf, Provenance } from "./part.js";
import type { PriceTable } from "./price.js";
import type { Region } from "./region.js";
import type { Subjects } from "./subject.js";

/** Everything that is known: parts, prices, regions, models' constants. Values, checked before they get here. */
export interface Catalog {
  readonly version: string;
  /** The day the facts were compiled, `YYYY-MM-DD`; the default date of a plan. */
  readonly asOf: string;
  /** SHA-256 over the content, with the user's overlays. */
  readonly digest: string;
  readonly parts: { readonly [K in PartKind]: ReadonlyMap<string, PartOf[K]> };
  readonly regions: ReadonlyMap<string, Region>;
  readonly exchange: ExchangeRates;
  readonly frameworks: ReadonlyMap<string, Framework>;
  readonly assumptions: Assumptions;
  /** Everything else: words, workloads, benchmarks, rentals …, each read when it is first asked for. */
  readonly subjects: Subjects;
  /** Sources, notes and doubts of one part, and offers kept for the record only; empty for a part written inline. */
  readonly provenance: (kind: PartKind, id: string) => Provenance & { readonly history: readonly Offer[] };
  /** What parts cost in a region on the catalogue's own day, in the region's own currency; undefined where that has to be worked out from offers. */
  readonly compiledPrices?: (region: string) => PriceTable | undefined;
  /** Names of the user's own files laid over the built-in catalogue, in order. */
  readonly overlays: readonly string[];
}
