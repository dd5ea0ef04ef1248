import { constant } from "../../domain/assumptions.js";
import type { Finding } from "../../domain/finding.js";
import type { PartKind } from "../../domain/part.js";
import { gpuBoardCount, type Rig } from "../../domain/rig.js";
import { gpuLimitsW, sustainedPowerW } from "./load.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Every kind that draws from the power supply. */
export const LOAD_KINDS: readonly PartKind[] = ["gpu", "cpu", "motherboard", "memory", "storage", "network", "case", "psu"];

/** For a whole unit that keeps its own power supply: nothing of that supply is recorded. */
export const ownSupplyUnknown = ({ gpu, motherboard }: Rig, rule: Finding["rule"], what: string): readonly Finding[] => {
  const first = gpu[0];
  if (first === undefined || motherboard?.part.unit === undefined) return NOTHING;
  const other = motherboard.part.id;
  return [unknown({ rule, part: first.part.id, other, missing: `motherboards/${other}: ${what} of its own power supply` })];
};

/**
 * The power supply carries everything at its sustained maximum and keeps headroom.
 * Usable is its rating less `psu_headroom_share`; the load is DC, with the GPUs at the rig's power limit.
 */
export const psuPower: Rule = {
  name: "psu-power",
  reads: LOAD_KINDS,
  check: (rig, { assumptions }) => {
    const { psu } = rig;
    if (psu === undefined) return ownSupplyUnknown(rig, "psu-power", "rating");
    const load = sustainedPowerW(rig, assumptions);
    const kept = 1 - constant(assumptions, "psu_headroom_share");
    const rated = psu.part.ratedPowerW * psu.quantity;
    const usable = rated * kept;
    if (load <= usable) return NOTHING;
    const boards = Math.max(1, gpuBoardCount(rig));
    const limitThatFits = Math.floor((usable - (load - gpuLimitsW(rig))) / boards);
    const facts = { rated, wanted: Math.ceil(load / kept / 50) * 50, limitThatFits };
    return [doesNotFit({ rule: "psu-power", part: psu.part.id, actual: load, limit: usable, unit: "W", facts })];
  },
};
