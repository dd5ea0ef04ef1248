import type { z } from "zod";
import type { Framework } from "../domain/framework.js";
import type { Offer } from "../domain/offer.js";
import type { PartKind } from "../domain/part.js";
import { parseMoney } from "../units/money.js";
import { camel } from "./camel.js";
import type { RawOffer } from "./schema/fields.js";
import type { PART_SCHEMAS } from "./schema/parts.js";
import type { assumptionsSchema, exchangeSchema, frameworkSchema, regionSchema } from "./schema/subjects.js";
import type { EncodedPart, EncodedRegion, PartDetails, Snapshot } from "./snapshot.js";

type RawPart<K extends PartKind> = z.output<(typeof PART_SCHEMAS)[K]>;
export type AnyRawPart = { [K in PartKind]: RawPart<K> }[PartKind];

const OWN_CHANNEL = "your own price";

/** @param isOwn - whether the offer is from a user's file, which then wins over the built-in ones */
const encodeOffer = (raw: RawOffer, isOwn: boolean): Offer => {
  const amount = parseMoney(raw.amount, raw.currency);
  if (amount === undefined) throw new RangeError(`unchecked amount ${raw.amount}`);
  return {
    minor: amount.minor,
    currency: raw.currency,
    condition: raw.condition,
    market: raw.market,
    tax: raw.tax,
    seenOn: raw.seen_on,
    statistic: raw.statistic ?? "typical",
    isDoubtful: raw.grade === "doubtful",
    // A repeat of another observation in a second currency must not count twice.
    isHistory: raw.use === "history" || raw.kind === "converted",
    // Whoever doubts a price of their own has not said that they pay it.
    isOwn: isOwn && raw.grade !== "doubtful",
    channel: raw.channel ?? (isOwn ? OWN_CHANNEL : ""),
    source: raw.source ?? "",
  };
};

/** The fields of a part as code spells them, without the keys about it. */
export const encodeFields = (kind: PartKind, raw: Readonly<Record<string, unknown>>): Record<string, unknown> => {
  const { schema: _schema, notes: _notes, sources: _sources, doubtful: _doubtful, prices: _prices, launch_price: _launch, ...fields } = raw;
  const encoded = camel(fields) as Record<string, unknown>;
  if (kind !== "riser" || !("kind" in encoded)) return encoded;
  const { kind: purpose, ...rest } = encoded;
  return { ...rest, purpose };
};

/** One checked part file as the snapshot holds it. */
export const encodePart = <K extends PartKind>(kind: K, id: string, raw: RawPart<K>): EncodedPart<K> => {
  const part: AnyRawPart = raw;
  const { name, aliases = [], ...fields } = encodeFields(kind, part) as { name: string; aliases?: string[] };
  // The strict schema of the kind has vouched for every field.
  const encoded: object = { kind, id, name, aliases, ...fields };
  return encoded as EncodedPart<K>;
};

export const encodeOffers = (raw: Partial<AnyRawPart>, isOwn: boolean): readonly Offer[] => (raw.prices ?? []).map((offer) => encodeOffer(offer, isOwn));

/** The offers that a plan may rest on. */
export const liveOffers = (raw: Partial<AnyRawPart>, isOwn: boolean): readonly Offer[] => encodeOffers(raw, isOwn).filter(({ isHistory }) => !isHistory);

/** Where a part's figures come from, with the offers kept for the record, as the details hold it. */
export const encodeDetails = (raw: AnyRawPart): PartDetails => ({
  history: encodeOffers(raw, false).filter(({ isHistory }) => isHistory),
  notes: raw.notes ?? [],
  sources: camel(raw.sources),
  doubtful: raw.doubtful ?? [],
});

type RawRegion = z.output<typeof regionSchema>;

const encodeCircuits = (circuits: NonNullable<RawRegion["circuits"]>): EncodedRegion["circuits"] =>
  circuits.map(({ default: isDefault = false, continuous_share: share, ...circuit }) => ({
    ...camel(circuit),
    isDefault,
    ...(share === undefined ? {} : { continuousShare: Number(share) }),
  }));

export const encodeRegion = ({ schema: _schema, circuits = [], ...raw }: RawRegion): EncodedRegion => ({ ...camel(raw), circuits: encodeCircuits(circuits) });

/** Only the fields that a user's file gives. */
export const encodeRegionChange = ({ schema: _schema, sources: _sources, circuits, ...raw }: Partial<RawRegion>): Partial<EncodedRegion> => ({
  ...(camel(raw) as Partial<EncodedRegion>),
  ...(circuits === undefined ? {} : { circuits: encodeCircuits(circuits) }),
});

export const encodeExchange = (raw: z.output<typeof exchangeSchema>): Snapshot["exchange"] => ({
  base: raw.base,
  asOf: raw.as_of,
  source: raw.sources.map(({ cite }) => cite).join("; "),
  perBase: raw.rates,
});

export const encodeFramework = (id: string, { schema: _schema, sources: _sources, ...raw }: z.output<typeof frameworkSchema>): Framework => ({
  id,
  ...camel(raw),
});

export const encodeAssumptions = (raw: z.output<typeof assumptionsSchema>): Snapshot["assumptions"] => ({
  constants: raw.constants,
  trainingBasket: raw.training_basket.map(({ like, ...job }) => ({ ...camel(job), ...(like === undefined ? {} : { task: like, isLike: true }) })),
  psuEfficiency: raw.psu_efficiency,
});
