import type { Catalog } from "../domain/catalog.js";
import type { PricedRental } from "../domain/comparison.js";
import { snaked } from "../domain/names.js";
import type { RentalProvider, RentalTier } from "../domain/rental.js";
import { hoursText } from "./allowance-words.js";
import { head } from "./catalog-table.js";
import { moneyText } from "./format.js";
import { type Json, known, moneyJson } from "./json-values.js";
import type { Page } from "./style.js";
import { bullet, headline, labelled, section, tableLines } from "./table.js";

/** An offer, and what it comes to for this buyer; without a price where the card is not in the catalogue or there is no rate. */
export interface RentalRow {
  readonly offer: NonNullable<RentalProvider["offers"]>[number];
  readonly gpuName: string;
  readonly priced?: PricedRental;
}

interface CardHours {
  readonly gpuName: string;
  readonly hours: number;
}

/** What an allowance's ids and credits mean: the card's name, and how long it lasts on which card. */
export interface TierFacts {
  readonly cardName?: string;
  readonly lasts: readonly CardHours[];
}

export const rentalDocument = ({ offers: _offers, tiers, ...provider }: RentalProvider, rows: readonly RentalRow[], catalog: Catalog): Json => ({
  ...head("catalog show", catalog),
  result: {
    ...(snaked(provider) as Json),
    kind: "rental",
    provider_kind: provider.kind,
    offers: rows.map(({ offer, gpuName, priced }) => ({
      ...(snaked(offer) as Json),
      gpu_name: gpuName,
      ...known("per_hour", priced?.perHour, moneyJson),
      ...known("per_gpu_hour", priced?.perGpuHour, moneyJson),
      ...known("age_days", priced?.ageDays),
    })),
    tiers: (tiers ?? []).map((tier) => snaked(tier)),
  },
});

const KINDS = { cloud: "rents machines", marketplace: "a marketplace: other people's machines", notebook: "notebooks in the browser" } as const;

const offerCells = ({ offer, gpuName, priced }: RentalRow): readonly string[] => [
  `${offer.count === 1 ? "" : `${offer.count} × `}${gpuName}`,
  [offer.terms === "spot" ? "spot" : "on demand", offer.tier ?? "", offer.host === "separate" ? "GPU only" : "", offer.grade === "doubtful" ? "lowest" : ""]
    .filter((word) => word !== "")
    .join(", "),
  `${offer.pricePerHour} ${offer.currency}`,
  priced === undefined ? "-" : moneyText(priced.perGpuHour),
  offer.seenOn,
];

const spanWords = ({ since, until, use }: RentalTier): string | undefined => {
  if (since === undefined) return until === undefined ? undefined : `until ${until}`;
  if (until !== undefined) return `${since} to ${until}`;
  return use === "history" ? `from ${since}` : `since ${since}`;
};

const MOST_CARDS = 4;

/** `some 54 h of Tesla T4, 8.5 h of A100`: how long an allowance lasts. */
const lastingWords = (lasts: readonly CardHours[]): string | undefined =>
  lasts.length === 0
    ? undefined
    : `lasts some ${lasts
        .slice(0, MOST_CARDS)
        .map(({ gpuName, hours }) => `${hoursText(hours < 10 ? hours : Math.round(hours))} h of ${gpuName.replace(/^(?:NVIDIA|AMD) /, "")}`)
        .join(" or ")}`;

const tierWords = (tier: RentalTier, { cardName, lasts }: TierFacts): string => {
  const {
    gpu,
    model,
    count = 1,
    price,
    currency,
    period,
    credit,
    units,
    hoursPerWeek,
    hoursPerMonth,
    hoursPerDayReported: reported,
    sessionH,
    diskGb,
    note,
  } = tier;
  const card = cardName ?? gpu ?? model;
  const words = [
    card === undefined ? undefined : `${count === 1 ? "" : `${count} × `}${card}`,
    price === undefined
      ? undefined
      : Number(price) === 0
        ? "free"
        : `${price} ${currency ?? ""}${period === "month" || period === "week" ? ` a ${period}` : ""}`,
    credit === undefined ? undefined : `credit of ${credit}${period === "month" ? " a month" : " once"}`,
    units === undefined ? undefined : `${units} compute units`,
    lastingWords(lasts),
    hoursPerWeek === undefined ? undefined : `${hoursText(hoursPerWeek)} h a week`,
    hoursPerMonth === undefined ? undefined : `${hoursText(hoursPerMonth)} h a month`,
    reported === undefined ? undefined : `${hoursText(reported.from)} to ${hoursText(reported.to)} h a day, as users report`,
    sessionH === undefined ? undefined : `sessions of ${hoursText(sessionH)} h`,
    diskGb === undefined ? undefined : `${hoursText(diskGb)} GB of disk`,
    spanWords(tier),
    `seen ${tier.seenOn}`,
    note,
  ];
  return `${tier.id}: ${words.filter((word) => word !== undefined).join("; ")}`;
};

/** One provider for a person: what it lets for how much, what it gives, how that was before. */
export const rentalText = (
  provider: RentalProvider,
  rows: readonly RentalRow[],
  facts: ReadonlyMap<string, TierFacts>,
  currency: string,
  page: Page,
): string => {
  const { name, id, kind, storage, egress, billing, tiers = [], notes = [] } = provider;
  const now = tiers.filter(({ use }) => use !== "history");
  const before = tiers.filter(({ use }) => use === "history");
  const fact = (label: string, words: string | undefined): readonly string[] => (words === undefined ? [] : labelled(label, words, page));
  return [
    ...headline(`${name} (rental ${id}): ${KINDS[kind]}`, page),
    ...fact("Storage", storage),
    ...fact("Data out", egress),
    ...fact("Billing", billing),
    ...section(
      "BY THE HOUR",
      rows.length === 0
        ? []
        : tableLines(
            [
              { head: "GPU", flexible: "wraps" },
              { head: "Terms" },
              { head: "Listed", align: "right" },
              { head: `${currency} a GPU-hour`, align: "right" },
              { head: "Seen" },
            ],
            rows.map(offerCells),
            page,
          ),
      page,
    ),
    ...section(
      "ALLOWANCES",
      now.flatMap((tier) => bullet(tierWords(tier, facts.get(tier.id) ?? { lasts: [] }), page)),
      page,
    ),
    ...section(
      "AS IT WAS BEFORE",
      before.flatMap((tier) => bullet(tierWords(tier, facts.get(tier.id) ?? { lasts: [] }), page)),
      page,
    ),
    ...section(
      "SOURCES",
      [...new Set([...(provider.offers ?? []), ...tiers].map(({ source }) => source)), ...notes].flatMap((words) => bullet(words, page)),
      page,
    ),
    "",
  ].join("\n");
};
