import type { Finding } from "../../domain/finding.js";
import type { Cpu, MemoryKit, Motherboard } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

const isTakenBy = (cpu: Cpu, { type, form }: MemoryKit): boolean => {
  for (const kind of cpu.memory) if (kind.type === type && kind.form === form) return true;
  return false;
};

const mismatch = (kit: MemoryKit, board: Motherboard, cpu: Cpu | undefined): Finding | undefined => {
  const { type, forms } = board.memory;
  if (kit.type !== type) {
    return doesNotFit({ rule: "memory-type", part: kit.id, other: board.id, actual: kit.type, limit: type, facts: { kind: "type" } });
  }
  if (!forms.includes(kit.form)) {
    return doesNotFit({ rule: "memory-type", part: kit.id, other: board.id, actual: kit.form, limit: forms.join(" or "), facts: { kind: "form", type } });
  }
  if (cpu === undefined || isTakenBy(cpu, kit)) return undefined;
  const takes = cpu.memory.map((kind) => `${kind.type} ${kind.form}`).join(" or ");
  return doesNotFit({ rule: "memory-type", part: kit.id, other: cpu.id, actual: `${kit.type} ${kit.form}`, limit: takes, facts: { kind: "cpu" } });
};

const mixture = (first: MemoryKit, other: MemoryKit): Finding | undefined => {
  if (other.form !== first.form) {
    return doesNotFit({ rule: "memory-type", part: other.id, other: first.id, actual: other.form, limit: first.form, facts: { kind: "mixed" } });
  }
  if (other.ecc === first.ecc) return undefined;
  if (other.ecc === undefined || first.ecc === undefined) {
    const kit = other.ecc === undefined ? other : first;
    return unknown({ rule: "memory-type", part: other.id, other: first.id, missing: `memory/${kit.id}: ecc` });
  }
  const words = (kit: MemoryKit): string => (kit.ecc === true ? "ECC" : "non-ECC");
  return doesNotFit({ rule: "memory-type", part: other.id, other: first.id, actual: words(other), limit: words(first), facts: { kind: "mixed" } });
};

/** DDR generation and module form are what board and CPU take, and all modules are of one sort. */
export const memoryType: Rule = {
  name: "memory-type",
  reads: ["motherboard", "cpu", "memory"],
  check: ({ cpu, motherboard, memory }) => {
    const first = memory[0];
    if (first === undefined || motherboard === undefined) return NOTHING;
    for (const { part } of memory) {
      const found = mismatch(part, motherboard.part, cpu?.part) ?? (part === first.part ? undefined : mixture(first.part, part));
      if (found !== undefined) return [found];
    }
    return NOTHING;
  },
};
