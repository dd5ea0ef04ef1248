import type { Case, Cpu, ExpansionSlot, Gpu, Motherboard } from "./part.js";

/** Bandwidth of one PCIe lane one way, GB/s, by generation (after line coding). */
const LANE_GB_PER_S: ReadonlyMap<number, number> = new Map([
  [1, 0.25],
  [2, 0.5],
  [3, 0.985],
  [4, 1.97],
  [5, 3.94],
]);

/** GB/s one way over `lanes` lanes of a PCIe generation; 0 for a generation that is not known. */
export const linkGbPerS = (generation: number, lanes: number): number => (LANE_GB_PER_S.get(Math.floor(generation)) ?? 0) * lanes;

/** What a link is taken for where the slot is not known: half the width of a full slot, PCIe 3.0. */
export const cautiousLink = (pcie: { readonly generation: number; readonly lanes: number } | undefined): number =>
  pcie === undefined ? 0 : linkGbPerS(Math.min(pcie.generation, 3), Math.min(pcie.lanes, 8));

/**
 * Expansion places a card takes up, one being 20.32 mm: thickness rounded up.
 * Makers' "2.05" and "2.1" are two-slot cards with a lip; from 2.2 on the neighbour is lost.
 */
export const placesTaken = (slotWidth: number): number => Math.max(1, Math.ceil(slotWidth - 0.11));

export interface PlacedCard {
  readonly position: number;
  readonly lanes: number;
  readonly generation: number;
  readonly gbPerS: number;
}

export type Placement =
  | {
      readonly status: "placed";
      readonly cards: readonly PlacedCard[];
      /** Empty places between neighbouring cards, at the closest; Infinity for one card. */
      readonly smallestGap: number;
      /** Slowest link among the cards, GB/s one way. */
      readonly slowestLink: number;
      readonly risers: number;
    }
  | { readonly status: "impossible"; readonly places: number; readonly caseSlots: number | undefined }
  | { readonly status: "unknown"; readonly missing: string };

const isModeOpen = (board: Motherboard, mode: number, cpuLanes: number): boolean => {
  const needed = board.laneModes?.cpuLanes?.[mode];
  return needed === undefined || needed <= cpuLanes;
};

/** Lanes that reach a slot: never more than the CPU has, except behind the chipset. */
const lanesReaching = (board: Motherboard, slot: ExpansionSlot, cpuLanes: number): number =>
  board.chipsetSlots?.includes(slot.position) === true ? slot.lanes : Math.min(slot.lanes, cpuLanes);

/** Lanes of each chosen slot in every mode that serves them all. */
const laneChoices = (board: Motherboard, chosen: readonly ExpansionSlot[], cpuLanes: number): readonly (readonly number[])[] => {
  const { laneModes } = board;
  if (laneModes === undefined) return [chosen.map((slot) => lanesReaching(board, slot, cpuLanes))];
  const choices: number[][] = [];
  laneModes.modes.forEach((mode, index) => {
    if (!isModeOpen(board, index, cpuLanes)) return;
    const lanes = chosen.map((slot) => {
      const at = laneModes.slots.indexOf(slot.position);
      const most = lanesReaching(board, slot, cpuLanes);
      return at === -1 ? most : Math.min(most, mode[at] ?? 0);
    });
    if (lanes.every((count) => count > 0)) choices.push(lanes);
  });
  return choices;
};

/**
 * The best way to seat `count` cards of one model in a board's full-length slots: fastest slowest link first, then the widest gaps.
 *
 * A card `places` thick in position p takes p … p+places-1, and the last place must lie within the case's expansion slots
 * (a case with `cards_on_risers` takes no account of the board's positions: one riser a card).
 */
export const placeCards = (
  board: Motherboard,
  cpu: Pick<Cpu, "pcie">,
  card: Pick<Gpu, "slotWidth" | "pcie" | "id">,
  count: number,
  housing: Pick<Case, "expansionSlots" | "cardsOnRisers" | "id"> | undefined,
  riserGeneration?: number,
): Placement => {
  if (board.slots === undefined) return { status: "unknown", missing: `motherboards/${board.id}: slots` };
  if (card.slotWidth === undefined) return { status: "unknown", missing: `gpus/${card.id}: slot_width` };
  if (card.pcie === undefined) return { status: "unknown", missing: `gpus/${card.id}: pcie` };
  if (housing !== undefined && housing.expansionSlots === undefined) {
    return { status: "unknown", missing: `cases/${housing.id}: expansion_slots` };
  }
  const link = card.pcie;
  const thickness = placesTaken(card.slotWidth);
  const caseSlots = housing?.expansionSlots;
  const onRisers = housing?.cardsOnRisers === true;
  const slots = board.slots.filter((slot) => slot.length === 16);
  const impossible: Placement = { status: "impossible", places: thickness * count, caseSlots };
  if (slots.length < count) return impossible;
  // A frame's positions are for two-slot cards; a thicker card takes two of them.
  if (onRisers && caseSlots !== undefined && count * (thickness > 2 ? 2 : 1) > caseSlots) return impossible;

  const riserLimit = (onRisers ? riserGeneration : undefined) ?? Number.POSITIVE_INFINITY;
  const generations = slots.map((slot) => {
    const onChipset = board.chipsetSlots?.includes(slot.position) === true;
    return Math.min(slot.generation, link.generation, onChipset ? slot.generation : cpu.pcie.generation, riserLimit);
  });
  /** Places of the chosen slots in `slots`. */
  const chosen: number[] = [];
  const positionAt = (at: number): number => slots[at]?.position ?? 0;
  let best: { readonly cards: readonly PlacedCard[]; readonly smallestGap: number; readonly slowestLink: number } | undefined;
  const judge = (): void => {
    let smallestGap = Number.POSITIVE_INFINITY;
    for (let i = 1; i < count; i += 1) smallestGap = Math.min(smallestGap, positionAt(chosen[i] ?? 0) - positionAt(chosen[i - 1] ?? 0) - thickness);
    if (onRisers) smallestGap = 1;
    const picked = chosen.map((at) => slots[at] as ExpansionSlot);
    for (const lanes of laneChoices(board, picked, cpu.pcie.lanes)) {
      let slowestLink = Number.POSITIVE_INFINITY;
      for (let i = 0; i < count; i += 1) slowestLink = Math.min(slowestLink, linkGbPerS(generations[chosen[i] ?? 0] ?? 0, Math.min(lanes[i] ?? 0, link.lanes)));
      // Fastest slowest link first, then the widest gaps.
      if (best !== undefined && (slowestLink < best.slowestLink || (slowestLink === best.slowestLink && smallestGap <= best.smallestGap))) continue;
      const cards = picked.map(({ position }, index): PlacedCard => {
        const generation = generations[chosen[index] ?? 0] ?? 0;
        const width = Math.min(lanes[index] ?? 0, link.lanes);
        return { position, lanes: width, generation, gbPerS: linkGbPerS(generation, width) };
      });
      best = { cards, smallestGap, slowestLink };
    }
  };
  const extend = (from: number): void => {
    if (chosen.length === count) {
      judge();
      return;
    }
    for (let at = from; at <= slots.length - (count - chosen.length); at += 1) {
      if (!onRisers) {
        const last = chosen.at(-1);
        if (last !== undefined && positionAt(at) < positionAt(last) + thickness) continue;
        if (caseSlots !== undefined && positionAt(at) + thickness - 1 > caseSlots) continue;
      }
      chosen.push(at);
      extend(at + 1);
      chosen.pop();
    }
  };
  extend(0);
  return best === undefined ? impossible : { status: "placed", ...best, risers: onRisers ? count : 0 };
};
