import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Supplies of workstations and servers may need this for their full power. */
const HIGH_MAINS_V = 200;

/** The power supply gives its full power at the mains voltage of the place. */
export const mainsVoltageRule: Rule = {
  name: "mains-voltage",
  reads: ["psu"],
  check: ({ psu, motherboard }, { mainsVoltageV }) => {
    if (psu === undefined) {
      if (motherboard?.part.unit === undefined || mainsVoltageV >= HIGH_MAINS_V) return NOTHING;
      const part = motherboard.part.id;
      return [
        unknown({ rule: "mains-voltage", part, actual: mainsVoltageV, unit: "V", missing: `motherboards/${part}: mains voltage of its own power supply` }),
      ];
    }
    const { id: part, fullPowerFromV: from } = psu.part;
    if (from === undefined || mainsVoltageV >= from) return NOTHING;
    return [doesNotFit({ rule: "mains-voltage", part, actual: mainsVoltageV, limit: from, unit: "V" })];
  },
};
