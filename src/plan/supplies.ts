import { constant } from "../domain/assumptions.js";
import type { PartOf } from "../domain/part.js";
import { gpuPower, type LeastPower, leastRunning, runningOn, yearlyCostOn } from "./bounds.js";
import type { GpuOption, Option } from "./choices.js";
import type { Incumbent } from "./incumbent.js";
import { type Least, leastFrom, leastPrices } from "./least.js";
import { cardsIn, type Draft, type Space } from "./space.js";

/** The least a power supply for a load costs and makes the rig cost, each figure at its best over all supplies that pass. */
export interface LeastSupply extends Least {
  /** Net price and running cost over the plan's years together: an efficient supply pays for part of itself. */
  readonly cost: number;
  readonly billPerMonth: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
}

type Supply = Option<PartOf["psu"]>;

/** Which supplies feed some cards, as far as it was asked. */
interface Asked {
  readonly answers: Uint8Array;
  /** The cards at their lowest limit. */
  readonly cards: Draft;
}

const NO_RISERS: Draft["riser"] = [];

// Floats of the same sum in another order differ by less.
const ROUNDING_W = 1e-6;

// Answers kept in an array of bytes.
export const UNASKED = 0;
export const SUITS = 1;
export const FAILS = 2;

/** The same for choices that are the same cards, whatever they cost. */
export const cardsKey = ({ part, quantity }: Pick<GpuOption, "part" | "quantity">): string => `${part.id}*${quantity}`;

/** The power supplies of a plan, and the least any of them costs for a load. */
export class Supplies {
  readonly options: readonly Supply[];
  readonly #space: Space;
  readonly #years: number;
  readonly #headroom: number;
  /** For each place the least price from there on. */
  readonly prices: Float64Array;
  /** Places of the supplies that are rated for more than every one before. */
  readonly #stronger: number[] = [];
  readonly #feeds = new Map<string, Asked>();

  /** @param options - in order of net price */
  constructor(space: Space, options: readonly Supply[]) {
    this.#space = space;
    this.options = options;
    this.#years = space.scenario.years;
    this.#headroom = constant(space.assumptions, "psu_headroom_share");
    this.prices = leastPrices(options);
    let most = 0;
    for (let at = 0; at < options.length; at += 1) {
      const { part, quantity } = options[at] as Supply;
      if (part.ratedPowerW * quantity > most) this.#stronger.push(at);
      most = Math.max(most, part.ratedPowerW * quantity);
    }
  }

  /** Whether the supply in place `at` feeds the cards at their lowest limit, with nothing else to carry: what fails here fails in every rig with these cards. */
  feedsCards(at: number, gpu: GpuOption): boolean {
    const { answers, cards } = this.#asked(gpu);
    const option = this.options[at];
    if (answers[at] === UNASKED && option !== undefined) answers[at] = this.place(option, cards, NO_RISERS) ? SUITS : FAILS;
    return answers[at] === SUITS;
  }

