import { type Assumptions, constant } from "../domain/assumptions.js";
import type { Cpu, Gpu, Psu } from "../domain/part.js";
import type { Scenario } from "../domain/scenario.js";
import {
  type BilledEnergy,
  type Bills,
  type ElectricityPrice,
  energyCharge,
  monthlyEnergy,
  priceOf,
  standingIn,
  yearlyEnergy,
} from "../evaluate/energy/bill.js";
import { cpuMaxPowerW, gpuIdleW, gpuTrainingW, type PartDraw } from "../evaluate/energy/draw.js";
import { wallPower } from "../evaluate/energy/wall.js";
import type { Space } from "./space.js";

/** Least powers of a rig, DC watts: what some of its parts draw, the others taken as nothing. */
export interface LeastPower {
  readonly idle: number;
  readonly typical: number;
  readonly sustained: number;
  /** Sustained without the limit that the plan sets, which a restart forgets: what the supply must be rated for. */
  readonly unlimited: number;
}

export const gpuPower = (gpu: Gpu, boards: number, limitW: number, space: Space): LeastPower => ({
  idle: gpuIdleW(gpu, space.assumptions) * boards,
  typical: gpuTrainingW(gpu, limitW, space.assumptions) * boards,
  sustained: limitW * boards,
  unlimited: (space.limitIsGiven ? limitW : gpu.boardPowerW) * boards,
});

/** With a CPU and the board it sits on, whose draw is the same for every board. */
export const addPlatformPower = (power: LeastPower, cpu: Cpu, { assumptions }: Space): LeastPower => {
  const most = cpuMaxPowerW(cpu, assumptions);
  const board = constant(assumptions, "board_power_w");
  return {
    idle: power.idle + cpu.tdpW * constant(assumptions, "cpu_idle_share") + constant(assumptions, "board_idle_w"),
    typical: power.typical + most * constant(assumptions, "cpu_training_share") + board * 0.8,
    sustained: power.sustained + most + board,
    unlimited: power.unlimited + most + board,
  };
};

export const addPower = (a: LeastPower, b: PartDraw): LeastPower => ({
  idle: a.idle + b.idle,
  typical: a.typical + b.typical,
  sustained: a.sustained + b.sustained,
  unlimited: a.unlimited + b.sustained,
});

/**
 * The least by which wall power grows for each watt a rig draws more, on any supply: the least slope of load over efficiency at that load,
 * which between two points of the table is (e - load × slope of e) / e², lowest at one of its ends.
 */
export const leastGrowth = (mainsV: number, { psuEfficiency }: Assumptions): number => {
  const levels = psuEfficiency.levels[mainsV < 180 ? "115" : "230"];
  let least = Number.POSITIVE_INFINITY;
  for (const points of Object.values(levels)) {
    for (let at = 1; at < points.length; at += 1) {
      const from = points[at - 1];
      const to = points[at];
      if (from === undefined || to === undefined) continue;
      const slope = (to.efficiency - from.efficiency) / 100 / (to.load - from.load);
      for (const { load, efficiency } of [from, to]) least = Math.min(least, (efficiency / 100 - load * slope) / (efficiency / 100) ** 2);
    }
    // Beyond the ends of the table efficiency stays what it is there.
    for (const { efficiency } of points) least = Math.min(least, 100 / efficiency);
  }
  return least;
};

/** The best efficiency any supply reaches at this mains voltage: no load is turned into less wall power than this allows. */
export const bestEfficiency = (mainsV: number, { psuEfficiency }: Assumptions): number => {
  const levels = psuEfficiency.levels[mainsV < 180 ? "115" : "230"];
  let best = 0;
  for (const points of Object.values(levels)) for (const { efficiency } of points) best = Math.max(best, efficiency);
  return best / 100;
};

/** Money of a watt-hour under load and idle as floats, and what a bill holds besides; minor units of the plan's currency, 0 where no rate is known. */
export interface RunningPrice {
  /** Exact, for the bill of a complete rig. */
  readonly exact?: ElectricityPrice;
  readonly load: number;
  readonly rest: number;
  readonly standing: Bills;
}

const MUCH_WH = 1_000_000_000;

/** What running costs in a scenario; the tariff and the hours are averages by now, so that a bill is a sum of two products. */
export const runningPrice = (scenario: Scenario): RunningPrice => {
  const price = priceOf(scenario);
  const standing = standingIn(scenario);
  const of = (energy: BilledEnergy): number =>
    price === undefined ? 0 : (energyCharge(price, energy, scenario.currency, scenario.exchange)?.minor ?? 0) / MUCH_WH;
  return { ...(price === undefined ? {} : { exact: price }), load: of({ load: MUCH_WH, rest: 0 }), rest: of({ load: 0, rest: MUCH_WH }), standing };
};

export interface LeastRunning {
  readonly billPerMonth: number;
  readonly perYear: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
}

export const NO_RUNNING: LeastRunning = { billPerMonth: 0, perYear: 0, wallTypical: 0, wallPeak: 0 };

// Charges are rounded to whole minor units in a bill, and energy to whole watt-hours of each kind, in a year and again in a month.
const ROUNDING = 2;
const ROUNDED_WH = 2;

const costOf = ({ load, rest }: BilledEnergy, price: RunningPrice): number => (load - ROUNDED_WH) * price.load + (rest - ROUNDED_WH) * price.rest - ROUNDING;

const runningAt = (idle: number, typical: number, peak: number, { scenario, running }: Space): LeastRunning => {
  const year = yearlyEnergy(typical, idle, scenario.loadHoursPerDay, scenario.idleHoursPerDay);
  return {
    billPerMonth: costOf(monthlyEnergy(year), running) + running.standing.month,
    perYear: costOf(year, running) + running.standing.year,
    wallTypical: typical,
    wallPeak: peak,
  };
};

/**
 * The least a rig with at least these powers can cost to run.
 * Sound because wall power is the DC load over an efficiency of at most `efficiency`, a rig's load only grows with parts, no average price
 * is negative, and a little is taken off for rounding.
 */
export const leastRunning = (power: LeastPower, efficiency: number, space: Space): LeastRunning =>
  runningAt(power.idle / efficiency, power.typical / efficiency, power.sustained / efficiency, space);

/**
 * The least a rig with at least these powers can cost to run on a given supply.
 * Sound because a load over the efficiency at that load never falls as the load rises: between two points of the table efficiency
 * falls by less, in proportion, than the load rises.
 */
export const runningOn = (power: LeastPower, psu: Psu, count: number, space: Space): LeastRunning => {
  const rated = psu.ratedPowerW * count;
  const { mainsV, assumptions } = space;
  return runningAt(
    wallPower(power.idle, rated, psu, mainsV, assumptions),
    wallPower(power.typical, rated, psu, mainsV, assumptions),
    wallPower(power.sustained, rated, psu, mainsV, assumptions),
    space,
  );
};

/** What {@link runningOn} says of a year, without the powers: minor units. */
export const yearlyCostOn = (power: LeastPower, psu: Psu, count: number, space: Space): number => {
  const rated = psu.ratedPowerW * count;
  const { mainsV, assumptions, scenario } = space;
  const idle = scenario.idleHoursPerDay === 0 ? 0 : wallPower(power.idle, rated, psu, mainsV, assumptions);
  const year = yearlyEnergy(wallPower(power.typical, rated, psu, mainsV, assumptions), idle, scenario.loadHoursPerDay, scenario.idleHoursPerDay);
  return costOf(year, space.running) + space.running.standing.year;
};
