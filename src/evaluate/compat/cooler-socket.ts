import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING } from "./verdict.js";

/** The cooler's mounting kit lists the CPU's socket. */
export const coolerSocket: Rule = {
  name: "cooler-socket",
  reads: ["cpu", "cooler"],
  check: ({ cpu, cooler }) => {
    if (cpu === undefined || cooler === undefined) return NOTHING;
    const { id: part, sockets } = cooler.part;
    const { socket, id: other } = cpu.part;
    return sockets.includes(socket) ? NOTHING : [doesNotFit({ rule: "cooler-socket", part, other, actual: sockets.join(", "), limit: socket })];
  },
};
