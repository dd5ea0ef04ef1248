import type { Catalog } from "../domain/catalog.js";
import { snaked, snakeKey } from "../domain/names.js";
import type { Condition, Offer } from "../domain/offer.js";
import type { Part, Provenance } from "../domain/part.js";
import type { PartUse } from "../domain/part-use.js";
import type { MarketPrice } from "../domain/price.js";
import type { CardSoftware } from "../domain/software.js";
import { cardSoftwareJson, cardSoftwareSections } from "./card-software.js";
import { moneyText } from "./format.js";
import { moneyJson } from "./json-values.js";
import { partUseJson, partUseSection } from "./part-use.js";
import type { Page } from "./style.js";
import { bullet, type Column, labelled, paragraph, section, tableLines } from "./table.js";

export interface ListRow {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly offers: number;
}

export interface ConditionPrice {
  readonly condition: Condition;
  readonly market: MarketPrice;
}

export const head = (command: string, { version, asOf, digest, overlays }: Catalog): Record<string, unknown> => ({
  schema_version: 1,
  command,
  catalog: { version, as_of: asOf, digest, overlays },
});

export const listDocument = (rows: readonly ListRow[], catalog: Catalog): unknown => ({
  ...head("catalog list", catalog),
  result: { entries: rows.map(({ kind, id, name, offers }) => ({ kind, id, name, offers })) },
});

/** The kind is said where there are several, and how many prices are known where some are. */
export const listText = (rows: readonly ListRow[], page: Page): string => {
  const isMixed = rows.some(({ kind }) => kind !== rows[0]?.kind);
  const isPriced = rows.some(({ offers }) => offers > 0);
  const columns: Column[] = [
    ...(isMixed ? [{ head: "Kind" }] : []),
    { head: "Id" },
    { head: "Name", flexible: "wraps" },
    ...(isPriced ? [{ head: "Prices", align: "right" as const }] : []),
  ];
  const cells = rows.map(({ kind, id, name, offers }) => [...(isMixed ? [kind] : []), id, name, ...(isPriced ? [offers === 0 ? "-" : String(offers)] : [])]);
  return `${tableLines(columns, cells, page, "").join("\n")}\n`;
};

const MOST_SHOPS = 6;
/** Named places where a part was offered in a condition, those of the price's own markets first. */
const shopsOf = ({ offers }: Part, condition: Condition, { markets }: MarketPrice): readonly string[] => {
  const named = offers().filter((offer) => offer.condition === condition && !offer.isOwn && /\.[a-z]{2,}$/.test(offer.channel));
  const near = (market: string): number => Number(!markets.includes(market));
  return [...new Set([...named].sort((a, b) => near(a.market) - near(b.market)).flatMap(({ channel }) => channel.split("/")))].slice(0, MOST_SHOPS);
};

const ABOUT: ReadonlySet<string> = new Set(["kind", "id", "name", "aliases", "offers"]);

const fieldsOf = (part: Part): readonly (readonly [string, unknown])[] =>
  Object.entries(part)
    .filter(([key]) => !ABOUT.has(key))
    .map(([key, value]) => [snakeKey(key), snaked(value)] as const);

/** What is known of a part beside its own fields. */
interface PartKnown {
  readonly provenance: Provenance & { readonly history: readonly Offer[] };
  readonly prices: readonly ConditionPrice[];
  readonly use: PartUse;
  readonly software?: CardSoftware;
}

export const partDocument = (part: Part, { provenance, prices, use, software }: PartKnown, catalog: Catalog): unknown => ({
  ...head("catalog show", catalog),
  result: {
    kind: part.kind,
    id: part.id,
    name: part.name,
    aliases: part.aliases,
    fields: Object.fromEntries(fieldsOf(part)),
    prices: prices.map(({ condition, market }) => ({
      condition,
      price: moneyJson(market.price),
      low: moneyJson(market.low),
      high: moneyJson(market.high),
      offers: market.offerCount,
      as_of: market.asOf,
      age_days: market.ageDays,
      markets: market.markets,
      own_price: market.isOwn,
      source: market.source,
    })),
    offers: [...part.offers(), ...provenance.history].map((offer) => ({
      ...moneyJson({ minor: offer.minor, currency: offer.currency }),
      condition: offer.condition,
      market: offer.market,
      channel: offer.channel,
      tax: offer.tax,
      seen_on: offer.seenOn,
      statistic: offer.statistic,
      doubtful: offer.isDoubtful,
      history: offer.isHistory,
      own: offer.isOwn,
      source: offer.source,
    })),
    notes: provenance.notes,
    sources: provenance.sources.map(({ grade, cite, readOn, covers }) => ({ grade, cite, read_on: readOn, covers })),
    doubtful: provenance.doubtful,
    ...(software === undefined ? {} : cardSoftwareJson(software)),
    used_in: partUseJson(use),
  },
});

