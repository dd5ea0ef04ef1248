import type { Money } from "../units/money.js";
import type { Watts } from "../units/quantity.js";
import { type Assumptions, constant } from "./assumptions.js";
import type { Condition } from "./offer.js";
import type { Part, PartKind, PartOf } from "./part.js";

/** What a meter showed: nothing running, at work on average, and the most it held. */
export interface MeasuredWatts {
  readonly idle?: number;
  readonly typical?: number;
  readonly peak?: number;
}

/** One line of a rig: how many of which part, in what condition, whose. */
export interface RigLine<P extends Part = Part> {
  readonly part: P;
  readonly quantity: number;
  readonly condition: Condition;
  /** Already the user's: nothing to pay, still draws watts and takes room. */
  readonly owned: boolean;
  /** When the price that overrides was paid or seen: `2017`, `2026-02`. */
  readonly pricedOn?: string;
  /** Listed without a price: no market price takes its place. */
  readonly isUnpriced?: boolean;
  /** What the very product is called, where that says more than the catalogue's name. */
  readonly label?: string;
  /** Price for one piece, tax included, that overrides the catalogue's market price. */
  readonly priceOverride?: Money;
  /** Read on one piece, watts DC: what the part itself draws. */
  readonly measuredW?: MeasuredWatts;
}

export const EXTRA_KINDS = ["delivery", "tax", "other"] as const;

/** Something paid for with the rig that is no part of the machine: delivery, a monitor, cables. */
export interface ExtraLine {
  readonly name: string;
  readonly kind: (typeof EXTRA_KINDS)[number];
  readonly quantity: number;
  readonly condition: Condition;
  readonly owned: boolean;
  /** For one piece; absent when it is not known, and the total is then incomplete. */
  readonly price?: Money;
  readonly pricedOn?: string;
}

/**
 * A machine, resolved against the catalogue. A kind that is missing has no lines.
 * `powerLimit` is the limit set on each GPU board; absent means its default board power.
 */
export interface Rig {
  readonly name?: string;
  readonly gpu: readonly RigLine<PartOf["gpu"]>[];
  readonly cpu?: RigLine<PartOf["cpu"]> | undefined;
  readonly motherboard?: RigLine<PartOf["motherboard"]> | undefined;
  readonly memory: readonly RigLine<PartOf["memory"]>[];
  readonly psu?: RigLine<PartOf["psu"]> | undefined;
  readonly case?: RigLine<PartOf["case"]> | undefined;
  readonly cooler?: RigLine<PartOf["cooler"]> | undefined;
  readonly storage: readonly RigLine<PartOf["storage"]>[];
  readonly network: readonly RigLine<PartOf["network"]>[];
  readonly riser: readonly RigLine<PartOf["riser"]>[];
  /** For all machines together. */
  readonly extras?: readonly ExtraLine[];
  readonly powerLimit?: Watts | undefined;
  /** Read at the wall for one whole machine; it wins over everything that is modelled. */
  readonly measuredW?: MeasuredWatts;
  /** Identical machines; every figure of an assessment is for all of them. */
  readonly nodes: number;
}

/** Every line of a rig with its kind, in the order a list of parts is read. */
export const rigLines = (rig: Rig): readonly { readonly kind: PartKind; readonly line: RigLine }[] => {
  const lines: { kind: PartKind; line: RigLine }[] = [];
  const add = (kind: PartKind, ...found: (RigLine | undefined)[]): void => {
    for (const line of found) if (line !== undefined) lines.push({ kind, line });
  };
  add("gpu", ...rig.gpu);
  add("cpu", rig.cpu);
  add("motherboard", rig.motherboard);
  add("memory", ...rig.memory);
  add("psu", rig.psu);
  add("case", rig.case);
  add("cooler", rig.cooler);
  add("storage", ...rig.storage);
  add("network", ...rig.network);
  add("riser", ...rig.riser);
  return lines;
};

/** GPU boards in the machine; a board that is two GPUs counts once. */
export const gpuBoardCount = (rig: Rig): number => rig.gpu.reduce((count, line) => count + line.quantity, 0);

/** GPUs as software sees them; a board that is two GPUs counts twice. */
export const gpuDeviceCount = (rig: Rig): number => rig.gpu.reduce((count, line) => count + line.quantity * line.part.deviceCount, 0);

/** Memory of all GPUs together, GiB. */
export const totalVramGib = (rig: Rig): number => rig.gpu.reduce((total, line) => total + line.quantity * line.part.vramGib, 0);

/** The limit a board runs at: the rig's, where it is lower than the board's own. */
export const boardLimitW = (rig: Rig, gpu: PartOf["gpu"]): number => Math.min(rig.powerLimit ?? gpu.boardPowerW, gpu.boardPowerW);

/** System memory of one machine, GiB. */
export const systemMemoryGib = (rig: Rig): number => rig.memory.reduce((total, line) => total + line.quantity * line.part.totalGib, 0);

/** System memory that keeps up with the GPUs: `ram_per_vram_share` of theirs and at least `ram_minimum_gib`, GiB. */
export const comfortableMemoryGib = (rig: Rig, assumptions: Pick<Assumptions, "constants">): number =>
  Math.max(constant(assumptions, "ram_minimum_gib"), constant(assumptions, "ram_per_vram_share") * totalVramGib(rig));
