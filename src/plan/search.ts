import { gpuPower, type LeastRunning, leastRunning, NO_RUNNING } from "./bounds.js";
import { compareText, type GpuOption, type LimitStep } from "./choices.js";
import { OutOfWork } from "./effort.js";
import type { Figures, Goal, LimitName, Limits } from "./goal.js";
import { HostSearch } from "./host.js";
import { HostTables, type LeastHost } from "./host-tables.js";
import { type Found, Incumbent } from "./incumbent.js";
import { NO_COST } from "./least.js";
import { bestIndexOf, bestLink, indexOf, type Space } from "./space.js";

export type { Found } from "./incumbent.js";

/** What one search looks for. */
export interface Query {
  readonly goal: Goal;
  readonly limits: Limits;
  /** Take only parts that are new or owned. */
  readonly newOnly?: boolean;
  readonly gpuCount?: { readonly from: number; readonly to: number };
  /** A GPU model to leave out. */
  readonly withoutGpu?: string;
  /** The only GPU model to take. */
  readonly onlyGpu?: string;
}

export interface SearchResult {
  readonly found: Found | undefined;
  /** Rigs worked out in full. */
  readonly considered: number;
  /** Choices that a bound ruled out, with everything below them. */
  readonly pruned: number;
  /** Limits that ruled something out by themselves: giving up any other one alone changes nothing. */
  readonly blocking: ReadonlySet<LimitName>;
}

/** What a bound on a choice counts beside the cards: nothing yet, the least host by counts alone, or the least that carries these very cards. */
type Reckoned = "cards" | "floor" | "host";

/** A GPU choice with a bound on the value of every rig that has it; the closer bounds are worked out only for choices that the loose one leaves in play. */
interface Node {
  readonly gpu: GpuOption;
  readonly bound: number;
  readonly reckoned: Reckoned;
}

const nodeOrder = (a: Node, b: Node): number =>
  b.bound - a.bound || compareText(a.gpu.part.id, b.gpu.part.id) || a.gpu.quantity - b.gpu.quantity || compareText(a.gpu.condition, b.gpu.condition);

const insertSorted = (nodes: Node[], node: Node): void => {
  let low = 0;
  let high = nodes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = nodes[middle];
    if (other !== undefined && nodeOrder(other, node) > 0) high = middle;
    else low = middle + 1;
  }
  nodes.splice(low, 0, node);
};

/**
 * The best rig of a space for a query, proven: GPU choices are taken best bound first, each bound made closer only when its turn comes;
 * a choice is dropped for good only when even the cheapest host that could carry it, with the least power, keeps it from beating the best rig so far.
 * @throws OutOfWork with the best rig so far and a bound on all others, when the plan's work is used up
 */
