import type { PartLine } from "../../domain/assessment.js";
import type { Assumptions } from "../../domain/assumptions.js";
import { type Rig, rigLines } from "../../domain/rig.js";
import { type Currency, convertMoney, type Money, money, sumMoney, timesWhole, zeroMoney } from "../../units/money.js";
import { marketPrice, type PriceContext } from "./price.js";

/** The shopping list: one line a part, priced at what this buyer should expect to pay; quantities are for one machine times `nodes`. */
export const purchaseLines = (rig: Rig, context: PriceContext): readonly PartLine[] =>
  rigLines(rig).map(({ kind, line }): PartLine => {
    const { part, condition, owned } = line;
    const quantity = line.quantity * rig.nodes;
    const base = { kind, id: part.id, name: part.name, quantity, condition, owned };
    if (owned) return { ...base, unitPrice: zeroMoney(context.currency), price: zeroMoney(context.currency) };
    if (line.priceOverride !== undefined) {
      const unitPrice = convertMoney(line.priceOverride, context.currency, context.exchange);
      return unitPrice === undefined ? base : { ...base, unitPrice, price: timesWhole(unitPrice, quantity) };
    }
    const market = marketPrice(part, condition, context);
    return market === undefined ? base : { ...base, unitPrice: market.price, price: timesWhole(market.price, quantity), market };
  });

/** What all priced lines cost together. */
export const purchaseTotal = (lines: readonly PartLine[], currency: Currency): Money =>
  sumMoney(
    lines.map((line) => line.price ?? zeroMoney(currency)),
    currency,
  );

/** Share of its price a kind of part keeps after some years, with the 80 % range. */
export const keptShare = (kind: string, years: number, assumptions: Assumptions): { readonly value: number; readonly low: number; readonly high: number } => {
  const yearly = assumptions.resaleKept[kind];
  if (yearly === undefined) return { value: 0, low: 0, high: 0 };
  return { value: yearly.value ** years, low: yearly.low ** years, high: yearly.high ** years };
};

/** What a line's parts would sell for after some years, minor units, rounded per line; nothing for what was owned before. */
export const resaleMinor = (priceMinor: number, share: number): number => Math.floor(priceMinor * share);

export const resaleTotal = (lines: readonly PartLine[], years: number, assumptions: Assumptions, currency: Currency, edge: "value" | "low" | "high"): Money =>
  money(
    lines.reduce((total, line) => total + resaleMinor(line.price?.minor ?? 0, keptShare(line.kind, years, assumptions)[edge]), 0),
    currency,
  );
