import type { PerformanceLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import { boardLimitW, gpuDeviceCount, type Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import { limitSpeed } from "./limit-speed.js";
import { isLanguageJob } from "./llm/job.js";
import { trainingRate } from "./training.js";

/** Training speed of the models a scenario asks for that are no large language models, on one machine of the rig. */
export const trainingLines = (rig: Rig, linkGbPerS: number, scenario: Scenario, catalog: Catalog): readonly PerformanceLine[] => {
  const jobs = (scenario.workloads ?? []).filter((workload) => workload.method !== "infer" && !isLanguageJob(workload));
  const gpu = rig.gpu[0]?.part;
  if (jobs.length === 0 || gpu === undefined) return [];
  const model = catalog.subjects.throughput().get("throughput");
  if (model === undefined) return [];
  const kept = limitSpeed(gpu, boardLimitW(rig, gpu), catalog.assumptions);
  const devices = gpuDeviceCount(rig);
  return jobs.flatMap((workload): PerformanceLine[] => {
    const found = trainingRate({ gpu, devices, linkGbPerS: linkGbPerS / gpu.deviceCount, kept, workload }, model, catalog.assumptions);
    if (found === undefined) return [];
    return [
      {
        workload: workload.id,
        throughput: found.rate,
        unit: found.unit,
        batch: workload.settings.batch,
        gpuCount: devices,
        scalingEfficiency: found.scaling,
        fits: "unknown",
        limitSpeed: kept.value,
      },
    ];
  });
};
