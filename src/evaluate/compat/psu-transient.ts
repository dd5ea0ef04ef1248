import { constant } from "../../domain/assumptions.js";
import { largestGpuLimitW, sustainedPowerW } from "./load.js";
import { LOAD_KINDS, ownSupplyUnknown } from "./psu-power.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING } from "./verdict.js";

const DIGIT_THREE = 51;

/** Supplies of ATX 3.0 and later are tested at twice their rating for 100 microseconds; one that names no version counts as older. */
const isTestedForPeaks = (atxVersion: string | undefined): boolean => atxVersion !== undefined && atxVersion.charCodeAt(0) >= DIGIT_THREE;

/** A power supply from before ATX 3.0 still carries everything while one GPU jumps to `pre_atx3_transient_factor` times its limit. */
export const psuTransient: Rule = {
  name: "psu-transient",
  reads: LOAD_KINDS,
  check: (rig, { assumptions }) => {
    const { psu } = rig;
    if (psu === undefined) return ownSupplyUnknown(rig, "psu-transient", "ATX version");
    if (rig.gpu.length === 0 || isTestedForPeaks(psu.part.atxVersion)) return NOTHING;
    const largest = largestGpuLimitW(rig);
    const factor = constant(assumptions, "pre_atx3_transient_factor");
    const peak = sustainedPowerW(rig, assumptions) + (factor - 1) * largest;
    const rated = psu.part.ratedPowerW * psu.quantity;
    if (peak <= rated) return NOTHING;
    return [doesNotFit({ rule: "psu-transient", part: psu.part.id, actual: peak, limit: rated, unit: "W", facts: { factor, gpuLimit: largest } })];
  },
};
