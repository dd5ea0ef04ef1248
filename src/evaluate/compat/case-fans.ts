import { constant } from "../../domain/assumptions.js";
import type { Rule } from "./rule.js";
import { NOTHING, warning } from "./verdict.js";

/** A closed case has a fan for every card that leaves its heat inside. Fans can be added, so it is no more than a warning. */
export const caseFans: Rule = {
  name: "case-fans",
  reads: ["gpu", "case"],
  check: ({ gpu, case: housing }, { assumptions }) => {
    if (housing === undefined || housing.part.type === "open-frame" || housing.part.fanCount === undefined) return NOTHING;
    let open = 0;
    for (const { part, quantity } of gpu) if (part.cooling === "open-air") open += quantity;
    const wanted = open * constant(assumptions, "fans_per_card");
    const { id: part, fanCount } = housing.part;
    return fanCount >= wanted ? NOTHING : [warning({ rule: "case-fans", part, actual: fanCount, limit: wanted, unit: "fans", facts: { cards: open } })];
  },
};
