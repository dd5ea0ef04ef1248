import { constant } from "../domain/assumptions.js";
import type { PartOf } from "../domain/part.js";
import type { Rig, RigLine } from "../domain/rig.js";
import { flatRateCharge, monthlyWattHours, yearlyWattHours } from "../evaluate/energy/bill.js";
import { wallDraw } from "../evaluate/energy/power.js";
import { scalingEfficiency } from "../evaluate/workload/throughput.js";
import { watts } from "../units/quantity.js";
import { addCpuPower, bestEfficiency, gpuPower, type LeastPower, type LeastRunning, leastRunning, minorPerWattHour } from "./bounds.js";
import { compareText, type GpuOption, type HostKind, type LimitStep, type Option } from "./choices.js";
import { type Figures, type Goal, keepsLimits, type Limits } from "./goal.js";
import { bestLink, type Draft, emptyDraft, gpuLines, type Platform, type Space } from "./space.js";

/** What one search looks for. */
export interface Query {
  readonly goal: Goal;
  readonly limits: Limits;
  /** Take only parts that are new or owned. */
  readonly newOnly?: boolean;
  readonly gpuCount?: { readonly from: number; readonly to: number };
  /** A GPU model to leave out. */
  readonly withoutGpu?: string;
}

export interface Found {
  readonly rig: Rig;
  readonly figures: Figures;
  readonly value: number;
  readonly key: string;
}

export interface SearchResult {
  readonly found: Found | undefined;
  /** Rigs worked out in full. */
  readonly considered: number;
  /** Choices that a bound ruled out, with everything below them. */
  readonly pruned: number;
}

/** A number of boards of one model at one power limit, with the best it could come to. */
interface Node {
  readonly gpu: GpuOption;
  readonly steps: readonly LimitStep[];
  readonly step: number;
  readonly bound: number;
}

interface Minimum {
  readonly price: number;
  readonly net: number;
}

const REST_AFTER_PLATFORM = ["case", "memory", "storage", "cooler", "psu"] as const;
type RestKind = (typeof REST_AFTER_PLATFORM)[number];
type RestOptions = { readonly [K in RestKind]: readonly Option<PartOf[K]>[] };

const least = (options: readonly Option[]): Minimum | undefined => {
  if (options.length === 0) return undefined;
  let price = Number.POSITIVE_INFINITY;
  let net = Number.POSITIVE_INFINITY;
  for (const option of options) {
    price = Math.min(price, option.price);
    net = Math.min(net, option.net);
  }
  return { price, net };
};

const NO_COST: Minimum = { price: 0, net: 0 };
// Bounds and values are floats of the same formula; this much may be rounding.
const SLACK = 1e-9;

const TIE_KINDS: readonly (keyof Rig)[] = ["gpu", "motherboard", "cpu", "case", "riser", "memory", "storage", "cooler", "psu"];

const rigKey = (rig: Rig): string =>
  TIE_KINDS.map((kind) => {
    const held = rig[kind];
    const lines = (Array.isArray(held) ? held : held === undefined ? [] : [held]) as readonly RigLine[];
    return lines.map((line) => `${line.part.id}*${line.quantity}${line.condition}`).join("+");
  }).join("|");

/** Depth-first branch and bound over every rig the space allows; exact. */
class Search {
  readonly #space: Space;
  readonly #query: Query;
  readonly #efficiency: number;
  readonly #perWattHour: number;
  readonly #headroom: number;
  #best: Found | undefined;
  #considered = 0;
  #pruned = 0;
  #platforms: readonly Platform[];

  constructor(space: Space, query: Query) {
    this.#space = space;
    this.#query = query;
    this.#efficiency = bestEfficiency(space);
    this.#perWattHour = minorPerWattHour(space);
    this.#headroom = constant(space.assumptions, "psu_headroom_share");
    this.#platforms = space.platforms.filter(({ board, cpu }) => this.#isAllowed(board) && this.#isAllowed(cpu));
  }

