import type { PerformanceLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Gpu } from "../../domain/part.js";
import { boardLimitW, gpuBoardCount, type Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import type { Workload } from "../../domain/workload.js";
import { limitSpeed } from "./limit-speed.js";
import { isLanguageJob } from "./llm/job.js";
import { type LanguageKnowledge, type LanguageQuery, languageSpeeds } from "./llm/speeds.js";

const GIGA = 1e9;
const MONTH = "YYYY-MM".length;

const knowledgeOf = ({ subjects }: Catalog): LanguageKnowledge | undefined => {
  const speeds = subjects.llmSpeed().get("llm");
  if (speeds === undefined) return undefined;
  const inference = subjects.llmInference().get("llm-inference");
  const tuning = subjects.llmTuning().get("llm-tuning");
  return { speeds, ...(inference === undefined ? {} : { inference }), ...(tuning === undefined ? {} : { tuning }) };
};

/** Of makers whose cards no training measurement is of, the same is assumed as in the training index. */
const unmeasured = ({ vendor }: Gpu, { speeds }: LanguageKnowledge, { assumptions }: Catalog): Pick<LanguageQuery, "unmeasured"> => {
  const isFitted = (speeds.tuning.constants[`share_${vendor}`] ?? 1) !== 1;
  const assumed = vendor === "nvidia" || isFitted ? undefined : assumptions.constants[vendor === "amd" ? "index_amd" : "index_intel"];
  return assumed === undefined ? {} : { unmeasured: assumed };
};

const linesOf = (
  rig: Rig,
  workload: Workload,
  linkGbPerS: number,
  scenario: Scenario,
  catalog: Catalog,
  knowledge: LanguageKnowledge,
): readonly PerformanceLine[] => {
  const gpu = rig.gpu[0]?.part;
  if (gpu === undefined) return [];
  const limit = boardLimitW(rig, gpu);
  const speeds = languageSpeeds(
    {
      gpu,
      devices: gpuBoardCount(rig) * gpu.deviceCount,
      linkBytesPerS: (linkGbPerS * GIGA) / gpu.deviceCount,
      keptArithmetic: limitSpeed(gpu, limit, catalog.assumptions),
      keptDecode: limitSpeed(gpu, limit, catalog.assumptions, "decode"),
      month: scenario.asOf.slice(0, MONTH),
      workload,
      ...unmeasured(gpu, knowledge, catalog),
    },
    knowledge,
  );
  return speeds.map(({ unit, rate, devices, scaling, kept, offloaded }) => ({
    workload: workload.id,
    throughput: rate,
    unit,
    gpuCount: devices,
    scalingEfficiency: scaling,
    fits: offloaded > 0 ? false : "unknown",
    batch: workload.settings.batch,
    ...(workload.settings.seq === undefined ? {} : { contextTokens: workload.settings.seq }),
    ...(workload.method === "infer" ? { weights: workload.settings.quant } : {}),
    limitSpeed: kept,
  }));
};

/** Speed of the language models a scenario asks for, on one machine of the rig. */
export const languageLines = (rig: Rig, linkGbPerS: number, scenario: Scenario, catalog: Catalog): readonly PerformanceLine[] => {
  const jobs = (scenario.workloads ?? []).filter(isLanguageJob);
  if (jobs.length === 0) return [];
  const knowledge = knowledgeOf(catalog);
  return knowledge === undefined ? [] : jobs.flatMap((workload) => linesOf(rig, workload, linkGbPerS, scenario, catalog, knowledge));
};
