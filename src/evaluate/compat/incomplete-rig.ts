import type { Finding } from "../../domain/finding.js";
import type { PartKind } from "../../domain/part.js";
import type { Rig } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { and, NOTHING, unknown, warning } from "./verdict.js";

/** A system sold whole (a Mac, a mini PC built around its GPU) brings everything. */
const isWholeSystem = (rig: Rig): boolean => {
  if (rig.gpu.length === 0 || rig.motherboard !== undefined) return false;
  for (const { part } of rig.gpu) if (part.form !== "integrated") return false;
  return true;
};

/** Every kind of part a machine needs is there; whole units bring their own case and power supply. */
export const incompleteRig: Rule = {
  name: "incomplete-rig",
  reads: ["gpu", "cpu", "motherboard", "memory", "psu", "case", "cooler", "storage"],
  check: (rig) => {
    if (isWholeSystem(rig)) return NOTHING;
    const isUnit = rig.motherboard?.part.unit !== undefined;
    let found: readonly Finding[] = NOTHING;
    const miss = (kind: PartKind): void => {
      found = and(found, unknown({ rule: "incomplete-rig", part: kind, missing: kind }));
    };
    // A machine without a GPU is one, and a slow one.
    if (rig.gpu.length === 0 && rig.cpu !== undefined) found = and(found, warning({ rule: "incomplete-rig", part: "gpu" }));
    else if (rig.gpu.length === 0) miss("gpu");
    if (rig.cpu === undefined) miss("cpu");
    if (rig.motherboard === undefined) miss("motherboard");
    if (rig.memory.length === 0) miss("memory");
    if (rig.psu === undefined && !isUnit) miss("psu");
    if (rig.case === undefined && !isUnit) miss("case");
    if (rig.cooler === undefined && rig.cpu !== undefined && rig.cpu.part.coolerIncluded !== true) miss("cooler");
    if (rig.storage.length === 0) miss("storage");
    return found;
  },
};
