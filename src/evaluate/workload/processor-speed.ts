import type { PerformanceLine } from "../../domain/assessment.js";
import type { Constant } from "../../domain/assumptions.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Estimate } from "../../domain/estimate.js";
import { type Rig, systemMemoryGib } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import type { Workload } from "../../domain/workload.js";
import { isLanguageJob } from "./llm/job.js";
import { weightBytes } from "./memory/weights.js";
import { trainingUnit } from "./training.js";

const GIGA = 1e9;
const MILLION = 1e6;
const MEGA = 1e6;
const BYTES_PER_TRANSFER = 8;
const BYTES_PER_GIB = 2 ** 30;
/** Forward and backward pass over one forward pass. */
const PASSES = 3;
const FLOPS_TRAINED = 6;
const FLOPS_FROZEN = 4;

/** Independent errors as factors: their logarithms add in squares. */
const combined = (value: number, source: string, ...parts: readonly Constant[]): Estimate => {
  const off = (side: "low" | "high"): number => Math.exp(Math.hypot(...parts.map((part) => Math.log(part[side] / part.value))));
  return { value, low: value / off("low"), high: value * off("high"), basis: "assumed", source };
};

interface Processor {
  /** FP32 operations a second that training gets out of the cores. */
  readonly flops: Estimate;
  /** Bytes a second read from system memory; absent where channels or modules are not known. */
  readonly bandwidth?: Estimate;
}

const processorOf = (rig: Rig, { assumptions }: Catalog): Processor | undefined => {
  const cpu = rig.cpu?.part;
  const constantOf = (name: string): Constant | undefined => assumptions.constants[name];
  const [perCycle, training, reading] = [constantOf("cpu_flops_per_cycle"), constantOf("cpu_arithmetic_share"), constantOf("cpu_bandwidth_share")];
  if (rig.cpu === undefined || cpu?.baseGhz === undefined || perCycle === undefined || training === undefined || reading === undefined) return undefined;
  const peak = cpu.cores * rig.cpu.quantity * cpu.baseGhz * GIGA * perCycle.value;
  const flops = combined(peak * training.value, `${training.source}; ${perCycle.source}`, perCycle, training);
  const modules = rig.memory.reduce((sum, { part, quantity }) => sum + part.modules * quantity, 0);
  const speed = Math.min(...rig.memory.map(({ part }) => part.speedMts));
  if (cpu.memoryChannels === undefined || modules === 0) return { flops };
  const channels = Math.min(cpu.memoryChannels * rig.cpu.quantity, modules);
  return { flops, bandwidth: combined(channels * speed * MEGA * BYTES_PER_TRANSFER * reading.value, reading.source, reading) };
};

const over = (estimate: Estimate, by: number): Estimate => ({ ...estimate, value: estimate.value / by, low: estimate.low / by, high: estimate.high / by });

interface Rate {
  readonly rate: Estimate;
  readonly unit: string;
}

const rateOf = (workload: Workload, { flops, bandwidth }: Processor, catalog: Catalog): Rate | undefined => {
  const { model, method, settings } = workload;
  const { paramsM, activeParamsM, forwardGflops } = model;
  if (isLanguageJob(workload) && paramsM !== undefined) {
    const active = activeParamsM ?? paramsM;
    if (method === "infer")
      return bandwidth === undefined
        ? undefined
        : { rate: over(bandwidth, (weightBytes(model, settings.quant) * active) / paramsM), unit: "answered tokens/s" };
    return { rate: over(flops, (method === "lora" || method === "qlora" ? FLOPS_FROZEN : FLOPS_TRAINED) * active * MILLION), unit: "trained tokens/s" };
  }
  if (method === "infer" || forwardGflops === undefined) return undefined;
  return { rate: over(flops, PASSES * forwardGflops * GIGA), unit: trainingUnit(workload, catalog.subjects.throughput().get("throughput")) };
};

const fits = (rig: Rig, workload: Workload): boolean | "unknown" =>
  isLanguageJob(workload) && workload.method === "infer"
    ? weightBytes(workload.model, workload.settings.quant) < systemMemoryGib(rig) * BYTES_PER_GIB
    : "unknown";

/**
 * Speed of a rig without any GPU: training from the cores' arithmetic, answering from the speed of system memory.
 * Both are shares of what the data sheets promise, with wide ranges; nothing is said where a figure is missing.
 */
export const processorLines = (rig: Rig, scenario: Scenario, catalog: Catalog): readonly PerformanceLine[] => {
  const processor = processorOf(rig, catalog);
  const reference = catalog.assumptions.constants["index_tflops"];
  if (processor === undefined || reference === undefined) return [];
  const { flops } = processor;
  const index = (flops.value / (reference.value * 1e12)) * 100;
  const span = combined(index, flops.source, reference, { ...reference, value: flops.value, low: flops.low, high: flops.high });
  const common = { gpuCount: 0, scalingEfficiency: 1, limitSpeed: 1 } as const;
  return [
    { workload: "training-index", throughput: span, unit: "RTX 3090 = 100", fits: true, ...common },
    ...(scenario.workloads ?? []).flatMap((workload): readonly PerformanceLine[] => {
      const found = rateOf(workload, processor, catalog);
      return found === undefined ? [] : [{ workload: workload.id, throughput: found.rate, unit: found.unit, fits: fits(rig, workload), ...common }];
    }),
  ].map((line) => ({ ...line, throughput: over(line.throughput, 1 / rig.nodes) }));
};
