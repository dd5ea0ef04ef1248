import type { LlmBench, LlmBenchmarks, LlmInferenceRow, LlmRun, LlmTuning, LlmTuningRow } from "../../../domain/llm.js";
import type { Quant, WorkloadModel } from "../../../domain/workload.js";
import { slug } from "./constants.js";

/** A published rate for just this card and job. */
export interface MeasuredRate {
  readonly tokensPerS: number;
  readonly source: string;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[\s_.:/-]+/g, "")
    .replace(/(?:instruct|chat|it|hf)$/, "");
const isNamed = ({ id, aliases }: WorkloadModel, name: string): boolean => [id, ...aliases].some((alias) => plain(alias) === plain(name));

/** Windows that differ by less than this speak of the same job. */
const NEAR = 2;
const isNear = (a: number, b: number): boolean => a / b <= NEAR && b / a <= NEAR;
const apart = (a: number, b: number): number => Math.abs(Math.log(a / b));

const QUANT_WORDS: Partial<Readonly<Record<Quant, readonly string[]>>> = { fp16: ["f16", "fp16", "bf16"], awq: ["awq-4bit-128g"], gptq: ["gptq-4bit-128g"] };
const isQuant = (quant: Quant, word: string): boolean => (QUANT_WORDS[quant] ?? [quant]).includes(word);

interface Found<R> {
  readonly bench: LlmBench<R>;
  readonly row: R;
}

const found = <R>({ benches }: LlmBenchmarks<R>, engine: string | undefined, test: (row: R) => boolean): readonly Found<R>[] =>
  benches
    .filter(({ software }) => engine === undefined || slug(software) === engine)
    .flatMap((bench) => bench.rows.filter(test).map((row) => ({ bench, row })))
    // The newest software speaks best for what one gets today.
    .sort((a, b) => (a.bench.asOf > b.bench.asOf ? -1 : a.bench.asOf < b.bench.asOf ? 1 : 0));

const sourceOf = ({ source, asOf, software }: LlmBench<object>, what: string): string => `measured: ${source}, ${software}, ${asOf}, ${what}`;

/** The newest measurement of this card with this model, quantisation, number of GPUs and software, of a window near the one asked for. */
export const measuredAnswer = (
  benchmarks: LlmBenchmarks<LlmInferenceRow>,
  gpu: string,
  model: WorkloadModel,
  quant: Quant,
  run: LlmRun,
  rate: "decodeTokensPerS" | "promptTokensPerS",
): MeasuredRate | undefined => {
  const all = found(
    benchmarks,
    run.engine,
    (row) =>
      row.gpu === gpu &&
      row.count === run.devices &&
      row.batch === run.batch &&
      row[rate] !== undefined &&
      isQuant(quant, row.quant) &&
      isNear(row.context, run.contextTokens) &&
      isNamed(model, row.model),
  );
  const newest = all.filter(({ bench }) => bench.asOf === all[0]?.bench.asOf);
  const [best] = [...newest].sort((a, b) => apart(a.row.context, run.contextTokens) - apart(b.row.context, run.contextTokens));
  const tokensPerS = best?.row[rate];
  if (best === undefined || tokensPerS === undefined) return undefined;
  return { tokensPerS, source: sourceOf(best.bench, `${best.row.context} tokens`) };
};

/** A published training rate and how its run differed: compiled or not, sequences at once. */
export interface MeasuredTuning extends MeasuredRate {
  readonly isCompiled: boolean;
  readonly batchPerDevice: number;
}

/** The newest measurement of this card training this model in this way, of the batch asked for before one that is near. */
export const measuredTuning = (benchmarks: LlmBenchmarks<LlmTuningRow>, gpu: string, model: WorkloadModel, job: LlmTuning): MeasuredTuning | undefined => {
  const all = found(
    benchmarks,
    undefined,
    (row) =>
      row.gpu === gpu &&
      row.count === job.devices &&
      row.method === job.method &&
      row.seq === job.sequenceTokens &&
      isNear(row.batchPerGpu, job.batchPerDevice) &&
      row.checkpointing === job.checkpointing &&
      row.tokensPerS !== undefined &&
      isNamed(model, row.model),
  );
  const [best] = [...all].sort((a, b) => apart(a.row.batchPerGpu, job.batchPerDevice) - apart(b.row.batchPerGpu, job.batchPerDevice));
  if (best?.row.tokensPerS === undefined) return undefined;
  return {
    tokensPerS: best.row.tokensPerS,
    batchPerDevice: best.row.batchPerGpu,
    isCompiled: best.row.compiled,
    source: sourceOf(best.bench, `${best.row.seq} tokens, batch ${best.row.batchPerGpu}`),
  };
};
