import { loadCatalog } from "../../catalog/load.js";
import type { UsedPriceCard, UsedPrices } from "../../domain/used-price.js";
import {
  type AgedPrice,
  agedPrice,
  fitAgeLine,
  fitResale,
  linesWithout,
  quarterOf,
  settledPrices,
  shareAt,
  soldPrices,
  valuesAfterTwoYears,
} from "../fit/resale.js";
import { readTable } from "./input.js";
import { validationReport } from "./report.js";
import type { NotScored, Pass, Scored, Validate } from "./validation.js";

/** The range of a value of some age: the curve's own, which widens year by year. */
const rangeOf = (predicted: number, years: number, { yearly }: ReturnType<typeof fitResale>["curve"]): { readonly low: number; readonly high: number } => ({
  low: predicted * (yearly.low / yearly.value) ** years,
  high: predicted * (yearly.high / yearly.value) ** years,
});

const vendorOf = (card: string): string => (card.startsWith("rx") ? "amd" : card.startsWith("arc") ? "intel" : "nvidia");

const afterTwoYears = (sold: UsedPrices): Pass => {
  const { curve } = fitResale(sold);
  const held = valuesAfterTwoYears(settledPrices(sold));
  return {
    way: "leaving one card out, share of the launch price after 24 months",
    rows: held.length,
    scored: held.map(({ card, actual, predicted }, index) => ({
      row: index + 1,
      actual,
      predicted,
      ...rangeOf(predicted, 2, curve),
      slices: { vendor: vendorOf(card) },
    })),
    notScored: [],
  };
};

interface Row extends AgedPrice {
  readonly row: number;
}

const anyAge = (rows: readonly Row[], notScored: readonly NotScored[], sold: UsedPrices): Pass => {
  const prices = settledPrices(sold);
  const { curve } = fitResale(sold);
  const [lines, all] = [linesWithout(prices), fitAgeLine(prices)];
  const scored = rows.map(({ row, card, years, share }): Scored => {
    const predicted = shareAt(lines.get(card) ?? all, years);
    return {
      row,
      actual: share,
      predicted,
      ...rangeOf(predicted, years, curve),
      slices: { "year of age": String(Math.floor(years) + 1), vendor: vendorOf(card) },
    };
  });
  return { way: "leaving one card out, every quarter of ordinary ageing", rows: rows.length + notScored.length, scored, notScored };
};

/** Rows of a table of sold prices: `gpu_id, observed, price`, and `series` where it has several kinds of row. */
const tableRows = (path: string, { cards, settledFrom }: UsedPrices): { readonly rows: readonly Row[]; readonly notScored: readonly NotScored[] } => {
  const table = readTable(path, ["gpu_id", "observed", "price"]);
  const rows: Row[] = [];
  const notScored: NotScored[] = [];
  const byName = (names: readonly string[]): readonly [string, UsedPriceCard] | undefined => {
    for (const id of names) {
      const card = Object.hasOwn(cards, id) ? cards[id] : undefined;
      if (card !== undefined) return [id, card];
    }
    return undefined;
  };
  for (const line of table.rows) {
    const { row } = line;
    const observed = line.text("observed");
    const price = line.number("price");
    const found = byName([line.text("gpus_csv_id"), line.text("gpu_id")]);
    const miss = (why: string): void => {
      notScored.push({ row, why });
    };
    if (price === undefined || !(price > 0)) miss("no price");
    else if (!/^\d{4}-\d{2}$/.test(observed)) miss("no month of sale");
    else if (found === undefined) miss("no launch price is known for the card");
    else if (quarterOf(observed) < settledFrom) miss(`before ${settledFrom}: the fall from the mining boom, no ordinary ageing`);
    else rows.push({ row, ...agedPrice(found[0], found[1], quarterOf(observed), price) });
  }
  return { rows, notScored };
};

/** `npm run validate:resale`: what cards sold for against a curve that has not seen them. */
export const validate: Validate = async ({ table }) => {
  const sold = soldPrices(await loadCatalog());
  if (table !== undefined) {
    const { rows, notScored } = tableRows(table, sold);
    return validationReport("resale value", [anyAge(rows, notScored, sold)]);
  }
  const own = settledPrices(sold).map((price, index) => ({ ...price, row: index + 1 }));
  return validationReport("resale value", [afterTwoYears(sold), anyAge(own, [], sold)]);
};