const GRADE_WORDS = { sourced: "read at its source", recalled: "from memory: confirm", doubtful: "in doubt", own: "your own figure" } as const;

/** A field's value in words: `fp16 71, fp32 35.6`. */
const valueWords = (value: unknown): string => {
  if (Array.isArray(value)) return value.map(valueWords).join(value.some((item) => typeof item === "object") ? "; " : ", ");
  if (typeof value === "object" && value !== null)
    return Object.entries(value)
      .map(([key, inner]) => `${key} ${typeof inner === "object" ? `(${valueWords(inner)})` : valueWords(inner)}`)
      .join(", ");
  return value === true ? "yes" : value === false ? "no" : String(value);
};

/** On a wide page one long value would push what stands after it far away. */
const WIDEST_FIGURES = 90;
const readable = (page: Page): Page => ({ ...page, columns: Math.min(page.columns, WIDEST_FIGURES) });

const offersIn = (part: Part, wanted: Condition): number => part.offers().filter(({ condition, isHistory }) => condition === wanted && !isHistory).length;

/** How many of the offers of a condition make its price. */
const countWords = ({ offerCount }: MarketPrice, all: number): string =>
  all > offerCount
    ? offerCount === 1
      ? `1 of ${all} offers`
      : `middle of ${offerCount} of ${all} offers`
    : offerCount === 1
      ? "the one offer"
      : `middle of ${offerCount} offers`;

const WHICH_COUNT =
  "Which offers count: your own before all; fresh before old, the nearest market before others, middles before lowest and highest, none in doubt.";

/** One part for a person: figures with how far each is to be trusted, prices, notes. */
export const partText = (part: Part, { provenance, prices, use, software }: PartKnown, page: Page): string => {
  const gradeOf = (field: string): string => {
    const source = provenance.sources.find(({ covers }) => covers.some((covered) => covered === field || covered.startsWith(`${field}.`)));
    return source === undefined ? "" : GRADE_WORDS[source.grade];
  };
  const rows = fieldsOf(part).map(([field, value]) => [field, valueWords(value), gradeOf(field)]);
  return [
    page.style.bold(`${part.name} (${part.kind} ${part.id})`),
    ...section("FIGURES", tableLines([{ head: "Field" }, { head: "Value", flexible: "wraps" }, { head: "Trust" }], rows, readable(page)), page),
    ...section(
      "PRICES",
      prices
        .flatMap(({ condition, market }) => {
          const shops = shopsOf(part, condition, market);
          const all = offersIn(part, condition);
          return [
            ...labelled(
              condition.slice(0, 9),
              `${moneyText(market.price)}: ${countWords(market, all)} from ${market.markets.join(", ")}, newest ${market.asOf}${market.offerCount === 1 ? "" : `; all offers there ${moneyText(market.low)} to ${moneyText(market.high)}`}${market.isOwn ? "; your own price" : market.isDoubtful ? "; too weak to plan with" : ""}`,
              page,
            ),
            ...(shops.length === 0 ? [] : labelled("", `offered ${condition} at ${shops.join(", ")}`, page)),
          ];
        })
        .concat(prices.some(({ condition, market }) => offersIn(part, condition) > market.offerCount) ? paragraph(WHICH_COUNT, page) : []),
      page,
    ),
    ...(software === undefined ? [] : cardSoftwareSections(software, page)),
    ...partUseSection(use, page),
    ...section(
      "NOTES",
      [...provenance.notes, ...provenance.doubtful.map(({ field, note }) => `${field} is left out as doubtful: ${note}`)].flatMap((note) => bullet(note, page)),
      page,
    ),
    ...section(
      "SOURCES",
      provenance.sources.flatMap(({ grade, cite, readOn, covers }) => paragraph(`${GRADE_WORDS[grade]} (${readOn}): ${cite} [${covers.join(", ")}]`, page)),
      page,
    ),
    "",
  ].join("\n");
};
