import type { PartOf } from "../domain/part.js";
import { Cases } from "./cases.js";
import type { GpuOption, Option } from "./choices.js";
import { addLeast, type Least, leastFrom, leastPrices, NO_COST } from "./least.js";
import { bestLink, cardsIn, type Draft, emptyDraft, type Platform, type Space } from "./space.js";
import { Supplies } from "./supplies.js";

/** The least a host for some cards costs, and the fastest link any host gives them, GB/s one way. */
export interface LeastHost extends Least {
  readonly link: number;
}

/** A platform, what it costs with the cheapest cooler that suits its CPU, and the memory its board takes. */
export interface Cooled {
  readonly platform: Platform;
  readonly least: Least;
  readonly memoryType: string;
}

/** A rig with nothing but a platform. */
const onPlatform = ({ board, cpu }: Platform, space: Space): Draft => ({
  ...emptyDraft(),
  motherboard: space.lineOf<"motherboard">(board),
  cpu: space.lineOf<"cpu">(cpu),
});

/** The frame that holds most cards: if they cannot be seated in it, no frame will do. */
const roomiestFrame = (options: readonly Option<PartOf["case"]>[]): PartOf["case"] | undefined => {
  let most: PartOf["case"] | undefined;
  for (const { part } of options)
    if (part.cardsOnRisers === true && (most === undefined || (part.expansionSlots ?? 0) > (most.expansionSlots ?? 0))) most = part;
  return most;
};

/** GPU memory of the cards in a draft, GiB. */
const vramOf = (draft: Draft): number => {
  let total = 0;
  for (const { part, quantity } of draft.gpu) total += part.vramGib * quantity;
  return total;
};

/** Full-length slots of a board; endless where they are not known. */
const fullSlots = ({ board }: Platform): number => {
  let count = 0;
  for (const { length } of board.part.slots ?? []) if (length === 16) count += 1;
  return board.part.slots === undefined ? Number.POSITIVE_INFINITY : count;
};

/** More options than a kind has. */
const MOST_OPTIONS = 100_000;
/** More GPUs than one machine holds. */
const MOST_DEVICES = 64;

const tables = new WeakMap<Space, Map<boolean, HostTables>>();

/**
 * The parts of a host in order of their net price, and answers about them that hold for every search of a plan.
 * In such a list the first part that passes the rules is the least any host can spend on its kind.
 */
export class HostTables {
  /** Platforms with the least cooler for their CPU, in order of net price. */
  readonly cooled: readonly Cooled[];
  readonly cases: Cases;
  readonly memory: readonly Option<PartOf["memory"]>[];
  readonly storage: readonly Option<PartOf["storage"]>[];
  readonly coolers: readonly Option<PartOf["cooler"]>[];
  readonly supplies: Supplies;
  readonly memoryPrices: Float64Array;
  readonly storagePrices: Float64Array;
  readonly coolerPrices: Float64Array;
  readonly #space: Space;
  readonly #frame: PartOf["case"] | undefined;
  readonly #links = new Map<string, Float64Array>();
  /** For each platform the number of its board with its CPU's lanes: what a link depends on. */
  readonly #groups: Uint16Array;
  /** For each such number the place of its first platform, and the least a platform of it costs. */
  readonly #groupLeasts: readonly { readonly first: number; readonly memoryType: string; readonly least: Least }[];
  readonly #linksOf = new WeakMap<GpuOption, Float64Array>();
  readonly #roomy = new Map<number, ReadonlyMap<string, Least>>();
  readonly #floors = new Map<GpuOption, LeastHost | "none">();
  readonly #leastHosts = new WeakMap<GpuOption, LeastHost | "none">();
  readonly #memoryTypes: number;
  readonly #enough = new Map<number, Map<number, boolean>>();
  readonly #leastMemory = new Map<number, ReadonlyMap<string, Least>>();
  readonly #firstMemory = new Map<number, Map<number, number>>();
  readonly #firstStorage = new Map<number, number>();
  readonly #leastCoolers = new Map<number, Least | undefined>();

  /** The tables of a space, with every part or with new and owned ones only; made once. */
  static of(space: Space, newOnly: boolean): HostTables {
    let ofSpace = tables.get(space);
    if (ofSpace === undefined) {
      ofSpace = new Map();
      tables.set(space, ofSpace);
    }
    let found = ofSpace.get(newOnly);
    if (found === undefined) {
      found = new HostTables(space, newOnly);
      ofSpace.set(newOnly, found);
    }
    return found;
  }

