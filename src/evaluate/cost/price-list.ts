import type { Catalog } from "../../domain/catalog.js";
import { CONDITIONS, type Condition } from "../../domain/offer.js";
import { PART_KINDS, type Part } from "../../domain/part.js";
import type { PriceTable } from "../../domain/price.js";
import type { Scenario } from "../../domain/scenario.js";
import { marketPriceMinor, type PriceContext } from "./price.js";

/** What one piece costs, minor units; undefined where there is no price that a plan may rest on. */
export type PriceList = (part: Part, condition: Condition) => number | undefined;

/** Whether a buyer pays what the compiled table says: on the catalogue's day, in the region's own money, at the middle of moved prices. */
const isUsual = ({ asOf, currency, region, exchange, observedPrices, priceEdge }: Scenario, catalog: Catalog): boolean =>
  asOf === catalog.asOf && currency === region.currency && exchange === catalog.exchange && observedPrices !== true && priceEdge === undefined;

/** {@link marketPriceMinor} of every part for a scenario: from the compiled table where it holds, else from the offers. */
export const priceList = (scenario: Scenario, catalog: Catalog, context: PriceContext): PriceList => {
  const table = isUsual(scenario, catalog) ? catalog.compiledPrices?.(scenario.region.code) : undefined;
  if (table === undefined) return (part, condition) => marketPriceMinor(part, condition, context);
  return ({ kind, id }, condition) => table[kind]?.[id]?.[CONDITIONS.indexOf(condition)] ?? undefined;
};

/** The table that {@link priceList} reads, for one region. */
export const priceTable = (catalog: Catalog, context: PriceContext): PriceTable => {
  const rowsOf = (parts: Iterable<Part>): Record<string, readonly (number | null)[]> => {
    const rows: Record<string, readonly (number | null)[]> = {};
    for (const part of parts) {
      const row = CONDITIONS.map((condition) => marketPriceMinor(part, condition, context) ?? null);
      if (row.some((minor) => minor !== null)) rows[part.id] = row;
    }
    return rows;
  };
  return Object.fromEntries(PART_KINDS.map((kind) => [kind, rowsOf(catalog.parts[kind].values())]));
};
