import { constant } from "../../domain/assumptions.js";
import { moduleCount } from "./memory-slots.js";
import type { Rule } from "./rule.js";
import { advice, doesNotFit, NOTHING, warning } from "./verdict.js";

/**
 * Every memory channel has a module, and with DDR5 not two. It is about speed: a word where half the channels are used, a warning
 * below that, and a refusal below `memory_channels_least_share`. An odd number of modules splits the memory into regions of unequal speed.
 */
export const memoryChannels: Rule = {
  name: "memory-channels",
  reads: ["motherboard", "cpu", "memory"],
  check: (rig, { assumptions }) => {
    const { motherboard, cpu, memory } = rig;
    const first = memory[0];
    if (first === undefined || motherboard === undefined || cpu === undefined || cpu.part.memoryChannels === undefined) return NOTHING;
    // A board may wire fewer channels than the CPU has: four sockets cannot serve eight.
    const channels = Math.min(cpu.part.memoryChannels * cpu.quantity, motherboard.part.memorySlots ?? Number.POSITIVE_INFINITY);
    const modules = moduleCount(rig);
    const isUneven = modules > 1 && modules % 2 === 1;
    if (!isUneven && (modules === channels || (modules > channels && first.part.type !== "DDR5"))) return NOTHING;
    const kind = isUneven ? "uneven" : modules < channels ? "empty" : "crowded";
    const facts = {
      rule: "memory-channels",
      part: first.part.id,
      other: cpu.part.id,
      actual: modules,
      limit: channels,
      unit: "channels",
      facts: { kind },
    } as const;
    if (modules < channels * constant(assumptions, "memory_channels_least_share")) return [doesNotFit(facts)];
    return [isUneven || modules * 2 < channels ? warning(facts) : advice(facts)];
  },
};
