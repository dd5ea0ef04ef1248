import type { Rule } from "./rule.js";
import { advice, doesNotFit, NOTHING } from "./verdict.js";

/** The case lists the board's form factor; a whole unit takes no other case. */
export const caseBoard: Rule = {
  name: "case-board",
  reads: ["motherboard", "case"],
  check: ({ motherboard, case: housing }) => {
    if (motherboard === undefined || housing === undefined) return NOTHING;
    const { id, formFactor, unit } = motherboard.part;
    const { id: other, boardFormFactors } = housing.part;
    if (unit !== undefined) return [doesNotFit({ rule: "case-board", part: id, other, actual: unit, facts: { kind: "unit" } })];
    if (!boardFormFactors.includes(formFactor)) {
      return [doesNotFit({ rule: "case-board", part: id, other, actual: formFactor, limit: boardFormFactors.join(", ") })];
    }
    // Boards sold as EATX are 257 to 330 mm deep.
    return formFactor === "EATX" ? [advice({ rule: "case-board", part: id, other, actual: formFactor })] : NOTHING;
  },
};
