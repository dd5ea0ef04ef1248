import type { PartOf } from "../domain/part.js";
import type { RigLine } from "../domain/rig.js";
import { flatRateCharge, monthlyWattHours, yearlyWattHours } from "../evaluate/energy/bill.js";
import { driveDraw, fansDraw, modulesDraw } from "../evaluate/energy/draw.js";
import { wallDraw } from "../evaluate/energy/power.js";
import { addPlatformPower, addPower, bestEfficiency, gpuPower, type LeastPower, leastGrowth, leastRunning, runningOn } from "./bounds.js";
import type { GpuOption, LimitStep, Option } from "./choices.js";
import type { Figures } from "./goal.js";
import { addLeast, HostTables, type Least, NO_COST } from "./host-tables.js";
import type { Incumbent } from "./incumbent.js";
import { type Draft, indexOf, type Platform, type Space } from "./space.js";
import { cardsIn, type LeastSupply, Supplies } from "./supplies.js";

/** A GPU choice at a power limit, with everything that stays the same while hosts are tried for it. */
interface Branch {
  readonly gpu: GpuOption;
  readonly limit: LimitStep;
  readonly draft: Draft;
  readonly power: LeastPower;
  /** The least supply for the cards alone. */
  readonly supply: LeastSupply;
  /** Optimistic figures to vary. */
  readonly hope: Figures;
}

/** A platform that may still win, with what is known of it whatever the power limit is. */
interface Survivor {
  readonly platform: Platform;
  readonly link: number;
  readonly firstMemory: number;
  readonly firstStorage: number;
  readonly memoryAndDrive: Least;
  readonly cooler: Least;
  /** Memory, drive and cooler at their least. */
  readonly parts: Least;
}

/** A host that is being put together: what is spent so far, and what is known of the rest. */
interface SoFar {
  readonly index: number;
  readonly price: number;
  readonly net: number;
  readonly power: LeastPower;
  /** The least supply for platform and cards, its cost raised by what the parts chosen since add to the bill. */
  readonly supply: LeastSupply;
}

const DAYS_PER_YEAR = 365;
const MONTHS_PER_YEAR = 12;

/** The best hosts for GPU choices. A list is left as soon as its next part is too dear for anything after it to win. */
export class HostSearch {
  readonly #space: Space;
  readonly #tables: HostTables;
  readonly #incumbent: Incumbent;
  readonly #perWattHour: number;
  readonly #efficiency: number;
  readonly #years: number;
  readonly #growth: number;
  readonly #supplies: Supplies;
  readonly #least = new WeakMap<GpuOption, Least | "none">();

  constructor(space: Space, incumbent: Incumbent, newOnly: boolean, perWattHour: number) {
    this.#space = space;
    this.#tables = HostTables.of(space, newOnly);
    this.#supplies = new Supplies(space, this.#tables.supplies, incumbent, perWattHour);
    this.#incumbent = incumbent;
    this.#perWattHour = perWattHour;
    this.#efficiency = bestEfficiency(space);
    this.#years = space.scenario.years;
    this.#growth = leastGrowth(space);
  }

  floor(): Least | undefined {
    return this.#tables.floor();
  }

  /** The least a host for these very cards costs when they run at `limitW`: each part the first that suits the cards, whatever the other parts are. */
  leastFor(gpu: GpuOption, limitW: number): Least | undefined {
    const known = this.#least.get(gpu);
    if (known !== undefined) return known === "none" ? undefined : known;
    const found = this.#workOutLeast(gpu, limitW);
    this.#least.set(gpu, found ?? "none");
    return found;
  }

  #workOutLeast(gpu: GpuOption, limitW: number): Least | undefined {
    const draft = cardsIn(gpu, limitW);
    if (!this.#space.passes(draft, "gpu")) return undefined;
    const platform = this.#tables.leastPlatform(gpu);
    const rest = platform === undefined ? undefined : this.#leastRest(draft);
    if (platform === undefined || rest === undefined) return undefined;
    const supply = this.#supplies.least(gpu, draft, gpuPower(gpu.part, gpu.quantity, limitW, this.#space));
    return supply === undefined ? undefined : addLeast(platform, addLeast(rest, supply));
  }

