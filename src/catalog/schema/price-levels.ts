import { z } from "zod";
import { monthOf, type PriceSeries } from "../../domain/price-level.js";
import { date, name, rate, source, text } from "./fields.js";

/** One series of price levels. */
export const priceLevelsSchema = z.strictObject({
  schema: z.literal(1),
  name,
  levels: z.record(date, rate(1_000_000)).refine((levels) => Object.keys(levels).length > 0, "is empty"),
  error: z.strictObject({ new: rate(1), used: rate(1) }),
  notes: z.array(text).max(50).exactOptional(),
  sources: z.array(source).min(1).max(50),
});

const DECIMALS = 10;

/** One level a month: a month that is not given lies straight between its neighbours on a logarithmic scale. */
const monthly = (levels: Readonly<Record<string, number>>): { readonly from: number; readonly levels: readonly number[] } => {
  const points = Object.entries(levels)
    .map(([day, level]) => ({ month: monthOf(day), level }))
    .sort((a, b) => a.month - b.month);
  const found: number[] = [];
  points.forEach(({ month, level }, index) => {
    const next = points[index + 1];
    const months = next === undefined ? 1 : next.month - month;
    for (let step = 0; step < months; step += 1) {
      found.push(Math.round(level * ((next?.level ?? level) / level) ** (step / months) * DECIMALS) / DECIMALS);
    }
  });
  return { from: points[0]?.month ?? 0, levels: found };
};

/** Only what the file gives: a user's file may give a part of it. */
export const encodePriceSeries = (id: string, { name: called, levels, error, sources }: Partial<z.output<typeof priceLevelsSchema>>): PriceSeries => {
  const series: Partial<PriceSeries> = {
    id,
    ...(called === undefined ? {} : { name: called }),
    ...(levels === undefined ? {} : monthly(levels)),
    ...(error === undefined ? {} : { error }),
    ...(sources === undefined ? {} : { source: sources.map(({ cite }) => cite).join("; ") }),
  };
  // A whole file has every one of them, as its schema says.
  return series as PriceSeries;
};
