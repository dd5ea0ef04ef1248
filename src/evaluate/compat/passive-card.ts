import type { Finding } from "../../domain/finding.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

/** A card without fans of its own stands in a case whose fans push air through it. */
export const passiveCard: Rule = {
  name: "passive-card",
  reads: ["gpu", "case"],
  check: ({ gpu, motherboard, case: housing }) => {
    let found: readonly Finding[] = NOTHING;
    for (const { part } of gpu) {
      if (part.cooling !== "passive" || housing?.part.forcedAir === true) continue;
      if (housing === undefined) {
        if (motherboard?.part.unit === undefined) continue;
        const other = motherboard.part.id;
        found = and(found, unknown({ rule: "passive-card", part: part.id, other, missing: `motherboards/${other}: air through its card slots` }));
      } else if (housing.part.type === "rack" && housing.part.forcedAir === undefined) {
        const other = housing.part.id;
        found = and(found, unknown({ rule: "passive-card", part: part.id, other, missing: `cases/${other}: forced_air` }));
      } else {
        found = and(found, doesNotFit({ rule: "passive-card", part: part.id, other: housing.part.id, actual: housing.part.type }));
      }
    }
    return found;
  },
};