  run(): SearchResult {
    const nodes = this.#rootNodes();
    const hosts = this.#space.choices.hosts;
    const allowed = <K extends RestKind>(kind: K): readonly Option<PartOf[K]>[] =>
      hosts[kind].filter((option) => this.#isAllowed(option)) as readonly Option<PartOf[K]>[];
    const rest: RestOptions = { case: allowed("case"), memory: allowed("memory"), storage: allowed("storage"), cooler: allowed("cooler"), psu: allowed("psu") };
    const floor = this.#floor(rest);
    let at = 0;
    for (; at < nodes.length; at += 1) {
      const node = nodes[at] as Node;
      if (!this.#canBeat(node.bound, Number.NEGATIVE_INFINITY)) break;
      this.#explore(node, rest, floor);
      // The next lower limit only matters once this one is dealt with, since its bound is lower.
      if (this.#query.goal.fallsWithLimit && node.step + 1 < node.steps.length) insertByBound(nodes, at + 1, this.#node(node.gpu, node.steps, node.step + 1));
    }
    this.#pruned += nodes.length - at;
    return { found: this.#best, considered: this.#considered, pruned: this.#pruned };
  }

  #isAllowed(option: Option): boolean {
    return this.#query.newOnly !== true || option.condition === "new" || option.owned;
  }

  #rootNodes(): Node[] {
    const { choices } = this.#space;
    const { gpuCount, newOnly, goal, withoutGpu } = this.#query;
    const nodes: Node[] = [];
    for (const gpu of choices.gpus) {
      const devices = gpu.quantity * gpu.part.deviceCount;
      if (gpu.part.id === withoutGpu) continue;
      if (gpuCount !== undefined && (devices < gpuCount.from || devices > gpuCount.to)) continue;
      if (newOnly === true && gpu.condition !== "new" && gpu.ownedQuantity < gpu.quantity) continue;
      const steps = choices.limits(gpu.part);
      const count = goal.fallsWithLimit ? 1 : steps.length;
      for (let step = 0; step < count; step += 1) nodes.push(this.#node(gpu, steps, step));
    }
    return nodes.sort(
      (a, b) =>
        b.bound - a.bound ||
        compareText(a.gpu.part.id, b.gpu.part.id) ||
        a.gpu.quantity - b.gpu.quantity ||
        a.step - b.step ||
        compareText(a.gpu.condition, b.gpu.condition),
    );
  }

  #node(gpu: GpuOption, steps: readonly LimitStep[], step: number): Node {
    const limit = steps[step] as LimitStep;
    const running = leastRunning(gpuPower(gpu.part, gpu.quantity, limit.watts, this.#space), this.#efficiency, this.#perWattHour, this.#space);
    const figures = this.#optimistic(this.#index(gpu, limit, bestLink(gpu)), gpu, gpu.price, gpu.net, running);
    return { gpu, steps, step, bound: this.#query.goal.value(figures) };
  }

  #index(gpu: GpuOption, limit: LimitStep, link: number): number {
    const devices = gpu.quantity * gpu.part.deviceCount;
    return (
      gpu.deviceSpeed * limit.speed * devices * scalingEfficiency(devices, gpu.rawSpeed * limit.speed, link / gpu.part.deviceCount, this.#space.assumptions)
    );
  }

  #optimistic(index: number, gpu: GpuOption, price: number, net: number, running: LeastRunning): Figures {
    return {
      index,
      vramGib: gpu.part.vramGib * gpu.quantity,
      vramPerGpuGib: gpu.part.vramGib / gpu.part.deviceCount,
      purchase: price,
      ownership: net + running.perYear * this.#space.scenario.years,
      billPerMonth: running.billPerMonth,
      wallTypical: running.wallTypical,
      wallPeak: running.wallPeak,
    };
  }

  /** Whether a rig with at most this value and at least this ownership cost could still replace the best one. */
  #canBeat(value: number, ownership: number): boolean {
    if (this.#best === undefined) return true;
    const margin = Math.abs(this.#best.value) * SLACK;
    if (value < this.#best.value - margin) return false;
    return value > this.#best.value + margin || ownership <= this.#best.figures.ownership + this.#space.scenario.years * 2;
  }

  #mayHold(figures: Figures): boolean {
    if (keepsLimits(figures, this.#query.limits) && this.#canBeat(this.#query.goal.value(figures), figures.ownership)) return true;
    this.#pruned += 1;
    return false;
  }

  /** The least the host of any GPU choice costs, part by part: every rig has one of each. */
  #floor(rest: RestOptions): Minimum {
    const platform = this.#platforms.reduce<Minimum | undefined>(
      (low, { price, net }) => ({ price: Math.min(low?.price ?? price, price), net: Math.min(low?.net ?? net, net) }),
      undefined,
    );
    const parts = [platform, ...REST_AFTER_PLATFORM.filter((kind) => kind !== "cooler").map((kind) => least(rest[kind]))];
    let price = 0;
    let net = 0;
    for (const part of parts) {
      price += part?.price ?? Number.POSITIVE_INFINITY;
      net += part?.net ?? Number.POSITIVE_INFINITY;
    }
    return { price, net };
  }

  #explore(node: Node, rest: RestOptions, floor: Minimum): void {
    const { gpu } = node;
    const space = this.#space;
    const limit = node.steps[node.step] as LimitStep;
    const power = gpuPower(gpu.part, gpu.quantity, limit.watts, space);
    const running = leastRunning(power, this.#efficiency, this.#perWattHour, space);
    const index = this.#index(gpu, limit, bestLink(gpu));
    if (!this.#mayHold(this.#optimistic(index, gpu, gpu.price + floor.price, gpu.net + floor.net, running))) return;

    // A supply rated for less than the GPUs alone need with headroom fails the psu-power rule whatever the host is.
    const ratedAtLeast = (limit.watts * gpu.quantity) / (1 - this.#headroom);
    const draft = emptyDraft();
    draft.gpu = gpuLines(gpu);
    if (limit.watts < gpu.part.boardPowerW) draft.powerLimit = watts(limit.watts);
    const suits = <K extends HostKind>(
      kind: K,
      options: readonly Option<PartOf[K]>[],
      place: (line: RigLine<PartOf[K]>) => void,
    ): readonly Option<PartOf[K]>[] =>
      options.filter((option) => {
        place(space.lineOf(option));
        return space.suitsGpu(draft, kind);
      });
    const trial: RestOptions = {
      psu: suits(
        "psu",
        rest.psu.filter((option) => option.part.ratedPowerW * option.quantity >= ratedAtLeast),
        (line) => {
          draft.psu = line;
        },
      ),
      case: suits("case", rest.case, (line) => {
        draft.case = line;
      }),
      memory: suits("memory", rest.memory, (line) => {
        draft.memory = [line];
      }),
      storage: suits("storage", rest.storage, (line) => {
        draft.storage = [line];
      }),
      cooler: suits("cooler", rest.cooler, (line) => {
        draft.cooler = line;
      }),
    };
    draft.cooler = undefined;
    draft.storage = [];
    draft.psu = undefined;
    draft.case = undefined;
    draft.memory = [];
    const narrowed = this.#floor(trial);
    if (!this.#mayHold(this.#optimistic(index, gpu, gpu.price + narrowed.price, gpu.net + narrowed.net, running))) return;
    if (!space.passes(draft, "gpu")) return;
    this.#platformLoop({ node, limit, draft, power, options: trial, minima: minimaOf(trial) });
  }

  #platformLoop(branch: Branch): void {
    const { node, limit, draft, minima, options } = branch;
    const space = this.#space;
    const restPrice = minima.case.price + minima.memory.price + minima.storage.price + minima.psu.price;
    const restNet = minima.case.net + minima.memory.net + minima.storage.net + minima.psu.net;
    const roomiest = space.choices.riser === undefined ? undefined : roomiestFrame(options.case);
    for (const platform of this.#platforms) {
      const power = addCpuPower(branch.power, platform.cpu.part, space);
      const running = leastRunning(power, this.#efficiency, this.#perWattHour, space);
      const inCase = space.placement(platform, node.gpu, undefined);
      const onFrame = roomiest === undefined ? undefined : space.placement(platform, node.gpu, roomiest);
      const link = Math.max(inCase.status === "placed" ? inCase.slowestLink : 0, onFrame?.status === "placed" ? onFrame.slowestLink : 0);
      if (link === 0) continue;
      const index = this.#index(node.gpu, limit, link);
      const price = node.gpu.price + platform.price;
      const net = node.gpu.net + platform.net;
      if (!this.#mayHold(this.#optimistic(index, node.gpu, price + restPrice, net + restNet, running))) continue;
      draft.motherboard = space.lineOf<"motherboard">(platform.board);
      draft.cpu = space.lineOf<"cpu">(platform.cpu);
      if (!space.passes(draft, "motherboard") || !space.passes(draft, "cpu")) continue;
      this.#caseLoop(branch, { platform, running, price, net });
    }
    draft.motherboard = undefined;
    draft.cpu = undefined;
  }

  #caseLoop(branch: Branch, { platform, running, price, net }: Host): void {
    const { node, limit, draft, minima, options } = branch;
    const space = this.#space;
    const { riser } = space.choices;
    const restPrice = minima.memory.price + minima.storage.price + minima.psu.price;
    const restNet = minima.memory.net + minima.storage.net + minima.psu.net;
    for (const housing of options.case) {
      const placed = space.placement(platform, node.gpu, housing.part);
      if (placed.status !== "placed" || (placed.risers > 0 && riser === undefined)) continue;
      const index = this.#index(node.gpu, limit, placed.slowestLink);
      const casePrice = price + housing.price + placed.risers * (riser?.price ?? 0);
      const caseNet = net + housing.net + placed.risers * (riser?.net ?? 0);
      const figures = this.#optimistic(index, node.gpu, casePrice + restPrice, caseNet + restNet, running);
      if (!this.#mayHold(figures)) continue;
      draft.case = space.lineOf<"case">(housing);
      draft.riser =
        placed.risers === 0 || riser === undefined ? [] : [{ part: riser.part, quantity: placed.risers, condition: riser.condition, owned: riser.owned }];
      if (space.passes(draft, "case")) this.#partLoop(branch, 0, { index, running, price: casePrice, net: caseNet });
    }
    draft.case = undefined;
    draft.riser = [];
  }

  /** Memory, storage and cooler, one after the other, then the power supply. */
  #partLoop(branch: Branch, at: number, so: SoFar): void {
    const stage = (["memory", "storage", "cooler"] as const)[at];
    if (stage === undefined) {
      this.#psuLoop(branch, so);
      return;
    }
    const { draft, minima, node } = branch;
    const later = (["memory", "storage", "psu"] as const).filter((kind) => kind === "psu" || (kind === "storage" && at < 1));
    const restPrice = later.reduce((sum, kind) => sum + minima[kind].price, 0);
    const restNet = later.reduce((sum, kind) => sum + minima[kind].net, 0);
    const place = (line: RigLine | undefined): void => {
      if (stage === "cooler") draft.cooler = line as RigLine<PartOf["cooler"]> | undefined;
      else draft[stage] = (line === undefined ? [] : [line]) as never;
    };
    const tryOne = (line: RigLine | undefined, price: number, net: number): void => {
      const next: SoFar = { ...so, price: so.price + price, net: so.net + net };
      if (!this.#mayHold(this.#optimistic(so.index, node.gpu, next.price + restPrice, next.net + restNet, so.running))) return;
      place(line);
      if (this.#space.passes(draft, stage)) this.#partLoop(branch, at + 1, next);
    };
    if (stage === "cooler" && draft.cpu?.part.coolerIncluded === true) tryOne(undefined, 0, 0);
    for (const option of branch.options[stage] as readonly Option<PartOf[typeof stage]>[]) {
      tryOne(this.#space.lineOf<typeof stage>(option as never), option.price, option.net);
    }
    place(undefined);
  }

  #psuLoop(branch: Branch, so: SoFar): void {
    const { draft, node } = branch;
    const { psuSync } = this.#space.choices;
    const risers = draft.riser;
    for (const option of branch.options.psu) {
      const pair = option.quantity > 1;
      if (pair && psuSync === undefined) continue;
      const price = so.price + option.price + (pair ? (psuSync?.price ?? 0) : 0);
      const net = so.net + option.net + (pair ? (psuSync?.net ?? 0) : 0);
      if (!this.#mayHold(this.#optimistic(so.index, node.gpu, price, net, so.running))) continue;
      draft.psu = this.#space.lineOf<"psu">(option);
      draft.riser =
        pair && psuSync !== undefined ? [...risers, { part: psuSync.part, quantity: 1, condition: psuSync.condition, owned: psuSync.owned }] : risers;
      if (this.#space.passes(draft, "psu")) this.#weigh(draft, node.gpu, so.index, price, net);
    }
    draft.psu = undefined;
    draft.riser = risers;
  }

  /** A complete rig: its true figures, and whether it is the best so far. */
  #weigh(draft: Draft, gpu: GpuOption, index: number, price: number, net: number): void {
    this.#considered += 1;
    const { scenario, mainsV, assumptions } = this.#space;
    const wall = wallDraw(draft, mainsV, assumptions);
    const year = yearlyWattHours(wall.typical, wall.idle, scenario.loadHoursPerDay, scenario.idleHoursPerDay);
    const charge = (wattHours: number): number => flatRateCharge(scenario.region, wattHours, scenario.currency, scenario.exchange)?.minor ?? 0;
    const figures: Figures = {
      index,
      vramGib: gpu.part.vramGib * gpu.quantity,
      vramPerGpuGib: gpu.part.vramGib / gpu.part.deviceCount,
      purchase: price,
      ownership: net + charge(year) * scenario.years,
      billPerMonth: charge(monthlyWattHours(year)),
      wallTypical: wall.typical,
      wallPeak: wall.sustained,
    };
    if (!keepsLimits(figures, this.#query.limits)) return;
    const value = this.#query.goal.value(figures);
    const best = this.#best;
    if (best !== undefined) {
      const order = best.value - value || figures.ownership - best.figures.ownership || figures.wallTypical - best.figures.wallTypical;
      if (order > 0 || (order === 0 && compareText(rigKey(draft), best.key) >= 0)) return;
    }
    this.#best = { rig: { ...draft }, figures, value, key: rigKey(draft) };
  }
}

interface Branch {
  readonly node: Node;
  readonly limit: LimitStep;
  readonly draft: Draft;
  readonly power: LeastPower;
  readonly options: RestOptions;
  readonly minima: { readonly [K in RestKind]: Minimum };
}

interface Host {
  readonly platform: Platform;
  readonly running: LeastRunning;
  readonly price: number;
  readonly net: number;
}

interface SoFar {
  readonly index: number;
  readonly running: LeastRunning;
  readonly price: number;
  readonly net: number;
}

const minimaOf = (options: RestOptions): Branch["minima"] => ({
  case: least(options.case) ?? NO_COST,
  memory: least(options.memory) ?? NO_COST,
  storage: least(options.storage) ?? NO_COST,
  cooler: NO_COST,
  psu: least(options.psu) ?? NO_COST,
});

/** The frame that holds most cards: if they cannot be seated in it, no frame will do. */
const roomiestFrame = (options: readonly Option<PartOf["case"]>[]): PartOf["case"] | undefined =>
  options
    .filter(({ part }) => part.cardsOnRisers === true)
    .reduce<PartOf["case"] | undefined>(
      (most, { part }) => (most === undefined || (part.expansionSlots ?? 0) > (most.expansionSlots ?? 0) ? part : most),
      undefined,
    );

const insertByBound = (nodes: Node[], from: number, node: Node): void => {
  let low = from;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((nodes[middle] as Node).bound >= node.bound) low = middle + 1;
    else high = middle;
  }
  nodes.splice(low, 0, node);
};

/** The best rig of a space for a query, proven: every other choice was worked out or ruled out by a bound. */
export const search = (space: Space, query: Query): SearchResult => new Search(space, query).run();
