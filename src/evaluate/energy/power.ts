import type { PowerDraw } from "../../domain/assessment.js";
import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { Estimate } from "../../domain/estimate.js";
import { boardLimitW, type Rig } from "../../domain/rig.js";
import { watts } from "../../units/quantity.js";
import { type DrawRange, dcDraw } from "./draw.js";
import { psuEfficiency, wallPower } from "./wall.js";

/** The figures of {@link PowerDraw} that decisions rest on, watts for one machine. */
export interface WallDraw {
  readonly idle: number;
  readonly typical: number;
  readonly sustained: number;
}

const NO_PSU = { efficiency: "gold" } as const;
const READING = "read at the wall (measured_w in the rig file)";

/** From DC load to wall power for a rig's supply; without one a Gold unit at half load is supposed. */
const throughSupply = (rig: Rig, sustainedDcW: number, mainsV: number, assumptions: Assumptions) => {
  const psu = rig.psu?.part ?? NO_PSU;
  const rated = rig.psu === undefined ? sustainedDcW * 2 : rig.psu.part.ratedPowerW * rig.psu.quantity;
  return {
    rated,
    efficiency: (load: number): number => psuEfficiency(psu, load / rated, mainsV, assumptions),
    wall: (load: number): number => wallPower(load, rated, psu, mainsV, assumptions),
  };
};

/** Wall power of one machine idle, training and at its sustained maximum. */
export const wallDraw = (rig: Rig, mainsV: number, assumptions: Assumptions): WallDraw => {
  const dc = dcDraw(rig, assumptions);
  const { wall } = throughSupply(rig, dc.sustained, mainsV, assumptions);
  return { idle: wall(dc.idle.value), typical: wall(dc.typical.value), sustained: wall(dc.sustained) };
};

/** Draw of all machines of a rig, DC and at the wall, with ranges. What a meter showed at the wall wins. */
export const powerDraw = (rig: Rig, mainsV: number, assumptions: Assumptions): PowerDraw => {
  const dc = dcDraw(rig, assumptions);
  const { rated, efficiency, wall } = throughSupply(rig, dc.sustained, mainsV, assumptions);
  const { measuredW: meter, nodes } = rig;
  const { source } = assumptions.power;
  const modelled = (range: DrawRange, to: (load: number) => number): Estimate => ({
    value: to(range.value) * nodes,
    low: to(range.low) * nodes,
    high: to(range.high) * nodes,
    basis: "modelled",
    source,
  });
  const reading = (value: number): Estimate => ({ value: value * nodes, low: value * nodes, high: value * nodes, basis: "measured", source: READING });
  const either = (value: number | undefined, estimate: Estimate): Estimate => (value === undefined ? estimate : reading(value));
  const wallTypical = either(meter?.typical, modelled(dc.typical, wall));
  const sustained = Math.max(wall(dc.sustained), meter?.typical ?? 0) * nodes;
  const gpu = rig.gpu[0]?.part;
  // Behind a reading at the wall stands the load that gives it at the efficiency of the modelled load.
  const behind = (value: number | undefined, load: number): number => (value === undefined ? load : value * efficiency(load));
  const peakDc = behind(meter?.peak, dc.sustained);
  return {
    idle: either(meter?.idle, modelled(dc.idle, wall)),
    typicalDc: meter?.typical === undefined ? modelled(dc.typical, (load) => load) : reading(behind(meter.typical, dc.typical.value)),
    wallTypical,
    wallInference: meter?.typical === undefined ? modelled(dc.inference, wall) : wallTypical,
    peakDc: watts(peakDc * nodes),
    wallPeak: either(meter?.peak, {
      value: sustained,
      low: sustained * 0.85,
      high: sustained,
      basis: "modelled",
      source: "sum of the parts' sustained maxima through the power supply",
    }),
    ...(rig.psu === undefined ? {} : { psuLoad: peakDc / rated, psuEfficiency: efficiency(dc.typical.value) }),
    ...(gpu === undefined ? {} : { gpuLimitW: boardLimitW(rig, gpu) }),
  };
};

/** Lowest power limit worth setting: the card's own floor, else a share of its board power; not below what was measured. */
export const lowestLimitW = (gpu: { readonly boardPowerW: number; readonly powerLimitMinW?: number }, assumptions: Assumptions): number =>
  Math.max(gpu.powerLimitMinW ?? gpu.boardPowerW * constant(assumptions, "gpu_limit_min_share"), gpu.boardPowerW * assumptions.power.lowestShare);

const bare = (rig: Rig): Rig => {
  const { measuredW: _meter, ...rest } = rig;
  return { ...rest, gpu: rig.gpu.map(({ measuredW: _own, ...line }) => line) };
};

/** An estimate moved by the difference of two others. */
const moved = (estimate: Estimate, to: Estimate, from: Estimate): Estimate => {
  const by = to.value - from.value;
  return { ...estimate, value: estimate.value + by, low: estimate.low + by, high: estimate.high + by, basis: by === 0 ? estimate.basis : "modelled" };
};

/** Draw of a rig at another power limit; readings, taken at the rig's own limit, are moved by what the model says the change makes. */
export const powerAtLimit = (rig: Rig, limitW: number, mainsV: number, assumptions: Assumptions): PowerDraw => {
  const at: Rig = { ...bare(rig), powerLimit: watts(limitW) };
  const there = powerDraw(at, mainsV, assumptions);
  if (rig.measuredW === undefined && rig.gpu.every(({ measuredW }) => measuredW === undefined)) return there;
  const here = powerDraw(bare(rig), mainsV, assumptions);
  const read = powerDraw(rig, mainsV, assumptions);
  return {
    ...there,
    idle: moved(read.idle, there.idle, here.idle),
    typicalDc: moved(read.typicalDc, there.typicalDc, here.typicalDc),
    wallTypical: moved(read.wallTypical, there.wallTypical, here.wallTypical),
    wallInference: moved(read.wallInference, there.wallInference, here.wallInference),
    wallPeak: moved(read.wallPeak, there.wallPeak, here.wallPeak),
  };
};

/** The range of limits a rig's cards can be set to together: the highest board power, and the highest floor. */
export const limitRange = (rig: Rig, assumptions: Assumptions): { readonly lowest: number; readonly highest: number } | undefined => {
  if (rig.gpu.length === 0) return undefined;
  const highest = Math.max(...rig.gpu.map(({ part }) => part.boardPowerW));
  return { lowest: Math.min(highest, Math.max(...rig.gpu.map(({ part }) => lowestLimitW(part, assumptions)))), highest };
};

/**
 * The highest limit in whole watts at which the sustained draw at the wall stays within `wallW`; undefined where not even the floor does.
 * Found by halving, since the draw never falls as the limit rises.
 */
export const limitWithin = (rig: Rig, wallW: number, mainsV: number, assumptions: Assumptions): number | undefined => {
  const range = limitRange(rig, assumptions);
  if (range === undefined) return undefined;
  const fits = (limitW: number): boolean => powerAtLimit(rig, limitW, mainsV, assumptions).wallPeak.value <= wallW;
  let low = Math.ceil(range.lowest);
  let high = Math.floor(range.highest);
  if (!fits(low)) return undefined;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (fits(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};
