import type { Rule } from "./rule.js";
import { doesNotFit, NOTHING } from "./verdict.js";

/** A GPU in a board of slots is a PCIe card; modules (SXM, OAM) and GPUs built into a system are not. */
export const cardForm: Rule = {
  name: "card-form",
  reads: ["gpu", "motherboard"],
  check: ({ gpu, motherboard }) => {
    if (motherboard === undefined) return NOTHING;
    for (const { part } of gpu) {
      if (part.form !== "pcie") return [doesNotFit({ rule: "card-form", part: part.id, other: motherboard.part.id, actual: part.form, limit: "pcie" })];
    }
    return NOTHING;
  },
};
