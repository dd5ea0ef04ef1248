import { constant } from "../domain/assumptions.js";
import type { Cpu, Gpu } from "../domain/part.js";
import { energyCharge, monthlyWattHours, yearlyWattHours } from "../evaluate/energy/bill.js";
import { cpuMaxPowerW, gpuIdleW, gpuTrainingW } from "../evaluate/energy/draw.js";
import { decimalToNumber } from "../units/decimal.js";
import { convertMoney } from "../units/money.js";
import type { Space } from "./space.js";

/** Least powers of a rig, DC watts: what some of its parts draw, the others taken as nothing. */
export interface LeastPower {
  readonly idle: number;
  readonly typical: number;
  readonly sustained: number;
}

export const gpuPower = (gpu: Gpu, boards: number, limitW: number, space: Space): LeastPower => ({
  idle: gpuIdleW(gpu, space.assumptions) * boards,
  typical: gpuTrainingW(gpu, limitW, space.assumptions) * boards,
  sustained: limitW * boards,
});

export const addCpuPower = (power: LeastPower, cpu: Cpu, space: Space): LeastPower => {
  const most = cpuMaxPowerW(cpu, space.assumptions);
  return {
    idle: power.idle + cpu.tdpW * constant(space.assumptions, "cpu_idle_share"),
    typical: power.typical + most * constant(space.assumptions, "cpu_training_share"),
    sustained: power.sustained + most,
  };
};

/** The best efficiency any supply reaches at this mains voltage: no load is turned into less wall power than this allows. */
export const bestEfficiency = (space: Space): number => {
  const levels = space.assumptions.psuEfficiency.levels[space.mainsV < 180 ? "115" : "230"];
  let best = 0;
  for (const points of Object.values(levels)) for (const { efficiency } of points) best = Math.max(best, efficiency);
  return best / 100;
};

/** Money of a watt-hour as a float, minor units of the plan's currency; 0 where the region has no rate. */
export const minorPerWattHour = ({ scenario }: Space): number => {
  const { electricity } = scenario.region;
  if (electricity === undefined) return 0;
  const million = energyCharge(electricity.unitRate, electricity.currency, 1_000_000_000);
  const converted = convertMoney(million, scenario.currency, scenario.exchange);
  return converted === undefined || decimalToNumber(electricity.unitRate) < 0 ? 0 : converted.minor / 1_000_000_000;
};

export interface LeastRunning {
  readonly billPerMonth: number;
  readonly perYear: number;
  readonly wallTypical: number;
  readonly wallPeak: number;
}

/**
 * The least a rig with at least these powers can cost to run.
 * Sound because wall power is the DC load over an efficiency of at most `efficiency`, a rig's load only grows with parts,
 * and two minor units are taken off for rounding.
 */
export const leastRunning = (power: LeastPower, efficiency: number, perWattHour: number, space: Space): LeastRunning => {
  const { loadHoursPerDay, idleHoursPerDay } = space.scenario;
  const wallTypical = power.typical / efficiency;
  const year = yearlyWattHours(wallTypical, power.idle / efficiency, loadHoursPerDay, idleHoursPerDay);
  return {
    billPerMonth: monthlyWattHours(year) * perWattHour - 2,
    perYear: year * perWattHour - 2,
    wallTypical,
    wallPeak: power.sustained / efficiency,
  };
};
