import type { Finding } from "../../domain/finding.js";
import type { Motherboard, Psu } from "../../domain/part.js";
import { boardLimitW, gpuBoardCount, type Rig } from "../../domain/rig.js";
import { cardsFed, epsSockets, type FreeLeads, hpwrSockets, LEADS_PER_EPS, leadsPerHpwr, leadsWanted, pcieSockets, unknownPlugs } from "./plugs.js";
import { ownSupplyUnknown } from "./psu-power.js";
import type { Rule } from "./rule.js";
import { isOneModel } from "./seating.js";
import { advice, doesNotFit, NOTHING, unknown } from "./verdict.js";

/** What a supply has free for cards, supposing `unsaid` of every lead it does not state; the first of two also feeds the board. */
const freeLeads = (psu: Psu, board: Motherboard | undefined, unsaid: number): FreeLeads => {
  const extra = board?.extraPlugs;
  const boardEps = board === undefined ? 0 : (board.eps8pin ?? (unsaid === 0 ? Number.POSITIVE_INFINITY : 1));
  const eps = psu.eps8pin ?? unsaid;
  return {
    pcie: Math.max(0, (psu.pcie8pin ?? unsaid) - (extra === undefined ? 0 : pcieSockets(extra))),
    hpwr: Math.max(0, (psu.hpwr16pin ?? unsaid) - (extra?.hpwr16pin ?? 0)),
    eps: boardEps === Number.POSITIVE_INFINITY ? 0 : Math.max(0, eps - boardEps - (extra?.eps8pin ?? 0)),
  };
};

/** The leads of `count` supplies, of which the first also feeds the board. An endless number of none is none. */
const ofAll = (first: FreeLeads, other: FreeLeads, count: number): FreeLeads => {
  const sum = (lead: keyof FreeLeads): number => (count <= 1 ? first[lead] : first[lead] + other[lead] * (count - 1));
  return { pcie: sum("pcie"), hpwr: sum("hpwr"), eps: sum("eps") };
};

type Answer = "enough" | "short" | "split" | "unsettled";

/** Whether every card is fed, none by two supplies. */
const answer = (rig: Rig, psu: Psu, count: number, unsaid: number): Answer => {
  const board = rig.motherboard?.part;
  const first = freeLeads(psu, board, unsaid);
  if (count === 1) return leadsWanted(rig, first) <= first.pcie ? "enough" : "short";
  const other = freeLeads(psu, undefined, unsaid);
  const all = ofAll(first, other, count);
  if (leadsWanted(rig, all) > all.pcie) return "short";
  const card = rig.gpu[0]?.part;
  if (card === undefined || !isOneModel(rig)) return "unsettled";
  const cards = gpuBoardCount(rig);
  const limit = boardLimitW(rig, card);
  const fed = cardsFed(card, limit, first, cards) + cardsFed(card, limit, other, cards) * (count - 1);
  return fed >= cards ? "enough" : "split";
};

/** Of the fields left out, the one that matters. */
const missingField = (rig: Rig, psu: Psu): string => {
  if (psu.pcie8pin === undefined) return `psus/${psu.id}: pcie_8pin`;
  if (psu.hpwr16pin === undefined && hpwrSockets(rig) > 0) return `psus/${psu.id}: hpwr_16pin`;
  if (psu.eps8pin === undefined) return `psus/${psu.id}: eps_8pin`;
  if (rig.motherboard !== undefined && rig.motherboard.part.eps8pin === undefined) return `motherboards/${rig.motherboard.part.id}: eps_8pin`;
  return "rig: which power supply feeds which card";
};

/** Adapters that the cards need, as something to know. */
const adapters = (rig: Rig, psu: Psu, count: number): readonly Finding[] => {
  const sockets16 = hpwrSockets(rig);
  const socketsEps = epsSockets(rig);
  const card = rig.gpu[0]?.part;
  if ((sockets16 === 0 && socketsEps === 0) || card === undefined) return NOTHING;
  const first = freeLeads(psu, rig.motherboard?.part, 0);
  const other = freeLeads(psu, undefined, 0);
  const hpwrAdapters = Math.max(0, sockets16 - first.hpwr - other.hpwr * (count - 1));
  const epsAdapters = Math.max(0, socketsEps - first.eps - other.eps * (count - 1));
  if (hpwrAdapters === 0 && epsAdapters === 0) return NOTHING;
  const each = hpwrAdapters > 0 ? leadsPerHpwr(boardLimitW(rig, card)) : LEADS_PER_EPS;
  const facts = { hpwrAdapters, epsAdapters, each };
  return [advice({ rule: "psu-gpu-plugs", part: psu.id, other: card.id, actual: hpwrAdapters + epsAdapters, unit: "adapters", facts })];
};

/**
 * The power supply has a lead for every socket of every card: 8-pin leads for 8- and 6-pin sockets, a native lead or an adapter for 16-pin ones,
 * and for the EPS sockets of server cards a spare CPU lead or an adapter.
 */
export const psuGpuPlugs: Rule = {
  name: "psu-gpu-plugs",
  reads: ["gpu", "motherboard", "psu"],
  check: (rig) => {
    if (rig.psu === undefined) return ownSupplyUnknown(rig, "psu-gpu-plugs", "leads");
    const { part: psu, quantity: count } = rig.psu;
    const card = rig.gpu[0]?.part;
    if (card === undefined) return NOTHING;
    const ids = { rule: "psu-gpu-plugs", part: psu.id, other: card.id } as const;
    const unsure = unknownPlugs(rig.gpu);
    if (unsure !== undefined) return [unknown({ ...ids, other: unsure.id, missing: `gpus/${unsure.id}: power_plugs` })];
    if (answer(rig, psu, count, 0) === "enough") return adapters(rig, psu, count);
    const atBest = answer(rig, psu, count, Number.POSITIVE_INFINITY);
    if (atBest === "enough" || atBest === "unsettled") return [unknown({ ...ids, missing: missingField(rig, psu) })];
    const first = freeLeads(psu, rig.motherboard?.part, Number.POSITIVE_INFINITY);
    const other = freeLeads(psu, undefined, Number.POSITIVE_INFINITY);
    const all = ofAll(first, other, count);
    const facts = { kind: atBest, hpwrSockets: hpwrSockets(rig), hpwrLeads: all.hpwr, epsSockets: epsSockets(rig), supplies: count };
    return [doesNotFit({ ...ids, actual: leadsWanted(rig, all), limit: all.pcie, unit: "8-pin leads", facts })];
  },
};
