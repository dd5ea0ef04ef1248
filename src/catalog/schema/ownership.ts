import { z } from "zod";
import type { ReliabilityModel, ResaleModel } from "../../domain/resale.js";
import type { UsedPrices } from "../../domain/used-price.js";
import { camel } from "../camel.js";
import { cite, currency, date, name, shortText, source, text } from "./fields.js";

const share = z.number().min(0).max(2);
const range = z
  .strictObject({ value: share, low: share, high: share })
  .refine(({ value, low, high }) => low <= value && value <= high, "is not in order low, value, high");
const basis = z.enum(["measured", "stated", "modelled", "assumed"]);
const about = { notes: z.array(text).max(50).exactOptional(), sources: z.array(source).max(50).exactOptional() } as const;

export const resaleSchema = z.strictObject({
  schema: z.literal(1),
  name,
  kinds: z.record(shortText, z.strictObject({ first_sale: range, yearly: range, basis, source: cite })),
  ...about,
});

const years = z.number().min(0).max(30);
export const reliabilitySchema = z.strictObject({
  schema: z.literal(1),
  name,
  service_years: z.number().min(1).max(30),
  kinds: z.record(
    shortText,
    z.strictObject({ per_year: range, warranty_years: z.strictObject({ new: years, used: years, refurbished: years }), basis, source: cite }),
  ),
  ...about,
});

export const encodeResale = (id: string, { schema: _schema, notes: _notes, sources: _sources, ...raw }: z.output<typeof resaleSchema>): ResaleModel => ({
  id,
  ...camel(raw),
});
export const encodeReliability = (
  id: string,
  { schema: _schema, notes: _notes, sources: _sources, ...raw }: z.output<typeof reliabilitySchema>,
): ReliabilityModel => ({ id, ...camel(raw) });

const quarter = z.string().regex(/^\d{4}-Q[1-4]$/, 'is not a quarter such as "2022-Q4"');
const amount = z.number().min(1).max(1_000_000);
export const usedPricesSchema = z.strictObject({
  schema: z.literal(1),
  name,
  currency,
  settled_from: quarter,
  cards: z.record(shortText, z.strictObject({ launched: date, list_price: amount, quarters: z.record(quarter, amount) })),
  ...about,
});

export const encodeUsedPrices = (id: string, { schema: _schema, notes: _notes, sources: _sources, ...raw }: z.output<typeof usedPricesSchema>): UsedPrices => ({
  id,
  ...camel(raw),
});
