import type { Assumptions } from "../../domain/assumptions.js";
import type { Psu } from "../../domain/part.js";

/** Mains below this many volts is the 115 V class of the efficiency tables. */
const HIGH_MAINS_V = 180;

/**
 * Efficiency of a power supply at a share of its rated load, 0 to 1: its 80 PLUS level's least figure at that mains voltage, interpolated.
 * Loads outside the table take its nearest end.
 */
export const psuEfficiency = (psu: Pick<Psu, "efficiency">, load: number, mainsV: number, assumptions: Assumptions): number => {
  const points = assumptions.psuEfficiency.levels[mainsV < HIGH_MAINS_V ? "115" : "230"][psu.efficiency];
  let before = points[0];
  for (const point of points) {
    if (load <= point.load) {
      if (before === undefined || before === point || load <= before.load) return point.efficiency / 100;
      const along = (load - before.load) / (point.load - before.load);
      return (before.efficiency + along * (point.efficiency - before.efficiency)) / 100;
    }
    before = point;
  }
  return (before?.efficiency ?? 100) / 100;
};

/** Wall power for a DC load on a supply rated for `ratedW` in all: the load divided by the efficiency at that load. */
export const wallPower = (dcW: number, ratedW: number, psu: Pick<Psu, "efficiency">, mainsV: number, assumptions: Assumptions): number =>
  dcW / psuEfficiency(psu, ratedW > 0 ? dcW / ratedW : 1, mainsV, assumptions);
