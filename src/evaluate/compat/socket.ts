import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING } from "./verdict.js";

/** The CPU's socket is the board's; where that alone does not settle it, the board's chipset is one the CPU names. */
export const socket: Rule = {
  name: "socket",
  reads: ["motherboard", "cpu"],
  check: ({ cpu, motherboard }) => {
    if (cpu === undefined || motherboard === undefined) return NOTHING;
    const chip = cpu.part;
    const board = motherboard.part;
    if (chip.socket !== board.socket) {
      return [doesNotFit({ rule: "socket", part: chip.id, other: board.id, actual: chip.socket, limit: board.socket, facts: { kind: "socket" } })];
    }
    if (chip.chipsets === undefined || chip.chipsets.includes(board.chipset)) return NOTHING;
    return [
      doesNotFit({
        rule: "socket",
        part: chip.id,
        other: board.id,
        actual: board.chipset,
        limit: chip.chipsets.join(", "),
        facts: { kind: "chipset", socket: chip.socket },
      }),
    ];
  },
};
