import type { PartOf } from "../domain/part.js";
import type { RigLine } from "../domain/rig.js";
import { flatRateCharge, monthlyWattHours, yearlyWattHours } from "../evaluate/energy/bill.js";
import { wallDraw } from "../evaluate/energy/power.js";
import { watts } from "../units/quantity.js";
import { addPlatformPower, bestEfficiency, gpuPower, type LeastPower, leastRunning, runningOn } from "./bounds.js";
import type { GpuOption, LimitStep, Option } from "./choices.js";
import type { Figures } from "./goal.js";
import type { Incumbent } from "./incumbent.js";
import { indexOf } from "./search.js";
import { type Draft, emptyDraft, gpuLines, type Platform, type Space } from "./space.js";

/** The least something costs: to buy, and less what it will sell for. Minor units. */
export interface Least {
  readonly price: number;
  readonly net: number;
}

/** The least a power supply for a load costs and makes the rig cost, each figure at its best over all supplies that pass. */
interface LeastSupply extends Least {
  /** Net price and running cost over the plan's years together: an efficient supply pays for part of itself. */
  readonly cost: number;
  readonly billPerMonth: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
}

/** A GPU choice at a power limit, with everything that stays the same while hosts are tried for it. */
interface Branch {
  readonly gpu: GpuOption;
  readonly limit: LimitStep;
  readonly draft: Draft;
  readonly power: LeastPower;
  /** Optimistic figures to vary. */
  readonly hope: Figures;
}

/** A host that is being put together: what is spent so far, and what is known of the rest. */
interface SoFar {
  readonly index: number;
  readonly price: number;
  readonly net: number;
  readonly power: LeastPower;
  readonly supply: LeastSupply;
}

const NOTHING: Least = { price: 0, net: 0 };
const add = (a: Least, b: Least): Least => ({ price: a.price + b.price, net: a.net + b.net });

/** The frame that holds most cards: if they cannot be seated in it, no frame will do. */
const roomiestFrame = (options: readonly Option<PartOf["case"]>[]): PartOf["case"] | undefined => {
  let most: PartOf["case"] | undefined;
  for (const { part } of options) if (part.cardsOnRisers === true && (most === undefined || (part.expansionSlots ?? 0) > (most.expansionSlots ?? 0))) most = part;
  return most;
};

/**
 * The best hosts for GPU choices. Every list of parts is in order of its net price, so that the first part that passes the rules is the
 * least any host can spend on it, and a list is left as soon as its next part is too dear for anything after it to win.
 */
export class HostSearch {
  readonly #space: Space;
  readonly #incumbent: Incumbent;
  readonly #perWattHour: number;
  readonly #efficiency: number;
  readonly #years: number;
  readonly #platforms: readonly Platform[];
  readonly #cases: readonly Option<PartOf["case"]>[];
  readonly #memory: readonly Option<PartOf["memory"]>[];
  readonly #storage: readonly Option<PartOf["storage"]>[];
  readonly #coolers: readonly Option<PartOf["cooler"]>[];
  readonly #supplies: readonly Option<PartOf["psu"]>[];
  readonly #frame: PartOf["case"] | undefined;
  readonly #leastPlatforms = new Map<string, Least | undefined>();
  readonly #leastCases = new Map<string, Least | undefined>();
  readonly #leastMemory = new Map<number, Least | undefined>();
  readonly #firstMemory = new Map<string, number>();
  readonly #least = new WeakMap<GpuOption, Least | "none">();

  constructor(space: Space, incumbent: Incumbent, newOnly: boolean, perWattHour: number) {
    const { hosts } = space.choices;
    const isAllowed = (option: Option): boolean => !newOnly || option.condition === "new" || option.owned;
    this.#space = space;
    this.#incumbent = incumbent;
    this.#perWattHour = perWattHour;
    this.#efficiency = bestEfficiency(space);
    this.#years = space.scenario.years;
    this.#platforms = newOnly ? space.platforms.filter(({ board, cpu }) => isAllowed(board) && isAllowed(cpu)) : space.platforms;
    this.#cases = hosts.case.filter(isAllowed);
    this.#memory = hosts.memory.filter(isAllowed);
    this.#storage = hosts.storage.filter(isAllowed);
    this.#coolers = hosts.cooler.filter(isAllowed);
    this.#supplies = hosts.psu.filter(isAllowed);
    this.#frame = space.choices.riser === undefined ? undefined : roomiestFrame(this.#cases);
  }

