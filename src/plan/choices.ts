import { constant } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Condition } from "../domain/offer.js";
import type { Gpu, Part, PartKind, PartOf } from "../domain/part.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { priceContext, worthModels } from "../evaluate/context.js";
import type { PriceContext } from "../evaluate/cost/price.js";
import { type PriceList, priceList } from "../evaluate/cost/price-list.js";
import { ownedWorth } from "../evaluate/cost/purchase.js";
import { keptShare, resaleMinor, reserveMinor, type WorthModels } from "../evaluate/cost/worth.js";
import { lowestLimitW } from "../evaluate/energy/power.js";
import { limitSpeed } from "../evaluate/workload/limit-speed.js";
import { memoryFactor, speedIndex } from "../evaluate/workload/throughput.js";

import { undominated } from "./dominance.js";

/** A way to fill one place of a rig: so many of a part, in a condition, for a price. */
export interface Option<P extends Part = Part> {
  readonly part: P;
  readonly quantity: number;
  readonly condition: Condition;
  readonly owned: boolean;
  /** Minor units for all of `quantity`. */
  readonly price: number;
  /** Price less what it will sell for at the end of the plan's years. */
  readonly net: number;
  /** Position in its list, unique within the kind. */
  readonly index: number;
}

/** A way to buy some boards of one GPU model. */
export interface GpuOption {
  readonly part: Gpu;
  readonly condition: Condition;
  readonly quantity: number;
  /** How many of them the user has already. */
  readonly ownedQuantity: number;
  readonly price: number;
  readonly net: number;
  /** Speed of one device with memory taken into account, RTX 3090 = 100. */
  readonly deviceSpeed: number;
  readonly rawSpeed: number;
}

/** A power limit to try: watts, and the share of the speed that is kept. */
export interface LimitStep {
  readonly watts: number;
  readonly speed: number;
}

const HOST_KINDS = ["motherboard", "cpu", "memory", "storage", "case", "cooler", "psu"] as const;
export type HostKind = (typeof HOST_KINDS)[number];

export interface Choices {
  readonly gpus: readonly GpuOption[];
  readonly hosts: { readonly [K in HostKind]: readonly Option<PartOf[K]>[] };
  readonly riser: Option<PartOf["riser"]> | undefined;
  readonly psuSync: Option<PartOf["riser"]> | undefined;
  /** The limits to try for a board, highest first. */
  readonly limits: (gpu: Gpu) => readonly LimitStep[];
  readonly highestLimit: (gpu: Gpu) => LimitStep;
  /** The lowest of them, watts. */
  readonly lowestLimit: (gpu: Gpu) => number;
}

const GPU_COUNTS = [1, 2, 3, 4, 5, 6, 7, 8];
const KIT_COUNTS = [1, 2, 3, 4, 5, 6, 7, 8];
const MOST_PSUS = 2;

interface Buyer {
  readonly context: PriceContext;
  readonly priceOf: PriceList;
  readonly request: PlanRequest;
  readonly years: number;
  readonly models: WorthModels;
  /** Share of the price that is kept, by kind and condition. */
  readonly kept: Map<string, number>;
  readonly mayWin: GpuFilter;
}

/** Whether so many boards of a GPU are worth pricing. */
export type GpuFilter = (gpu: Gpu, quantity: number) => boolean;

interface Way {
  readonly condition: Condition;
  readonly owned: boolean;
}

/**
 * What a line costs over the years beside electricity, as an assessment counts it: price less resale, or what an owned part loses,
 * and the reserve for repairs.
 * @param amount - minor units: the price of what is bought, today's worth of what is owned
 */
const netPrice = (kind: PartKind, part: Part, amount: number, { condition, owned }: Way, { years, models, kept }: Buyer): number => {
  const state = owned ? "used" : condition;
  const warranty = part.kind === "psu" ? part.warrantyYears : undefined;
  const key = `${kind}|${state}`;
  const share = kept.get(key) ?? keptShare(kind, state, years, models).value;
  kept.set(key, share);
  return amount - resaleMinor(amount, share) + reserveMinor(amount, kind, state, warranty, models) * years;
};

/** Today's worth of owned parts, minor units; nothing where nobody offers them. */
const worthMinor = (kind: PartKind, part: Part, quantity: number, { context, models }: Buyer): number =>
  (ownedWorth(part, kind, context, models)?.minor ?? 0) * quantity;

interface Priced {
  readonly condition: Condition;
  readonly owned: boolean;
  readonly unit: number;
}

/** Every way to come by one piece: owned, and each wanted condition that somebody offers. */
const pricesOf = (part: Part, buyer: Buyer): readonly Priced[] => {
  const found: Priced[] = [];
  if (buyer.request.own.includes(part.id)) found.push({ condition: "used", owned: true, unit: 0 });
  for (const condition of buyer.request.conditions) {
    const unit = buyer.priceOf(part, condition);
    if (unit !== undefined) found.push({ condition, owned: false, unit });
  }
  return found;
};

