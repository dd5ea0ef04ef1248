import { gpuBoardCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { seatCards } from "./seating.js";
import { doesNotFit, NOTHING, warning } from "./verdict.js";

/** Two open-air cards may touch and run hot; in a row of three the middle ones have no air at all. */
const MOST_TOUCHING = 2;

/** Cards with open-air coolers keep an empty place between them; blowers and server cards may touch. */
export const cardSpacing: Rule = {
  name: "card-spacing",
  reads: ["gpu", "motherboard", "cpu", "case", "riser"],
  check: (rig) => {
    const cards = gpuBoardCount(rig);
    const first = rig.gpu[0];
    if (cards < 2 || first === undefined || rig.motherboard === undefined) return NOTHING;
    if (!rig.gpu.some(({ part }) => part.cooling === "open-air")) return NOTHING;
    const placement = seatCards(rig);
    if (placement?.status !== "placed" || placement.smallestGap >= 1) return NOTHING;
    const facts = {
      rule: "card-spacing",
      part: first.part.id,
      other: rig.motherboard.part.id,
      actual: placement.smallestGap,
      limit: 1,
      unit: "empty places",
      facts: { cards },
    } as const;
    return [cards > MOST_TOUCHING ? doesNotFit(facts) : warning(facts)];
  },
};
