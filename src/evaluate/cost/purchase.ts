import type { PartLine } from "../../domain/assessment.js";
import type { Part } from "../../domain/part.js";
import type { MarketPrice } from "../../domain/price.js";
import { type ExtraLine, type Rig, type RigLine, rigLines } from "../../domain/rig.js";
import { type Currency, convertMoney, type Money, money, sumMoney, timesFraction, timesWhole, zeroMoney } from "../../units/money.js";
import { marketPrice, type PriceContext, taxShare } from "./price.js";
import { keptShare, resaleMinor, type WorthModels } from "./worth.js";

/** The tax within an amount: none where every sale it rests on was private, else the buyer's own rate. */
const taxWithin = (amount: Money, market: MarketPrice, context: PriceContext): Money | undefined => {
  const taxed = market.offers.filter(({ tax }) => tax !== "none").length;
  if (taxed === 0) return zeroMoney(amount.currency);
  const share = taxShare(context.region);
  // A median of sales with and without tax has no tax of its own.
  if (share === undefined || taxed < market.offers.length) return undefined;
  return timesFraction(amount, share.numerator - share.denominator, share.numerator);
};

/** What an owned part would sell for today, one piece: as a used one is offered, else a new one's price less what the first sale takes. */
export const ownedWorth = (part: Part, kind: string, context: PriceContext, models: WorthModels): Money | undefined => {
  const used = marketPrice(part, "used", context);
  if (used !== undefined && !used.isDoubtful) return used.price;
  const fresh = marketPrice(part, "new", context);
  if (fresh === undefined) return used?.price;
  return money(resaleMinor(fresh.price.minor, keptShare(kind, "new", 0, models).value), context.currency);
};

const partLine = (kind: PartLine["kind"], line: RigLine, nodes: number, context: PriceContext, models: WorthModels): PartLine => {
  const { part, condition, owned, label } = line;
  const quantity = line.quantity * nodes;
  const warranty = part.kind === "psu" && part.warrantyYears !== undefined ? { warrantyYears: part.warrantyYears } : {};
  const base = { kind, id: part.id, name: label ?? part.name, quantity, condition, owned, ...warranty };
  if (owned) {
    const worth = ownedWorth(part, kind, context, models);
    const nothing = zeroMoney(context.currency);
    return { ...base, unitPrice: nothing, price: nothing, tax: nothing, ...(worth === undefined ? {} : { worth: timesWhole(worth, quantity) }) };
  }
  if (line.isUnpriced === true) return base;
  if (line.priceOverride !== undefined) {
    const unitPrice = convertMoney(line.priceOverride, context.currency, context.exchange);
    return unitPrice === undefined
      ? base
      : { ...base, unitPrice, price: timesWhole(unitPrice, quantity), ...(line.pricedOn === undefined ? {} : { statedOn: line.pricedOn }) };
  }
  const market = marketPrice(part, condition, context);
  if (market === undefined) return base;
  const price = timesWhole(market.price, quantity);
  const tax = taxWithin(price, market, context);
  return { ...base, unitPrice: market.price, price, ...(tax === undefined ? {} : { tax }), market };
};

const extraLine = ({ name, kind, quantity, condition, owned, price, pricedOn }: ExtraLine, index: number, context: PriceContext): PartLine => {
  const base = { kind, id: `extra-${index + 1}`, name, quantity, condition, owned };
  const unitPrice = owned ? zeroMoney(context.currency) : price === undefined ? undefined : convertMoney(price, context.currency, context.exchange);
  return unitPrice === undefined
    ? base
    : { ...base, unitPrice, price: timesWhole(unitPrice, quantity), ...(pricedOn === undefined ? {} : { statedOn: pricedOn }) };
};

/** The shopping list: one line a part, priced at what this buyer should expect to pay; quantities are for one machine times `nodes`. */
export const purchaseLines = (rig: Rig, context: PriceContext, models: WorthModels): readonly PartLine[] => [
  ...rigLines(rig).map(({ kind, line }) => partLine(kind, line, rig.nodes, context, models)),
  ...(rig.extras ?? []).map((extra, index) => extraLine(extra, index, context)),
];

/** What all priced lines cost together. */
export const purchaseTotal = (lines: readonly PartLine[], currency: Currency): Money =>
  sumMoney(
    lines.map(({ price }) => price ?? zeroMoney(currency)),
    currency,
  );

/** The 80 % range of that total: modelled prices of different parts err independently, pieces of one part together. */
export const purchaseRange = (lines: readonly PartLine[], currency: Currency): { readonly low: Money; readonly high: Money } => {
  const total = purchaseTotal(lines, currency).minor;
  const widthTo = (edge: "low" | "high"): number =>
    Math.round(
      Math.hypot(...lines.map(({ price, quantity, market }) => (market?.moved === undefined ? 0 : market.moved[edge].minor * quantity - (price?.minor ?? 0)))),
    );
  return { low: money(total - widthTo("low"), currency), high: money(total + widthTo("high"), currency) };
};
