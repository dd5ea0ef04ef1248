import type { Estimate } from "../../../domain/estimate.js";
import type { MemoryClass, MemoryConstantName, MemoryModel, MemoryNeed, MemoryTerm } from "../../../domain/memory.js";
import type { Quant, Sharding, Workload } from "../../../domain/workload.js";
import { imageInferenceTerms, imageTrainingTerms } from "./image-terms.js";
import type { SizedTerm, TermContext } from "./term.js";
import { decodingTerms, transformerTrainingTerms } from "./transformer-terms.js";
import { quantBits } from "./weights.js";

const GIB = 1024 ** 3;
const HALF_BITS = 16;

/** Formats of llama.cpp, whose process is lean. */
const isPacked = (quant: Quant): boolean => /^i?q\d/.test(quant);

/** The group of jobs whose errors a job's error is like. */
export const memoryClass = ({ model, method, settings }: Workload): MemoryClass => {
  const { family } = model;
  if (family === "diffusion" || family === "speech" || family === "tabular") return family;
  if (family === "vision" || family === "detection" || family === "segmentation") return "vision";
  if (method === "infer") {
    if (family === "llm" && isPacked(settings.quant)) return "packed";
    if (settings.batch > 1) return "batched";
    return quantBits(settings.quant) < HALF_BITS ? "quantised" : "inference";
  }
  // Activations that are all kept are harder to tell than those computed again.
  if (method === "lora" || method === "qlora") return settings.recompute === "full" ? method : `${method}_kept`;
  return family === "language" ? "encoder" : "finetune";
};

const isImageJob = ({ model }: Workload): boolean => model.transformer === undefined || model.family === "diffusion";

/** Whether several cards can share one copy of a job; otherwise each holds all of it. */
export const isPoolable = (workload: Workload): boolean => !isImageJob(workload) && workload.model.family !== "tabular" && workload.model.family !== "speech";

const termsOf = (context: TermContext): readonly SizedTerm[] | undefined => {
  const { workload } = context;
  const { method, model } = workload;
  if (model.workingMb !== undefined) {
    return [
      {
        kind: "working_buffers",
        bytes: model.workingMb * 1e6,
        formula: `${model.workingMb} MB of rows, gradients and histograms`,
        source: "the model's own figure in the catalogue",
      },
    ];
  }
  if (model.paramsM === undefined) return undefined;
  if (isImageJob(workload) || model.family === "speech") return method === "infer" ? imageInferenceTerms(context) : imageTrainingTerms(context);
  return method === "infer" ? decodingTerms(context) : transformerTrainingTerms(context);
};

/** What every process takes: the driver's context, the library between cards, and room that allocation in pieces leaves unused. */
const overheadTerms = ({ workload, devices, values }: TermContext, allocated: number): readonly SizedTerm[] => {
  const isDecoding = workload.method === "infer" && workload.model.family === "llm";
  const context: SizedTerm = {
    kind: "context",
    bytes: (isDecoding ? (isPacked(workload.settings.quant) ? values.inference_context_gib : values.engine_context_gib) : values.context_gib) * GIB,
    formula: "driver context and kernels of one process",
    source: "measured with PyTorch 1.13 and 2.1; less where kernels load when used",
  };
  if (isDecoding) return [context];
  const communication: SizedTerm = {
    kind: "communication",
    bytes: values.communication_gib * GIB,
    formula: "buffers of the library that joins the cards",
    source: "measured on two ranks (torch.distributed with NCCL)",
  };
  const slack: SizedTerm = {
    kind: "slack",
    bytes: values.slack_share * allocated,
    formula: `${Math.round(values.slack_share * 100)} % of the above: room lost between allocations`,
    source: "5 to 10 % kept free",
  };
  return devices > 1 ? [context, communication, slack] : [context, slack];
};

const round = (bytes: number): number => bytes / GIB;

const spreadOf = (gib: number, group: MemoryClass, { spread }: MemoryModel): Estimate => {
  const { low, high, belowGib = 0, aboveGib = 0, measurements, source } = spread[group];
  return {
    value: gib,
    low: Math.max(0, gib * low - belowGib),
    high: gib * high + aboveGib,
    basis: "modelled",
    source: measurements === 0 ? source : `${source}, ${measurements} measured peaks`,
  };
};

/** Values of the model's constants by name. */
export const memoryValues = ({ constants }: MemoryModel): Readonly<Record<MemoryConstantName, number>> =>
  Object.fromEntries(Object.entries(constants).map(([name, { value }]) => [name, value])) as Record<MemoryConstantName, number>;

/**
 * What a job takes on the fullest of `devices` cards that share it in the way given, term by term; undefined where no formula covers it.
 * A job whose cards each hold a copy takes the same on one as on many, but for what joins them.
 */
export const memoryNeed = (workload: Workload, devices: number, shard: Exclude<Sharding, "auto">, model: MemoryModel): MemoryNeed | undefined => {
  const context: TermContext = { workload, devices, shard, values: memoryValues(model) };
  const own = termsOf(context);
  if (own === undefined) return undefined;
  const sized = [
    ...own,
    ...overheadTerms(
      context,
      own.reduce((sum, { bytes }) => sum + bytes, 0),
    ),
  ].filter(({ bytes }) => bytes > 0);
  const terms = sized.map(({ kind, bytes, formula, source }): MemoryTerm => ({ kind, gib: round(bytes), formula, source }));
  const gib = terms.reduce((sum, term) => sum + term.gib, 0);
  const isSplit = workload.method === "infer" && devices > 1 && isPoolable(workload);
  return { devices, shard: isSplit ? "layers" : shard, terms, perDeviceGib: spreadOf(gib, memoryClass(workload), model) };
};
