import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { Basis } from "../../domain/estimate.js";
import type { Case, Cpu, Gpu, PartKind, Storage } from "../../domain/part.js";
import { type BusyState, naturalDraw, type ServingState } from "../../domain/power-model.js";
import { boardLimitW, type Rig, type RigLine } from "../../domain/rig.js";

/** What a rig draws from its power supply, watts DC, with 80 % ranges. */
export interface DcDraw {
  readonly idle: DrawRange;
  readonly typical: DrawRange;
  readonly inference: DrawRange;
  /** The most the parts hold for minutes. */
  readonly sustained: number;
}

/** The most a CPU holds for minutes: its stated maximum, else a multiple of its TDP. */
export const cpuMaxPowerW = (cpu: Cpu, assumptions: Assumptions): number => cpu.maxPowerW ?? cpu.tdpW * constant(assumptions, "cpu_peak_over_tdp");

/** Average draw of one busy board: its natural draw, or the limit's where that is lower. */
const gpuBusyW = (gpu: Gpu, limitW: number, { power }: Assumptions, state: BusyState, edge: "value" | "low" | "high" = "value"): number =>
  Math.min(gpu.boardPowerW * naturalDraw(gpu.id, power, state)[edge], limitW * power.limitedDraw[edge]);

/** Average draw of one board while it trains. */
export const gpuTrainingW = (gpu: Gpu, limitW: number, assumptions: Assumptions): number => gpuBusyW(gpu, limitW, assumptions, "training");

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

