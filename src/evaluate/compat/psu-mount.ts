import type { Finding } from "../../domain/finding.js";
import type { Case, Psu } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Depth of the ATX12V design guide's own supply, mm (150 x 86 x 140): every case for ATX supplies takes one so long. */
const ATX_DEPTH_MM = 140;

const lengthFinding = (psu: Psu, housing: Case): Finding | undefined => {
  const most = housing.maxPsuLengthMm;
  if (most === undefined && housing.type === "open-frame") return undefined;
  const ids = { rule: "psu-mount", part: psu.id, other: housing.id } as const;
  if (psu.lengthMm === undefined) return unknown({ ...ids, missing: `psus/${psu.id}: length_mm` });
  if (most === undefined) {
    const isStandard = psu.formFactor === "ATX" && psu.lengthMm <= ATX_DEPTH_MM;
    return isStandard ? undefined : unknown({ ...ids, missing: `cases/${housing.id}: max_psu_length_mm` });
  }
  return psu.lengthMm <= most ? undefined : doesNotFit({ ...ids, actual: psu.lengthMm, limit: most, unit: "mm", facts: { kind: "length" } });
};

/** The case has a place of the right form and length for every power supply. */
export const psuMount: Rule = {
  name: "psu-mount",
  reads: ["psu", "case"],
  check: ({ psu, case: housing }) => {
    if (psu === undefined || housing === undefined) return NOTHING;
    const unit = psu.part;
    const room = housing.part;
    const ids = { rule: "psu-mount", part: unit.id, other: room.id } as const;
    if (!room.psuFormFactors.includes(unit.formFactor)) {
      return [doesNotFit({ ...ids, actual: unit.formFactor, limit: room.psuFormFactors.join(", "), facts: { kind: "form" } })];
    }
    // A case that does not say how many has one place for certain.
    if (psu.quantity > (room.psuCount ?? 1)) {
      if (room.psuCount === undefined) return [unknown({ ...ids, missing: `cases/${room.id}: psu_count` })];
      return [doesNotFit({ ...ids, actual: psu.quantity, limit: room.psuCount, unit: "power supplies", facts: { kind: "count" } })];
    }
    const found = lengthFinding(unit, room);
    return found === undefined ? NOTHING : [found];
  },
};
