import { constant } from "../domain/assumptions.js";
import type { PartOf } from "../domain/part.js";
import { watts } from "../units/quantity.js";
import { bestEfficiency, type LeastPower, leastRunning, runningOn, yearlyCostOn } from "./bounds.js";
import type { GpuOption, Option } from "./choices.js";
import type { Least } from "./host-tables.js";
import type { Incumbent } from "./incumbent.js";
import { type Draft, emptyDraft, gpuLines, type Space } from "./space.js";

/** The least a power supply for a load costs and makes the rig cost, each figure at its best over all supplies that pass. */
export interface LeastSupply extends Least {
  /** Net price and running cost over the plan's years together: an efficient supply pays for part of itself. */
  readonly cost: number;
  readonly billPerMonth: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
}

// Floats of the same sum in another order differ by less.
const ROUNDING_W = 1e-6;

/** A rig with nothing but the cards of a choice, at a power limit. */
export const cardsIn = (gpu: GpuOption, limitW: number): Draft => {
  const draft = emptyDraft();
  draft.gpu = gpuLines(gpu);
  if (limitW < gpu.part.boardPowerW) draft.powerLimit = watts(limitW);
  return draft;
};

/** The power supplies of a search, and the least any of them costs for a load. */
export class Supplies {
  readonly #space: Space;
  readonly #options: readonly Option<PartOf["psu"]>[];
  readonly #incumbent: Incumbent;
  readonly #perWattHour: number;
  readonly #efficiency: number;
  readonly #years: number;
  readonly #headroom: number;
  readonly #feeds = new Map<GpuOption, Map<number, boolean>>();

  /** @param options - in order of net price */
  constructor(space: Space, options: readonly Option<PartOf["psu"]>[], incumbent: Incumbent, perWattHour: number) {
    this.#space = space;
    this.#options = options;
    this.#incumbent = incumbent;
    this.#perWattHour = perWattHour;
    this.#efficiency = bestEfficiency(space);
    this.#years = space.scenario.years;
    this.#headroom = constant(space.assumptions, "psu_headroom_share");
  }

  /** Whether a supply feeds the cards at their lowest limit, with nothing else to carry: what fails here fails in every rig with these cards. */
  feedsCards(option: Option<PartOf["psu"]>, gpu: GpuOption): boolean {
    let answers = this.#feeds.get(gpu);
    if (answers === undefined) {
      answers = new Map();
      this.#feeds.set(gpu, answers);
    }
    const known = answers.get(option.index);
    if (known !== undefined) return known;
    const lowest = this.#space.choices.limits(gpu.part).at(-1);
    const answer = this.place(option, cardsIn(gpu, lowest?.watts ?? gpu.part.boardPowerW), []);
    answers.set(option.index, answer);
    return answer;
  }

  /** A supply rated for less fails the psu-power rule whatever else is in the rig; asked first because it is cheap to ask. */
  isTooSmall({ part, quantity }: Option<PartOf["psu"]>, { sustained }: LeastPower): boolean {
    return part.ratedPowerW * quantity < sustained / (1 - this.#headroom) - ROUNDING_W;
  }

  /** The best figures over all supplies that carry what is in the draft; parts that are still missing only add to the load. */
  least(gpu: GpuOption, draft: Draft, power: LeastPower): LeastSupply | undefined {
    // Powers and bill at the best efficiency there is, unless a limit or the goal looks at them closely: a dearer supply might reach it.
    const hopeful = leastRunning(power, this.#efficiency, this.#perWattHour, this.#space);
    const isWeighed = this.#incumbent.weighsWall(hopeful);
    const hopefulCost = hopeful.perYear * this.#years;
    // With nothing but the cards in the draft, at their lowest limit, the answer is that of `feedsCards`.
    const isAlone = draft.motherboard === undefined && (draft.powerLimit ?? gpu.part.boardPowerW) === this.#space.choices.limits(gpu.part).at(-1)?.watts;
    let first: Option<PartOf["psu"]> | undefined;
    let cost = Number.POSITIVE_INFINITY;
    let bill = Number.POSITIVE_INFINITY;
    let typical = Number.POSITIVE_INFINITY;
    let peak = Number.POSITIVE_INFINITY;
    for (const option of this.#options) {
      const isTooDear = option.net + hopefulCost >= cost;
      if (isTooDear && !isWeighed) break;
      if (this.isTooSmall(option, power) || (isWeighed && !this.feedsCards(option, gpu))) continue;
      if (isWeighed) {
        const running = runningOn(power, option.part, option.quantity, this.#perWattHour, this.#space);
        bill = Math.min(bill, running.billPerMonth);
        typical = Math.min(typical, running.wallTypical);
        peak = Math.min(peak, running.wallPeak);
      }
      const total = option.net + yearlyCostOn(power, option.part, option.quantity, this.#perWattHour, this.#space) * this.#years;
      if (isTooDear || total >= cost || !this.feedsCards(option, gpu) || !(isAlone || this.place(option, draft, []))) continue;
      first ??= option;
      cost = total;
    }
    draft.psu = undefined;
    draft.riser = [];
    if (first === undefined) return undefined;
    const { price, net } = first;
    return isWeighed
      ? { price, net, cost, billPerMonth: bill, wallTypical: typical, wallPeak: peak }
      : { price, net, cost, billPerMonth: hopeful.billPerMonth, wallTypical: hopeful.wallTypical, wallPeak: hopeful.wallPeak };
  }

  /** Puts a supply (two of them with the part that starts them together) into the draft, and asks the rules. */
  place(option: Option<PartOf["psu"]>, draft: Draft, risers: Draft["riser"]): boolean {
    const { psuSync } = this.#space.choices;
    const isPair = option.quantity > 1;
    if (isPair && psuSync === undefined) return false;
    draft.psu = this.#space.lineOf<"psu">(option);
    draft.riser =
      isPair && psuSync !== undefined ? [...risers, { part: psuSync.part, quantity: 1, condition: psuSync.condition, owned: psuSync.owned }] : risers;
    return this.#space.passes(draft, "psu");
  }
}
