import type { PlugLoad } from "../../domain/power-report.js";
import type { Rig } from "../../domain/rig.js";
import { SAFETY_TOPICS, type SafetyStatement } from "../../domain/safety.js";

const isCase = ({ when }: SafetyStatement["applies"], rig: Rig): boolean => {
  const has = (plug: "hpwr16pin" | "pcie8pin" | "pcie6pin"): boolean => rig.gpu.some(({ part }) => (part.powerPlugs?.[plug] ?? 0) > 0);
  switch (when) {
    case "any":
      return true;
    case "reference":
      return false;
    case "hpwr_16pin":
      return has("hpwr16pin");
    case "pcie_8pin":
      return has("pcie8pin");
    case "pcie_6pin":
      return has("pcie6pin");
    case "nvidia":
      return rig.gpu.some(({ part }) => part.vendor === "nvidia");
    default:
      return when satisfies never;
  }
};

/** The statements that concern a rig in a country, by topic and code; those about a plug near its limit only where one is. */
export const statementsFor = (
  statements: ReadonlyMap<string, SafetyStatement>,
  rig: Rig,
  country: string,
  plugs: readonly PlugLoad[],
): readonly SafetyStatement[] => {
  const share = Math.max(0, ...plugs.map(({ loadW, ratedW }) => loadW / ratedW));
  return [...statements.values()]
    .filter(({ applies }) => {
      if (applies.regions !== undefined && !applies.regions.includes(country)) return false;
      if (applies.gpus !== undefined && !rig.gpu.some(({ part }) => applies.gpus?.includes(part.id) === true)) return false;
      return isCase(applies, rig) && share >= (applies.abovePlugShare ?? 0);
    })
    .sort((a, b) => SAFETY_TOPICS.indexOf(a.topic) - SAFETY_TOPICS.indexOf(b.topic) || (a.id < b.id ? -1 : 1));
};
