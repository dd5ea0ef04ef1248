import type { Gpu, PowerPlugs } from "../../domain/part.js";
import { boardLimitW, type Rig, type RigLine } from "../../domain/rig.js";

/** Leads a power supply has free for cards; those that are not known are taken as none or as endless. */
export interface FreeLeads {
  /** 8-pin (6+2) PCIe leads; a 6-pin socket takes one too. */
  readonly pcie: number;
  /** Native 16-pin leads (12VHPWR or 12V-2x6). */
  readonly hpwr: number;
  /** EPS (CPU) leads beyond those the board wants. */
  readonly eps: number;
}

/** 8-pin leads that an adapter to an EPS plug joins. */
export const LEADS_PER_EPS = 2;
const FEWEST_LEADS_PER_HPWR = 2;
const MOST_LEADS_PER_HPWR = 4;

/** 8-pin leads that an adapter to a 16-pin plug joins: its sense pins declare 300, 450 or 600 W. */
export const leadsPerHpwr = (limitW: number): number => (limitW <= 300 ? FEWEST_LEADS_PER_HPWR : limitW <= 450 ? 3 : MOST_LEADS_PER_HPWR);

/** Sockets of either size that take an 8-pin lead. */
export const pcieSockets = (plugs: PowerPlugs): number => (plugs.pcie8pin ?? 0) + (plugs.pcie6pin ?? 0);

const countOf = (rig: Rig, plug: "hpwr16pin" | "eps8pin"): number => {
  let count = 0;
  for (const { part, quantity } of rig.gpu) count += (part.powerPlugs?.[plug] ?? 0) * quantity;
  return count;
};

/** 16-pin sockets of all cards. */
export const hpwrSockets = (rig: Rig): number => countOf(rig, "hpwr16pin");
/** EPS sockets of all cards. */
export const epsSockets = (rig: Rig): number => countOf(rig, "eps8pin");

/** 8-pin leads that all cards want from one power supply, its native 16-pin leads going where an adapter would take most. */
export const leadsWanted = (rig: Rig, { hpwr, eps }: FreeLeads): number => {
  let leads = Math.max(0, epsSockets(rig) - eps) * LEADS_PER_EPS;
  for (const { part, quantity } of rig.gpu) leads += pcieSockets(part.powerPlugs ?? {}) * quantity;
  let natives = hpwr;
  for (let each = MOST_LEADS_PER_HPWR; each >= FEWEST_LEADS_PER_HPWR; each -= 1) {
    let sockets = 0;
    for (const { part, quantity } of rig.gpu) {
      if (leadsPerHpwr(boardLimitW(rig, part)) === each) sockets += (part.powerPlugs?.hpwr16pin ?? 0) * quantity;
    }
    leads += Math.max(0, sockets - natives) * each;
    natives = Math.max(0, natives - sockets);
  }
  return leads;
};

/** How many cards of one model a power supply feeds by itself, up to `most`: no card may hang on two supplies. */
export const cardsFed = (card: Gpu, limitW: number, { pcie, hpwr, eps }: FreeLeads, most: number): number => {
  const plugs = card.powerPlugs;
  if (plugs === undefined) return 0;
  const sockets = pcieSockets(plugs);
  let fed = 0;
  while (fed < most) {
    const next = fed + 1;
    const byAdapter = Math.max(0, next * (plugs.hpwr16pin ?? 0) - hpwr) * leadsPerHpwr(limitW) + Math.max(0, next * (plugs.eps8pin ?? 0) - eps) * LEADS_PER_EPS;
    if (next * sockets + byAdapter > pcie) break;
    fed = next;
  }
  return fed;
};

/** The first card whose sockets are not known. */
export const unknownPlugs = (lines: readonly RigLine<Gpu>[]): Gpu | undefined => {
  for (const { part } of lines) if (part.powerPlugs === undefined) return part;
  return undefined;
};
