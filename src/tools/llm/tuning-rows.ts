import type { Catalog } from "../../domain/catalog.js";
import type { LlmBenchmarks, LlmModelShape, LlmTuning, LlmTuningRow } from "../../domain/llm.js";
import type { Gpu } from "../../domain/part.js";
import { llmCard } from "../../evaluate/workload/llm/card.js";
import { slug } from "../../evaluate/workload/llm/constants.js";
import { llmModel } from "../../evaluate/workload/llm/shape.js";
import { operationsPerToken, tuningLink } from "../../evaluate/workload/llm/tuning.js";
import type { Row, Table } from "../validate/csv.js";
import { findGpu } from "../validate/input.js";
import type { NotScored } from "../validate/validation.js";
import { benchOf, shapeOf } from "./names.js";
import type { Observation, TuningObservations } from "./observation.js";

interface Fact extends Omit<LlmTuningRow, "model" | "paramsB" | "peakMemoryGb"> {
  readonly row: number;
  readonly shape: LlmModelShape | undefined;
  readonly bench: string;
}

/** Samples of the instruction sets that short recipes use are about this long, whatever the longest that is let through. */
const SHORT_SAMPLE_TOKENS = 110;
const hasShortSamples = ({ note = "" }: Pick<LlmTuningRow, "note">): boolean => /far shorter/.test(note);

/** Longer sequences than samples, filled up: the rate counts what was useful only. */
const isPadded = ({ note = "" }: Pick<LlmTuningRow, "note">): boolean => /unpacked/.test(note);
/** A row that asks for more than the rate on the data sheet, recomputation counted, has something wrong with it. */
const MOST_OF_PEAK = 1;

const jobOf = (fact: Fact, gpu: Gpu): LlmTuning | string => {
  if (fact.shape === undefined) return "the model's size is not given";
  const sizes = [fact.count, fact.seq, fact.batchPerGpu, fact.accumulation];
  if (sizes.some((size) => !(size >= 1))) return "GPU count, sequence length or batch is missing";
  return {
    model: llmModel(fact.shape),
    method: fact.method,
    precision: fact.precision,
    sequenceTokens: hasShortSamples(fact) ? SHORT_SAMPLE_TOKENS : fact.seq,
    batchPerDevice: fact.batchPerGpu,
    accumulation: fact.accumulation,
    checkpointing: fact.checkpointing,
    isCompiled: fact.compiled,
    devices: fact.count,
    isSharded: fact.sharded && fact.count > 1,
    linkBytesPerS: tuningLink(gpu, fact.count),
    bench: fact.bench,
  };
};

const observationsOf = (facts: readonly Fact[], catalog: Catalog): TuningObservations => {
  const tuning: Observation<LlmTuning>[] = [];
  const rejected: NotScored[] = [];
  for (const fact of facts) {
    const { row } = fact;
    const gpu = findGpu(catalog, fact.gpu)?.gpu;
    const card = gpu === undefined ? undefined : llmCard(gpu);
    if (gpu === undefined || card === undefined) {
      rejected.push({ row, why: gpu === undefined ? "the card is not in the catalogue" : "the card's arithmetic rate is not known" });
      continue;
    }
    const job = jobOf(fact, gpu);
    const perSample = typeof job === "string" ? 0 : job.sequenceTokens;
    const measured = fact.tokensPerS ?? (fact.samplesPerS ?? 0) * perSample;
    if (typeof job === "string") rejected.push({ row, why: job });
    else if (measured <= 0) rejected.push({ row, why: "no rate measured" });
    else if (isPadded(fact)) rejected.push({ row, why: "part of the sequences was padding, how much is not stated" });
    else if (measured * operationsPerToken(job) > MOST_OF_PEAK * card.training * job.devices)
      rejected.push({ row, why: "more work than the card's arithmetic rate allows" });
    else {
      const slices = { gpu: gpu.id, method: fact.method, source: fact.bench, gpus: fact.count === 1 ? "1" : "2 or more" };
      tuning.push({ row, gpu: gpu.id, card, job, measured, bandKeys: [`bench_${fact.bench}`, `method_${fact.method}`], slices });
    }
  }
  return { rows: facts.length, tuning, rejected };
};

/** The catalogue's own measurements. */
export const ownTuning = (catalog: Catalog, { models, benches }: LlmBenchmarks<LlmTuningRow>): TuningObservations => {
  const facts = benches.flatMap(({ bench, rows }) =>
    rows.map(({ model, paramsB, peakMemoryGb: _peak, ...row }) => ({ ...row, shape: shapeOf(models, model, paramsB, undefined), bench: slug(bench) })),
  );
  return observationsOf(
    facts.map((fact, index) => ({ ...fact, row: index + 1 })),
    catalog,
  );
};

export const TUNING_COLUMNS = ["model", "method", "gpu_id", "gpu_count", "seq_len", "batch_per_gpu", "tokens_per_s"];

const RECOMPUTING =
  /checkpointing True|\+ checkpointing|activation checkpointing|activation offload|optimizer in backward|8-bit AdamW|chunked loss, checkpointing/i;
/** Recipes that recompute activations without saying so in every row. */
const RECOMPUTING_RECIPES: Readonly<Record<string, (row: Row) => boolean>> = {
  qwen: () => true,
  torchtune: (row) => row.text("method") !== "full" || row.text("model") !== "llama-3.2-3b",
};

const methodOf = (text: string): LlmTuningRow["method"] => {
  if (text.startsWith("qlora")) return "qlora";
  return text.startsWith("lora") ? "lora" : "full";
};

const precisionOf = (text: string): LlmTuningRow["precision"] => {
  if (/fp32/i.test(text)) return "fp32";
  return /fp8|float8/i.test(text) ? "fp8" : "bf16";
};

/** Whole models are trained in pieces unless the source says that every GPU holds all of it; adapters only where it says so. */
const isSharded = (row: Row): boolean => {
  const text = `${row.text("method")} ${row.text("note")}`;
  return methodOf(row.text("method")) === "full" ? !/DDP/.test(text) : /zero-?3|fsdp/i.test(text);
};

/** Rows of a table with the columns of published training rates. */
export const tableTuning = (table: Table, catalog: Catalog, { models, benches }: LlmBenchmarks<LlmTuningRow>): TuningObservations =>
  observationsOf(
    table.rows.map((row): Fact => {
      const bench = benchOf(benches, row.text("source"));
      const note = row.text("note");
      const tokensPerS = row.number("tokens_per_s");
      const samplesPerS = row.number("samples_per_s");
      return {
        row: row.row,
        gpu: row.text("gpu_id"),
        count: row.number("gpu_count") ?? Number.NaN,
        shape: shapeOf(models, row.text("model"), row.number("params_b"), undefined),
        method: methodOf(row.text("method")),
        precision: precisionOf(row.text("precision")),
        seq: row.number("seq_len") ?? Number.NaN,
        batchPerGpu: row.number("batch_per_gpu") ?? 1,
        accumulation: row.number("grad_accum") ?? 1,
        checkpointing: RECOMPUTING.test(note) || (RECOMPUTING_RECIPES[bench]?.(row) ?? false),
        compiled: /compile|as before/.test(note),
        sharded: isSharded(row),
        bench,
        note,
        ...(tokensPerS === undefined ? {} : { tokensPerS }),
        ...(samplesPerS === undefined ? {} : { samplesPerS }),
      };
    }),
    catalog,
  );