const isWanted = (id: string, sameKindWanted: readonly string[], request: PlanRequest): boolean =>
  !request.withoutParts.includes(id) && (sameKindWanted.length === 0 || sameKindWanted.includes(id));

const isPlannable = (kind: PartKind, part: Part, assumptions: PriceContext["assumptions"]): boolean => {
  if (kind === "storage") {
    const drive = part as PartOf["storage"];
    return drive.type !== "hdd" && drive.capacityGb >= constant(assumptions, "storage_minimum_gb");
  }
  if (kind === "case") return (part as PartOf["case"]).improvised !== true;
  if (kind === "cooler") return (part as PartOf["cooler"]).boxed !== true;
  return true;
};

/** A whole unit takes no case or power supply but its own, so no rig put together from parts has its board. */
const isWholeUnit = (kind: PartKind, part: Part): boolean => kind === "motherboard" && (part as PartOf["motherboard"]).unit !== undefined;

/** The most memory modules that any board has room for; endless where that of one is not known. */
const mostModules = ({ parts }: Catalog): number => {
  let most = 0;
  for (const { memorySlots } of parts.motherboard.values()) most = Math.max(most, memorySlots ?? Number.POSITIVE_INFINITY);
  return most;
};

const quantities = (kind: HostKind, part: Part, hasSync: boolean, modules: number): readonly number[] => {
  if (kind === "memory") return KIT_COUNTS.filter((count) => count * (part as PartOf["memory"]).modules <= modules);
  if (kind === "psu" && hasSync) return Array.from({ length: MOST_PSUS }, (_, index) => index + 1);
  if (kind === "cpu") return [1];
  return part === undefined ? [] : [1];
};

const hostOptions = <K extends HostKind>(kind: K, catalog: Catalog, buyer: Buyer, hasSync: boolean): readonly Option<PartOf[K]>[] => {
  const parts = [...(catalog.parts[kind] as ReadonlyMap<string, PartOf[K]>).values()];
  const wanted = buyer.request.withParts.filter((id) => catalog.parts[kind].has(id));
  const options: Omit<Option<PartOf[K]>, "index">[] = [];
  const modules = kind === "memory" ? mostModules(catalog) : 0;
  for (const part of parts) {
    if (isWholeUnit(kind, part)) continue;
    const asked = wanted.includes(part.id) || buyer.request.own.includes(part.id);
    if (!isWanted(part.id, wanted, buyer.request) || !(asked || isPlannable(kind, part, catalog.assumptions))) continue;
    for (const { condition, owned, unit } of pricesOf(part, buyer)) {
      const owns = buyer.request.own.filter((id) => id === part.id).length;
      for (const quantity of quantities(kind, part, hasSync, modules)) {
        if (owned && quantity > owns) continue;
        const price = unit * quantity;
        const amount = owned ? worthMinor(kind, part, quantity, buyer) : price;
        options.push({ part, quantity, condition, owned, price, net: netPrice(kind, part, amount, { condition, owned }, buyer) });
      }
    }
  }
  // Cheapest first; the id keeps the order the same whatever the order of the catalogue's files.
  options.sort(
    (a, b) => a.net - b.net || a.price - b.price || compareText(a.part.id, b.part.id) || a.quantity - b.quantity || compareText(a.condition, b.condition),
  );
  const listed = options.map((option, index) => ({ ...option, index }));
  // A part that was asked for by name is not dropped for a better one.
  return wanted.length > 0 ? listed : undominated(kind, listed);
};

