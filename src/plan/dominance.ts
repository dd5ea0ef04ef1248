import type { Assumptions } from "../domain/assumptions.js";
import type { Cpu, Part, PartKind, PartOf } from "../domain/part.js";
import { cpuMaxPowerW } from "../evaluate/energy/draw.js";
import type { Option } from "./choices.js";
import type { Platform } from "./space.js";

/** Whether an option is to be had for no more than another, and in a plan of new parts wherever that one is. */
const costsNoMore = (option: Option, other: Option): boolean =>
  option.quantity === other.quantity &&
  option.price <= other.price &&
  option.net <= other.net &&
  (option.condition === "new" || option.owned || (other.condition !== "new" && !other.owned));

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

const takesAllMemoryOf = (better: Cpu, worse: Cpu): boolean =>
  worse.memory.every(({ type, form }) => better.memory.some((kind) => kind.type === type && kind.form === form));

/** Whether a CPU can take another's place on a board that both work on, whatever else is in the rig. */
const processor =
  (assumptions: Assumptions): Beats<Cpu> =>
  (better, worse) =>
    better.cores >= worse.cores &&
    better.threads >= worse.threads &&
    better.tdpW <= worse.tdpW &&
    cpuMaxPowerW(better, assumptions) <= cpuMaxPowerW(worse, assumptions) &&
    better.pcie.generation >= worse.pcie.generation &&
    better.pcie.lanes >= worse.pcie.lanes &&
    better.memoryChannels === worse.memoryChannels &&
    atLeast(better.maxMemoryGib, worse.maxMemoryGib) &&
    (better.integratedGraphics === true || better.integratedGraphics === worse.integratedGraphics) &&
    (better.coolerIncluded === true || better.coolerIncluded === worse.coolerIncluded) &&
    (better.avx512 === true || better.avx512 === worse.avx512) &&
    takesAllMemoryOf(better, worse);

interface Comparison<P extends Part> {
  readonly beats: Beats<P>;
  /** What must be the same for one part to beat another, so that only such parts are compared. */
  readonly sort: (part: P) => string;
}

/** Kinds whose parts no rule tells apart beyond the fields compared here. */
const COMPARED: { readonly [K in PartKind]?: Comparison<PartOf[K]> } = {
  storage: { beats: drive, sort: ({ formFactor }) => formFactor },
  memory: { beats: kit, sort: ({ type, form, modules, moduleGib }) => `${type}|${form}|${modules}|${moduleGib}` },
  cooler: { beats: cooler, sort: ({ type }) => type },
};

/**
 * Options without those that another one beats on price, power and every fact a rule reads: in any rig the better one can take the
 * other's place, and the rig is no worse. Of equals the first in the list stays.
 * @param options - in order of net price, so that what beats an option stands before it
 */
export const undominated = <K extends PartKind>(kind: K, options: readonly Option<PartOf[K]>[]): readonly Option<PartOf[K]>[] => {
  const compared = COMPARED[kind];
  if (compared === undefined) return options;
  const { beats, sort } = compared;
  const keptOf = new Map<string, Option<PartOf[K]>[]>();
  return options.filter((option) => {
    const key = `${option.quantity}|${sort(option.part)}`;
    const kept = keptOf.get(key);
    if (kept === undefined) {
      keptOf.set(key, [option]);
      return true;
    }
    const isBeaten = kept.some((other) => costsNoMore(other, option) && beats(other.part, option.part));
    if (!isBeaten) kept.push(option);
    return !isBeaten;
  });
};

/** Platforms without those that another one on the same board beats by its CPU; all of them work, and stand in order of net price. */
export const undominatedPlatforms = (platforms: readonly Platform[], assumptions: Assumptions): readonly Platform[] => {
  const beats = processor(assumptions);
  const keptOn = new Map<Platform["board"], Platform[]>();
  return platforms.filter((platform) => {
    const kept = keptOn.get(platform.board);
    if (kept === undefined) {
      keptOn.set(platform.board, [platform]);
      return true;
    }
    const isBeaten = kept.some(({ cpu }) => costsNoMore(cpu, platform.cpu) && beats(cpu.part, platform.cpu.part));
    if (!isBeaten) kept.push(platform);
    return !isBeaten;
  });
};
