import { systemMemoryGib } from "../../domain/rig.js";
import { liveShare } from "./memory-slots.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** No more memory than board and CPUs can address. */
export const memoryMaximum: Rule = {
  name: "memory-maximum",
  reads: ["motherboard", "cpu", "memory"],
  check: (rig) => {
    const { motherboard, cpu, memory } = rig;
    const first = memory[0];
    if (first === undefined || motherboard === undefined || cpu === undefined) return NOTHING;
    const part = first.part.id;
    const total = systemMemoryGib(rig);
    const ofBoard = motherboard.part.maxMemoryGib;
    const ofCpu = cpu.part.maxMemoryGib;
    const boardMost = ofBoard === undefined ? Number.POSITIVE_INFINITY : ofBoard * liveShare(rig);
    const cpuMost = ofCpu === undefined ? Number.POSITIVE_INFINITY : ofCpu * cpu.quantity;
    const most = Math.min(boardMost, cpuMost);
    if (total > most) {
      const other = boardMost <= cpuMost ? motherboard.part.id : cpu.part.id;
      return [doesNotFit({ rule: "memory-maximum", part, other, actual: total, limit: most, unit: "GiB" })];
    }
    if (ofBoard === undefined) {
      return [unknown({ rule: "memory-maximum", part, other: motherboard.part.id, missing: `motherboards/${motherboard.part.id}: max_memory_gib` })];
    }
    if (ofCpu === undefined) return [unknown({ rule: "memory-maximum", part, other: cpu.part.id, missing: `cpus/${cpu.part.id}: max_memory_gib` })];
    return NOTHING;
  },
};