  private constructor(space: Space, newOnly: boolean) {
    const { hosts } = space.choices;
    const isAllowed = (option: Option): boolean => !newOnly || option.condition === "new" || option.owned;
    this.#space = space;
    this.cases = new Cases(space, hosts.case.filter(isAllowed));
    this.memory = hosts.memory.filter(isAllowed);
    this.#memoryTypes = new Set(this.memory.map(({ part }) => part.type)).size;
    this.storage = hosts.storage.filter(isAllowed);
    this.coolers = hosts.cooler.filter(isAllowed);
    this.supplies = new Supplies(space, hosts.psu.filter(isAllowed));
    this.memoryPrices = leastPrices(this.memory);
    this.storagePrices = leastPrices(this.storage);
    this.coolerPrices = leastPrices(this.coolers);
    const cooled: Cooled[] = [];
    for (const platform of space.platforms) {
      const cooler = isAllowed(platform.board) && isAllowed(platform.cpu) ? this.leastCooler(platform, undefined, onPlatform(platform, space)) : undefined;
      if (cooler !== undefined) cooled.push({ platform, least: addLeast(platform, cooler), memoryType: platform.board.part.memory.type });
    }
    this.cooled = cooled.sort((a, b) => a.least.net - b.least.net);
    const groups = new Map<string, number>();
    const leasts: { readonly first: number; readonly memoryType: string; least: Least }[] = [];
    this.#groups = Uint16Array.from(this.cooled, ({ platform: { board, cpu }, memoryType, least: { price, net } }, at) => {
      const key = `${board.index}|${cpu.part.pcie.generation}|${cpu.part.pcie.lanes}`;
      const known = groups.get(key);
      const group = known === undefined ? undefined : leasts[known];
      if (known === undefined || group === undefined) {
        groups.set(key, leasts.length);
        leasts.push({ first: at, memoryType, least: { price, net } });
        return leasts.length - 1;
      }
      group.least = { price: Math.min(price, group.least.price), net: Math.min(net, group.least.net) };
      return known;
    });
    this.#groupLeasts = leasts;
    this.#frame = space.choices.riser === undefined ? undefined : roomiestFrame(this.cases.options);
  }

  /**
   * The least a host for some cards costs, told from counts alone: the cheapest platform with slots and cores enough with memory enough,
   * the cheapest supply rated for the cards, and the cheapest of the rest. Undefined when there is none.
   */
  floorFor(gpu: GpuOption): LeastHost | undefined {
    const known = this.#floors.get(gpu);
    if (known !== undefined) return known === "none" ? undefined : known;
    const found = this.#workOutFloor(gpu);
    this.#floors.set(gpu, found ?? "none");
    return found;
  }

  #workOutFloor(gpu: GpuOption): LeastHost | undefined {
    const { slotWidth, pcie, deviceCount } = gpu.part;
    // Cards of unknown size or link may be accepted anywhere.
    const slots = slotWidth === undefined || pcie === undefined ? 0 : gpu.quantity;
    const supply = this.supplies.firstRated(gpu);
    const housing = this.cases.leastFrom(0);
    const storage = leastFrom(this.storage, this.storagePrices, 0);
    if (supply === undefined || housing === undefined || storage === undefined) return undefined;
    const memory = this.leastMemory(gpu);
    let price = Number.POSITIVE_INFINITY;
    let net = Number.POSITIVE_INFINITY;
    for (const [type, platform] of this.#roomyPlatforms(slots, gpu.quantity * deviceCount)) {
      const kit = memory.get(type);
      if (kit === undefined) continue;
      price = Math.min(price, platform.price + kit.price);
      net = Math.min(net, platform.net + kit.net);
    }
    if (price === Number.POSITIVE_INFINITY) return undefined;
    return {
      price: price + supply.price + housing.price + storage.price,
      net: net + supply.net + housing.net + storage.net,
      link: bestLink(gpu),
    };
  }

  /** By type of memory, the least a platform costs whose board has that many full-length slots and whose CPU passes with that many GPUs. */
  #roomyPlatforms(slots: number, devices: number): ReadonlyMap<string, Least> {
    const key = slots * MOST_DEVICES + devices;
    const known = this.#roomy.get(key);
    if (known !== undefined) return known;
    const leasts = new Map<string, Least>();
    for (const { platform, least, memoryType } of this.cooled) {
      if (fullSlots(platform) < slots || platform.cpu.part.cores < this.#space.leastCores(devices)) continue;
      const before = leasts.get(memoryType);
      leasts.set(memoryType, before === undefined ? least : { price: Math.min(before.price, least.price), net: Math.min(before.net, least.net) });
    }
    this.#roomy.set(key, leasts);
    return leasts;
  }

  /** By type, the least that memory enough beside some cards costs. */
  leastMemory(gpu: GpuOption): ReadonlyMap<string, Least> {
    const vram = gpu.part.vramGib * gpu.quantity;
    const known = this.#leastMemory.get(vram);
    if (known !== undefined) return known;
    const draft = cardsIn(gpu, gpu.part.boardPowerW);
    const leasts = new Map<string, Least>();
    for (let at = 0; at < this.memory.length && leasts.size < this.#memoryTypes; at += 1) {
      const option = this.memory[at] as Option<PartOf["memory"]>;
      if (!leasts.has(option.part.type) && this.#isEnough(option, vram, draft))
        leasts.set(option.part.type, { price: this.memoryPrices[at] ?? option.price, net: option.net });
    }
    this.#leastMemory.set(vram, leasts);
    return leasts;
  }

  /** For each board and CPU link the fastest slowest link of these cards on it, GB/s; 0 where they find no room, NaN while nobody has asked. */
  linksFor(gpu: GpuOption): Float64Array {
    const known = this.#linksOf.get(gpu);
    if (known !== undefined) return known;
    const { pcie, slotWidth } = gpu.part;
    const key = `${slotWidth}|${pcie?.generation}|${pcie?.lanes}|${gpu.quantity}`;
    let links = this.#links.get(key);
    if (links === undefined) {
      links = new Float64Array(this.#groupLeasts.length).fill(Number.NaN);
      this.#links.set(key, links);
    }
    this.#linksOf.set(gpu, links);
    return links;
  }

  /** The link of cards on the platform in place `at`, in its board's slots or on a frame. */
  linkAt(links: Float64Array, at: number, gpu: GpuOption): number {
    const group = this.#groups[at] ?? 0;
    const known = links[group] ?? 0;
    if (!Number.isNaN(known)) return known;
    const platform = this.cooled[at]?.platform;
    if (platform === undefined) return 0;
    const inCase = this.#space.placement(platform, gpu, undefined);
    let link = inCase.status === "placed" ? inCase.slowestLink : 0;
    if (this.#frame !== undefined && link < bestLink(gpu)) {
      const onFrame = this.#space.placement(platform, gpu, this.#frame);
      if (onFrame.status === "placed") link = Math.max(link, onFrame.slowestLink);
    }
    links[group] = link;
    return link;
  }

  /** The least a platform that seats these cards costs with memory enough, and the fastest link on any. */
  #leastPlatform(gpu: GpuOption): LeastHost | undefined {
    const links = this.linksFor(gpu);
    const memory = this.leastMemory(gpu);
    let price = Number.POSITIVE_INFINITY;
    let net = Number.POSITIVE_INFINITY;
    let fastest = 0;
    const possible = gpu.part.pcie === undefined ? Number.POSITIVE_INFINITY : bestLink(gpu);
    for (const { first, memoryType, least } of this.#groupLeasts) {
      const kit = memory.get(memoryType);
      // Most boards are neither cheaper nor faster than what was found, and are not asked how the cards sit on them.
      if (kit === undefined || (fastest >= possible && least.price + kit.price >= price && least.net + kit.net >= net)) continue;
      const link = this.linkAt(links, first, gpu);
      if (link <= 0) continue;
      price = Math.min(price, least.price + kit.price);
      net = Math.min(net, least.net + kit.net);
      fastest = Math.max(fastest, link);
    }
    return fastest === 0 ? undefined : { price, net, link: fastest };
  }

  /** The least a host for these very cards costs when they run at their lowest limit: each part the first that suits the cards, whatever the other parts are. */
  leastFor(gpu: GpuOption): LeastHost | undefined {
    const known = this.#leastHosts.get(gpu);
    if (known !== undefined) return known === "none" ? undefined : known;
    const found = this.#workOutLeast(gpu);
    this.#leastHosts.set(gpu, found ?? "none");
    return found;
  }

  #workOutLeast(gpu: GpuOption): LeastHost | undefined {
    const draft = cardsIn(gpu, this.#space.choices.lowestLimit(gpu.part));
    if (!this.#space.passes(draft, "gpu")) return undefined;
    const platform = this.#leastPlatform(gpu);
    const rest = platform === undefined ? undefined : this.leastRest(gpu, draft);
    const supply = rest === undefined ? undefined : this.supplies.first(gpu);
    if (platform === undefined || rest === undefined || supply === undefined) return undefined;
    return { ...addLeast(platform, addLeast(rest, supply)), link: platform.link };
  }

  /** Case and drive at their least for the cards in the draft. */
  leastRest(gpu: GpuOption, draft: Draft): Least | undefined {
    const housing = this.cases.least(gpu, draft);
    const storage = leastFrom(this.storage, this.storagePrices, 0);
    return housing === undefined || storage === undefined ? undefined : addLeast(housing, storage);
  }

  /** Whether memory is enough beside the cards of the draft; puts it into the draft. */
  memorySuits(option: Option<PartOf["memory"]>, draft: Draft): boolean {
    draft.memory = [this.#space.lineOf<"memory">(option)];
    return this.#space.suitsGpu(draft, "memory");
  }

  /** {@link memorySuits}, asked once: of what passes beside the cards the amount decides, so one kit speaks for all of its size. */
  #isEnough(option: Option<PartOf["memory"]>, vram: number, draft: Draft): boolean {
    let ofVram = this.#enough.get(vram);
    if (ofVram === undefined) {
      ofVram = new Map();
      this.#enough.set(vram, ofVram);
    }
    const total = option.part.totalGib * option.quantity;
    const suits = ofVram.get(total) ?? this.memorySuits(option, draft);
    ofVram.set(total, suits);
    return suits;
  }

  /** Place in the list of the first memory that is enough for the cards and works on the platform; -1 for none. */
  firstMemory({ board, cpu }: Platform, draft: Draft): number {
    const vram = vramOf(draft);
    let ofVram = this.#firstMemory.get(vram);
    if (ofVram === undefined) {
      ofVram = new Map();
      this.#firstMemory.set(vram, ofVram);
    }
    const key = board.index * MOST_OPTIONS + cpu.index;
    const known = ofVram.get(key);
    if (known !== undefined) return known;
    const { type } = board.part.memory;
    const found = this.memory.findIndex(
      // Most kits are of another type than the board takes, which is quicker to see than to ask the rules.
      (option) => option.part.type === type && this.#isEnough(option, vram, draft) && this.memorySuits(option, draft) && this.#space.passes(draft, "memory"),
    );
    draft.memory = [];
    ofVram.set(key, found);
    return found;
  }

  /** Place in the list of the first drive that the board has a port for; -1 for none. */
  firstStorage({ board }: Platform, draft: Draft): number {
    const known = this.#firstStorage.get(board.index);
    if (known !== undefined) return known;
    const found = this.storage.findIndex((option) => {
      draft.storage = [this.#space.lineOf<"storage">(option)];
      return this.#space.passes(draft, "storage");
    });
    draft.storage = [];
    this.#firstStorage.set(board.index, found);
    return found;
  }

  /** The least a cooler for the CPU costs, in the draft's case where it has one; nothing where a cooler comes in the CPU's box. */
  leastCooler({ cpu }: Platform, housing: Option<PartOf["case"]> | undefined, draft: Draft): Least | undefined {
    if (cpu.part.coolerIncluded === true) return NO_COST;
    const key = cpu.index * MOST_OPTIONS + (housing === undefined ? 0 : housing.index + 1);
    if (this.#leastCoolers.has(key)) return this.#leastCoolers.get(key);
    const first = this.coolers.findIndex((option) => {
      draft.cooler = this.#space.lineOf<"cooler">(option);
      return this.#space.passes(draft, "cooler");
    });
    draft.cooler = undefined;
    const least = leastFrom(this.coolers, this.coolerPrices, first);
    this.#leastCoolers.set(key, least);
    return least;
  }
}