  /** The least any host costs: the cheapest of every part, compatible or not. Undefined when a kind has no part at all. */
  floor(): Least | undefined {
    let total: Least = NOTHING;
    const [platform] = this.#platforms;
    if (platform === undefined) return undefined;
    let price = platform.price;
    for (const other of this.#platforms) price = Math.min(price, other.price);
    total = add(total, { price, net: platform.net });
    for (const [first] of [this.#cases, this.#memory, this.#storage, this.#supplies]) {
      if (first === undefined) return undefined;
      total = add(total, first);
    }
    return total;
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
    const draft = this.#draftOf(gpu, limitW);
    if (!this.#space.passes(draft, "gpu")) return undefined;
    const platform = this.#leastPlatform(gpu);
    const housing = platform === undefined ? undefined : this.#leastCase(gpu, draft);
    const memory = housing === undefined ? undefined : this.#leastMemoryFor(draft);
    const [storage] = this.#storage;
    if (platform === undefined || housing === undefined || memory === undefined || storage === undefined) return undefined;
    const supply = this.#leastSupply(draft, gpuPower(gpu.part, gpu.quantity, limitW, this.#space));
    return supply === undefined ? undefined : add(add(platform, housing), add(memory, add(storage, supply)));
  }

  #draftOf(gpu: GpuOption, limitW: number): Draft {
    const draft = emptyDraft();
    draft.gpu = gpuLines(gpu);
    if (limitW < gpu.part.boardPowerW) draft.powerLimit = watts(limitW);
    return draft;
  }

  #leastPlatform(gpu: GpuOption): Least | undefined {
    const { pcie, slotWidth } = gpu.part;
    const key = `${slotWidth}|${pcie?.generation}|${pcie?.lanes}|${gpu.quantity}`;
    if (this.#leastPlatforms.has(key)) return this.#leastPlatforms.get(key);
    let least: Least | undefined;
    for (const platform of this.#platforms) {
      if (least !== undefined && platform.net >= least.net && platform.price >= least.price) continue;
      if (this.#link(platform, gpu) > 0) {
        least = least === undefined ? platform : { price: Math.min(least.price, platform.price), net: Math.min(least.net, platform.net) };
      }
    }
    this.#leastPlatforms.set(key, least);
    return least;
  }

  #leastCase(gpu: GpuOption, draft: Draft): Least | undefined {
    const key = gpu.part.id;
    if (this.#leastCases.has(key)) return this.#leastCases.get(key);
    const least = this.#cases.find((option) => this.#caseSuits(option, draft));
    draft.case = undefined;
    this.#leastCases.set(key, least);
    return least;
  }

  #caseSuits(option: Option<PartOf["case"]>, draft: Draft): boolean {
    draft.case = this.#space.lineOf<"case">(option);
    return this.#space.suitsGpu(draft, "case");
  }

  #leastMemoryFor(draft: Draft): Least | undefined {
    const vram = vramOf(draft);
    if (this.#leastMemory.has(vram)) return this.#leastMemory.get(vram);
    const least = this.#memory.find((option) => this.#memorySuits(option, draft));
    draft.memory = [];
    this.#leastMemory.set(vram, least);
    return least;
  }

  #memorySuits(option: Option<PartOf["memory"]>, draft: Draft): boolean {
    draft.memory = [this.#space.lineOf<"memory">(option)];
    return this.#space.suitsGpu(draft, "memory");
  }

  /** The best figures over all supplies that carry what is in the draft; parts that are still missing only add to the load. */
  #leastSupply(draft: Draft, power: LeastPower): LeastSupply | undefined {
    const bestRunning = leastRunning(power, this.#efficiency, this.#perWattHour, this.#space);
    const bestRunningCost = bestRunning.perYear * this.#years;
    let least: LeastSupply | undefined;
    for (const option of this.#supplies) {
      if (least !== undefined && option.net + bestRunningCost >= least.cost) break;
      if (!this.#placeSupply(option, draft, [])) continue;
      const cost = option.net + runningOn(power, option.part, option.quantity, this.#perWattHour, this.#space).perYear * this.#years;
      // Powers and bill at the best efficiency there is: a dearer supply further down the list might reach it.
      least =
        least === undefined
          ? { price: option.price, net: option.net, cost, billPerMonth: bestRunning.billPerMonth, wallTypical: bestRunning.wallTypical, wallPeak: bestRunning.wallPeak }
          : { ...least, cost: Math.min(least.cost, cost) };
    }
    draft.psu = undefined;
    draft.riser = [];
    return least;
  }

  /** Puts a supply (two of them with the part that starts them together) into the draft, and asks the rules. */
  #placeSupply(option: Option<PartOf["psu"]>, draft: Draft, risers: Draft["riser"]): boolean {
    const { psuSync } = this.#space.choices;
    const isPair = option.quantity > 1;
    if (isPair && psuSync === undefined) return false;
    draft.psu = this.#space.lineOf<"psu">(option);
    draft.riser = isPair && psuSync !== undefined ? [...risers, { part: psuSync.part, quantity: 1, condition: psuSync.condition, owned: psuSync.owned }] : risers;
    return this.#space.passes(draft, "psu");
  }

  /** The fastest slowest link of the cards on a platform, in its board's slots or on a frame; 0 where they find no room. */
  #link(platform: Platform, gpu: GpuOption): number {
    const inCase = this.#space.placement(platform, gpu, undefined);
    const onFrame = this.#frame === undefined ? undefined : this.#space.placement(platform, gpu, this.#frame);
    return Math.max(inCase.status === "placed" ? inCase.slowestLink : 0, onFrame?.status === "placed" ? onFrame.slowestLink : 0);
  }

  /** Tries every host for a GPU choice at one limit that could still win. */
  explore(gpu: GpuOption, limit: LimitStep, hope: Figures): void {
    const space = this.#space;
    const power = gpuPower(gpu.part, gpu.quantity, limit.watts, space);
    const draft = this.#draftOf(gpu, limit.watts);
    const housing = this.#leastCase(gpu, draft);
    const memory = this.#leastMemoryFor(draft);
    const supply = this.#leastSupply(draft, power);
    const [storage] = this.#storage;
    if (housing === undefined || memory === undefined || storage === undefined || supply === undefined) return;
    const rest = add(housing, add(memory, storage));
    const branch: Branch = { gpu, limit, draft, power, hope };
    for (const platform of this.#platforms) {
      const base = add(add(gpu, platform), rest);
      if (!this.#mayHold(branch, hope.index, base, supply)) continue;
      const link = this.#link(platform, gpu);
      if (link === 0) continue;
      const index = indexOf(gpu, limit, link, space);
      if (!this.#mayHold(branch, index, base, supply)) continue;
      draft.motherboard = space.lineOf<"motherboard">(platform.board);
      draft.cpu = space.lineOf<"cpu">(platform.cpu);
      if (space.passesPlatform(platform) && space.passes(draft, "motherboard") && space.passes(draft, "cpu")) this.#tryPlatform(branch, platform, index, housing);
    }
  }

  #mayHold({ hope }: Branch, index: number, { price, net }: Least, supply: LeastSupply): boolean {
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

  /** With board and CPU known, the least memory, drive and supply are those that pass beside them. */
  #tryPlatform(branch: Branch, platform: Platform, index: number, leastCase: Least): void {
    const { draft, gpu } = branch;
    const firstMemory = this.#firstMemoryFor(platform, draft);
    const memory = this.#memory[firstMemory];
    const firstStorage = this.#storage.findIndex((option) => {
      draft.storage = [this.#space.lineOf<"storage">(option)];
      return this.#space.passes(draft, "storage");
    });
    draft.storage = [];
    const storage = this.#storage[firstStorage];
    if (memory === undefined || storage === undefined) return;
    const power = addPlatformPower(branch.power, platform.cpu.part, this.#space);
    const supply = this.#leastSupply(draft, power);
    if (supply === undefined) return;
    const base = add(gpu, platform);
    const parts = add(memory, storage);
    if (!this.#mayHold(branch, index, add(add(base, parts), leastCase), supply)) return;
    this.#caseLoop(branch, platform, { index, ...base, power, supply }, parts, firstMemory, firstStorage);
  }

  #firstMemoryFor(platform: Platform, draft: Draft): number {
    const key = `${platform.board.index}|${platform.cpu.index}|${vramOf(draft)}`;
    const known = this.#firstMemory.get(key);
    if (known !== undefined) return known;
    const found = this.#memory.findIndex((option) => this.#memorySuits(option, draft) && this.#space.passes(draft, "memory"));
    draft.memory = [];
    this.#firstMemory.set(key, found);
    return found;
  }

  #caseLoop(branch: Branch, platform: Platform, so: SoFar, parts: Least, firstMemory: number, firstStorage: number): void {
    const { gpu, limit, draft } = branch;
    const space = this.#space;
    const { riser } = space.choices;
    for (const housing of this.#cases) {
      const spent = add(so, housing);
      if (!this.#mayHold(branch, so.index, add(spent, parts), so.supply)) break;
      const placed = space.placement(platform, gpu, housing.part);
      if (placed.status !== "placed" || (placed.risers > 0 && riser === undefined)) continue;
      const index = indexOf(gpu, limit, placed.slowestLink, space);
      const risers = placed.risers === 0 || riser === undefined ? NOTHING : { price: placed.risers * riser.price, net: placed.risers * riser.net };
      const total = add(spent, risers);
      if (!this.#mayHold(branch, index, add(total, parts), so.supply) || !this.#caseSuits(housing, draft)) continue;
      draft.riser = placed.risers === 0 || riser === undefined ? [] : [{ part: riser.part, quantity: placed.risers, condition: riser.condition, owned: riser.owned }];
      if (space.passes(draft, "case")) this.#memoryLoop(branch, { ...so, index, ...total }, firstMemory, firstStorage);
    }
    draft.case = undefined;
    draft.riser = [];
  }

  #memoryLoop(branch: Branch, so: SoFar, firstMemory: number, firstStorage: number): void {
    const { draft } = branch;
    const leastStorage = this.#storage[firstStorage] ?? NOTHING;
    for (let at = firstMemory; at < this.#memory.length; at += 1) {
      const option = this.#memory[at];
      if (option === undefined) continue;
      const spent = add(so, option);
      if (!this.#mayHold(branch, so.index, add(spent, leastStorage), so.supply)) break;
      if (!this.#memorySuits(option, draft) || !this.#space.passes(draft, "memory")) continue;
      this.#storageLoop(branch, { ...so, ...spent }, firstStorage);
    }
    draft.memory = [];
  }

  #storageLoop(branch: Branch, so: SoFar, firstStorage: number): void {
    const { draft } = branch;
    for (let at = firstStorage; at < this.#storage.length; at += 1) {
      const option = this.#storage[at];
      if (option === undefined) continue;
      const spent = add(so, option);
      if (!this.#mayHold(branch, so.index, spent, so.supply)) break;
      draft.storage = [this.#space.lineOf<"storage">(option)];
      if (this.#space.passes(draft, "storage")) this.#coolerLoop(branch, { ...so, ...spent });
    }
    draft.storage = [];
  }

  #coolerLoop(branch: Branch, so: SoFar): void {
    const { draft } = branch;
    if (draft.cpu?.part.coolerIncluded === true) this.#tryCooler(branch, undefined, so);
    for (const option of this.#coolers) {
      const spent = add(so, option);
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
    const { draft, hope } = branch;
    const { psuSync } = this.#space.choices;
    const risers = draft.riser;
    const bestRunning = leastRunning(so.power, this.#efficiency, this.#perWattHour, this.#space);
    for (const option of this.#supplies) {
      const sync = option.quantity > 1 && psuSync !== undefined ? psuSync : NOTHING;
      const spent = add(so, add(option, sync));
      const figures: Figures = {
        ...hope,
        index: so.index,
        purchase: spent.price,
        ownership: spent.net + bestRunning.perYear * this.#years,
        billPerMonth: bestRunning.billPerMonth,
        wallTypical: bestRunning.wallTypical,
        wallPeak: bestRunning.wallPeak,
      };
      if (!this.#incumbent.mayHold(figures)) {
        if (sync === NOTHING) break;
        continue;
      }
      if (this.#placeSupply(option, draft, risers)) this.#weigh(branch, so.index, spent);
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

const vramOf = (draft: Draft): number => {
  let total = 0;
  for (const { part, quantity } of draft.gpu) total += part.vramGib * quantity;
  return total;
};