/** Plain code-unit order: the same in every locale. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const gpuOptions = (catalog: Catalog, buyer: Buyer): readonly GpuOption[] => {
  const { request } = buyer;
  const wanted = request.withParts.filter((id) => catalog.parts.gpu.has(id));
  const options: GpuOption[] = [];
  for (const part of catalog.parts.gpu.values()) {
    const device = part.vramGib / part.deviceCount;
    if (part.form !== "pcie" || !isWanted(part.id, wanted, request)) continue;
    if (request.vendors !== undefined && !request.vendors.includes(part.vendor)) continue;
    if (request.minVramGib !== undefined && device < request.minVramGib) continue;
    const speed = speedIndex(part, catalog.assumptions);
    if (speed === undefined) continue;
    const counts = GPU_COUNTS.filter((quantity) => buyer.mayWin(part, quantity));
    if (counts.length === 0) continue;
    const owns = request.own.filter((id) => id === part.id).length;
    const bought = pricesOf(part, buyer).filter(({ owned }) => !owned);
    if (bought.length === 0 && owns === 0) continue;
    const deviceSpeed = speed.value * memoryFactor(part, catalog.assumptions);
    for (const quantity of counts) {
      const devices = quantity * part.deviceCount;
      if (request.gpuCount !== undefined && (devices < request.gpuCount.from || devices > request.gpuCount.to)) continue;
      if (request.totalVramGib !== undefined && part.vramGib * quantity < request.totalVramGib) continue;
      const ownedQuantity = Math.min(owns, quantity);
      const ways: readonly Priced[] = ownedQuantity === quantity ? [{ condition: "used", owned: true, unit: 0 }] : bought;
      for (const { condition, unit } of ways) {
        const price = unit * (quantity - ownedQuantity);
        options.push({
          part,
          condition,
          quantity,
          ownedQuantity,
          price,
          net:
            netPrice("gpu", part, price, { condition, owned: false }, buyer) +
            (ownedQuantity === 0 ? 0 : netPrice("gpu", part, worthMinor("gpu", part, ownedQuantity, buyer), { condition: "used", owned: true }, buyer)),
          rawSpeed: speed.value,
          deviceSpeed,
        });
      }
    }
  }
  return options;
};

const accessory = (purpose: "riser" | "psu-sync", catalog: Catalog, buyer: Buyer): Option<PartOf["riser"]> | undefined => {
  const options: Option<PartOf["riser"]>[] = [];
  for (const part of catalog.parts.riser.values()) {
    if (part.purpose !== purpose || (purpose === "riser" && (part.lanes ?? 0) < 16) || buyer.request.withoutParts.includes(part.id)) continue;
    for (const { condition, owned, unit } of pricesOf(part, buyer)) {
      const amount = owned ? worthMinor("riser", part, 1, buyer) : unit;
      options.push({ part, quantity: 1, condition, owned, price: unit, net: netPrice("riser", part, amount, { condition, owned }, buyer), index: 0 });
    }
  }
  return options.sort((a, b) => a.net - b.net || compareText(a.part.id, b.part.id))[0];
};

/** Works out an answer about a GPU once. */
const oncePerGpu = <T>(answer: (gpu: Gpu) => T): ((gpu: Gpu) => T) => {
  const known = new Map<string, T>();
  return (gpu) => {
    const found = known.get(gpu.id) ?? answer(gpu);
    known.set(gpu.id, found);
    return found;
  };
};

/** Whole watts of the limits to try, highest first. */
const limitWatts = (gpu: Gpu, assumptions: PriceContext["assumptions"], fixed: number | undefined): readonly number[] => {
  if (fixed !== undefined) return [Math.min(fixed, gpu.boardPowerW)];
  const step = constant(assumptions, "gpu_limit_step_share");
  const floor = lowestLimitW(gpu, assumptions);
  const limits: number[] = [gpu.boardPowerW];
  for (let count = 1; ; count += 1) {
    const watts = Math.round(gpu.boardPowerW * (1 - count * step));
    if (watts < floor || watts <= 0) break;
    limits.push(watts);
  }
  return limits;
};

/** What is tried of power limits: speeds are worked out for the few GPUs whose steps are looked at. */
const limitChoices = ({ assumptions }: Catalog, { gpuPowerLimitW: fixed }: PlanRequest): Pick<Choices, "limits" | "highestLimit" | "lowestLimit"> => {
  const watts = oncePerGpu((gpu) => limitWatts(gpu, assumptions, fixed));
  const stepAt = (gpu: Gpu, limit: number): LimitStep => ({ watts: limit, speed: limitSpeed(gpu, limit, assumptions).value });
  return {
    limits: oncePerGpu((gpu) => watts(gpu).map((limit) => stepAt(gpu, limit))),
    highestLimit: oncePerGpu((gpu) => stepAt(gpu, watts(gpu)[0] ?? gpu.boardPowerW)),
    lowestLimit: (gpu) => watts(gpu).at(-1) ?? gpu.boardPowerW,
  };
};

/**
 * Everything a plan may choose from, priced for this buyer.
 * @param mayWin - leaves out GPUs that are known to lose at any price
 */
export const choicesFor = (request: PlanRequest, scenario: Scenario, catalog: Catalog, mayWin: GpuFilter = () => true): Choices => {
  const context = priceContext(scenario, catalog);
  const buyer: Buyer = {
    context,
    priceOf: priceList(scenario, catalog, context),
    request,
    years: scenario.years,
    models: worthModels(catalog),
    kept: new Map(),
    mayWin,
  };
  const psuSync = accessory("psu-sync", catalog, buyer);
  const of = <K extends HostKind>(kind: K): readonly Option<PartOf[K]>[] => hostOptions(kind, catalog, buyer, psuSync !== undefined);
  return {
    gpus: gpuOptions(catalog, buyer),
    hosts: {
      motherboard: of("motherboard"),
      cpu: of("cpu"),
      memory: of("memory"),
      storage: of("storage"),
      case: of("case"),
      cooler: of("cooler"),
      psu: of("psu"),
    },
    riser: accessory("riser", catalog, buyer),
    psuSync,
    ...limitChoices(catalog, request),
  };
};