/** A draw with its 80 % range, watts DC. */
export interface DrawRange {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one line of a rig draws, all its pieces together. */
export interface LineDraw {
  readonly kind: PartKind;
  readonly id: string;
  readonly quantity: number;
  readonly basis: Basis;
  readonly idle: DrawRange;
  readonly typical: DrawRange;
  readonly inference: DrawRange;
  readonly sustained: number;
}

const around = (value: number, share: number): DrawRange => ({ value, low: value * (1 - share), high: value * (1 + share) });
const within = (value: number, low: number, high: number): DrawRange => ({ value, low, high });
const exactly = (value: number): DrawRange => ({ value, low: value, high: value });

const DOUBTFUL_IDLE = 0.4;
const STATED_IDLE = 0.2;

const gpusBusy = ({ part, quantity }: RigLine<Gpu>, limitW: number, assumptions: Assumptions, state: BusyState): DrawRange =>
  within(
    gpuBusyW(part, limitW, assumptions, state) * quantity,
    gpuBusyW(part, limitW, assumptions, state, "low") * quantity,
    gpuBusyW(part, limitW, assumptions, state, "high") * quantity,
  );

/**
 * Cards that answer together: all busy at most. Where each holds some of a model's layers they take turns, one busy while the others wait, so that is the
 * least.
 */
const answering = (all: DrawRange, part: Gpu, quantity: number, assumptions: Assumptions): DrawRange => ({
  ...all,
  low: Math.min(all.low, all.low / quantity + gpuIdleW(part, assumptions) * (quantity - 1)),
});

const gpuDraw = (line: RigLine<Gpu>, limitW: number, assumptions: Assumptions): Omit<LineDraw, "kind" | "id" | "quantity"> => {
  const { part, quantity } = line;
  return {
    basis: assumptions.power.cards[part.id]?.training === undefined ? "modelled" : "measured",
    idle: around(gpuIdleW(part, assumptions) * quantity, part.idleW === undefined ? DOUBTFUL_IDLE : STATED_IDLE),
    typical: gpusBusy(line, limitW, assumptions, "training"),
    inference: answering(gpusBusy(line, limitW, assumptions, "inference"), part, quantity, assumptions),
    sustained: limitW * quantity,
  };
};

/** Least share of its most that a processor draws when it works alone. */
const LEAST_ALONE = 0.7;
/** The same while it writes tokens: its cores wait for memory. Two EPYC 9124 were published at 400 W at the wall, about half of what they can take. */
const ANSWERING_ALONE = { usual: 0.75, least: 0.45 } as const;

/** @param isAlone - there is no GPU, so the processor does all the work itself */
const cpuDraw = ({ part, quantity }: RigLine<Cpu>, assumptions: Assumptions, isAlone: boolean): Omit<LineDraw, "kind" | "id" | "quantity"> => {
  const most = cpuMaxPowerW(part, assumptions) * quantity;
  const share = (name: string): DrawRange => {
    const { value = 1, low = 1, high = 1 } = assumptions.constants[name] ?? {};
    return within(most * value, most * low, most * high);
  };
  return {
    basis: "modelled",
    idle: around(part.tdpW * constant(assumptions, "cpu_idle_share") * quantity, 0.5),
    typical: isAlone ? within(most, most * LEAST_ALONE, most) : share("cpu_training_share"),
    inference: isAlone ? within(most * ANSWERING_ALONE.usual, most * ANSWERING_ALONE.least, most) : share("cpu_inference_share"),
    sustained: most,
  };
};

/** A reading in the rig file beats what is modelled; a busy reading without an idle one leaves the idle figure modelled. */
const read = (line: Omit<LineDraw, "kind" | "id" | "quantity">, { measuredW, quantity }: RigLine): Omit<LineDraw, "kind" | "id" | "quantity"> => {
  if (measuredW === undefined) return line;
  const typical = measuredW.typical === undefined ? undefined : exactly(measuredW.typical * quantity);
  return {
    ...line,
    basis: "measured",
    ...(measuredW.idle === undefined ? {} : { idle: exactly(measuredW.idle * quantity) }),
    ...(typical === undefined ? {} : { typical, inference: typical }),
    sustained: measuredW.peak === undefined ? Math.max(line.sustained, typical?.value ?? 0) : measuredW.peak * quantity,
  };
};

/** DC draw of one machine, line by line; parts with figures of their own use them, the rest comes from the assumptions. */
export const lineDraws = (rig: Rig, assumptions: Assumptions): readonly LineDraw[] => {
  const lines: LineDraw[] = [];
  const add = (kind: PartKind, line: RigLine, draw: Omit<LineDraw, "kind" | "id" | "quantity">): void => {
    lines.push({ kind, id: line.part.id, quantity: line.quantity, ...read(draw, line) });
  };
  const state = (idle: DrawRange, typical: DrawRange, inference: DrawRange, sustained: number): Omit<LineDraw, "kind" | "id" | "quantity"> => ({
    basis: "assumed",
    idle,
    typical,
    inference,
    sustained,
  });
  for (const line of rig.gpu) add("gpu", line, gpuDraw(line, boardLimitW(rig, line.part), assumptions));
  if (rig.cpu !== undefined) add("cpu", rig.cpu, cpuDraw(rig.cpu, assumptions, rig.gpu.length === 0));
  if (rig.motherboard !== undefined) {
    const most = constant(assumptions, "board_power_w");
    const idle = around(constant(assumptions, "board_idle_w"), 0.4);
    add("motherboard", rig.motherboard, state(idle, within(most * 0.8, most * 0.5, most), idle, most));
  }
  for (const line of rig.memory) {
    const { idle, typical, sustained } = modulesDraw(line.quantity * line.part.modules, assumptions);
    add("memory", line, state(around(idle, 0.4), within(typical, sustained * 0.4, sustained), around(idle, 0.4), sustained));
  }
  for (const line of rig.storage) {
    const { idle, typical, sustained } = driveDraw(line.part, line.quantity, assumptions);
    add("storage", line, state(around(idle, 0.5), within(typical, sustained * 0.2, sustained), around(idle, 0.5), sustained));
  }
  for (const line of rig.network) {
    const power = (line.part.powerW ?? 0) * line.quantity;
    add("network", line, state(around(power * 0.7, 0.3), within(power, power * 0.7, power), within(power, power * 0.7, power), power));
  }
  if (rig.case !== undefined) {
    const { idle, typical, sustained } = fansDraw(rig.case.part, assumptions);
    const busy = within(typical, sustained * 0.5, sustained);
    add("case", rig.case, state(around(idle, 0.5), busy, busy, sustained));
  }
  return lines;
};

const summed = (lines: readonly LineDraw[], state: "idle" | "typical" | "inference"): DrawRange => {
  let [value, low, high] = [0, 0, 0];
  for (const line of lines) {
    value += line[state].value;
    low += line[state].low;
    high += line[state].high;
  }
  return { value, low, high };
};

/** DC draw of one machine idle, training, answering one user, and at its sustained maximum. */
export const dcDraw = (rig: Rig, assumptions: Assumptions): DcDraw => {
  const lines = lineDraws(rig, assumptions);
  return {
    idle: summed(lines, "idle"),
    typical: summed(lines, "typical"),
    inference: summed(lines, "inference"),
    sustained: lines.reduce((total, line) => total + line.sustained, 0),
  };
};

/** DC draw of one machine that serves a language model: its cards do what a server's do, the rest what it does while a model answers. */
export const servingDraw = (rig: Rig, assumptions: Assumptions, state: "serving" | ServingState): DrawRange => {
  const others = lineDraws(rig, assumptions).filter(({ kind }) => kind !== "gpu");
  const cards = rig.gpu.map((line) => gpusBusy(line, boardLimitW(rig, line.part), assumptions, state));
  const all = [...cards, ...others.map(({ inference }) => inference)];
  const sum = (edge: keyof DrawRange): number => all.reduce((total, draw) => total + draw[edge], 0);
  return within(sum("value"), sum("low"), sum("high"));
};
