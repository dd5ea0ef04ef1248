import { constant } from "../../domain/assumptions.js";
import type { Cpu, Motherboard } from "../../domain/part.js";
import type { PlacedCard } from "../../domain/placement.js";
import type { Rule } from "./rule.js";
import { seatCards } from "./seating.js";
import { advice, NOTHING, unknown, warning } from "./verdict.js";

/** A link of fewer lanes is worth a word even for one card. */
const USUAL_LANES = 8;

const cpuLanesUsed = (cards: readonly PlacedCard[], { chipsetSlots }: Motherboard): number => {
  let lanes = 0;
  for (const card of cards) if (chipsetSlots?.includes(card.position) !== true) lanes += card.lanes;
  return lanes;
};

const lanesOf = (cpu: Cpu, quantity: number): number => cpu.pcie.lanes * quantity;

/** Each card has the lanes it is counted with, and several cards a link fast enough to exchange gradients over. */
export const cardLink: Rule = {
  name: "card-link",
  reads: ["gpu", "motherboard", "cpu", "case", "riser"],
  check: (rig, { assumptions }) => {
    const placement = seatCards(rig);
    const { gpu, motherboard, cpu } = rig;
    const first = gpu[0];
    if (placement?.status !== "placed" || first === undefined || motherboard === undefined || cpu === undefined) return NOTHING;
    const board = motherboard.part;
    const { cards, slowestLink } = placement;
    const part = first.part.id;
    const other = board.id;
    const used = cpuLanesUsed(cards, board);
    const lanes = lanesOf(cpu.part, cpu.quantity);
    // Where the maker says how lanes are shared, the placement has kept to it.
    if (board.laneModes === undefined && used > lanes) {
      return [unknown({ rule: "card-link", part, other, actual: used, limit: lanes, unit: "lanes", missing: `motherboards/${other}: lane_modes` })];
    }
    let slowest = cards[0];
    for (const card of cards) if (card.gbPerS < (slowest?.gbPerS ?? 0)) slowest = card;
    if (slowest === undefined) return NOTHING;
    const limit = constant(assumptions, "slow_link_gb_per_s");
    const isShort = slowest.lanes < USUAL_LANES && (first.part.pcie?.lanes ?? 0) >= USUAL_LANES;
    if (cards.length > 1 && slowestLink < limit) {
      const facts = { kind: "slow", lanes: slowest.lanes, generation: slowest.generation, position: slowest.position };
      return [warning({ rule: "card-link", part, other, actual: slowestLink, limit, unit: "GB/s", facts })];
    }
    if (!isShort) return NOTHING;
    return [
      advice({
        rule: "card-link",
        part,
        other,
        actual: slowest.lanes,
        limit: USUAL_LANES,
        unit: "lanes",
        facts: { kind: "narrow", generation: slowest.generation, position: slowest.position },
      }),
    ];
  },
};
