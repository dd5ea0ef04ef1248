import type { PartOf } from "../domain/part.js";
import type { RigLine } from "../domain/rig.js";
import { type BilledEnergy, energyCharge, monthlyEnergy, yearlyEnergy } from "../evaluate/energy/bill.js";
import { driveDraw, fansDraw, modulesDraw, type PartDraw } from "../evaluate/energy/draw.js";
import { wallDraw } from "../evaluate/energy/power.js";
import { addPlatformPower, addPower, gpuPower, type LeastPower, leastRunning, runningOn } from "./bounds.js";
import type { GpuOption, LimitStep, Option } from "./choices.js";
import type { Figures } from "./goal.js";
import type { Cooled, HostTables } from "./host-tables.js";
import type { Incumbent } from "./incumbent.js";
import { addLeast, type Least, leastFrom, NO_COST } from "./least.js";
import { isOutdone, type Passed } from "./outdone.js";
import { bestLink, cardsIn, type Draft, indexOf, type Platform, type Space } from "./space.js";
import type { LeastSupply, Supplies } from "./supplies.js";

/** A GPU choice at a power limit, with everything that stays the same while hosts are tried for it. */
interface Branch {
  readonly gpu: GpuOption;
  readonly limit: LimitStep;
  readonly draft: Draft;
  readonly power: LeastPower;
  /** The least supply for the cards alone. */
  readonly supply: LeastSupply;
  /** The least supply for the cards and a CPU, by the CPU's place in its list. */
  readonly carrying: Map<number, LeastSupply | "none">;
  /** Optimistic figures to vary. */
  readonly hope: Figures;
}

/** What is known of a platform beside the cards whatever their power limit is. */
interface Footing {
  readonly firstMemory: number;
  readonly firstStorage: number;
  readonly memoryAndDrive: Least;
  readonly cooler: Least;
  /** Memory, drive and cooler at their least. */
  readonly parts: Least;
  /** The first case in which the cards sit on it, and the least that or a later one costs. */
  readonly firstCase: number;
  readonly leastCase: Least;
}

/** A platform that may still win. */
interface Candidate {
  readonly platform: Platform;
  readonly link: number;
  /** The least of the rig without its power supply. */
  readonly least: Least;
  /** How good a rig on it could be at the most hopeful limit. */
  readonly value: number;
  /** Worked out when first needed; none where a rule forbids the platform. */
  footing: Footing | "none" | undefined;
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
  readonly #supplies: Supplies;
  readonly #years: number;
  readonly #scratch = { index: 0, vramGib: 0, vramPerGpuGib: 0, purchase: 0, ownership: 0, billPerMonth: 0, wallTypical: 0, wallPeak: 0, gpuDraw: 0 };

  constructor(space: Space, tables: HostTables, incumbent: Incumbent) {
    this.#space = space;
    this.#tables = tables;
    this.#supplies = tables.supplies;
    this.#incumbent = incumbent;
    this.#years = space.scenario.years;
  }

