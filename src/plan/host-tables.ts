import type { PartOf } from "../domain/part.js";
import type { GpuOption, Option } from "./choices.js";
import type { Draft, Platform, Space } from "./space.js";

/** The least something costs: to buy, and less what it will sell for. Minor units. */
export interface Least {
  readonly price: number;
  readonly net: number;
}

export const NO_COST: Least = { price: 0, net: 0 };
export const addLeast = (a: Least, b: Least): Least => ({ price: a.price + b.price, net: a.net + b.net });

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

const tables = new WeakMap<Space, Map<boolean, HostTables>>();

/**
 * The parts of a host in order of their net price, and answers about them that hold for every search of a plan.
 * In such a list the first part that passes the rules is the least any host can spend on its kind.
 */
export class HostTables {
  readonly platforms: readonly Platform[];
  readonly cases: readonly Option<PartOf["case"]>[];
  readonly memory: readonly Option<PartOf["memory"]>[];
  readonly storage: readonly Option<PartOf["storage"]>[];
  readonly coolers: readonly Option<PartOf["cooler"]>[];
  readonly supplies: readonly Option<PartOf["psu"]>[];
  readonly #space: Space;
  readonly #frame: PartOf["case"] | undefined;
  readonly #links = new Map<string, Float64Array>();
  /** For each platform the number of its board with its CPU's lanes: what a link depends on. */
  readonly #groups: Uint16Array;
  readonly #groupCount: number;
  readonly #linksOf = new WeakMap<GpuOption, Float64Array>();
  readonly #leastPlatforms = new WeakMap<Float64Array, Least>();
  readonly #caseAnswers = new Map<string, Map<number, boolean>>();
  readonly #leastMemory = new Map<number, Least | undefined>();
  readonly #firstMemory = new Map<string, number>();
  readonly #firstStorage = new Map<number, number>();
  readonly #leastCoolers = new Map<string, Least | undefined>();

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
    this.platforms = newOnly ? space.platforms.filter(({ board, cpu }) => isAllowed(board) && isAllowed(cpu)) : space.platforms;
    this.cases = hosts.case.filter(isAllowed);
    this.memory = hosts.memory.filter(isAllowed);
    this.storage = hosts.storage.filter(isAllowed);
    this.coolers = hosts.cooler.filter(isAllowed);
    this.supplies = hosts.psu.filter(isAllowed);
    const groups = new Map<string, number>();
    this.#groups = Uint16Array.from(this.platforms, ({ board, cpu }) => {
      const key = `${board.index}|${cpu.part.pcie.generation}|${cpu.part.pcie.lanes}`;
      const known = groups.get(key);
      if (known !== undefined) return known;
      groups.set(key, groups.size);
      return groups.size - 1;
    });
    this.#groupCount = groups.size;
    this.#frame = space.choices.riser === undefined ? undefined : roomiestFrame(this.cases);
  }

  /** The least any host costs: the cheapest of every part, compatible or not. Undefined when a kind has no part at all. */
  floor(): Least | undefined {
    const [platform] = this.platforms;
    if (platform === undefined) return undefined;
    let price = platform.price;
    for (const other of this.platforms) price = Math.min(price, other.price);
    let total: Least = { price, net: platform.net };
    for (const [first] of [this.cases, this.memory, this.storage, this.supplies]) {
      if (first === undefined) return undefined;
      total = addLeast(total, first);
    }
    return total;
  }

  /** For each board and CPU link the fastest slowest link of these cards on it, GB/s; 0 where they find no room, NaN while nobody has asked. */
  linksFor(gpu: GpuOption): Float64Array {
    const known = this.#linksOf.get(gpu);
    if (known !== undefined) return known;
    const { pcie, slotWidth } = gpu.part;
    const key = `${slotWidth}|${pcie?.generation}|${pcie?.lanes}|${gpu.quantity}`;
    let links = this.#links.get(key);
    if (links === undefined) {
      links = new Float64Array(this.#groupCount).fill(Number.NaN);
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
    const platform = this.platforms[at];
    if (platform === undefined) return 0;
    const inCase = this.#space.placement(platform, gpu, undefined);
    const onFrame = this.#frame === undefined ? undefined : this.#space.placement(platform, gpu, this.#frame);
    const link = Math.max(inCase.status === "placed" ? inCase.slowestLink : 0, onFrame?.status === "placed" ? onFrame.slowestLink : 0);
    links[group] = link;
    return link;
  }

  /** The least a platform that seats these cards costs. */
  leastPlatform(gpu: GpuOption): Least | undefined {
    const links = this.linksFor(gpu);
    const known = this.#leastPlatforms.get(links);
    if (known !== undefined) return known.price === Number.POSITIVE_INFINITY ? undefined : known;
    let price = Number.POSITIVE_INFINITY;
    let net = Number.POSITIVE_INFINITY;
    for (let at = 0; at < this.platforms.length; at += 1) {
      const platform = this.platforms[at] as Platform;
      if (platform.net >= net && platform.price >= price) continue;
      if (this.linkAt(links, at, gpu) <= 0) continue;
      price = Math.min(price, platform.price);
      net = Math.min(net, platform.net);
    }
    const least = { price, net };
    this.#leastPlatforms.set(links, least);
    return price === Number.POSITIVE_INFINITY ? undefined : least;
  }

  /** Whether a case takes the cards of the draft, whatever the board is. */
  caseSuits(option: Option<PartOf["case"]>, draft: Draft): boolean {
    const gpu = draft.gpu.map(({ part, quantity }) => `${part.id}*${quantity}`).join("+");
    let answers = this.#caseAnswers.get(gpu);
    if (answers === undefined) {
      answers = new Map();
      this.#caseAnswers.set(gpu, answers);
    }
    draft.case = this.#space.lineOf<"case">(option);
    const known = answers.get(option.index);
    if (known !== undefined) return known;
    const suits = this.#space.suitsGpu(draft, "case");
    answers.set(option.index, suits);
    return suits;
  }

  leastCase(draft: Draft): Least | undefined {
    const least = this.cases.find((option) => this.caseSuits(option, draft));
    draft.case = undefined;
    return least;
  }

  /** Whether memory is enough beside the cards of the draft; puts it into the draft. */
  memorySuits(option: Option<PartOf["memory"]>, draft: Draft): boolean {
    draft.memory = [this.#space.lineOf<"memory">(option)];
    return this.#space.suitsGpu(draft, "memory");
  }

  leastMemory(draft: Draft): Least | undefined {
    const vram = vramOf(draft);
    if (this.#leastMemory.has(vram)) return this.#leastMemory.get(vram);
    const least = this.memory.find((option) => this.memorySuits(option, draft));
    draft.memory = [];
    this.#leastMemory.set(vram, least);
    return least;
  }

  /** Place in the list of the first memory that is enough for the cards and works on the platform; -1 for none. */
  firstMemory({ board, cpu }: Platform, draft: Draft): number {
    const key = `${board.index}|${cpu.index}|${vramOf(draft)}`;
    const known = this.#firstMemory.get(key);
    if (known !== undefined) return known;
    const found = this.memory.findIndex((option) => this.memorySuits(option, draft) && this.#space.passes(draft, "memory"));
    draft.memory = [];
    this.#firstMemory.set(key, found);
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
    const key = `${cpu.index}|${housing?.index ?? ""}`;
    if (this.#leastCoolers.has(key)) return this.#leastCoolers.get(key);
    const least = this.coolers.find((option) => {
      draft.cooler = this.#space.lineOf<"cooler">(option);
      return this.#space.passes(draft, "cooler");
    });
    draft.cooler = undefined;
    this.#leastCoolers.set(key, least);
    return least;
  }
}
