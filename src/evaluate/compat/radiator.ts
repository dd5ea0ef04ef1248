import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Radiators of 140 mm fans are wider than those of 120 mm fans, so a shorter one need not fit a place made for the narrow sort. */
const isWide = (radiatorMm: number): boolean => radiatorMm % 140 === 0;

/** A liquid cooler's radiator is no longer than the longest the case holds. */
export const radiator: Rule = {
  name: "radiator",
  reads: ["cooler", "case", "motherboard"],
  check: ({ cooler, motherboard, case: housing }) => {
    if (cooler === undefined || cooler.part.type !== "aio") return NOTHING;
    const { id: part, radiatorMm: length } = cooler.part;
    if (housing === undefined) {
      if (motherboard?.part.unit === undefined) return NOTHING;
      const other = motherboard.part.id;
      return [unknown({ rule: "radiator", part, other, missing: `motherboards/${other}: room for a radiator in its own case` })];
    }
    const { id: other, radiatorMm: most } = housing.part;
    if (length === undefined) return [unknown({ rule: "radiator", part, other, missing: `coolers/${part}: radiator_mm` })];
    if (most === undefined) return [unknown({ rule: "radiator", part, other, missing: `cases/${other}: radiator_mm` })];
    if (length > most) return [doesNotFit({ rule: "radiator", part, other, actual: length, limit: most, unit: "mm" })];
    if (!isWide(length) || isWide(most)) return NOTHING;
    return [unknown({ rule: "radiator", part, other, actual: length, limit: most, unit: "mm", missing: `cases/${other}: room for 140 mm fans` })];
  },
};
