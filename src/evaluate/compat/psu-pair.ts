import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, warning } from "./verdict.js";

const MOST_SUPPLIES = 2;

/** Two power supplies start together through a sync part and share no card; more than two are not planned with. */
export const psuPair: Rule = {
  name: "psu-pair",
  reads: ["psu", "riser"],
  check: ({ psu, riser }) => {
    if (psu === undefined || psu.quantity < MOST_SUPPLIES) return NOTHING;
    const part = psu.part.id;
    const actual = psu.quantity;
    if (actual > MOST_SUPPLIES) {
      return [doesNotFit({ rule: "psu-pair", part, actual, limit: MOST_SUPPLIES, unit: "power supplies", facts: { kind: "count" } })];
    }
    let hasSync = false;
    for (const line of riser) if (line.part.purpose === "psu-sync" && line.quantity > 0) hasSync = true;
    if (!hasSync) return [doesNotFit({ rule: "psu-pair", part, actual: 0, limit: 1, unit: "sync parts", facts: { kind: "sync" } })];
    return [warning({ rule: "psu-pair", part, actual, unit: "power supplies" })];
  },
};
