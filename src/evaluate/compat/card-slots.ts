import { gpuBoardCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { seatCards } from "./seating.js";
import { doesNotFit, NOTHING, unknown } from "./verdict.js";

/** Every card finds a full-length slot, no two lie over each other, and the last one lies within the case. */
export const cardSlots: Rule = {
  name: "card-slots",
  reads: ["gpu", "motherboard", "cpu", "case", "riser"],
  check: (rig) => {
    const placement = seatCards(rig);
    const first = rig.gpu[0];
    const { motherboard: board, cpu, case: housing } = rig;
    if (placement === undefined || first === undefined || board === undefined) return NOTHING;
    const part = first.part.id;
    const other = board.part.id;
    if (placement.status === "unknown") return [unknown({ rule: "card-slots", part, other, missing: placement.missing })];
    const cards = gpuBoardCount(rig);
    if (placement.status === "impossible") {
      const slots = board.part.slots?.filter((slot) => slot.length === 16) ?? [];
      const facts = {
        slotWidth: first.part.slotWidth ?? 0,
        positions: slots.map((slot) => slot.position).join(", "),
        slots: slots.length,
        ...(housing === undefined
          ? {}
          : { case: housing.part.id, caseSlots: placement.caseSlots ?? 0, kind: housing.part.cardsOnRisers === true ? "frame" : "board" }),
      };
      return [
        doesNotFit({
          rule: "card-slots",
          part,
          other,
          actual: placement.places,
          unit: "places",
          limit: placement.caseSlots ?? slots.length,
          facts: { ...facts, cards },
        }),
      ];
    }
    // With one CPU of two, about half the slots are dead, and the catalogue does not say which.
    if (cards > 1 && cpu !== undefined && cpu.quantity < board.part.cpuCount) {
      return [unknown({ rule: "card-slots", part, other, missing: `motherboards/${other}: which slots hang on the first CPU` })];
    }
    return NOTHING;
  },
};