  /** Optimistic figures of the rigs that spend at least `spent` and have a supply at least as good as `supply`; good until they are asked for again. */
  #figures(hope: Figures, index: number, { price, net }: Least, supply: LeastSupply): Figures {
    const figures = this.#scratch;
    figures.index = index;
    figures.vramGib = hope.vramGib;
    figures.vramPerGpuGib = hope.vramPerGpuGib;
    figures.purchase = price + supply.price;
    figures.ownership = net + supply.cost;
    figures.billPerMonth = supply.billPerMonth;
    figures.wallTypical = supply.wallTypical;
    figures.wallPeak = supply.wallPeak;
    figures.gpuDraw = hope.gpuDraw;
    return figures;
  }

  #mayHold({ hope }: { readonly hope: Figures }, index: number, spent: Least, supply: LeastSupply): boolean {
    return this.#incumbent.mayHold(this.#figures(hope, index, spent, supply));
  }

  /**
   * Whether a rig may still win with the option in place `at` of a list in order of net price, or a later one.
   * @param prices - the least price from each place on
   * @param others - what everything else costs at least
   */
  #mayHoldFrom(at: number, option: Least, prices: Float64Array, branch: Branch, others: Least, so: SoFar): boolean {
    const price = others.price + (prices[at] ?? option.price);
    return this.#mayHold(branch, so.index, { price, net: others.net + option.net }, so.supply);
  }

  /**
   * Tries every host for a GPU choice that could still win, at each of its limits.
   * @param tries - limits with optimistic figures, most hopeful first
   * @param full - the highest limit, for speed, and `lowest` the lowest, for power: together more hopeful than any
   */
  explore(gpu: GpuOption, tries: readonly { readonly step: LimitStep; readonly figures: Figures }[], full: LimitStep, lowest: LimitStep): void {
    const hopes = tries[0]?.figures;
    if (hopes === undefined) return;
    const draft = cardsIn(gpu, lowest.watts);
    const rest = this.#tables.leastRest(gpu, draft);
    if (rest === undefined) return;
    const gpuDraw = tries.reduce((least, { figures }) => Math.min(least, figures.gpuDraw), hopes.gpuDraw);
    const candidates = this.#candidates(gpu, full, lowest, { ...hopes, gpuDraw }, rest);
    if (candidates.length === 0) return;
    for (const { step, figures } of tries) {
      if (!this.#incumbent.mayHold(figures)) continue;
      const power = gpuPower(gpu.part, gpu.quantity, step.watts, this.#space);
      const supply = this.#supplies.least(gpu, power, this.#incumbent);
      if (supply === undefined) continue;
      const branch: Branch = { gpu, limit: step, draft: cardsIn(gpu, step.watts), power, supply, carrying: new Map(), hope: figures };
      for (const candidate of candidates) this.#tryPlatform(branch, candidate);
    }
  }

  /** Platforms that seat the cards and may win at the speed of the highest limit with the power of the lowest, most hopeful first. */
  #candidates(gpu: GpuOption, full: LimitStep, lowest: LimitStep, hope: Figures, rest: Least): readonly Candidate[] {
    const space = this.#space;
    const supply = this.#supplies.least(gpu, gpuPower(gpu.part, gpu.quantity, lowest.watts, space), this.#incumbent);
    if (supply === undefined) return [];
    const bestIndex = indexOf(gpu, full, bestLink(gpu), space);
    const links = this.#tables.linksFor(gpu);
    const memory = this.#tables.leastMemory(gpu);
    const cards = addLeast(gpu, rest);
    const found: Candidate[] = [];
    const { cooled } = this.#tables;
    for (let at = 0; at < cooled.length; at += 1) {
      const { platform, least, memoryType } = cooled[at] as Cooled;
      const kit = memory.get(memoryType);
      if (kit === undefined) continue;
      const spent = addLeast(cards, addLeast(least, kit));
      if (!this.#mayHold({ hope }, bestIndex, spent, supply)) continue;
      const link = this.#tables.linkAt(links, at, gpu);
      if (link === 0) continue;
      const figures = this.#figures(hope, indexOf(gpu, full, link, space), spent, supply);
      if (this.#incumbent.mayHold(figures)) found.push({ platform, link, least: spent, value: this.#incumbent.value(figures), footing: undefined });
    }
    return found.sort((a, b) => b.value - a.value || a.least.net - b.least.net);
  }

  /** What a platform makes possible beside the cards in the draft; undefined where a rule forbids it. */
  #footing(platform: Platform, gpu: GpuOption, draft: Draft): Footing | undefined {
    const tables = this.#tables;
    if (!this.#space.suitsCards(draft)) return undefined;
    const firstMemory = tables.firstMemory(platform, draft);
    const firstStorage = tables.firstStorage(platform, draft);
    const cooler = tables.leastCooler(platform, undefined, draft);
    const memory = leastFrom(tables.memory, tables.memoryPrices, firstMemory);
    const storage = leastFrom(tables.storage, tables.storagePrices, firstStorage);
    if (memory === undefined || storage === undefined || cooler === undefined) return undefined;
    const firstCase = tables.cases.first(gpu, platform, draft);
    const leastCase = tables.cases.leastFrom(firstCase);
    if (leastCase === undefined) return undefined;
    const memoryAndDrive = addLeast(memory, storage);
    return { firstMemory, firstStorage, memoryAndDrive, cooler, parts: addLeast(memoryAndDrive, cooler), firstCase, leastCase };
  }

  /** The least supply that carries the cards of a branch and a CPU. */
  #carrying({ gpu, carrying }: Branch, cpu: Platform["cpu"], power: LeastPower): LeastSupply | undefined {
    const known = carrying.get(cpu.index);
    if (known !== undefined) return known === "none" ? undefined : known;
    const least = this.#supplies.least(gpu, power, this.#incumbent);
    carrying.set(cpu.index, least ?? "none");
    return least;
  }

  /** With one more part chosen: its price, its power, and the least it adds to the running cost. */
  #with(so: SoFar, part: Least, draw: PartDraw): SoFar {
    const { loadHoursPerDay, idleHoursPerDay } = this.#space.scenario;
    const { load, rest } = this.#space.running;
    const perYear = (draw.typical * loadHoursPerDay * load + draw.idle * idleHoursPerDay * rest) * this.#space.leastGrowth * DAYS_PER_YEAR;
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
        wallTypical: wallTypical + draw.typical * this.#space.leastGrowth,
        wallPeak: wallPeak + draw.sustained * this.#space.leastGrowth,
      },
    };
  }

  #tryPlatform(branch: Branch, candidate: Candidate): void {
    const { draft, gpu, limit } = branch;
    const { platform, link, least } = candidate;
    if (candidate.footing === "none") return;
    const space = this.#space;
    const index = indexOf(gpu, limit, link, space);
    const base = addLeast(gpu, platform);
    if (!this.#mayHold(branch, index, least, branch.supply)) return;
    draft.motherboard = space.lineOf<"motherboard">(platform.board);
    draft.cpu = space.lineOf<"cpu">(platform.cpu);
    candidate.footing ??= this.#footing(platform, gpu, draft) ?? "none";
    if (candidate.footing === "none") return;
    const parts = addLeast(addLeast(base, candidate.footing.parts), candidate.footing.leastCase);
    if (!this.#mayHold(branch, index, parts, branch.supply)) return;
    const power = addPlatformPower(branch.power, platform.cpu.part, space);
    const supply = this.#carrying(branch, platform.cpu, power);
    if (supply === undefined || !this.#mayHold(branch, index, parts, supply)) return;
    this.#caseLoop(branch, platform, candidate.footing, { index, ...base, power, supply });
  }

  #caseLoop(branch: Branch, platform: Platform, footing: Footing, so: SoFar): void {
    const { gpu, limit, draft } = branch;
    const space = this.#space;
    const { cases } = this.#tables;
    const others = addLeast(so, footing.parts);
    for (let at = footing.firstCase; at < cases.options.length; at += 1) {
      const housing = cases.options[at] as Option<PartOf["case"]>;
      if (!this.#mayHoldFrom(at, housing, cases.prices, branch, others, so)) break;
      const seat = cases.seat(at, gpu, platform, draft);
      if (seat === undefined) continue;
      const spent = this.#with(so, housing, fansDraw(housing.part, space.assumptions));
      const index = indexOf(gpu, limit, seat.link, space);
      const total = addLeast(spent, seat.cost);
      if (!this.#mayHold(branch, index, addLeast(total, footing.parts), spent.supply)) continue;
      // A supply and a cooler must go into this very case: where none does, no memory or drive helps.
      const cooler = this.#tables.leastCooler(platform, housing, draft);
      const supply = cooler === undefined ? undefined : this.#supplies.least(gpu, spent.power, this.#incumbent, draft);
      if (cooler === undefined || supply === undefined) continue;
      const rest = { ...footing, cooler };
      const later = addLeast(footing.memoryAndDrive, cooler);
      if (!this.#mayHold(branch, index, addLeast(total, later), supply)) continue;
      this.#memoryLoop(branch, rest, { index, price: total.price, net: total.net, power: spent.power, supply });
    }
    draft.case = undefined;
    draft.riser = [];
  }

  #memoryLoop(branch: Branch, footing: Footing, so: SoFar): void {
    const { draft } = branch;
    const { memory, memoryPrices, storage, storagePrices } = this.#tables;
    const later = addLeast(leastFrom(storage, storagePrices, footing.firstStorage) ?? NO_COST, footing.cooler);
    const others = addLeast(so, later);
    const passed: Passed[] = [];
    for (let at = footing.firstMemory; at < memory.length; at += 1) {
      const option = memory[at] as Option<PartOf["memory"]>;
      if (!this.#mayHoldFrom(at, option, memoryPrices, branch, others, so)) break;
      const draw = modulesDraw(option.part.modules * option.quantity, this.#space.assumptions);
      if (isOutdone(option, draw, passed)) continue;
      const spent = this.#with(so, option, draw);
      if (!this.#mayHold(branch, so.index, addLeast(spent, later), spent.supply)) continue;
      if (!this.#tables.memorySuits(option, draft) || !this.#space.passes(draft, "memory")) continue;
      passed.push({ price: option.price, draw });
      this.#storageLoop(branch, footing, spent);
    }
    draft.memory = [];
  }

  #storageLoop(branch: Branch, footing: Footing, so: SoFar): void {
    const { draft } = branch;
    const { storage, storagePrices } = this.#tables;
    const others = addLeast(so, footing.cooler);
    const passed: Passed[] = [];
    for (let at = footing.firstStorage; at < storage.length; at += 1) {
      const option = storage[at] as Option<PartOf["storage"]>;
      if (!this.#mayHoldFrom(at, option, storagePrices, branch, others, so)) break;
      const draw = driveDraw(option.part, option.quantity, this.#space.assumptions);
      if (isOutdone(option, draw, passed)) continue;
      const spent = this.#with(so, option, draw);
      if (!this.#mayHold(branch, so.index, addLeast(spent, footing.cooler), spent.supply)) continue;
      draft.storage = [this.#space.lineOf<"storage">(option)];
      if (!this.#space.passes(draft, "storage")) continue;
      passed.push({ price: option.price, draw });
      this.#coolerLoop(branch, spent);
    }
    draft.storage = [];
  }

  #coolerLoop(branch: Branch, so: SoFar): void {
    const { draft } = branch;
    // A cooler draws nothing that is counted, so one that goes in is as good as any that is no cheaper.
    if (draft.cpu?.part.coolerIncluded === true && this.#tryCooler(branch, undefined, so)) return;
    const { coolers, coolerPrices } = this.#tables;
    let least = Number.POSITIVE_INFINITY;
    for (let at = 0; at < coolers.length; at += 1) {
      const option = coolers[at] as Option<PartOf["cooler"]>;
      if (option.price >= least) continue;
      if ((coolerPrices[at] ?? 0) >= least || !this.#mayHoldFrom(at, option, coolerPrices, branch, so, so)) break;
      if (this.#tryCooler(branch, this.#space.lineOf<"cooler">(option), { ...so, ...addLeast(so, option) })) least = option.price;
    }
    draft.cooler = undefined;
  }

  /** @returns whether the cooler goes in */
  #tryCooler(branch: Branch, line: RigLine<PartOf["cooler"]> | undefined, so: SoFar): boolean {
    branch.draft.cooler = line;
    if (!this.#space.passes(branch.draft, "cooler")) return false;
    this.#supplyLoop(branch, so);
    return true;
  }

  #supplyLoop(branch: Branch, so: SoFar): void {
    const { draft } = branch;
    const { psuSync } = this.#space.choices;
    const risers = draft.riser;
    const best = leastRunning(so.power, this.#space.bestEfficiency, this.#space);
    const { options, prices } = this.#supplies;
    for (let at = 0; at < options.length; at += 1) {
      const option = options[at] as Option<PartOf["psu"]>;
      // The sync part is left out of what ends the loop: a single supply further down has no need of one.
      const single = addLeast(so, option);
      const price = prices[at] ?? option.price;
      if (!this.#mayHold(branch, so.index, so, { price, net: option.net, ...best, cost: option.net + best.perYear * this.#years })) break;
      if (this.#supplies.isTooSmall(option, so.power.unlimited) || !this.#supplies.feedsCards(at, branch.gpu)) continue;
      const spent = option.quantity > 1 && psuSync !== undefined ? addLeast(single, psuSync) : single;
      const running = runningOn(so.power, option.part, option.quantity, this.#space);
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
    const year = yearlyEnergy(wall.typical, wall.idle, scenario.loadHoursPerDay, scenario.idleHoursPerDay);
    const { exact, standing } = this.#space.running;
    const charge = (energy: BilledEnergy): number =>
      exact === undefined ? 0 : (energyCharge(exact, energy, scenario.currency, scenario.exchange)?.minor ?? 0);
    this.#incumbent.offer(draft, {
      index,
      vramGib: gpu.part.vramGib * gpu.quantity,
      vramPerGpuGib: gpu.part.vramGib / gpu.part.deviceCount,
      purchase: price,
      ownership: net + (charge(year) + standing.year) * scenario.years,
      billPerMonth: charge(monthlyEnergy(year)) + standing.month,
      wallTypical: wall.typical,
      wallPeak: wall.sustained,
      gpuDraw: hope.gpuDraw,
    });
  }
}
