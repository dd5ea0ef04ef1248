import type { Assumptions } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Framework } from "../domain/framework.js";
import type { Offer } from "../domain/offer.js";
import { PART_KINDS, type Part, type PartKind, type PartOf, type Provenance } from "../domain/part.js";
import type { PriceTable } from "../domain/price.js";
import type { Region } from "../domain/region.js";
import type { SubjectName, Subjects } from "../domain/subject.js";
import { decimal } from "../units/decimal.js";
import type { TextRecord, Texts } from "./texts.js";

type TextFor<T> = { readonly [K in keyof T]: T[K] extends { digits: bigint } | undefined ? string : T[K] };
type Tax = NonNullable<Region["tax"]>;
type Electricity = NonNullable<Region["electricity"]>;

export interface EncodedRegion extends Omit<Region, "tax" | "electricity"> {
  readonly tax?: Omit<Tax, "ratePct"> & { readonly ratePct: string };
  readonly electricity?: TextFor<Omit<Electricity, "standingPerDay" | "unitRate">> & { readonly unitRate: string; readonly standingPerDay?: string };
}

/** What is kept as text beside a snapshot: regions by code; what is told about parts besides their figures, and their offers, by {@link partName}. */
export interface SnapshotTexts<T = TextRecord> {
  readonly regions: T;
  readonly details: T;
  readonly offers: T;
  /** {@link CompiledPrices} by region; they are not told of a catalogue with a user's files over it. */
  readonly prices?: Pick<Texts, "get">;
}

/** What parts cost in a region, for the catalogue with that digest. */
export interface CompiledPrices {
  readonly digest: string;
  readonly prices: PriceTable;
}

export const partName = (kind: PartKind, id: string): string => `${kind}/${id}`;

/** Where a part's figures come from, and the offers that are kept for the record only. */
export interface PartDetails extends Provenance {
  readonly history: readonly Offer[];
}

/** A part without its offers. */
export type EncodedPart<K extends PartKind> = Omit<PartOf[K], "offers">;

/** The whole catalogue as JSON values: what the build writes and the program loads. */
export interface Snapshot {
  readonly version: string;
  readonly asOf: string;
  readonly digest: string;
  readonly parts: { readonly [K in PartKind]: readonly EncodedPart<K>[] };
  readonly exchange: { readonly base: string; readonly asOf: string; readonly source: string; readonly perBase: Readonly<Record<string, string>> };
  readonly frameworks: readonly Framework[];
  /** The constants of `assumptions.yaml`; fitted models are subjects. */
  readonly assumptions: Omit<Assumptions, "power" | "trainingIndex">;
  /** The subjects that every command loads, and those that a user's file changes; values by id. */
  readonly subjects: Partial<SubjectFiles>;
}

/** The values of one subject by id, as its compiled file holds them. */
export type SubjectFile = Readonly<Record<string, unknown>>;
export type SubjectFiles = { readonly [S in SubjectName]: SubjectFile };
export type SubjectReader = (subject: SubjectName) => SubjectFile;

const NO_DETAILS: PartDetails = { notes: [], sources: [], doubtful: [], history: [] };

const NO_OFFERS: readonly Offer[] = [];

const offersIn = (texts: Texts, name: string): Part["offers"] => {
  let known: readonly Offer[] | undefined;
  return () => {
    if (known === undefined) {
      const text = texts.get(name);
      known = text === undefined ? NO_OFFERS : (JSON.parse(text) as readonly Offer[]);
    }
    return known;
  };
};

const partsById = <K extends PartKind>(kind: K, parts: readonly EncodedPart<K>[], offers: Texts): ReadonlyMap<string, PartOf[K]> => {
  const byId = new Map<string, PartOf[K]>();
  for (const encoded of parts) {
    // The snapshot is read for this catalogue alone, so its objects become the parts.
    const part = encoded as PartOf[K] & { offers: Part["offers"] };
    part.offers = offersIn(offers, partName(kind, part.id));
    byId.set(part.id, part);
  }
  return byId;
};

/** Values that are decoded when they are first asked for. */
class LazyMap<V> implements ReadonlyMap<string, V> {
  readonly #texts: Texts;
  readonly #decode: (text: string) => V;
  readonly #known = new Map<string, V>();
  constructor(texts: Texts, decode: (text: string) => V) {
    this.#texts = texts;
    this.#decode = decode;
  }
  get size(): number {
    return this.#texts.names().length;
  }
  has(key: string): boolean {
    return this.#texts.has(key);
  }
  get(key: string): V | undefined {
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const text = this.#texts.get(key);
    if (text === undefined) return undefined;
    const value = this.#decode(text);
    this.#known.set(key, value);
    return value;
  }
  keys(): MapIterator<string> {
    return this.#texts.names()[Symbol.iterator]() as MapIterator<string>;
  }
  #all(): Map<string, V> {
    return new Map(this.#texts.names().map((key) => [key, this.get(key) as V]));
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
 * @param readSubject - called when a subject that the snapshot does not hold is first asked for
 */
export const catalogOf = (snapshot: Snapshot, texts: SnapshotTexts<Texts>, readSubject: SubjectReader, overlays: readonly string[] = []): Catalog => {
  const { parts, exchange } = snapshot;
  const subjects = lazySubjects((subject) => snapshot.subjects[subject] ?? readSubject(subject));
  return {
    version: snapshot.version,
    asOf: snapshot.asOf,
    digest: snapshot.digest,
    parts: {
      gpu: partsById("gpu", parts.gpu, texts.offers),
      cpu: partsById("cpu", parts.cpu, texts.offers),
      motherboard: partsById("motherboard", parts.motherboard, texts.offers),
      memory: partsById("memory", parts.memory, texts.offers),
      psu: partsById("psu", parts.psu, texts.offers),
      case: partsById("case", parts.case, texts.offers),
      cooler: partsById("cooler", parts.cooler, texts.offers),
      storage: partsById("storage", parts.storage, texts.offers),
      network: partsById("network", parts.network, texts.offers),
      riser: partsById("riser", parts.riser, texts.offers),
    },
    regions: new LazyMap(texts.regions, (text) => decodeRegion(JSON.parse(text) as EncodedRegion)),
    exchange: { ...exchange, perBase: new Map(Object.entries(exchange.perBase).map(([currency, rate]) => [currency, decimal(rate)])) },
    frameworks: new Map(snapshot.frameworks.map((framework) => [framework.id, framework])),
    assumptions: {
      ...snapshot.assumptions,
      power: onlyValue(subjects.powerModel(), "power"),
      trainingIndex: onlyValue(subjects.trainingIndex(), "training-index"),
    },
    subjects,
    provenance: (kind, id) => {
      const text = texts.details.get(partName(kind, id));
      return text === undefined ? NO_DETAILS : (JSON.parse(text) as PartDetails);
    },
    compiledPrices: (region) => {
      const text = overlays.length > 0 ? undefined : texts.prices?.get(region);
      if (text === undefined) return undefined;
      const { digest, prices } = JSON.parse(text) as CompiledPrices;
      return digest === snapshot.digest ? prices : undefined;
    },
    overlays,
  };
};

/** A value for every kind of part. */
export const emptyByKind = <T>(make: () => T): { [K in PartKind]: T } => Object.fromEntries(PART_KINDS.map((kind) => [kind, make()])) as { [K in PartKind]: T };
