import { z } from "zod";
import type { RentalProvider } from "../../domain/rental.js";
import type { WinnersPlatform } from "../../domain/winner.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, count, currency, date, decimalText, ID, memoryGib, name, rate, shortText, text } from "./fields.js";

const id = z.string().regex(ID, "is not an id");
const MOST_GPUS = 64;
const hoursUpTo = (most: number): z.ZodNumber => rate(most);

const offer = z.strictObject({
  gpu: id.exactOptional(),
  model: shortText.exactOptional(),
  vram_gib: memoryGib.exactOptional(),
  form_assumed: z.boolean().exactOptional(),
  instance: shortText.exactOptional(),
  count: atLeastOne(MOST_GPUS),
  price_per_hour: decimalText,
  currency,
  tax: z.enum(["included", "excluded"]),
  terms: z.enum(["on_demand", "spot"]),
  tier: shortText.exactOptional(),
  host: z.enum(["separate"]).exactOptional(),
  region: shortText.exactOptional(),
  vcpus: atLeastOne(2048).exactOptional(),
  ram_gib: memoryGib.exactOptional(),
  seen_on: date,
  grade: z.enum(["doubtful"]).exactOptional(),
  source: cite,
  note: text.exactOptional(),
});

const tier = z.strictObject({
  id,
  name,
  gpu: id.exactOptional(),
  model: shortText.exactOptional(),
  count: atLeastOne(MOST_GPUS).exactOptional(),
  price: decimalText.exactOptional(),
  currency: currency.exactOptional(),
  period: z.enum(["week", "month", "once"]).exactOptional(),
  units: count(100_000).exactOptional(),
  credit: decimalText.exactOptional(),
  hours_per_week: hoursUpTo(168).exactOptional(),
  hours_per_month: hoursUpTo(744).exactOptional(),
  hours_per_day_reported: z.strictObject({ from: hoursUpTo(24), to: hoursUpTo(24) }).exactOptional(),
  hours_per_session_seen: hoursUpTo(168).exactOptional(),
  session_h: hoursUpTo(168).exactOptional(),
  idle_min: rate(1440).exactOptional(),
  ram_gib: memoryGib.exactOptional(),
  disk_gb: rate(1_000_000).exactOptional(),
  quota: shortText.exactOptional(),
  since: date.exactOptional(),
  until: date.exactOptional(),
  use: z.enum(["history"]).exactOptional(),
  seen_on: date,
  source: cite,
  note: text.exactOptional(),
});

export const rentalSchema = z.strictObject({
  schema: z.literal(1),
  name,
  aliases: z.array(shortText).max(20).exactOptional(),
  kind: z.enum(["cloud", "marketplace", "notebook"]),
  storage: text.exactOptional(),
  egress: text.exactOptional(),
  billing: text.exactOptional(),
  units: z.strictObject({ price: decimalText, currency, units: atLeastOne(100_000) }).exactOptional(),
  notes: z.array(text).max(50).exactOptional(),
  offers: z.array(offer).max(2000).exactOptional(),
  tiers: z.array(tier).max(200).exactOptional(),
});

export const encodeRental = (provider: string, { schema: _schema, ...raw }: z.output<typeof rentalSchema>): RentalProvider => ({ id: provider, ...camel(raw) });

export const winnersSchema = z.strictObject({
  schema: z.literal(1),
  name,
  notes: z.array(text).max(50).exactOptional(),
  solutions: z
    .array(
      z.strictObject({
        competition: name,
        year: z.int().min(2010).max(2100),
        place: shortText.exactOptional(),
        task: shortText,
        hardware: name,
        gpu_count: count(1000),
        class: shortText,
        training_hours: rate(100_000).exactOptional(),
        training_time: name.exactOptional(),
        source: cite,
        note: text.exactOptional(),
      }),
    )
    .min(1)
    .max(2000),
});

export const encodeWinners = (platform: string, { schema: _schema, ...raw }: z.output<typeof winnersSchema>): WinnersPlatform => ({
  id: platform,
  ...camel(raw),
});
