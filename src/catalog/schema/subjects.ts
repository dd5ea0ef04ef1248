import { z } from "zod";
import { SYSTEMS } from "../../domain/framework.js";
import { atLeastOne, cite, currency, date, day, decimalText, market, month, name, rate, shortText, source, text } from "./fields.js";

const sources = z.array(source).max(50);

const regionFields = {
  name,
  code: z.string().regex(/^[A-Z]{2}(?:-[A-Z0-9]{1,3})?$/, "is not a region code such as GB or US-CA"),
  currency,
  market,
  bloc: z.enum(["europe", "north-america", "asia-pacific", "other"]),
  tax: z.strictObject({ name: shortText, rate_pct: decimalText, in_shop_prices: z.boolean() }).exactOptional(),
  electricity: z
    .strictObject({ unit_rate: decimalText, currency, standing_per_day: decimalText.exactOptional(), period: shortText, kind: shortText })
    .exactOptional(),
  mains_voltage_v: z.number().min(90).max(420).exactOptional(),
  circuits: z
    .array(
      z.strictObject({
        name,
        plug: shortText.exactOptional(),
        voltage_v: z.number().min(90).max(420),
        breaker_a: rate(200).exactOptional(),
        fuse_a: rate(200).exactOptional(),
        continuous_share: decimalText.exactOptional(),
        max_continuous_w: rate(50_000),
        default: z.boolean().exactOptional(),
        note: text.exactOptional(),
      }),
    )
    .exactOptional(),
  carbon: z.strictObject({ g_per_kwh: z.number().min(0).max(2000), year: z.int().min(2000).max(2100) }).exactOptional(),
} as const;
export const regionSchema = z.strictObject({ schema: z.literal(1), ...regionFields, sources });

/** A region that a user adds, and what a user changes of one that is there. */
export const ownRegionSchema = z.strictObject({ schema: z.literal(1).exactOptional(), ...regionFields, sources: sources.exactOptional() });
export const regionChangeSchema = ownRegionSchema.partial();

/** How much of a currency one unit of the base is: more than nothing. */
const exchangeRate = decimalText.refine((value) => Number(value) > 0, "is not a rate above 0");
const exchangeFields = { base: currency, as_of: day, rates: z.record(currency, exchangeRate) } as const;
export const exchangeSchema = z.strictObject({ schema: z.literal(1), ...exchangeFields, sources });

const supportWindow = z.strictObject({ from: month, to: month });

export const frameworkSchema = z.strictObject({
  schema: z.literal(1),
  name,
  aliases: z.array(shortText).max(20).exactOptional(),
  newest_version: shortText,
  newest_seen_on: date,
  support: z.array(
    z.strictObject({
      targets: z.array(shortText).min(1).max(100),
      status: z.enum(["supported", "older_version", "unsupported", "unknown"]),
      last_version: shortText.exactOptional(),
      build: text.exactOptional(),
      os: z.array(z.enum(SYSTEMS)).exactOptional(),
      install: text.exactOptional(),
      python: shortText.exactOptional(),
      elsewhere: z
        .array(
          z.strictObject({
            os: z.array(z.enum(SYSTEMS)).min(1),
            last_version: shortText,
            build: text.exactOptional(),
            install: text.exactOptional(),
            python: shortText.exactOptional(),
          }),
        )
        .exactOptional(),
      expected_until: z.record(shortText, supportWindow).exactOptional(),
      source: cite,
      read_on: date.exactOptional(),
      note: text.exactOptional(),
    }),
  ),
  sources: sources.exactOptional(),
});

const constantSchema = z.strictObject({
  value: z.number(),
  low: z.number(),
  high: z.number(),
  unit: shortText,
  basis: z.enum(["measured", "stated", "modelled", "assumed"]),
  source: cite,
  why: text,
});
const point = z.strictObject({ load: z.number().min(0).max(1), efficiency: z.number().min(1).max(100) });
const levels = z.strictObject({
  white: z.array(point).min(2),
  bronze: z.array(point).min(2),
  silver: z.array(point).min(2),
  gold: z.array(point).min(2),
  platinum: z.array(point).min(2),
  titanium: z.array(point).min(2),
});

export const assumptionsSchema = z.strictObject({
  schema: z.literal(1),
  name,
  read_on: date,
  constants: z.record(shortText, constantSchema),
  training_basket: z
    .array(
      z.strictObject({
        id: shortText,
        name,
        vram_gib: rate(1024),
        least_gib: rate(1024).exactOptional(),
        weight: rate(1000),
        task: shortText.exactOptional(),
        like: shortText.exactOptional(),
        tuning: z
          .strictObject({
            method: z.enum(["full", "lora", "qlora"]),
            params_b: rate(10_000),
            layers: atLeastOne(1000),
            hidden: atLeastOne(100_000),
            sequence_tokens: atLeastOne(1_000_000),
          })
          .exactOptional(),
      }),
    )
    .min(1),
  psu_efficiency: z.strictObject({ source: cite, levels: z.strictObject({ "115": levels, "230": levels }) }),
});

export const catalogSchema = z.strictObject({ schema: z.literal(1), as_of: day });
export const exchangeChangeSchema = exchangeSchema.partial();
