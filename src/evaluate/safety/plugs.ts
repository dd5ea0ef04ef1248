import type { Gpu } from "../../domain/part.js";
import type { PlugLoad } from "../../domain/power-report.js";
import { boardLimitW, type Rig } from "../../domain/rig.js";

/** What each kind of plug is made for, and the slot; watts. */
const RATED_W = { hpwr16pin: 600, pcie8pin: 150, pcie6pin: 75, eps8pin: 300 } as const;
const SLOT_W = 75;
const PLUG_WORDS = { hpwr16pin: "16-pin", pcie8pin: "8-pin", pcie6pin: "6-pin", eps8pin: "8-pin CPU (EPS)" } as const;
const PLUGS = Object.keys(RATED_W) as readonly (keyof typeof RATED_W)[];

/**
 * What a card's plugs carry at its limit. The slot is counted as giving what it may: with a 16-pin plug as nothing, since such cards take
 * nearly everything through the plug.
 */
const plugLoad = (gpu: Gpu, limitW: number): PlugLoad | undefined => {
  const plugs = PLUGS.filter((plug) => (gpu.powerPlugs?.[plug] ?? 0) > 0);
  if (plugs.length === 0) return undefined;
  const ratedW = plugs.reduce((total, plug) => total + RATED_W[plug] * (gpu.powerPlugs?.[plug] ?? 0), 0);
  const loadW = plugs.includes("hpwr16pin") ? limitW : Math.max(0, limitW - SLOT_W);
  return { gpu: gpu.id, plugs: plugs.map((plug) => `${gpu.powerPlugs?.[plug] ?? 0} × ${PLUG_WORDS[plug]}`).join(" + "), loadW, ratedW };
};

/** The plugs of each model of card in a rig. */
export const plugLoads = (rig: Rig): readonly PlugLoad[] => {
  const seen = new Set<string>();
  return rig.gpu.flatMap(({ part }) => {
    if (seen.has(part.id)) return [];
    seen.add(part.id);
    return plugLoad(part, boardLimitW(rig, part)) ?? [];
  });
};
