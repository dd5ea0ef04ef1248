import { constant } from "../../domain/assumptions.js";
import type { Finding } from "../../domain/finding.js";
import type { Case, Gpu } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { advice, and, doesNotFit, NOTHING, unknown } from "./verdict.js";

const judge = (card: Gpu, housing: Case, margin: number): Finding | undefined => {
  const most = housing.maxGpuLengthMm;
  if (most === undefined && housing.type === "open-frame") return undefined;
  const ids = { rule: "card-length", part: card.id, other: housing.id } as const;
  if (card.lengthMm === undefined) return unknown({ ...ids, missing: `gpus/${card.id}: length_mm` });
  if (most === undefined) return unknown({ ...ids, missing: `cases/${housing.id}: max_gpu_length_mm` });
  if (card.lengthMm > most) return doesNotFit({ ...ids, actual: card.lengthMm, limit: most, unit: "mm" });
  if (most - card.lengthMm >= margin) return undefined;
  return advice({ ...ids, actual: card.lengthMm, limit: most, unit: "mm", facts: { margin } });
};

/** Each card is no longer than the case takes, with room for its cables. */
export const cardLength: Rule = {
  name: "card-length",
  // A whole unit (no case line) is looked at too, but with a case the board does not matter.
  reads: ["gpu", "case"],
  check: ({ gpu, motherboard, case: housing }, { assumptions }) => {
    const first = gpu[0];
    if (first === undefined) return NOTHING;
    if (housing === undefined) {
      if (motherboard?.part.unit === undefined) return NOTHING;
      const other = motherboard.part.id;
      return [unknown({ rule: "card-length", part: first.part.id, other, missing: `motherboards/${other}: room for cards in its own case` })];
    }
    const margin = constant(assumptions, "gpu_cable_margin_mm");
    let found: readonly Finding[] = NOTHING;
    for (const { part } of gpu) {
      const finding = judge(part, housing.part, margin);
      if (finding !== undefined) found = and(found, finding);
    }
    return found;
  },
};
