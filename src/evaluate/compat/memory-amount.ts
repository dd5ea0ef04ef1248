import { constant } from "../../domain/assumptions.js";
import { comfortableMemoryGib, systemMemoryGib, totalVramGib } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, warning } from "./verdict.js";

/**
 * System memory keeps up with GPU memory: models are loaded and checkpoints saved through it.
 * Wanted is `ram_per_vram_share` of the VRAM and at least `ram_minimum_gib`; below `ram_floor_share` of that the rig is refused.
 */
export const memoryAmount: Rule = {
  name: "memory-amount",
  reads: ["gpu", "memory"],
  check: (rig, { assumptions }) => {
    const first = rig.memory[0];
    if (first === undefined || rig.gpu.length === 0) return NOTHING;
    const vram = totalVramGib(rig);
    const wanted = comfortableMemoryGib(rig, assumptions);
    const memory = systemMemoryGib(rig);
    if (memory >= wanted) return NOTHING;
    const floor = constant(assumptions, "ram_floor_share") * wanted;
    const facts = { rule: "memory-amount", part: first.part.id, actual: memory, unit: "GiB", facts: { vram, wanted } } as const;
    return [memory < floor ? doesNotFit({ ...facts, limit: floor }) : warning({ ...facts, limit: wanted })];
  },
};
