import type { MemorySummary } from "../domain/assessment.js";
import type { WorkloadMemory } from "../domain/memory.js";
import { roundTo } from "../units/rounding.js";
import { type Json, known } from "./json-values.js";

const gib = (value: number): number => roundTo(value, 2);

const jobJson = ({
  workload,
  name,
  method,
  verdict,
  need,
  availableGib,
  devices,
  hostGib,
  missing,
  largest,
  next,
  batch,
  usualBatch,
}: WorkloadMemory): Json => ({
  workload,
  name,
  method,
  verdict,
  ...known("batch_per_gpu", batch),
  ...known("usual_batch_per_gpu", usualBatch),
  ...known("required_gib", need, ({ perDeviceGib: { value } }) => gib(value)),
  ...known("required_low_gib", need, ({ perDeviceGib: { low } }) => gib(low)),
  ...known("required_high_gib", need, ({ perDeviceGib: { high } }) => gib(high)),
  ...known("basis", need, ({ perDeviceGib: { basis } }) => basis),
  ...known("source", need, ({ perDeviceGib: { source } }) => source),
  available_gib: gib(availableGib),
  gpu_count: devices,
  ...known("shared", need, ({ shard }) => shard),
  ...known("terms", need, ({ terms }) => terms.map((term) => ({ term: term.kind, gib: gib(term.gib), formula: term.formula, source: term.source }))),
  ...known("system_memory_gib", hostGib, gib),
  ...known("missing", missing),
  ...known("largest", largest, ({ setting, value }) => ({ setting, value })),
  ...known("next_method", next, (way) => ({
    workload: way.workload,
    what: way.what,
    verdict: way.verdict,
    required_gib: gib(way.perDeviceGib),
    ...known("system_memory_gib", way.hostGib, gib),
  })),
});

/** GPU and system memory, and of each job asked for whether it fits one GPU's share. */
export const memoryJson = ({ perGpuGib, gpuCount, totalGib, systemGib, workloads = [] }: MemorySummary): Json => ({
  per_gpu_gib: perGpuGib,
  gpu_count: gpuCount,
  total_gib: totalGib,
  system_gib: systemGib,
  ...(workloads.length === 0 ? {} : { workloads: workloads.map(jobJson) }),
});
