import type { Catalog } from "../domain/catalog.js";
import type { CloudColumn, Column, FreeColumn, OwnedColumn, PricedRental } from "../domain/comparison.js";
import { dayNumber } from "../domain/day.js";
import type { Gpu } from "../domain/part.js";
import type { RentalOffer, RentalProvider, RentalTier } from "../domain/rental.js";
import type { Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { type Money, money } from "../units/money.js";
import { gibibytes, watts } from "../units/quantity.js";
import { type Desk, MONTHS_PER_YEAR } from "./comparison-desk.js";
import { priceContext } from "./context.js";
import { weeklyHours } from "./cost/allowance.js";
import { flatCharge } from "./cost/rental-price.js";
import { evaluate } from "./evaluate.js";

/** What a comparison is made of, before it is worked out. */
export type Entry =
  | { readonly kind: "rig" | "build"; readonly label: string; readonly name: string; readonly rig: Rig }
  | { readonly kind: "cloud"; readonly label: string; readonly name: string; readonly gpu: Gpu; readonly rental: PricedRental }
  | {
      readonly kind: "free";
      readonly label: string;
      readonly name: string;
      readonly gpu: Gpu;
      readonly provider: RentalProvider;
      readonly tier: RentalTier;
      /** What a credit is spent on. */
      readonly offer?: RentalOffer;
    };

/** One GPU of a board as software sees it. */
const oneDevice = (gpu: Gpu): Gpu =>
  gpu.deviceCount === 1
    ? gpu
    : { ...gpu, deviceCount: 1, vramGib: gibibytes(gpu.vramGib / gpu.deviceCount), boardPowerW: watts(gpu.boardPowerW / gpu.deviceCount) };

/** A rented machine as far as a comparison needs it: its GPUs. */
const rentedRig = (gpu: Gpu, count: number): Rig => ({
  gpu: [{ part: oneDevice(gpu), quantity: count, condition: "used", owned: true }],
  memory: [],
  storage: [],
  network: [],
  riser: [],
  nodes: 1,
});

const rentedFigures = (
  gpu: Gpu,
  count: number,
  systemGib: number,
  scenario: Scenario,
  catalog: Catalog,
): Pick<CloudColumn, "memory" | "performance" | "frameworks"> => {
  const { memory, performance, frameworks } = evaluate(rentedRig(gpu, count), scenario, catalog);
  return { memory: { ...memory, systemGib }, performance, frameworks };
};

const ownedColumn = (entry: Extract<Entry, { rig: Rig }>, { scenario, catalog }: Desk): OwnedColumn => {
  const assessment = evaluate(entry.rig, scenario, catalog);
  return {
    kind: entry.kind,
    label: entry.label,
    name: entry.name,
    assessment,
    memory: assessment.memory,
    performance: assessment.performance,
    frameworks: assessment.frameworks,
  };
};

const cloudColumn = (entry: Extract<Entry, { kind: "cloud" }>, desk: Desk): CloudColumn => {
  const { gpu, rental, label, name } = entry;
  const { scenario, catalog } = desk;
  // The offer was priced, so there is a rate.
  const rent = (months?: number): Money => desk.rent(rental, scenario.loadHoursPerDay, months) ?? money(0, scenario.currency);
  return {
    kind: "cloud",
    label,
    name,
    rental,
    ...rentedFigures(gpu, rental.gpuCount, (rental.offer.ramGib ?? 0) * rental.machines, scenario, catalog),
    costPerYear: rent(MONTHS_PER_YEAR),
    costTotal: rent(),
  };
};

const freeColumn = (entry: Extract<Entry, { kind: "free" }>, { scenario, catalog }: Desk): FreeColumn => {
  const { gpu, provider, tier, offer, label, name } = entry;
  const weekly = weeklyHours(tier, provider, offer);
  const isPaid = tier.price !== undefined && Number(tier.price) > 0 && tier.period === "month";
  const price = isPaid ? flatCharge(tier.price, tier.currency ?? "USD", priceContext(scenario, catalog)) : undefined;
  return {
    kind: "free",
    label,
    name,
    provider,
    tier,
    gpuName: gpu.name,
    ...rentedFigures(gpu, tier.count ?? offer?.count ?? 1, tier.ramGib ?? 0, scenario, catalog),
    ...(weekly === undefined ? {} : { hoursPerWeek: weekly }),
    ...(price === undefined ? {} : { pricePerMonth: price }),
    ageDays: Math.max(0, dayNumber(scenario.asOf) - dayNumber(tier.seenOn)),
  };
};

/** The figures of one column. */
export const columnOf = (entry: Entry, desk: Desk): Column =>
  entry.kind === "cloud" ? cloudColumn(entry, desk) : entry.kind === "free" ? freeColumn(entry, desk) : ownedColumn(entry, desk);
