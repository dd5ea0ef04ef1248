import type { Assumptions } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Framework } from "../domain/framework.js";
import type { Condition, Offer, Statistic } from "../domain/offer.js";
import { PART_KINDS, type PartKind, type PartOf, type Provenance } from "../domain/part.js";
import type { Region } from "../domain/region.js";
import type { SubjectName, Subjects } from "../domain/subject.js";
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

/** What is told about a part besides its figures: asked for a few parts at a time, so each is JSON text until then. */
export type Details = { readonly [K in PartKind]: Readonly<Record<string, string>> };

/** Where a part's figures come from, and the offers that are kept for the record only. */
export interface PartDetails extends Provenance {
  readonly history: readonly EncodedOffer[];
}

/** The whole catalogue as JSON values: what the build writes and the program loads. */
export interface Snapshot {
  readonly version: string;
  readonly asOf: string;
  readonly digest: string;
  readonly parts: { readonly [K in PartKind]: readonly EncodedPart<K>[] };
  /** Regions by code, each as JSON text. */
  readonly regions: Readonly<Record<string, string>>;
  readonly exchange: { readonly base: string; readonly asOf: string; readonly source: string; readonly perBase: Readonly<Record<string, string>> };
  readonly frameworks: readonly Framework[];
  /** The constants of `assumptions.yaml`; fitted models are subjects. */
  readonly assumptions: Omit<Assumptions, "power">;
  /** The subjects that every command loads, and those that a user's file changes; values by id. */
  readonly subjects: Partial<SubjectFiles>;
}

/** The values of one subject by id, as its compiled file holds them. */
export type SubjectFile = Readonly<Record<string, unknown>>;
export type SubjectFiles = { readonly [S in SubjectName]: SubjectFile };
export type SubjectReader = (subject: SubjectName) => SubjectFile;

const NO_DETAILS: PartDetails = { notes: [], sources: [], doubtful: [], history: [] };

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

type Loose = { offers: readonly unknown[] };

/** Parts with their offers decoded in place: the snapshot is read once and not used again. */
const decodeParts = <K extends PartKind>(encoded: readonly EncodedPart<K>[]): ReadonlyMap<string, PartOf[K]> => {
  const parts = new Map<string, PartOf[K]>();
  for (const part of encoded) {
    const decoded: object = part;
    (decoded as Loose).offers = part.offers.map(decodeOffer);
    parts.set(part.id, decoded as PartOf[K]);
  }
  return parts;
};

/** Values that are decoded when they are first asked for. */
class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #texts: Readonly<Record<string, string>>;
  readonly #decode: (text: string) => V;
  readonly #known = new Map<string, V>();
  constructor(texts: Readonly<Record<string, string>>, decode: (text: string) => V) {
    this.#texts = texts;
    this.#decode = decode;
  }
  get size(): number {
    return Object.keys(this.#texts).length;
  }
  has(key: string): boolean {
    return Object.hasOwn(this.#texts, key);
  }
  get(key: string): V | undefined {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = this.has(key) ? this.#texts[key] : undefined;
    if (text === undefined) return undefined;
    const value = this.#decode(text);
    this.#known.set(key, value);
    return value;
  }
  keys(): MapIterator<string> {
    return new Map(Object.entries(this.#texts)).keys();
  }
  #all(): Map<string, V> {
    return new Map(Object.keys(this.#texts).map((key) => [key, this.get(key) as V]));
  }
  values(): MapIterator<V> {
    return this.#all().values();
  }
  entries(): MapIterator<[string, V]> {
    return this.#all().entries();
  }
  [Symbol.iterator](): MapIterator<[string, V]> {
    return this.entries();
  }
  forEach(visit: (value: V, key: string, map: ReadonlyMap<string, V>) => void): void {
    for (const [key, value] of this.entries()) visit(value, key, this);
  }
}

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

const decodeDetails = (text: string): Provenance & { readonly history: readonly Offer[] } => {
  const details = JSON.parse(text) as PartDetails;
  return { ...details, history: details.history.map(decodeOffer) };
};

/** Subjects that are turned into maps when they are first asked for. */
const lazySubjects = (read: SubjectReader): Subjects => {
  const known = new Map<SubjectName, ReadonlyMap<string, unknown>>();
  const get = (subject: SubjectName): ReadonlyMap<string, unknown> => {
    const found = known.get(subject) ?? new Map(Object.entries(read(subject)));
    known.set(subject, found);
    return found;
  };
  const target: Partial<Record<SubjectName, unknown>> = {};
  // The build wrote every value through the encoder of its subject.
  return new Proxy(target, { get: (_, subject) => () => get(subject as SubjectName) }) as Subjects;
};

const onlyValue = <T>(values: ReadonlyMap<string, T>, id: string): T => {
  const found = values.get(id);
  if (found === undefined) throw new Error(`the compiled catalogue has no model ${JSON.stringify(id)}: run npm run build`);
  return found;
};

/**
 * The catalogue that a snapshot holds.
 * @param details - called when something about a part besides its figures is first asked for
 * @param readSubject - called when a subject that the snapshot does not hold is first asked for
 */
export const catalogOf = (snapshot: Snapshot, details: () => Details, readSubject: SubjectReader, overlays: readonly string[] = []): Catalog => {
  const { parts, exchange } = snapshot;
  let loaded: Details | undefined;
  const subjects = lazySubjects((subject) => snapshot.subjects[subject] ?? readSubject(subject));
  const textOf = (kind: PartKind, id: string): string | undefined => {
    loaded ??= details();
    return Object.hasOwn(loaded[kind], id) ? loaded[kind][id] : undefined;
  };
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
    regions: new LazyMap(snapshot.regions, (text) => decodeRegion(JSON.parse(text) as EncodedRegion)),
    exchange: { ...exchange, perBase: new Map(Object.entries(exchange.perBase).map(([currency, rate]) => [currency, decimal(rate)])) },
    frameworks: new Map(snapshot.frameworks.map((framework) => [framework.id, framework])),
    assumptions: { ...snapshot.assumptions, power: onlyValue(subjects.powerModel(), "power") },
    subjects,
    provenance: (kind, id) => {
      const text = textOf(kind, id);
      return text === undefined ? { ...NO_DETAILS, history: [] } : decodeDetails(text);
    },
    overlays,
  };
};

/** A value for every kind of part. */
export const emptyByKind = <T>(make: () => T): { [K in PartKind]: T } => Object.fromEntries(PART_KINDS.map((kind) => [kind, make()])) as { [K in PartKind]: T };
