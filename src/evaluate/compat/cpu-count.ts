import type { Rule } from "./rule.js";
import { advice, doesNotFit, NOTHING, warning } from "./verdict.js";

/** No more CPUs than sockets; with fewer, about half of the board's card and memory slots are dead. */
export const cpuCount: Rule = {
  name: "cpu-count",
  reads: ["motherboard", "cpu"],
  check: ({ cpu, motherboard }) => {
    if (cpu === undefined || motherboard === undefined) return NOTHING;
    const sockets = motherboard.part.cpuCount;
    const count = cpu.quantity;
    if (count === sockets && count === 1) return NOTHING;
    const facts = { rule: "cpu-count", part: cpu.part.id, other: motherboard.part.id, actual: count, limit: sockets, unit: "CPUs" } as const;
    if (count > sockets) return [doesNotFit(facts)];
    // Some models of a family work alone only, which no field of the catalogue says.
    return count < sockets ? [warning(facts)] : [advice(facts)];
  },
};
