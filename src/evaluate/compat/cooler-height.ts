import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** An air cooler is no taller than the case takes. */
export const coolerHeight: Rule = {
  name: "cooler-height",
  reads: ["cooler", "case", "motherboard"],
  check: ({ cooler, motherboard, case: housing }) => {
    if (cooler === undefined || cooler.part.type !== "air") return NOTHING;
    const { id: part, heightMm: height } = cooler.part;
    if (housing === undefined) {
      if (motherboard?.part.unit === undefined) return NOTHING;
      const other = motherboard.part.id;
      return [unknown({ rule: "cooler-height", part, other, missing: `motherboards/${other}: room for a cooler in its own case` })];
    }
    const { id: other, maxCoolerHeightMm: most, type } = housing.part;
    if (most === undefined && type === "open-frame") return NOTHING;
    if (height === undefined) return [unknown({ rule: "cooler-height", part, other, missing: `coolers/${part}: height_mm` })];
    if (most === undefined) return [unknown({ rule: "cooler-height", part, other, missing: `cases/${other}: max_cooler_height_mm` })];
    return height <= most ? NOTHING : [doesNotFit({ rule: "cooler-height", part, other, actual: height, limit: most, unit: "mm" })];
  },
};
