import { moduleCount } from "./memory-slots.js";
import type { Rule } from "./rule.js";
import { advice, NOTHING } from "./verdict.js";

/** Every memory channel has a module, and with DDR5 not two. Advice only: it is about speed. */
export const memoryChannels: Rule = {
  name: "memory-channels",
  reads: ["motherboard", "cpu", "memory"],
  check: (rig) => {
    const { motherboard, cpu, memory } = rig;
    const first = memory[0];
    if (first === undefined || motherboard === undefined || cpu === undefined || cpu.part.memoryChannels === undefined) return NOTHING;
    // A board may wire fewer channels than the CPU has: four sockets cannot serve eight.
    const channels = Math.min(cpu.part.memoryChannels * cpu.quantity, motherboard.part.memorySlots ?? Number.POSITIVE_INFINITY);
    const modules = moduleCount(rig);
    if (modules === channels || (modules > channels && first.part.type !== "DDR5")) return NOTHING;
    const kind = modules < channels ? "empty" : "crowded";
    return [advice({ rule: "memory-channels", part: first.part.id, other: cpu.part.id, actual: modules, limit: channels, unit: "channels", facts: { kind } })];
  },
};
