import type { Assessment } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import type { PriceEdge, PriceRange } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { type Money, money } from "../units/money.js";
import type { GpuFilter } from "./choices.js";
import { type Found, type Query, search } from "./search.js";
import { bestIndexOf, type Space, spaceFor } from "./space.js";
import { cardsKey } from "./supplies.js";

/** What the parts of a rig cost when every modelled price is at one end of its range. */
const purchaseAt = ({ parts, cost: { currency } }: Assessment, edge: "low" | "high"): Money =>
  money(
    parts.reduce((total, { price, quantity, market }) => total + (market?.moved === undefined ? (price?.minor ?? 0) : market.moved[edge].minor * quantity), 0),
    currency,
  );

const cardsOf = (rig: Rig): string =>
  rig.gpu
    .map(({ part, quantity }) => `${quantity} × ${part.id}`)
    .sort()
    .join(" + ");

/**
 * What a plan's parts cost if every modelled price is at one end of its range; where that is asked for, also whether its cards would be
 * chosen still, and which would be otherwise: that takes another plan or two.
 * Where price is no part of what is sought, dearer parts make no other rig better: a rig that stays within the budget stays the best.
 */
export const priceRange = (
  found: Found,
  best: Assessment,
  query: Query,
  space: Space,
  request: PlanRequest,
  scenario: Scenario,
  catalog: Catalog,
): PriceRange | undefined => {
  const moved = best.parts.filter(({ market }) => market?.moved !== undefined).length;
  if (moved === 0) return undefined;
  const { goal, limits } = query;
  const isByPrice = request.objective === "value" || request.objective === "cost";
  const cards = cardsOf(found.rig);
  const bestAt = (edge: "low" | "high"): Found | undefined => {
    const priced = { ...scenario, priceEdge: edge };
    if (request.objective !== "throughput" || edge === "high") return search(spaceFor(request, priced, catalog, space.effort), { goal, limits }).found;
    // At lower prices only a rig that beats this one can take its place: only cards that can be faster, whatever they cost.
    const indexAbove = found.figures.index * (1 + 1e-9);
    const faster = new Set(space.choices.gpus.filter((gpu) => bestIndexOf(gpu, space) > indexAbove).map(cardsKey));
    if (faster.size === 0) return undefined;
    const mayWin: GpuFilter = (part, quantity) => faster.has(cardsKey({ part, quantity }));
    return search(spaceFor(request, priced, catalog, space.effort, mayWin), { ...query, limits: { ...limits, indexAbove } }).found;
  };
  const at = (edge: "low" | "high"): PriceEdge => {
    const purchase = purchaseAt(best, edge);
    const isAffordable = limits.budget === undefined || purchase.minor <= limits.budget;
    if (edge === "high" && isAffordable && !isByPrice) return { purchase, survives: true };
    if (request.priceRange !== true) return isAffordable ? { purchase } : { purchase, survives: false };
    const other = bestAt(edge);
    if (other === undefined) return { purchase, survives: isAffordable };
    const otherCards = cardsOf(other.rig);
    if (otherCards === cards) return { purchase, survives: true };
    const gainPct = (other.figures.index / found.figures.index - 1) * 100;
    return {
      purchase,
      survives: false,
      instead: other.rig.gpu.map(({ part, quantity, condition }) => `${quantity} × ${part.name} (${condition})`).join(" + "),
      gainPct,
    };
  };
  return { modelled: moved, low: at("low"), high: at("high") };
};
