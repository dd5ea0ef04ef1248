import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Something can show a picture when the machine is set up: a card, the CPU or the board's management chip. */
export const displayOutput: Rule = {
  name: "display-output",
  reads: ["gpu", "motherboard", "cpu"],
  check: ({ gpu, motherboard, cpu }) => {
    const first = gpu[0];
    if (first === undefined || motherboard === undefined || cpu === undefined) return NOTHING;
    const board = motherboard.part;
    if (cpu.part.integratedGraphics === true || board.bmc === true) return NOTHING;
    for (const { part } of gpu) if (part.displayOutput === true) return NOTHING;
    const ids = { rule: "display-output", part: first.part.id, other: board.id } as const;
    if (first.part.displayOutput === undefined) return [unknown({ ...ids, missing: `gpus/${first.part.id}: display_output` })];
    if (cpu.part.integratedGraphics === undefined) return [unknown({ ...ids, missing: `cpus/${cpu.part.id}: integrated_graphics` })];
    if (board.bmc === undefined) return [unknown({ ...ids, missing: `motherboards/${board.id}: bmc` })];
    return [doesNotFit({ ...ids, facts: { cpu: cpu.part.id } })];
  },
};