  /** Case, memory and drive at their least for the cards in the draft. */
  #leastRest(draft: Draft): Least | undefined {
    const housing = this.#tables.leastCase(draft);
    const memory = housing === undefined ? undefined : this.#tables.leastMemory(draft);
    const [storage] = this.#tables.storage;
    return housing === undefined || memory === undefined || storage === undefined ? undefined : addLeast(housing, addLeast(memory, storage));
  }

  #mayHold({ hope }: { readonly hope: Figures }, index: number, { price, net }: Least, supply: LeastSupply): boolean {
    return this.#incumbent.mayHold({
      index,
      vramGib: hope.vramGib,
      vramPerGpuGib: hope.vramPerGpuGib,
      purchase: price + supply.price,
      ownership: net + supply.cost,
      billPerMonth: supply.billPerMonth,
      wallTypical: supply.wallTypical,
      wallPeak: supply.wallPeak,
      gpuDraw: hope.gpuDraw,
    });
  }

  /**
   * Tries every host for a GPU choice that could still win, at each of its limits.
   * @param tries - limits with optimistic figures, most hopeful first
   * @param full - the highest limit, for speed, and `lowest` the lowest, for power: together more hopeful than any
   */
  explore(gpu: GpuOption, tries: readonly { readonly step: LimitStep; readonly figures: Figures }[], full: LimitStep, lowest: LimitStep): void {
    const hopes = tries[0]?.figures;
    if (hopes === undefined) return;
    const gpuDraw = tries.reduce((least, { figures }) => Math.min(least, figures.gpuDraw), hopes.gpuDraw);
    const survivors = this.#survivors(gpu, full, lowest, { ...hopes, gpuDraw });
    if (survivors.length === 0) return;
    for (const { step, figures } of tries) {
      if (!this.#incumbent.mayHold(figures)) continue;
      const draft = cardsIn(gpu, step.watts);
      const power = gpuPower(gpu.part, gpu.quantity, step.watts, this.#space);
      const supply = this.#supplies.least(gpu, draft, power);
      if (supply === undefined) continue;
      const branch: Branch = { gpu, limit: step, draft, power, supply, hope: figures };
      for (const survivor of survivors) this.#tryPlatform(branch, survivor);
    }
  }

  /** Platforms that pass the rules beside the cards and may win at the speed of the highest limit with the power of the lowest. */
  #survivors(gpu: GpuOption, full: LimitStep, lowest: LimitStep, hope: Figures): readonly Survivor[] {
    const space = this.#space;
    const draft = cardsIn(gpu, lowest.watts);
    const power = gpuPower(gpu.part, gpu.quantity, lowest.watts, space);
    const rest = this.#leastRest(draft);
    const supply = rest === undefined ? undefined : this.#supplies.least(gpu, draft, power);
    if (rest === undefined || supply === undefined) return [];
    const bestIndex = indexOf(gpu, full, Number.POSITIVE_INFINITY, space);
    const leastCase = this.#tables.leastCase(draft) ?? NO_COST;
    const links = this.#tables.linksFor(gpu);
    const branch = { hope };
    const found: Survivor[] = [];
    const { platforms } = this.#tables;
    for (let at = 0; at < platforms.length; at += 1) {
      const platform = platforms[at] as Platform;
      const base = addLeast(gpu, platform);
      if (!this.#mayHold(branch, bestIndex, addLeast(base, rest), supply)) continue;
      const link = this.#tables.linkAt(links, at, gpu);
      if (link === 0) continue;
      const index = indexOf(gpu, full, link, space);
      if (!this.#mayHold(branch, index, addLeast(base, rest), supply)) continue;
      draft.motherboard = space.lineOf<"motherboard">(platform.board);
      draft.cpu = space.lineOf<"cpu">(platform.cpu);
      if (!space.passesPlatform(platform, draft)) continue;
      const firstMemory = this.#tables.firstMemory(platform, draft);
      const firstStorage = this.#tables.firstStorage(platform, draft);
      const cooler = this.#tables.leastCooler(platform, undefined, draft);
      const memory = this.#tables.memory[firstMemory];
      const storage = this.#tables.storage[firstStorage];
      if (memory === undefined || storage === undefined || cooler === undefined) continue;
      const memoryAndDrive = addLeast(memory, storage);
      const parts = addLeast(memoryAndDrive, cooler);
      const total = addLeast(addLeast(base, parts), leastCase);
      if (!this.#mayHold(branch, index, total, supply)) continue;
      const carried = this.#supplies.least(gpu, draft, addPlatformPower(power, platform.cpu.part, space));
      if (carried !== undefined && this.#mayHold(branch, index, total, carried))
        found.push({ platform, link, firstMemory, firstStorage, memoryAndDrive, cooler, parts });
    }
    return found;
  }

  /** With one more part chosen: its price, its power, and the least it adds to the running cost. */
  #with(so: SoFar, part: Least, draw: LeastPower): SoFar {
    const { loadHoursPerDay, idleHoursPerDay } = this.#space.scenario;
    const perYear = (draw.typical * loadHoursPerDay + draw.idle * idleHoursPerDay) * this.#growth * DAYS_PER_YEAR * this.#perWattHour;
    const { cost, billPerMonth, wallTypical, wallPeak, price, net } = so.supply;
    return {
      index: so.index,
      price: so.price + part.price,
      net: so.net + part.net,
      power: addPower(so.power, draw),
      supply: {
        price,
        net,
        cost: cost + perYear * this.#years,
        billPerMonth: billPerMonth + perYear / MONTHS_PER_YEAR,
        wallTypical: wallTypical + draw.typical * this.#growth,
        wallPeak: wallPeak + draw.sustained * this.#growth,
      },
    };
  }

  #tryPlatform(branch: Branch, survivor: Survivor): void {
    const { draft, gpu, limit } = branch;
    const space = this.#space;
    const { platform, parts } = survivor;
    draft.motherboard = space.lineOf<"motherboard">(platform.board);
    draft.cpu = space.lineOf<"cpu">(platform.cpu);
    const leastCase = this.#tables.leastCase(draft) ?? NO_COST;
    const index = indexOf(gpu, limit, survivor.link, space);
    const base = addLeast(gpu, platform);
    const total = addLeast(addLeast(base, parts), leastCase);
    if (!this.#mayHold(branch, index, total, branch.supply)) return;
    const power = addPlatformPower(branch.power, platform.cpu.part, space);
    const supply = this.#supplies.least(gpu, draft, power);
    if (supply === undefined || !this.#mayHold(branch, index, total, supply)) return;
    this.#caseLoop(branch, survivor, { index, ...base, power, supply });
  }

  #caseLoop(branch: Branch, survivor: Survivor, so: SoFar): void {
    const { gpu, limit, draft } = branch;
    const space = this.#space;
    const { riser } = space.choices;
    for (const housing of this.#tables.cases) {
      if (!this.#mayHold(branch, so.index, addLeast(addLeast(so, housing), survivor.parts), so.supply)) break;
      const spent = this.#with(so, housing, fansDraw(housing.part, space.assumptions));
      const placed = space.placement(survivor.platform, gpu, housing.part);
      if (placed.status !== "placed" || (placed.risers > 0 && riser === undefined)) continue;
      const index = indexOf(gpu, limit, placed.slowestLink, space);
      const total =
        placed.risers === 0 || riser === undefined ? spent : addLeast(spent, { price: placed.risers * riser.price, net: placed.risers * riser.net });
      if (!this.#mayHold(branch, index, addLeast(total, survivor.parts), spent.supply) || !this.#tables.caseSuits(housing, draft)) continue;
      draft.riser =
        placed.risers === 0 || riser === undefined ? [] : [{ part: riser.part, quantity: placed.risers, condition: riser.condition, owned: riser.owned }];
      if (!space.passes(draft, "case")) continue;
      // A supply and a cooler must go into this very case: where none does, no memory or drive helps.
      const cooler = this.#tables.leastCooler(survivor.platform, housing, draft);
      const riserLines = draft.riser;
      const supply = cooler === undefined ? undefined : this.#supplies.least(gpu, draft, spent.power);
      draft.riser = riserLines;
      if (cooler === undefined || supply === undefined) continue;
      const rest = { ...survivor, cooler };
      const later = addLeast(survivor.memoryAndDrive, cooler);
      if (!this.#mayHold(branch, index, addLeast(total, later), supply)) continue;
      this.#memoryLoop(branch, rest, { index, price: total.price, net: total.net, power: spent.power, supply });
    }
    draft.case = undefined;
    draft.riser = [];
  }

  #memoryLoop(branch: Branch, survivor: Survivor, so: SoFar): void {
    const { draft } = branch;
    const { memory, storage } = this.#tables;
    const later = addLeast(storage[survivor.firstStorage] ?? NO_COST, survivor.cooler);
    for (let at = survivor.firstMemory; at < memory.length; at += 1) {
      const option = memory[at] as Option<PartOf["memory"]>;
      if (!this.#mayHold(branch, so.index, addLeast(addLeast(so, option), later), so.supply)) break;
      const spent = this.#with(so, option, modulesDraw(option.part.modules * option.quantity, this.#space.assumptions));
      if (!this.#mayHold(branch, so.index, addLeast(spent, later), spent.supply)) continue;
      if (this.#tables.memorySuits(option, draft) && this.#space.passes(draft, "memory")) this.#storageLoop(branch, survivor, spent);
    }
    draft.memory = [];
  }

  #storageLoop(branch: Branch, survivor: Survivor, so: SoFar): void {
    const { draft } = branch;
    const { storage } = this.#tables;
    for (let at = survivor.firstStorage; at < storage.length; at += 1) {
      const option = storage[at] as Option<PartOf["storage"]>;
      if (!this.#mayHold(branch, so.index, addLeast(addLeast(so, option), survivor.cooler), so.supply)) break;
      const spent = this.#with(so, option, driveDraw(option.part, option.quantity, this.#space.assumptions));
      if (!this.#mayHold(branch, so.index, addLeast(spent, survivor.cooler), spent.supply)) continue;
      draft.storage = [this.#space.lineOf<"storage">(option)];
      if (this.#space.passes(draft, "storage")) this.#coolerLoop(branch, spent);
    }
    draft.storage = [];
  }

  #coolerLoop(branch: Branch, so: SoFar): void {
    const { draft } = branch;
    if (draft.cpu?.part.coolerIncluded === true) this.#tryCooler(branch, undefined, so);
    for (const option of this.#tables.coolers) {
      const spent = addLeast(so, option);
      if (!this.#mayHold(branch, so.index, spent, so.supply)) break;
      this.#tryCooler(branch, this.#space.lineOf<"cooler">(option), { ...so, ...spent });
    }
    draft.cooler = undefined;
  }

  #tryCooler(branch: Branch, line: RigLine<PartOf["cooler"]> | undefined, so: SoFar): void {
    branch.draft.cooler = line;
    if (this.#space.passes(branch.draft, "cooler")) this.#supplyLoop(branch, so);
  }

  #supplyLoop(branch: Branch, so: SoFar): void {
    const { draft } = branch;
    const { psuSync } = this.#space.choices;
    const risers = draft.riser;
    const best = leastRunning(so.power, this.#efficiency, this.#perWattHour, this.#space);
    for (const option of this.#tables.supplies) {
      // The sync part is left out of what ends the loop: a single supply further down has no need of one.
      const single = addLeast(so, option);
      if (!this.#mayHold(branch, so.index, so, { ...option, ...best, cost: option.net + best.perYear * this.#years })) break;
      if (this.#supplies.isTooSmall(option, so.power) || !this.#supplies.feedsCards(option, branch.gpu)) continue;
      const spent = option.quantity > 1 && psuSync !== undefined ? addLeast(single, psuSync) : single;
      const running = runningOn(so.power, option.part, option.quantity, this.#perWattHour, this.#space);
      if (!this.#mayHold(branch, so.index, { price: spent.price, net: spent.net }, { ...NO_COST, ...running, cost: running.perYear * this.#years })) continue;
      if (this.#supplies.place(option, draft, risers)) this.#weigh(branch, so.index, spent);
    }
    draft.psu = undefined;
    draft.riser = risers;
  }

  /** A complete rig: its true figures, offered as the best. */
  #weigh({ draft, gpu, hope }: Branch, index: number, { price, net }: Least): void {
    const { scenario, mainsV, assumptions } = this.#space;
    const wall = wallDraw(draft, mainsV, assumptions);
    const year = yearlyWattHours(wall.typical, wall.idle, scenario.loadHoursPerDay, scenario.idleHoursPerDay);
    const charge = (wattHours: number): number => flatRateCharge(scenario.region, wattHours, scenario.currency, scenario.exchange)?.minor ?? 0;
    this.#incumbent.offer(draft, {
      index,
      vramGib: gpu.part.vramGib * gpu.quantity,
      vramPerGpuGib: gpu.part.vramGib / gpu.part.deviceCount,
      purchase: price,
      ownership: net + charge(year) * scenario.years,
      billPerMonth: charge(monthlyWattHours(year)),
      wallTypical: wall.typical,
      wallPeak: wall.sustained,
      gpuDraw: hope.gpuDraw,
    });
  }
}
