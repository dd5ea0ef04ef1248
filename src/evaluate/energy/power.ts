import type { PowerDraw } from "../../domain/assessment.js";
import type { Assumptions } from "../../domain/assumptions.js";
import { constant } from "../../domain/assumptions.js";
import type { Estimate } from "../../domain/estimate.js";
import { boardLimitW, type Rig } from "../../domain/rig.js";
import { watts } from "../../units/quantity.js";
import { dcDraw } from "./draw.js";
import { psuEfficiency, wallPower } from "./wall.js";

/** The figures of {@link PowerDraw} that decisions rest on, watts for one machine. */
export interface WallDraw {
  readonly idle: number;
  readonly typical: number;
  readonly sustained: number;
}

const NO_PSU = { efficiency: "gold" } as const;

/** Wall power of one machine idle, training and at its sustained maximum; without a PSU a Gold unit at half load is supposed. */
export const wallDraw = (rig: Rig, mainsV: number, assumptions: Assumptions): WallDraw => {
  const dc = dcDraw(rig, assumptions);
  const psu = rig.psu?.part ?? NO_PSU;
  const rated = rig.psu === undefined ? dc.sustained * 2 : rig.psu.part.ratedPowerW * rig.psu.quantity;
  const wall = (load: number): number => wallPower(load, rated, psu, mainsV, assumptions);
  return { idle: wall(dc.idle.value), typical: wall(dc.typical.value), sustained: wall(dc.sustained) };
};

/** Draw of all machines of a rig, DC and at the wall, with ranges. */
export const powerDraw = (rig: Rig, mainsV: number, assumptions: Assumptions): PowerDraw => {
  const dc = dcDraw(rig, assumptions);
  const psu = rig.psu?.part ?? NO_PSU;
  const rated = rig.psu === undefined ? dc.sustained * 2 : rig.psu.part.ratedPowerW * rig.psu.quantity;
  const wall = (load: number): number => wallPower(load, rated, psu, mainsV, assumptions);
  const trainingSource = assumptions.constants["gpu_training_share"]?.source ?? "";
  const estimated = (range: { value: number; low: number; high: number }, to: (load: number) => number, source: string): Estimate => ({
    value: to(range.value) * rig.nodes,
    low: to(range.low) * rig.nodes,
    high: to(range.high) * rig.nodes,
    basis: "modelled",
    source,
  });
  const gpu = rig.gpu[0]?.part;
  const sustained = wall(dc.sustained) * rig.nodes;
  return {
    idle: estimated(dc.idle, wall, assumptions.constants["gpu_idle_share"]?.source ?? ""),
    typicalDc: estimated(dc.typical, (load) => load, trainingSource),
    wallTypical: estimated(dc.typical, wall, trainingSource),
    peakDc: watts(dc.sustained * rig.nodes),
    wallPeak: {
      value: sustained,
      low: sustained * 0.85,
      high: sustained,
      basis: "modelled",
      source: "sum of the parts' sustained maxima through the power supply",
    },
    ...(rig.psu === undefined
      ? {}
      : { psuLoad: dc.sustained / rated, psuEfficiency: psuEfficiency(rig.psu.part, dc.typical.value / rated, mainsV, assumptions) }),
    ...(gpu === undefined ? {} : { gpuLimitW: boardLimitW(rig, gpu) }),
  };
};

/** Lowest power limit a card takes: its own floor, else a share of its board power. */
export const lowestLimitW = (gpu: { readonly boardPowerW: number; readonly powerLimitMinW?: number }, assumptions: Assumptions): number =>
  gpu.powerLimitMinW ?? gpu.boardPowerW * constant(assumptions, "gpu_limit_min_share");
