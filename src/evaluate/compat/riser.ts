import type { Finding } from "../../domain/finding.js";
import type { Riser } from "../../domain/part.js";
import type { RigLine } from "../../domain/rig.js";
import { gpuBoardCount } from "../../domain/rig.js";
import type { Rule } from "./rule.js";
import { riserGeneration, seatCards } from "./seating.js";
import { advice, and, doesNotFit, NOTHING, unknown, warning } from "./verdict.js";

const FULL_LANES = 16;

const countRisers = (lines: readonly RigLine<Riser>[]): number => {
  let count = 0;
  for (const { part, quantity } of lines) if (part.purpose === "riser") count += quantity;
  return count;
};

/** A riser narrower than a full slot, or one of which that is not known. */
const narrowRiser = (lines: readonly RigLine<Riser>[]): Finding | undefined => {
  for (const { part } of lines) {
    if (part.purpose !== "riser") continue;
    const { id, lanes, generation } = part;
    if (lanes === undefined || generation === undefined) {
      return unknown({ rule: "riser", part: id, missing: `risers/${id}: ${lanes === undefined ? "lanes" : "generation"}` });
    }
    if (lanes < FULL_LANES) return warning({ rule: "riser", part: id, actual: lanes, limit: FULL_LANES, unit: "lanes", facts: { kind: "narrow" } });
  }
  return undefined;
};

/** A frame whose cards stand apart from the board has one riser a card; a riser of an older generation slows the card's link. */
export const riser: Rule = {
  name: "riser",
  reads: ["gpu", "motherboard", "cpu", "case", "riser"],
  check: (rig) => {
    const housing = rig.case;
    if (housing?.part.cardsOnRisers !== true || rig.gpu.length === 0) return NOTHING;
    const cards = gpuBoardCount(rig);
    const risers = countRisers(rig.riser);
    if (risers < cards) {
      return [doesNotFit({ rule: "riser", part: housing.part.id, actual: risers, limit: cards, unit: "risers", facts: { kind: "count" } })];
    }
    const narrow = narrowRiser(rig.riser);
    const found: readonly Finding[] = narrow === undefined ? NOTHING : [narrow];
    const generation = riserGeneration(rig);
    const inSlots = seatCards(rig, false);
    if (generation === undefined || inSlots?.status !== "placed") return found;
    let fastest = 0;
    for (const card of inSlots.cards) fastest = Math.max(fastest, card.generation);
    if (fastest <= generation) return found;
    const part = rig.riser.find((line) => line.part.purpose === "riser")?.part.id ?? housing.part.id;
    return and(found, advice({ rule: "riser", part, actual: generation, limit: fastest, unit: "generation", facts: { kind: "generation" } }));
  },
};