export const search = (space: Space, query: Query): SearchResult => {
  const { goal, limits, newOnly = false, gpuCount, withoutGpu, onlyGpu } = query;
  const { choices, scenario, effort } = space;
  const incumbent = new Incumbent(goal, limits, scenario.years, effort);
  const tables = HostTables.of(space, newOnly);
  const hosts = new HostSearch(space, tables, incumbent);

  const figuresOf = (gpu: GpuOption, index: number, draw: number, running: LeastRunning, host: { readonly price: number; readonly net: number }): Figures => ({
    index,
    vramGib: gpu.part.vramGib * gpu.quantity,
    vramPerGpuGib: gpu.part.vramGib / gpu.part.deviceCount,
    purchase: gpu.price + host.price,
    ownership: gpu.net + host.net + running.perYear * scenario.years,
    billPerMonth: running.billPerMonth,
    wallTypical: running.wallTypical,
    wallPeak: running.wallPeak,
    gpuDraw: draw,
  });

  /** Optimistic figures of a choice at one limit, with a host that costs at least so much and links the cards no faster. */
  const atStep = (gpu: GpuOption, step: LimitStep, host: LeastHost): Figures => {
    const power = gpuPower(gpu.part, gpu.quantity, step.watts, space);
    return figuresOf(gpu, indexOf(gpu, step, host.link, space), power.typical, leastRunning(power, space.bestEfficiency, space), host);
  };

  /** The bound on a choice over all its limits; undefined when no limit can hold. */
  const boundOf = (gpu: GpuOption, host: LeastHost): number | undefined => {
    const steps = choices.limits(gpu.part);
    const [full] = steps;
    const lowest = steps.at(-1);
    if (full === undefined || lowest === undefined) return undefined;
    // Two reasons that most choices fall to, asked before anything else is worked out.
    if (limits.budget !== undefined && gpu.price + host.price > limits.budget) {
      incumbent.pruned += 1;
      incumbent.blocking.add("budget");
      return undefined;
    }
    const bestIndex = indexOf(gpu, full, host.link, space);
    if (limits.indexAbove !== undefined && bestIndex <= limits.indexAbove) {
      incumbent.pruned += 1;
      return undefined;
    }
    if (!goal.weighsLimit) {
      // The speed of the highest limit with the power of the lowest: more hopeful than either.
      const figures = { ...atStep(gpu, lowest, host), index: bestIndex };
      return incumbent.mayHold(figures) ? incumbent.value(figures) : undefined;
    }
    let bound: number | undefined;
    for (const step of steps) {
      const figures = atStep(gpu, step, host);
      if (!incumbent.mayHold(figures)) continue;
      const value = incumbent.value(figures);
      if (bound === undefined || value > bound) bound = value;
    }
    return bound;
  };

  /** The bound on a choice by its cards alone; undefined when they are too slow at any limit. */
  const hopeOf = (gpu: GpuOption): number | undefined => {
    const index = bestIndexOf(gpu, space);
    if (limits.indexAbove !== undefined && index <= limits.indexAbove) return undefined;
    if (!goal.weighsLimit) return goal.value(figuresOf(gpu, index, 0, NO_RUNNING, NO_COST));
    // With the speed of the highest limit and the power of the lowest that is fast enough: more hopeful than any.
    const link = bestLink(gpu);
    const lowest = choices.limits(gpu.part).findLast((step) => limits.indexAbove === undefined || indexOf(gpu, step, link, space) > limits.indexAbove);
    return lowest === undefined ? undefined : goal.value({ ...atStep(gpu, lowest, { ...NO_COST, link }), index });
  };

  const nodes: Node[] = [];
  for (const gpu of choices.gpus) {
    const devices = gpu.quantity * gpu.part.deviceCount;
    if (gpu.part.id === withoutGpu || (onlyGpu !== undefined && gpu.part.id !== onlyGpu)) continue;
    if (gpuCount !== undefined && (devices < gpuCount.from || devices > gpuCount.to)) continue;
    if (newOnly && gpu.condition !== "new" && gpu.ownedQuantity < gpu.quantity) continue;
    if (limits.budget !== undefined && gpu.price > limits.budget) {
      incumbent.blocking.add("budget");
      incumbent.pruned += 1;
      continue;
    }
    const bound = hopeOf(gpu);
    if (bound === undefined) incumbent.pruned += 1;
    else nodes.push({ gpu, bound, reckoned: "cards" });
  }
  nodes.sort(nodeOrder);

  const take = ({ gpu, reckoned: known }: Node): void => {
    const steps = choices.limits(gpu.part);
    if (known !== "host") {
      const reckoned = known === "cards" ? "floor" : "host";
      const host = reckoned === "floor" ? tables.floorFor(gpu) : tables.leastFor(gpu);
      const bound = host === undefined ? undefined : boundOf(gpu, host);
      if (bound !== undefined) insertSorted(nodes, { gpu, bound, reckoned });
      return;
    }
    const least = tables.leastFor(gpu);
    if (least === undefined) return;
    const tries = steps
      .map((step) => ({ step, figures: atStep(gpu, step, least) }))
      .map(({ step, figures }) => ({ step, figures, bound: incumbent.value(figures) }))
      .sort((a, b) => b.bound - a.bound || b.step.watts - a.step.watts);
    hosts.explore(gpu, tries, steps[0] as LimitStep, steps.at(-1) as LimitStep);
  };

  while (nodes.length > 0) {
    effort.step();
    const node = nodes.shift() as Node;
    if (!incumbent.canBeat(node.bound, Number.NEGATIVE_INFINITY)) {
      incumbent.pruned += nodes.length + 1;
      break;
    }
    try {
      take(node);
    } catch (error) {
      if (!(error instanceof OutOfWork)) throw error;
      // Choices are taken best bound first, so the bound of this one holds for all that are left.
      throw new OutOfWork({ found: incumbent.best, bound: node.bound, considered: incumbent.considered, pruned: incumbent.pruned });
    }
  }
  return { found: incumbent.best, considered: incumbent.considered, pruned: incumbent.pruned, blocking: incumbent.blocking };
};
