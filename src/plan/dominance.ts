import type { Part, PartKind, PartOf } from "../domain/part.js";
import type { Option } from "./choices.js";

/** Whether `a` is known and at least `b`; what is not known equals only itself. */
const atLeast = (a: number | undefined, b: number | undefined): boolean => (a === undefined || b === undefined ? a === b : a >= b);

type Beats<P extends Part> = (better: P, worse: P) => boolean;

const drive: Beats<PartOf["storage"]> = (better, worse) =>
  better.formFactor === worse.formFactor && atLeast(worse.activeW, better.activeW) && atLeast(worse.idleW, better.idleW);

const kit: Beats<PartOf["memory"]> = (better, worse) =>
  better.type === worse.type &&
  better.form === worse.form &&
  better.ecc === worse.ecc &&
  better.modules === worse.modules &&
  better.moduleGib === worse.moduleGib &&
  better.totalGib === worse.totalGib;

const cooler: Beats<PartOf["cooler"]> = (better, worse) =>
  better.type === worse.type &&
  atLeast(worse.heightMm, better.heightMm) &&
  better.radiatorMm === worse.radiatorMm &&
  atLeast(better.ratedPowerW, worse.ratedPowerW) &&
  worse.sockets.every((socket) => better.sockets.includes(socket));

/** Kinds whose parts no rule tells apart beyond the fields compared here. */
const BEATS: { readonly [K in PartKind]?: Beats<PartOf[K]> } = { storage: drive, memory: kit, cooler };

/**
 * Options without those that another one beats on price, power and every fact a rule reads: in any rig the better one can take the
 * other's place, and the rig is no worse. Of equals the first in the list stays.
 * @param options - in order of net price, so that what beats an option stands before it
 */
export const undominated = <K extends PartKind>(kind: K, options: readonly Option<PartOf[K]>[]): readonly Option<PartOf[K]>[] => {
  const beats = BEATS[kind];
  if (beats === undefined) return options;
  const kept: Option<PartOf[K]>[] = [];
  for (const option of options) {
    const isBeaten = kept.some(
      (other) =>
        other.quantity === option.quantity &&
        other.price <= option.price &&
        // A plan of new parts must not lose its new one to a used one.
        (other.condition === "new" || other.owned || (option.condition !== "new" && !option.owned)) &&
        beats(other.part, option.part),
    );
    if (!isBeaten) kept.push(option);
  }
  return kept;
};
