import type { Rig, RigLine } from "../domain/rig.js";
import { compareText } from "./choices.js";
import type { Effort } from "./effort.js";
import { brokenLimits, type Figures, type Goal, keepsLimits, type LimitName, type Limits } from "./goal.js";
import type { Draft } from "./space.js";

export interface Found {
  readonly rig: Rig;
  readonly figures: Figures;
  readonly value: number;
  readonly key: string;
}

// Bounds and values are floats of the same formula; this much may be rounding.
const SLACK = 1e-9;
/** Rounding of a year's bill to whole minor units, on either side. */
const MINOR_PER_YEAR = 2;
/** A supply wastes at most about a third of what it draws. */
const NEAR = 0.65;

const TIE_KINDS: readonly (keyof Rig)[] = ["gpu", "motherboard", "cpu", "case", "riser", "memory", "storage", "cooler", "psu"];

const rigKey = (rig: Rig): string =>
  TIE_KINDS.map((kind) => {
    const held = rig[kind];
    const lines = (Array.isArray(held) ? held : held === undefined ? [] : [held]) as readonly RigLine[];
    return lines.map((line) => `${line.part.id}*${line.quantity}${line.condition}`).join("+");
  }).join("|");

/** The best rig so far, and what it rules out. Ties go to the lower cost of ownership, then the lower wall power, then the key. */
export class Incumbent {
  readonly #goal: Goal;
  readonly #limits: Limits;
  readonly #years: number;
  readonly #effort: Effort;
  best: Found | undefined;
  /** Rigs worked out in full. */
  considered = 0;
  /** Choices that a bound ruled out, with everything below them. */
  pruned = 0;
  /** Limits that ruled something out by themselves: giving up any other one alone changes nothing. */
  readonly blocking = new Set<LimitName>();

  constructor(goal: Goal, limits: Limits, years: number, effort: Effort) {
    this.#goal = goal;
    this.#limits = limits;
    this.#years = years;
    this.#effort = effort;
  }

  value(figures: Figures): number {
    return this.#goal.value(figures);
  }

  /** Whether running costs decide: the goal weighs them, or optimistic ones come near a limit. */
  weighsWall({ billPerMonth, wallPeak }: { readonly billPerMonth: number; readonly wallPeak: number }): boolean {
    const { billPerMonth: bill, wallPeak: watts } = this.#limits;
    return this.#goal.weighsWall || (bill !== undefined && billPerMonth > bill * NEAR) || (watts !== undefined && wallPeak > watts * NEAR);
  }

  /** Whether a rig of at most this value and at least this ownership cost could still replace the best one. */
  canBeat(value: number, ownership: number): boolean {
    const best = this.best;
    if (best === undefined) return true;
    const margin = Math.abs(best.value) * SLACK;
    if (value < best.value - margin) return false;
    return value > best.value + margin || ownership <= best.figures.ownership + this.#years * MINOR_PER_YEAR;
  }

  /** Whether optimistic figures leave room for a rig that keeps every limit and beats the best. */
  mayHold(figures: Figures): boolean {
    this.#effort.spend();
    if (this.#keeps(figures) && this.canBeat(this.#goal.value(figures), figures.ownership)) return true;
    this.pruned += 1;
    return false;
  }

  #keeps(figures: Figures): boolean {
    if (keepsLimits(figures, this.#limits)) return true;
    const broken = brokenLimits(figures, this.#limits);
    const [only] = broken;
    if (only !== undefined && broken.length === 1) this.blocking.add(only);
    return false;
  }

  /** Weighs a complete rig by its true figures. */
  offer(draft: Draft, figures: Figures): void {
    this.considered += 1;
    if (!this.#keeps(figures)) return;
    const value = this.#goal.value(figures);
    const { best } = this;
    if (best !== undefined) {
      const order = best.value - value || figures.ownership - best.figures.ownership || figures.wallTypical - best.figures.wallTypical;
      if (order > 0 || (order === 0 && compareText(rigKey(draft), best.key) >= 0)) return;
    }
    this.best = { rig: { ...draft }, figures, value, key: rigKey(draft) };
  }
}
