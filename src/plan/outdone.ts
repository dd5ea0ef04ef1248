import type { PartDraw } from "../evaluate/energy/draw.js";
import type { Least } from "./least.js";

/** An option that passed: what it costs and draws. */
export interface Passed {
  readonly price: number;
  readonly draw: PartDraw;
}

/**
 * Whether an option earlier in the list, thus with no more net price, passed and costs and draws no more: nothing that is still to be
 * chosen reads these parts but for their power, so that no rig with the later one is better.
 */
export const isOutdone = ({ price }: Least, draw: PartDraw, passed: readonly Passed[]): boolean => {
  for (const before of passed) {
    const less = before.draw;
    if (before.price <= price && less.idle <= draw.idle && less.typical <= draw.typical && less.sustained <= draw.sustained) return true;
  }
  return false;
};
