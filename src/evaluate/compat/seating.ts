import type { Case, Cpu, Gpu, Motherboard, PcieInterface } from "../../domain/part.js";
import { type Placement, placeCards, placesTaken } from "../../domain/placement.js";
import { gpuBoardCount, type Rig } from "../../domain/rig.js";

/** Whether all lines are of one model; a card that is partly owned and partly bought stands on two lines. */
export const isOneModel = ({ gpu }: Rig): boolean => {
  const first = gpu[0];
  for (const { part } of gpu) if (part.id !== first?.part.id) return false;
  return true;
};

/** The slowest riser's PCIe generation; a riser that does not say counts as 3, none at all as undefined. */
export const riserGeneration = ({ riser }: Rig): number | undefined => {
  let slowest: number | undefined;
  for (const { part } of riser) {
    if (part.purpose === "riser") slowest = Math.min(slowest ?? Number.POSITIVE_INFINITY, part.generation ?? 3);
  }
  return slowest;
};

const known = new WeakMap<Motherboard, Map<number, Placement>>();

/** Everything besides the board that a placement depends on, as one whole number below 2^46. */
const keyOf = (card: PcieInterface, thickness: number, cpu: PcieInterface, caseSlots: number, onRisers: number, riser: number, count: number): number => {
  let key = thickness;
  key = key * 64 + card.lanes;
  key = key * 16 + card.generation;
  key = key * 1024 + cpu.lanes;
  key = key * 16 + cpu.generation;
  key = key * 128 + caseSlots;
  key = key * 2 + onRisers;
  key = key * 16 + riser;
  return key * 64 + count;
};

const isOrdinaryLink = ({ generation, lanes }: PcieInterface): boolean =>
  Number.isInteger(generation) && generation < 10 && Number.isInteger(lanes) && lanes < 1024;

type Card = Pick<Gpu, "id" | "slotWidth" | "pcie">;

/** `placeCards`, worked out once for boards, links, thicknesses and cases that come to the same. */
export const placeOnce = (board: Motherboard, cpu: Pick<Cpu, "pcie">, card: Card, count: number, housing: Case | undefined, riser?: number): Placement => {
  const { slotWidth, pcie } = card;
  // What is not known is named by part, so it is not shared; nor is anything out of the ordinary.
  const isOrdinary = board.slots !== undefined && slotWidth !== undefined && pcie !== undefined && slotWidth < 16 && count < 64;
  const isOrdinaryCase = housing === undefined || (housing.expansionSlots !== undefined && housing.expansionSlots < 127);
  if (!isOrdinary || !isOrdinaryCase || pcie.lanes >= 64 || !isOrdinaryLink(pcie) || !isOrdinaryLink(cpu.pcie) || !Number.isInteger(riser ?? 15)) {
    return placeCards(board, cpu, card, count, housing, riser);
  }
  const caseSlots = housing?.expansionSlots ?? 127;
  const isFrame = housing?.cardsOnRisers === true;
  const key = keyOf(pcie, placesTaken(slotWidth), cpu.pcie, caseSlots, isFrame ? 1 : 0, isFrame ? (riser ?? 15) : 15, count);
  const ofBoard = known.get(board);
  const before = ofBoard?.get(key);
  if (before !== undefined) return before;
  const found = placeCards(board, cpu, card, count, housing, riser);
  if (ofBoard === undefined) known.set(board, new Map([[key, found]]));
  else ofBoard.set(key, found);
  return found;
};

const placed = (rig: Rig, card: Card, count: number, riser: number | undefined): Placement | undefined => {
  const board = rig.motherboard?.part;
  const cpu = rig.cpu?.part;
  return board === undefined || cpu === undefined ? undefined : placeOnce(board, cpu, card, count, rig.case?.part, riser);
};

/** Different models: certain where copies of the thickest would fit, impossible where copies of the thinnest would not, else not known. */
const placedMixed = (rig: Rig, count: number, riser: number | undefined): Placement | undefined => {
  let thickest: Gpu | undefined;
  let thinnest: Gpu | undefined;
  let lanes = Number.POSITIVE_INFINITY;
  let generation = Number.POSITIVE_INFINITY;
  for (const { part } of rig.gpu) {
    if (part.slotWidth === undefined) return { status: "unknown", missing: `gpus/${part.id}: slot_width` };
    if (part.pcie === undefined) return { status: "unknown", missing: `gpus/${part.id}: pcie` };
    if (part.slotWidth > (thickest?.slotWidth ?? 0)) thickest = part;
    if (part.slotWidth < (thinnest?.slotWidth ?? Number.POSITIVE_INFINITY)) thinnest = part;
    lanes = Math.min(lanes, part.pcie.lanes);
    generation = Math.min(generation, part.pcie.generation);
  }
  if (thickest === undefined || thinnest === undefined) return undefined;
  const sure = placed(rig, { ...thickest, pcie: { generation, lanes } }, count, riser);
  if (sure?.status !== "impossible") return sure;
  const hoped = placed(rig, thinnest, count, riser);
  return hoped?.status === "placed" ? { status: "unknown", missing: "rig: which card sits in which slot" } : hoped;
};

/**
 * How the cards sit on the board and in the case, over the rig's own risers or as if these were no limit.
 * @returns undefined where a part that decides it is missing, or where a card is no PCIe card
 */
export const seatCards = (rig: Rig, onItsRisers = true): Placement | undefined => {
  const first = rig.gpu[0];
  if (first === undefined || (rig.case === undefined && rig.motherboard?.part.unit === undefined)) return undefined;
  for (const { part } of rig.gpu) if (part.form !== "pcie") return undefined;
  const count = gpuBoardCount(rig);
  const riser = onItsRisers ? riserGeneration(rig) : undefined;
  return isOneModel(rig) ? placed(rig, first.part, count, riser) : placedMixed(rig, count, riser);
};
