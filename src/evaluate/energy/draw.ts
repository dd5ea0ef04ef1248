import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { Case, Cpu, Gpu, Storage } from "../../domain/part.js";
import { boardLimitW, type Rig } from "../../domain/rig.js";

/** What a rig draws from its power supply, watts DC, with 80 % ranges. */
export interface DcDraw {
  readonly idle: { readonly value: number; readonly low: number; readonly high: number };
  readonly typical: { readonly value: number; readonly low: number; readonly high: number };
  /** The most the parts hold for minutes. */
  readonly sustained: number;
}

/** The most a CPU holds for minutes: its stated maximum, else a multiple of its TDP. */
export const cpuMaxPowerW = (cpu: Cpu, assumptions: Assumptions): number => cpu.maxPowerW ?? cpu.tdpW * constant(assumptions, "cpu_peak_over_tdp");

/** Average draw of one board while it trains: its natural draw, or a little under the limit where that is lower. */
export const gpuTrainingW = (gpu: Gpu, limitW: number, assumptions: Assumptions, edge: "value" | "low" | "high" = "value"): number => {
  const natural = assumptions.constants["gpu_training_share"]?.[edge] ?? 1;
  const limited = assumptions.constants["gpu_limited_share"]?.[edge] ?? 1;
  return Math.min(gpu.boardPowerW * natural, limitW * limited);
};

/** One board doing nothing, watts. */
export const gpuIdleW = (gpu: Gpu, assumptions: Assumptions): number => gpu.idleW ?? gpu.boardPowerW * constant(assumptions, "gpu_idle_share");

/** What a part draws from the power supply idle, at its average while training, and at most; watts. */
export interface PartDraw {
  readonly idle: number;
  readonly typical: number;
  readonly sustained: number;
}

export const modulesDraw = (modules: number, assumptions: Assumptions): PartDraw => {
  const most = modules * constant(assumptions, "memory_module_power_w");
  return { idle: modules * constant(assumptions, "memory_module_idle_w"), typical: most * 0.7, sustained: most };
};

export const driveDraw = (drive: Storage, quantity: number, assumptions: Assumptions): PartDraw => {
  const most = (drive.activeW ?? constant(assumptions, "drive_power_w")) * quantity;
  return { idle: (drive.idleW ?? constant(assumptions, "drive_idle_w")) * quantity, typical: most * 0.5, sustained: most };
};

export const fansDraw = ({ fanCount }: Case, assumptions: Assumptions): PartDraw => {
  const most = (fanCount ?? constant(assumptions, "fans_assumed")) * constant(assumptions, "fan_power_w");
  return { idle: most * 0.5, typical: most, sustained: most };
};

/**
 * DC draw of one machine in three states: idle, training, and the sustained maximum.
 * Parts with figures of their own use them; the rest come from the assumptions.
 */
export const dcDraw = (rig: Rig, assumptions: Assumptions): DcDraw => {
  const of = (name: string): number => constant(assumptions, name);
  const edges = { idle: [0, 0, 0], typical: [0, 0, 0] } as { idle: [number, number, number]; typical: [number, number, number] };
  let sustained = 0;
  const add = (idle: number, idleRange: number, typical: number, low: number, high: number, most: number): void => {
    edges.idle[0] += idle;
    edges.idle[1] += idle * (1 - idleRange);
    edges.idle[2] += idle * (1 + idleRange);
    edges.typical[0] += typical;
    edges.typical[1] += low;
    edges.typical[2] += high;
    sustained += most;
  };
  for (const { part, quantity } of rig.gpu) {
    const limit = boardLimitW(rig, part);
    const idle = gpuIdleW(part, assumptions) * quantity;
    add(
      idle,
      part.idleW === undefined ? 0.4 : 0.2,
      gpuTrainingW(part, limit, assumptions) * quantity,
      gpuTrainingW(part, limit, assumptions, "low") * quantity,
      gpuTrainingW(part, limit, assumptions, "high") * quantity,
      limit * quantity,
    );
  }
  if (rig.cpu !== undefined) {
    const { part, quantity } = rig.cpu;
    const most = cpuMaxPowerW(part, assumptions) * quantity;
    const share = assumptions.constants["cpu_training_share"];
    add(part.tdpW * of("cpu_idle_share") * quantity, 0.5, most * (share?.value ?? 1), most * (share?.low ?? 1), most * (share?.high ?? 1), most);
  }
  if (rig.motherboard !== undefined)
    add(of("board_idle_w"), 0.4, of("board_power_w") * 0.8, of("board_power_w") * 0.5, of("board_power_w"), of("board_power_w"));
  const modules = modulesDraw(
    rig.memory.reduce((count, line) => count + line.quantity * line.part.modules, 0),
    assumptions,
  );
  add(modules.idle, 0.4, modules.typical, modules.sustained * 0.4, modules.sustained, modules.sustained);
  for (const { part, quantity } of rig.storage) {
    const drive = driveDraw(part, quantity, assumptions);
    add(drive.idle, 0.5, drive.typical, drive.sustained * 0.2, drive.sustained, drive.sustained);
  }
  for (const { part, quantity } of rig.network) {
    const power = (part.powerW ?? 0) * quantity;
    add(power * 0.7, 0.3, power, power * 0.7, power, power);
  }
  if (rig.case !== undefined) {
    const fans = fansDraw(rig.case.part, assumptions);
    add(fans.idle, 0.5, fans.typical, fans.sustained * 0.5, fans.sustained, fans.sustained);
  }
  const range = ([value, low, high]: [number, number, number]): { value: number; low: number; high: number } => ({ value, low, high });
  return { idle: range(edges.idle), typical: range(edges.typical), sustained };
};
