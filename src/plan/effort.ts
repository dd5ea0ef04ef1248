import type { Found } from "./incumbent.js";

/** What a search knew when the work it may do was used up. */
interface Unfinished {
  readonly found: Found | undefined;
  /** No rig is better than this. */
  readonly bound: number;
  readonly considered: number;
  readonly pruned: number;
}

/** The searches of a plan have used up the work they may do. */
export class OutOfWork extends Error {
  /** Known of the search that was under way. */
  readonly unfinished: Unfinished | undefined;
  constructor(unfinished?: Unfinished) {
    super("the search was given up");
    this.unfinished = unfinished;
  }
}

/**
 * Checks that all searches of one plan may make together: counted, not timed, so that the same request ends in the same place everywhere.
 * The built-in catalogue's widest requests take less than a fifth of it.
 */
const MOST_CHECKS = 20_000_000;
const CHECKS_PER_STEP = 4096;

/** The work of a plan: what is left of it, and who is told that it goes on. */
export class Effort {
  #left: number;
  readonly #onStep: (() => void) | undefined;

  constructor(onStep?: () => void, checks = MOST_CHECKS) {
    this.#onStep = onStep;
    this.#left = checks;
  }

  /** @throws OutOfWork when nothing is left */
  spend(): void {
    this.#left -= 1;
    if (this.#left < 0) throw new OutOfWork();
    if (this.#left % CHECKS_PER_STEP === 0) this.#onStep?.();
  }

  /** Says that the work goes on. */
  step(): void {
    this.#onStep?.();
  }

  /** What a piece of work comes to, or undefined where the work for it ran out: half an answer proves nothing. */
  attempt<T>(work: () => T): { readonly value: T } | undefined {
    try {
      return { value: work() };
    } catch (error) {
      if (error instanceof OutOfWork) return undefined;
      throw error;
    }
  }
}
