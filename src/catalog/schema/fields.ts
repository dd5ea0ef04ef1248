import { z } from "zod";
import { isDay } from "../../domain/day.js";
import { parseDecimal } from "../../units/decimal.js";
import { parseMoney } from "../../units/money.js";
import { gibibytes, millimetres, watts } from "../../units/quantity.js";

/** File names without `.yaml`, and what rigs name parts by: ASCII on purpose. */
export const ID = /^[a-z0-9][a-z0-9._-]{0,79}$/;
const CURRENCY = /^[A-Z]{3}$/;
const MARKET = /^(?:[A-Z]{2}|EU|WORLD)$/;
const DATE = /^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?$/;
const MONTH = /^(?:19|20)\d{2}-(?:0[1-9]|1[0-2])$/;
// Control characters, and those that turn, hide or join text.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

const line = (max: number): z.ZodString =>
  z
    .string()
    .min(1)
    .max(max)
    .refine((text) => !UNPRINTABLE.test(text), "holds an invisible or control character")
    .refine((text) => text.normalize("NFC") === text, "is not in the usual Unicode form (NFC)");

export const name = line(200);
export const text = line(4000);
export const shortText = line(100);
export const cite = line(2048);
export const currency = z.string().regex(CURRENCY, "is not a currency code such as GBP");
export const market = z.string().regex(MARKET, "is not a country code such as GB");
export const date = z
  .string()
  .max(10)
  .regex(DATE, 'is not a date such as "2026-11-20", "2026-11" or "2026"')
  .refine((value) => value.length < 10 || isDay(value), "is no day of the calendar");
export const month = z.string().regex(MONTH, 'is not a month such as "2026-11"');
export const day = z.string().refine(isDay, 'is not a day such as "2026-11-20"');

const positive = (low: number, high: number): z.ZodNumber => z.number().min(low).max(high);
const whole = (low: number, high: number): z.ZodNumber => z.int().min(low).max(high);

export const wattage = positive(0.01, 5000).transform(watts);
export const lengthMm = positive(1, 2000).transform(millimetres);
export const vramGib = positive(0.1, 1024).transform(gibibytes);
export const memoryGib = positive(0.1, 16_384).transform(gibibytes);
export const count = (most: number): z.ZodNumber => whole(0, most);
export const atLeastOne = (most: number): z.ZodNumber => whole(1, most);
export const rate = (most: number): z.ZodNumber => positive(0.0001, most);
/** Thickness in expansion places. */
export const slotWidth = positive(1, 8);
export const generation = positive(1, 6);

/** An exact decimal number in quotes, so that no float comes between file and total. */
export const decimalText = z
  .string()
  .max(32)
  .refine((value) => parseDecimal(value) !== undefined, 'is not a decimal number in quotes such as "0.2611"');

/** Amount and currency of one field pair. */
export const moneyFields = { amount: decimalText, currency } as const;

/** Refuses amounts that are negative, too fine for their currency or beyond ten million. */
export const checkAmount = (value: { readonly amount: string; readonly currency: string }, context: z.RefinementCtx): void => {
  if (parseMoney(value.amount, value.currency) === undefined) {
    context.addIssue({ code: "custom", path: ["amount"], message: `is not an amount of ${value.currency} from 0 to 9,999,999.99` });
  }
};

export const source = z.strictObject({
  grade: z.enum(["sourced", "recalled", "doubtful"]),
  cite,
  read_on: date,
  covers: z.array(shortText).min(1).max(100),
});
export type RawSource = z.output<typeof source>;

const doubt = z.strictObject({ field: shortText, note: text });

const offer = z
  .strictObject({
    ...moneyFields,
    condition: z.enum(["new", "used", "refurbished"]),
    market,
    channel: shortText.exactOptional(),
    tax: z.enum(["included", "excluded", "none"]),
    seen_on: date,
    statistic: z.enum(["median", "typical", "lowest", "highest", "list"]).exactOptional(),
    grade: z.enum(["doubtful"]).exactOptional(),
    use: z.enum(["history"]).exactOptional(),
    kind: z.enum(["converted"]).exactOptional(),
    source: cite.exactOptional(),
    note: text.exactOptional(),
  })
  .superRefine(checkAmount);
export type RawOffer = z.output<typeof offer>;

/** Keys that every part file has beside the fields of its kind. */
export const common = {
  schema: z.literal(1),
  name,
  aliases: z.array(shortText).max(50).exactOptional(),
  notes: z.array(text).max(50).exactOptional(),
  sources: z.array(source).max(50),
  doubtful: z.array(doubt).max(50).exactOptional(),
  prices: z.array(offer).max(5000).exactOptional(),
} as const;

export const pcie = z.strictObject({ generation, lanes: atLeastOne(256) });

const plug = count(16).exactOptional();
export const powerPlugs = z.strictObject({ pcie_8pin: plug, pcie_6pin: plug, eps_8pin: plug, hpwr_16pin: plug });
