import { z } from "zod";
import { DAY_GROUPS, type Tariff } from "../../domain/tariff.js";
import { parseDecimal } from "../../units/decimal.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, currency, date, day, name, shortText, text } from "./fields.js";

const FINEST = 6;
const MOST = 1_000_000;

/** A price of a kWh: exact text, not beyond anything money calls a price. */
export const unitRate = z
  .string()
  .max(32)
  .refine((value) => parseDecimal(value) !== undefined, 'is not a decimal number in quotes such as "0.2611"')
  .refine(
    (value) => (parseDecimal(value)?.scale ?? 0) <= FINEST && Math.abs(Number(value)) < MOST,
    `has more than ${FINEST} decimals, or is a million or more`,
  );

export const zone = z
  .string()
  .max(64)
  .regex(/^[A-Za-z][A-Za-z0-9_+/-]*$/, "is not a time zone such as Europe/London");
const clock = z.string().regex(/^\d{2}:\d{2}$/, "is not a clock time such as 07:30");
const monthDay = z.string().regex(/^\d{2}-\d{2}$/, 'is not a day of the year such as "06-01"');

/** What a catalogue's tariff and one of the user's own have alike. */
const tariffFields = {
  name,
  zone,
  currency,
  seasons: z
    .array(z.strictObject({ name: shortText, from: monthDay, to: monthDay }))
    .max(12)
    .exactOptional(),
  day_types: z
    .array(z.strictObject({ name: shortText, per_year: atLeastOne(366) }))
    .max(12)
    .exactOptional(),
  holidays: z.array(day).max(400).exactOptional(),
  standing_per_day: unitRate.exactOptional(),
  windows: z
    .array(
      z.strictObject({
        name: shortText,
        days: z.enum(DAY_GROUPS).exactOptional(),
        season: shortText.exactOptional(),
        day_type: shortText.exactOptional(),
        from: clock,
        to: clock,
        rate: unitRate,
      }),
    )
    .min(1)
    .max(200),
  valid: shortText.exactOptional(),
  note: text.exactOptional(),
} as const;

export const tariffSchema = z.strictObject({
  schema: z.literal(1),
  ...tariffFields,
  regions: z.array(shortText).min(1).max(60),
  seen_on: date,
  grade: z.enum(["sourced", "doubtful"]),
  source: cite,
});

/** A tariff of one's own, in a file. */
export const ownTariffSchema = z.strictObject({
  schema: z.literal(1),
  ...tariffFields,
  regions: z.array(shortText).max(60).exactOptional(),
  seen_on: date.exactOptional(),
  grade: z.enum(["sourced", "doubtful"]).exactOptional(),
  source: cite.exactOptional(),
});

/** Only what the file gives, so that a change laid over a tariff leaves the rest of it alone. */
export const encodeTariff = (id: string, { schema: _schema, ...raw }: z.output<typeof tariffSchema>): Tariff => ({ id, ...camel(raw) });
