import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { Cpu } from "../../domain/part.js";
import { boardLimitW, type Rig } from "../../domain/rig.js";
import { type Watts, watts } from "../../units/quantity.js";

/** The most a CPU holds for minutes: its stated maximum, else a multiple of its TDP. */
export const cpuMaxPowerW = (cpu: Cpu, assumptions: Assumptions): Watts => cpu.maxPowerW ?? watts(cpu.tdpW * constant(assumptions, "cpu_peak_over_tdp"));

/** The highest limit among the GPU boards, W. */
export const largestGpuLimitW = (rig: Rig): number => {
  let largest = 0;
  for (const { part } of rig.gpu) largest = Math.max(largest, boardLimitW(rig, part));
  return largest;
};

/** The limits of all GPU boards together, W. */
export const gpuLimitsW = (rig: Rig): number => {
  let total = 0;
  for (const { part, quantity } of rig.gpu) total += boardLimitW(rig, part) * quantity;
  return total;
};

/**
 * What the parts of one machine can draw from its power supplies for minutes, DC.
 * Parts that are not chosen yet count as nothing, so that the sum only grows as a rig is put together.
 */
export const sustainedPowerW = (rig: Rig, assumptions: Assumptions): Watts => {
  let total = gpuLimitsW(rig);
  if (rig.cpu !== undefined) total += cpuMaxPowerW(rig.cpu.part, assumptions) * rig.cpu.quantity;
  if (rig.motherboard !== undefined) total += constant(assumptions, "board_power_w");
  const module = constant(assumptions, "memory_module_power_w");
  for (const { part, quantity } of rig.memory) total += part.modules * quantity * module;
  const drive = constant(assumptions, "drive_power_w");
  for (const { part, quantity } of rig.storage) total += (part.activeW ?? drive) * quantity;
  for (const { part, quantity } of rig.network) total += (part.powerW ?? 0) * quantity;
  if (rig.case !== undefined) total += (rig.case.part.fanCount ?? constant(assumptions, "fans_assumed")) * constant(assumptions, "fan_power_w");
  return watts(total);
};
