import type { Assumptions } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Framework } from "../domain/framework.js";
import type { Condition, Offer, Statistic } from "../domain/offer.js";
import { PART_KINDS, type PartKind, type PartOf, type Provenance } from "../domain/part.js";
import type { Region } from "../domain/region.js";
import { decimal } from "../units/decimal.js";

/** minor, currency, condition, market, tax, seen on, statistic, flags (d doubtful, h history, o own), channel, source */
export type EncodedOffer = readonly [number, string, Condition, string, Offer["tax"], string, Statistic, string, string, string];

export type EncodedPart<K extends PartKind = PartKind> = Omit<PartOf[K], "offers"> & { readonly offers: readonly EncodedOffer[] };

type TextFor<T> = { readonly [K in keyof T]: T[K] extends { digits: bigint } | undefined ? string : T[K] };
type Tax = NonNullable<Region["tax"]>;
type Electricity = NonNullable<Region["electricity"]>;

export interface EncodedRegion extends Omit<Region, "tax" | "electricity"> {
  readonly tax?: Omit<Tax, "ratePct"> & { readonly ratePct: string };
  readonly electricity?: TextFor<Omit<Electricity, "standingPerDay" | "unitRate">> & { readonly unitRate: string; readonly standingPerDay?: string };
}

/** The whole catalogue as JSON values: what the build writes and the program loads. */
export interface Snapshot {
  readonly version: string;
  readonly asOf: string;
  readonly digest: string;
  readonly parts: { readonly [K in PartKind]: readonly EncodedPart<K>[] };
  readonly regions: readonly EncodedRegion[];
  readonly exchange: { readonly base: string; readonly asOf: string; readonly source: string; readonly perBase: Readonly<Record<string, string>> };
  readonly frameworks: readonly Framework[];
  readonly assumptions: Assumptions;
  /** Provenance by kind and id, each as JSON text that is parsed when it is asked for. */
  readonly provenance: { readonly [K in PartKind]: Readonly<Record<string, string>> };
}

const NO_PROVENANCE: Provenance = { notes: [], sources: [], doubtful: [] };

const decodeOffer = ([minor, currency, condition, market, tax, seenOn, statistic, flags, channel, source]: EncodedOffer): Offer => ({
  minor,
  currency,
  condition,
  market,
  tax,
  seenOn,
  statistic,
  isDoubtful: flags.includes("d"),
  isHistory: flags.includes("h"),
  isOwn: flags.includes("o"),
  channel,
  source,
});

const decodeParts = <K extends PartKind>(encoded: readonly EncodedPart<K>[]): ReadonlyMap<string, PartOf[K]> => {
  const parts = new Map<string, PartOf[K]>();
  for (const part of encoded) {
    // Only `offers` differs between the two shapes.
    const decoded: object = { ...part, offers: part.offers.map(decodeOffer) };
    parts.set(part.id, decoded as PartOf[K]);
  }
  return parts;
};

const decodeRegion = ({ tax, electricity, ...rest }: EncodedRegion): Region => {
  const { standingPerDay, unitRate, ...power } = electricity ?? {};
  return {
    ...rest,
    ...(tax === undefined ? {} : { tax: { ...tax, ratePct: decimal(tax.ratePct) } }),
    ...(electricity === undefined || unitRate === undefined
      ? {}
      : {
          electricity: {
            ...(power as Omit<Electricity, "unitRate" | "standingPerDay">),
            unitRate: decimal(unitRate),
            ...(standingPerDay === undefined ? {} : { standingPerDay: decimal(standingPerDay) }),
          },
        }),
  };
};

/** The catalogue that a snapshot holds. */
export const catalogOf = (snapshot: Snapshot, overlays: readonly string[] = []): Catalog => {
  const { parts, exchange, provenance } = snapshot;
  return {
    version: snapshot.version,
    asOf: snapshot.asOf,
    digest: snapshot.digest,
    parts: {
      gpu: decodeParts<"gpu">(parts.gpu),
      cpu: decodeParts<"cpu">(parts.cpu),
      motherboard: decodeParts<"motherboard">(parts.motherboard),
      memory: decodeParts<"memory">(parts.memory),
      psu: decodeParts<"psu">(parts.psu),
      case: decodeParts<"case">(parts.case),
      cooler: decodeParts<"cooler">(parts.cooler),
      storage: decodeParts<"storage">(parts.storage),
      network: decodeParts<"network">(parts.network),
      riser: decodeParts<"riser">(parts.riser),
    },
    regions: new Map(snapshot.regions.map((region) => [region.code, decodeRegion(region)])),
    exchange: { ...exchange, perBase: new Map(Object.entries(exchange.perBase).map(([currency, rate]) => [currency, decimal(rate)])) },
    frameworks: new Map(snapshot.frameworks.map((framework) => [framework.id, framework])),
    assumptions: snapshot.assumptions,
    provenance: (kind, id) => {
      const text = Object.hasOwn(provenance[kind], id) ? provenance[kind][id] : undefined;
      return text === undefined ? NO_PROVENANCE : (JSON.parse(text) as Provenance);
    },
    overlays,
  };
};

/** As {@link catalogOf}, from the text the build wrote; our own file, so it is not checked again. */
export const parseSnapshot = (json: string): Snapshot => JSON.parse(json) as Snapshot;

/** A snapshot with nothing in it, to build one from. */
export const emptyByKind = <T>(make: () => T): { [K in PartKind]: T } => Object.fromEntries(PART_KINDS.map((kind) => [kind, make()])) as { [K in PartKind]: T };
