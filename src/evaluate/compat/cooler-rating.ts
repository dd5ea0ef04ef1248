import { cpuMaxPowerW } from "./load.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown, warning } from "./verdict.js";

/**
 * The cooler is rated for the most the CPU holds for minutes.
 * Between that and the CPU's TDP the CPU slows down a little and lasts; below its TDP the cooler is the wrong one.
 */
export const coolerRating: Rule = {
  name: "cooler-rating",
  reads: ["cpu", "cooler"],
  check: ({ cpu, cooler }, { assumptions }) => {
    if (cpu === undefined || cooler === undefined) return NOTHING;
    const { id: part, ratedPowerW: rated } = cooler.part;
    const other = cpu.part.id;
    if (rated === undefined) return [unknown({ rule: "cooler-rating", part, other, missing: `coolers/${part}: rated_power_w` })];
    const needed = cpuMaxPowerW(cpu.part, assumptions);
    if (rated >= needed) return NOTHING;
    const facts = { rule: "cooler-rating", part, other, actual: rated, limit: needed, unit: "W", facts: { tdp: cpu.part.tdpW } } as const;
    return [rated < cpu.part.tdpW ? doesNotFit(facts) : warning(facts)];
  },
};
