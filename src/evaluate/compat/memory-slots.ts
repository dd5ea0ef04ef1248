import type { Rig } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Memory modules in one machine. */
export const moduleCount = ({ memory }: Rig): number => {
  let count = 0;
  for (const { part, quantity } of memory) count += part.modules * quantity;
  return count;
};

/** The share of a board's memory sockets that hang on a CPU that is there. */
export const liveShare = ({ cpu, motherboard }: Rig): number =>
  cpu === undefined || motherboard === undefined ? 1 : Math.min(1, cpu.quantity / motherboard.part.cpuCount);

/** No more modules than live memory sockets. */
export const memorySlots: Rule = {
  name: "memory-slots",
  reads: ["motherboard", "cpu", "memory"],
  check: (rig) => {
    const { motherboard, memory } = rig;
    const first = memory[0];
    if (first === undefined || motherboard === undefined) return NOTHING;
    const { id, memorySlots: slots } = motherboard.part;
    if (slots === undefined) return [unknown({ rule: "memory-slots", part: first.part.id, other: id, missing: `motherboards/${id}: memory_slots` })];
    const live = Math.floor(slots * liveShare(rig));
    const modules = moduleCount(rig);
    if (modules <= live) return NOTHING;
    return [doesNotFit({ rule: "memory-slots", part: first.part.id, other: id, actual: modules, limit: live, unit: "modules", facts: { sockets: slots } })];
  },
};
