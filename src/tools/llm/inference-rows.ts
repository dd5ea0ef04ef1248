import type { Catalog } from "../../domain/catalog.js";
import type { LlmBenchmarks, LlmInferenceRow, LlmModelShape, LlmRun, LlmSplit } from "../../domain/llm.js";
import { llmCard } from "../../evaluate/workload/llm/card.js";
import { slug } from "../../evaluate/workload/llm/constants.js";
import { llmModel, quantBits } from "../../evaluate/workload/llm/shape.js";
import type { Row, Table } from "../validate/csv.js";
import { findGpu } from "../validate/input.js";
import type { NotScored } from "../validate/validation.js";
import { benchOf, shapeOf } from "./names.js";
import type { InferenceObservations, Observation } from "./observation.js";

/** One row, from the catalogue or from a table, before its names are looked up. */
interface Fact {
  readonly row: number;
  readonly gpu: string;
  readonly count: number;
  readonly split: LlmSplit;
  readonly shape: LlmModelShape | undefined;
  readonly model: string;
  readonly quant: string;
  readonly weightsGb: number | undefined;
  readonly context: number;
  readonly batch: number;
  readonly engine: string;
  readonly asOf: string;
  readonly bench: string;
  readonly prompt: number | undefined;
  readonly decode: number | undefined;
}

const CHAT_TOKENS = 1024;
const NEW_VLLM = "2024-06";

/** Software as the constants know it: vLLM's kernels for 4-bit weights were written anew in 2024. */
const engineOf = (software: string, asOf: string): string => {
  const engine = slug(software);
  return engine === "vllm" && asOf < NEW_VLLM ? "vllm_early" : engine;
};

const runOf = (fact: Fact): LlmRun | string => {
  if (fact.shape === undefined) return "the model's size is not given";
  const model = llmModel(fact.shape);
  const bits = quantBits(fact.quant);
  const weightBytes = fact.weightsGb === undefined ? (bits === undefined ? undefined : (model.parameters * bits) / 8) : fact.weightsGb * 1e9;
  if (weightBytes === undefined) return `no weight of the model, and "${fact.quant.slice(0, 40)}" is no known quantisation`;
  if (!(fact.count >= 1 && fact.batch >= 1 && fact.context >= 1)) return "GPU count, batch or context is missing";
  if (fact.engine === "") return "the software is not given";
  const { count: devices, context: contextTokens, batch, engine, asOf: softwareOf, bench, split } = fact;
  return { model, weightBytes, contextTokens, batch, engine, softwareOf, devices, split, bench };
};

const observationsOf = (facts: readonly Fact[], catalog: Catalog): InferenceObservations => {
  const decode: Observation<LlmRun>[] = [];
  const prompt: Observation<LlmRun>[] = [];
  const decodeRejected: NotScored[] = [];
  const promptRejected: NotScored[] = [];
  for (const fact of facts) {
    const { row } = fact;
    const reject = (why: string): void => {
      decodeRejected.push({ row, why });
      promptRejected.push({ row, why });
    };
    const named = findGpu(catalog, fact.gpu);
    const card = named === undefined ? undefined : llmCard(named.gpu);
    const job = runOf(fact);
    if (named === undefined) reject("the card is not in the catalogue");
    else if (card === undefined) reject("the card's arithmetic rate is not known");
    else if (typeof job === "string") reject(job);
    else {
      const gpu = named.gpu.id;
      const bandKeys = [`bench_${fact.bench}`, `engine_${job.engine}`];
      const slices = { gpu, software: job.engine, source: fact.bench, gpus: fact.count === 1 ? "1" : "2 or more" };
      const rest = { row, gpu, card, job, bandKeys, slices };
      if (fact.decode === undefined || fact.decode <= 0) decodeRejected.push({ row, why: "no decode rate measured" });
      else decode.push({ ...rest, measured: fact.decode });
      if (fact.prompt === undefined || fact.prompt <= 0) promptRejected.push({ row, why: "no prompt rate measured" });
      else prompt.push({ ...rest, measured: fact.prompt });
    }
  }
  return { rows: facts.length, decode, prompt, decodeRejected, promptRejected };
};

/** The catalogue's own measurements. */
export const ownInference = (catalog: Catalog, benchmarks: LlmBenchmarks<LlmInferenceRow>): InferenceObservations => {
  const facts = benchmarks.benches.flatMap(({ bench, software, asOf, rows }) =>
    rows.map(({ gpu, count, split = "layers", model, quant, weightsGb, context, batch, promptTokensPerS, decodeTokensPerS }) => ({
      gpu,
      count,
      split,
      model,
      quant,
      weightsGb,
      context,
      batch,
      engine: engineOf(software, asOf),
      asOf,
      bench: slug(bench),
      shape: benchmarks.models[model],
      prompt: promptTokensPerS,
      decode: decodeTokensPerS,
    })),
  );
  return observationsOf(
    facts.map((fact, index) => ({ ...fact, row: index + 1 })),
    catalog,
  );
};

/** What a note or a kind of weights says about the software beyond its name. */
const softwareOf = (row: Row): string => {
  const note = row.text("note");
  const variants = [
    [/host-limited/i.test(note), "app"],
    [row.text("quantization").toLowerCase() === "bnb-int8", "int8"],
    [/vulkan/i.test(note), "vulkan"],
  ] as const;
  return [row.text("engine"), ...variants.filter(([applies]) => applies).map(([, name]) => name)].join(" ");
};

const TENSOR_ENGINES = /^(?:vllm|tgi|sglang|tensorrt-llm|mlc-llm|gpt-fast)$/i;
const splitOf = (row: Row): LlmSplit => {
  const note = row.text("note");
  if (/layer split/i.test(note)) return "layers";
  return /tensor parallel/i.test(note) || TENSOR_ENGINES.test(row.text("engine")) ? "tensor" : "layers";
};

export const INFERENCE_COLUMNS = ["gpu_id", "gpu_count", "engine", "model", "quantization", "decode_tokens_per_s"];

/** Rows of a table with the columns of published inference rates. */
export const tableInference = (table: Table, catalog: Catalog, benchmarks: LlmBenchmarks<LlmInferenceRow>): InferenceObservations =>
  observationsOf(
    table.rows.map((row): Fact => {
      const model = row.text("model");
      const asOf = row.text("as_of");
      return {
        row: row.row,
        gpu: row.text("gpu_id"),
        count: row.number("gpu_count") ?? Number.NaN,
        split: splitOf(row),
        model,
        shape: shapeOf(benchmarks.models, model, row.number("params_b"), row.number("active_params_b")),
        quant: row.text("quantization"),
        weightsGb: row.number("weight_gb"),
        context: row.number("context") ?? (row.text("context") === "chat" ? CHAT_TOKENS : 512),
        batch: row.number("batch") ?? 1,
        engine: engineOf(softwareOf(row), asOf),
        asOf,
        bench: benchOf(benchmarks.benches, row.text("source")),
        prompt: row.number("prompt_tokens_per_s"),
        decode: row.number("decode_tokens_per_s"),
      };
    }),
    catalog,
  );
