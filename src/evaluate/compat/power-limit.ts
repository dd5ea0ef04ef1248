import { boardLimitW } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING } from "./verdict.js";

/** Every card accepts the limit it is set to. Asked of finished rigs: a plan chooses among limits that cards accept. */
export const powerLimit: Rule = {
  name: "power-limit",
  reads: ["gpu"],
  check: (rig, { wallPeakW }) => {
    if (wallPeakW === undefined || rig.powerLimit === undefined) return NOTHING;
    return rig.gpu.flatMap(({ part }) => {
      const actual = boardLimitW(rig, part);
      const limit = part.powerLimitMinW;
      return limit === undefined || actual >= limit ? [] : [doesNotFit({ rule: "power-limit", part: part.id, actual, limit, unit: "W" })];
    });
  },
};
