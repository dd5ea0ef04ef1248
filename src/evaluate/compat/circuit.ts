import { constant } from "../../domain/assumptions.js";
import type { Rule } from "./rule.js";
import { advice, doesNotFit, NOTHING } from "./verdict.js";

/** The rig's sustained draw at the wall stays below what the circuit carries for hours. */
export const circuit: Rule = {
  name: "circuit",
  reads: ["gpu", "cpu", "motherboard", "memory", "storage", "network", "case", "psu"],
  check: (rig, { circuit: line, wallPeakW, circuitLimitW, assumptions }) => {
    if (line === undefined || wallPeakW === undefined) return NOTHING;
    const part = rig.psu?.part.id ?? rig.motherboard?.part.id ?? "rig";
    const facts = {
      rule: "circuit",
      part,
      actual: wallPeakW,
      limit: line.maxContinuousW,
      unit: "W",
      facts: {
        name: line.name,
        voltage: line.voltageV,
        machines: rig.nodes,
        over: wallPeakW - line.maxContinuousW,
        ...(circuitLimitW === undefined ? {} : { limitThatPasses: circuitLimitW }),
      },
    } as const;
    if (wallPeakW > line.maxContinuousW) return [doesNotFit(facts)];
    return wallPeakW > line.maxContinuousW * constant(assumptions, "wall_share_limit") ? [advice(facts)] : NOTHING;
  },
};
