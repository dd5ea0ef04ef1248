import type { PartOf } from "../domain/part.js";
import type { RigLine } from "../domain/rig.js";
import type { GpuOption, Option } from "./choices.js";
import { type Least, leastFrom, leastPrices, NO_COST } from "./least.js";
import type { Draft, Platform, Space } from "./space.js";
import { cardsKey, FAILS, SUITS, UNASKED } from "./supplies.js";

/** How some cards sit on a platform in a case. */
export interface Seat {
  /** The slowest card's link, GB/s one way. */
  readonly link: number;
  readonly risers: Draft["riser"];
  /** What the risers cost. */
  readonly cost: Least;
}

/** The cards of a choice, and what is known of them in cases. */
interface OfCards {
  /** Whether a case takes them, whatever the board is. */
  readonly suits: Uint8Array;
  readonly seats: Map<Platform, (Seat | "none" | undefined)[]>;
}

const NO_RISERS: readonly RigLine<PartOf["riser"]>[] = [];

/** The cases of a plan in order of net price, and what is known of cards in them; no rule that decides it reads a power limit or a price. */
export class Cases {
  readonly options: readonly Option<PartOf["case"]>[];
  /** For each place the least price from there on. */
  readonly prices: Float64Array;
  readonly #space: Space;
  readonly #known = new Map<string, OfCards>();

  constructor(space: Space, options: readonly Option<PartOf["case"]>[]) {
    this.#space = space;
    this.options = options;
    this.prices = leastPrices(options);
  }

  /** What the case in place `at` or a later one costs at least. */
  leastFrom(at: number): Least | undefined {
    return leastFrom(this.options, this.prices, at);
  }

  /** The least a case costs that takes the cards of the draft, whatever the board is. */
  least(gpu: GpuOption, draft: Draft): Least | undefined {
    const { suits } = this.#ofCards(gpu);
    const first = this.options.findIndex((_, at) => this.#takes(at, suits, draft));
    draft.case = undefined;
    return this.leastFrom(first);
  }

  /** The place of the first case in which the cards of the draft sit on its platform; -1 for none. */
  first(gpu: GpuOption, platform: Platform, draft: Draft): number {
    const first = this.options.findIndex((_, at) => this.seat(at, gpu, platform, draft) !== undefined);
    draft.case = undefined;
    draft.riser = NO_RISERS;
    return first;
  }

  /** How the cards of the draft sit on its platform in the case in place `at`; puts case and risers into the draft. Undefined where they do not. */
  seat(at: number, gpu: GpuOption, platform: Platform, draft: Draft): Seat | undefined {
    const { suits, seats } = this.#ofCards(gpu);
    let answers = seats.get(platform);
    if (answers === undefined) {
      answers = [];
      seats.set(platform, answers);
    }
    answers[at] ??= this.#workOut(at, gpu, platform, suits, draft) ?? "none";
    const seat = answers[at];
    const option = this.options[at];
    if (seat === "none" || option === undefined) return undefined;
    draft.case = this.#space.lineOf<"case">(option);
    draft.riser = seat.risers;
    return seat;
  }

  #ofCards(gpu: GpuOption): OfCards {
    const key = cardsKey(gpu);
    let found = this.#known.get(key);
    if (found === undefined) {
      found = { suits: new Uint8Array(this.options.length), seats: new Map() };
      this.#known.set(key, found);
    }
    return found;
  }

  /** Whether the case in place `at` takes the cards of the draft, whatever the board is; puts it into the draft. */
  #takes(at: number, suits: Uint8Array, draft: Draft): boolean {
    const option = this.options[at];
    if (option === undefined) return false;
    draft.case = this.#space.lineOf<"case">(option);
    if (suits[at] === UNASKED) suits[at] = this.#space.suitsGpu(draft, "case") ? SUITS : FAILS;
    return suits[at] === SUITS;
  }

  #workOut(at: number, gpu: GpuOption, platform: Platform, suits: Uint8Array, draft: Draft): Seat | undefined {
    if (!this.#takes(at, suits, draft)) return undefined;
    const { riser } = this.#space.choices;
    const placed = this.#space.placement(platform, gpu, this.options[at]?.part);
    if (placed.status !== "placed" || (placed.risers > 0 && riser === undefined)) return undefined;
    const isBare = placed.risers === 0 || riser === undefined;
    draft.riser = isBare ? NO_RISERS : [{ part: riser.part, quantity: placed.risers, condition: riser.condition, owned: riser.owned }];
    if (!this.#space.passes(draft, "case")) return undefined;
    const cost = isBare ? NO_COST : { price: placed.risers * riser.price, net: placed.risers * riser.net };
    return { link: placed.slowestLink, risers: draft.riser, cost };
  }
}