  #asked(gpu: GpuOption): Asked {
    const key = cardsKey(gpu);
    const known = this.#feeds.get(key) ?? {
      answers: new Uint8Array(this.options.length),
      cards: cardsIn(gpu, this.#space.choices.lowestLimit(gpu.part)),
    };
    this.#feeds.set(key, known);
    return known;
  }

  /** A supply rated for less fails the psu-power rule whatever else is in the rig; asked first because it is cheap to ask. */
  isTooSmall({ part, quantity }: Supply, unlimited: number): boolean {
    return part.ratedPowerW * quantity < unlimited / (1 - this.#headroom) - ROUNDING_W;
  }

  /** The cheapest supply that is rated for the cards. */
  firstRated(gpu: GpuOption): Least | undefined {
    const { unlimited } = gpuPower(gpu.part, gpu.quantity, this.#space.choices.lowestLimit(gpu.part), this.#space);
    for (const at of this.#stronger) {
      const option = this.options[at];
      if (option !== undefined && !this.isTooSmall(option, unlimited)) return leastFrom(this.options, this.prices, at);
    }
    return undefined;
  }

  /** The cheapest supply that feeds the cards at their lowest limit. */
  first(gpu: GpuOption): Least | undefined {
    const { unlimited } = gpuPower(gpu.part, gpu.quantity, this.#space.choices.lowestLimit(gpu.part), this.#space);
    const first = this.options.findIndex((option, at) => !this.isTooSmall(option, unlimited) && this.feedsCards(at, gpu));
    return leastFrom(this.options, this.prices, first);
  }

  /**
   * The best figures over all supplies that carry a load and feed the cards; parts that are still missing only add to the load.
   * @param draft - where the case is chosen, the rig so far, which the supply must pass the rules with
   */
  least(gpu: GpuOption, power: LeastPower, incumbent: Incumbent, draft?: Draft): LeastSupply | undefined {
    const space = this.#space;
    // Powers and bill at the best efficiency there is, unless a limit or the goal looks at them closely: a dearer supply might reach it.
    const hopeful = leastRunning(power, space.bestEfficiency, space);
    const isWeighed = incumbent.weighsWall(hopeful);
    const hopefulCost = hopeful.perYear * this.#years;
    let first = -1;
    let cost = Number.POSITIVE_INFINITY;
    let bill = Number.POSITIVE_INFINITY;
    let typical = Number.POSITIVE_INFINITY;
    let peak = Number.POSITIVE_INFINITY;
    const risers = draft?.riser ?? NO_RISERS;
    const { answers } = this.#asked(gpu);
    const feeds = (at: number): boolean => (answers[at] === UNASKED ? this.feedsCards(at, gpu) : answers[at] === SUITS);
    for (let at = 0; at < this.options.length; at += 1) {
      const option = this.options[at] as Supply;
      const isTooDear = option.net + hopefulCost >= cost;
      if (isTooDear && !isWeighed) break;
      if (this.isTooSmall(option, power.unlimited) || (isWeighed && !feeds(at))) continue;
      if (isWeighed) {
        const running = runningOn(power, option.part, option.quantity, space);
        bill = Math.min(bill, running.billPerMonth);
        typical = Math.min(typical, running.wallTypical);
        peak = Math.min(peak, running.wallPeak);
      }
      if (isTooDear) continue;
      const total = option.net + yearlyCostOn(power, option.part, option.quantity, space) * this.#years;
      if (total >= cost || !feeds(at) || (draft !== undefined && !this.place(option, draft, risers))) continue;
      if (first < 0) first = at;
      cost = total;
    }
    if (draft !== undefined) {
      draft.psu = undefined;
      draft.riser = risers;
    }
    const cheapest = leastFrom(this.options, this.prices, first);
    if (cheapest === undefined) return undefined;
    const { price, net } = cheapest;
    return isWeighed
      ? { price, net, cost, billPerMonth: bill, wallTypical: typical, wallPeak: peak }
      : { price, net, cost, billPerMonth: hopeful.billPerMonth, wallTypical: hopeful.wallTypical, wallPeak: hopeful.wallPeak };
  }

  /** Puts a supply (two of them with the part that starts them together) into the draft, and asks the rules. */
  place(option: Supply, draft: Draft, risers: Draft["riser"]): boolean {
    const { psuSync } = this.#space.choices;
    const isPair = option.quantity > 1;
    if (isPair && psuSync === undefined) return false;
    draft.psu = this.#space.lineOf<"psu">(option);
    draft.riser =
      isPair && psuSync !== undefined ? [...risers, { part: psuSync.part, quantity: 1, condition: psuSync.condition, owned: psuSync.owned }] : risers;
    return this.#space.passes(draft, "psu") && this.#carriesUnlimited(draft);
  }

  /** Whether the supply carries the cards of the draft without the limit that the plan sets, which a restart forgets; one that the user sets is theirs to keep. */
  #carriesUnlimited(draft: Draft): boolean {
    const { powerLimit } = draft;
    if (powerLimit === undefined || this.#space.limitIsGiven) return true;
    draft.powerLimit = undefined;
    const carries = this.#space.passes(draft, "psu");
    draft.powerLimit = powerLimit;
    return carries;
  }
}
