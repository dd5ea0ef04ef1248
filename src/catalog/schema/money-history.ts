import { z } from "zod";
import type { Inflation, YearlyRates } from "../../domain/money-history.js";
import { currency, decimalText, name, rate, shortText, source, text } from "./fields.js";

const year = z.string().regex(/^20\d{2}$/, 'is not a year such as "2024"');
const about = { notes: z.array(text).max(50).exactOptional(), sources: z.array(source).min(1).max(50) } as const;

export const inflationSchema = z.strictObject({
  schema: z.literal(1),
  name,
  regions: z.array(shortText).max(60),
  currency,
  levels: z.record(year, rate(100_000)),
  ...about,
});

export const yearlyRatesSchema = z.strictObject({ schema: z.literal(1), currency, per_euro: z.record(year, decimalText), ...about });

const cited = (sources: readonly { readonly cite: string }[] = []): string => sources.map(({ cite }) => cite).join("; ");

export const encodeInflation = (id: string, { schema: _schema, notes: _notes, sources, ...raw }: z.output<typeof inflationSchema>): Inflation => ({
  id,
  ...raw,
  source: cited(sources),
});

export const encodeYearlyRates = (
  id: string,
  { schema: _schema, notes: _notes, sources, per_euro: perEuro, ...raw }: z.output<typeof yearlyRatesSchema>,
): YearlyRates => ({ id, ...raw, perEuro, source: cited(sources) });
