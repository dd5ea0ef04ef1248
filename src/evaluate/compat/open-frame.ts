import { gpuBoardCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { NOTHING, warning } from "./verdict.js";

/** So many cards leave no closed case with room for them all, and a frame is what builders take. */
const CARDS_FOR_FRAME = 3;

/** One or two cards stand better in a closed case; a frame works, so it is no more than a warning. */
export const openFrame: Rule = {
  name: "open-frame",
  reads: ["gpu", "case"],
  check: (rig) => {
    const housing = rig.case?.part;
    const cards = gpuBoardCount(rig);
    if (housing?.type !== "open-frame" || cards === 0 || cards >= CARDS_FOR_FRAME) return NOTHING;
    return [warning({ rule: "open-frame", part: housing.id, actual: cards, limit: CARDS_FOR_FRAME, unit: "cards" })];
  },
};
