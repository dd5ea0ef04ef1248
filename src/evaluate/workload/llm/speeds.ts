import { type Estimate, estimate } from "../../../domain/estimate.js";
import type { LlmBenchmarks, LlmInferenceRow, LlmRelation, LlmRun, LlmSpeedModel, LlmTuning, LlmTuningRow } from "../../../domain/llm.js";
import type { Gpu } from "../../../domain/part.js";
import type { Workload } from "../../../domain/workload.js";
import { type LlmCard, llmCard } from "./card.js";
import { decodeRate, offloadedShare } from "./decode.js";
import { answeringRun, tuningJob } from "./job.js";
import { type MeasuredRate, type MeasuredTuning, measuredAnswer, measuredTuning } from "./measured.js";
import { withOffload } from "./offload.js";
import { promptRate } from "./prompt.js";
import { tuningRate } from "./tuning.js";

/** What the catalogue knows of language models' speed. */
export interface LanguageKnowledge {
  readonly speeds: LlmSpeedModel;
  readonly inference?: LlmBenchmarks<LlmInferenceRow>;
  readonly tuning?: LlmBenchmarks<LlmTuningRow>;
}

/** Share of its speed that a card keeps at its power limit, with its 80 % range. */
export interface Kept {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Identical GPUs of one machine with a job to do. */
export interface LanguageQuery {
  readonly gpu: Gpu;
  readonly devices: number;
  /** Between the GPUs, one way. */
  readonly linkBytesPerS: number;
  readonly keptArithmetic: Kept;
  readonly keptDecode: Kept;
  /** Month of the software, `YYYY-MM`. */
  readonly month: string;
  readonly workload: Workload;
  /** What of its rated speed a maker's cards reach in training beside those that were measured; absent for a maker that was. */
  readonly unmeasured?: Kept & { readonly source: string };
}

/** A rate of a language model: what is counted, how many GPUs take part, and what of the weights does not fit on them. */
export interface LanguageSpeed {
  readonly unit: "answered tokens/s" | "prompt tokens/s" | "trained tokens/s";
  readonly rate: Estimate;
  readonly devices: number;
  /** Speed of all GPUs over that of one times their number. */
  readonly scaling: number;
  readonly kept: number;
  readonly offloaded: number;
}

/** Two people measuring the same card with the same model differ by about this. */
const BETWEEN_MEASUREMENTS = 0.1;

const kept = (rate: Estimate, { value, low, high }: Kept): Estimate =>
  value === 1
    ? rate
    : {
        ...rate,
        value: rate.value * value,
        low: rate.low * low,
        high: rate.high * high,
        basis: rate.basis === "assumed" ? "assumed" : "modelled",
        source: `${rate.source}; slowed by the power limit`,
      };

const estimateOf = (modelled: number, { bands, source }: LlmRelation, keys: readonly string[], measured: MeasuredRate | undefined): Estimate => {
  if (measured !== undefined) return estimate(measured.tokensPerS, 1 - BETWEEN_MEASUREMENTS, 1 + BETWEEN_MEASUREMENTS, "measured", measured.source);
  const band = bands[keys.find((key) => bands[key] !== undefined) ?? "all"] ?? { low: 0.5, high: 2 };
  return estimate(modelled, band.low, band.high, "modelled", source);
};

/** A published rate as it would be with the job's batch, and without compilation or with it: by what the relation says that gains. */
const asTheJob = (card: LlmCard, job: LlmTuning, measured: MeasuredTuning | undefined, { constants }: LlmRelation): MeasuredRate | undefined => {
  if (measured === undefined) return undefined;
  const { isCompiled, batchPerDevice, tokensPerS, source } = measured;
  const brought = [
    ...(batchPerDevice === job.batchPerDevice ? [] : [`of batch ${job.batchPerDevice}`]),
    ...(isCompiled === job.isCompiled ? [] : [`${job.isCompiled ? "with" : "without"} compilation`]),
  ];
  if (brought.length === 0) return measured;
  const gain = tuningRate(card, { ...job, isCompiled, batchPerDevice }, constants) / tuningRate(card, job, constants);
  return { tokensPerS: tokensPerS / gain, source: `${source}, brought to a run ${brought.join(" and ")}` };
};

/** A modelled training speed of a maker whose cards nobody measured: times what is assumed of them, their errors independent. */
const cautioned = (rate: Estimate, unmeasured: LanguageQuery["unmeasured"]): Estimate => {
  if (unmeasured === undefined || rate.basis === "measured") return rate;
  const value = rate.value * unmeasured.value;
  const spread = (side: "low" | "high"): number => Math.hypot(Math.log(rate[side] / rate.value), Math.log(unmeasured[side] / unmeasured.value));
  return {
    value,
    low: value * Math.exp(-spread("low")),
    high: value * Math.exp(spread("high")),
    basis: "assumed",
    source: `${rate.source}; none by this maker, so times ${unmeasured.value}: ${unmeasured.source}`,
  };
};

/** Fewest GPUs that hold a run; all when none of them do. */
const devicesHolding =
  (card: LlmCard, most: number) =>
  (run: Omit<LlmRun, "devices" | "split">): number => {
    for (let devices = 1; devices < most; devices += 1) if (offloadedShare(card, { ...run, devices, split: "layers" }) === 0) return devices;
    return most;
  };

const answering = (query: LanguageQuery, card: LlmCard, { speeds, inference }: LanguageKnowledge): readonly LanguageSpeed[] => {
  const { gpu, workload, devices: most } = query;
  const run = answeringRun(workload, query.month, most, devicesHolding(card, most));
  const decode = run.engine === "llama_cpp" ? speeds.decode : speeds.serving;
  const keys = [`engine_${run.engine}`];
  const measured = (rate: "decodeTokensPerS" | "promptTokensPerS"): MeasuredRate | undefined =>
    inference === undefined ? undefined : measuredAnswer(inference, gpu.id, workload.model, workload.settings.quant, run, rate);
  const one = { ...run, devices: 1 };
  const offloaded = offloadedShare(card, run);
  const decoded = decodeRate(card, run, decode.constants);
  const read = promptRate(card, run, speeds.prompt.constants);
  const shared = { devices: run.devices, offloaded };
  return [
    {
      unit: "answered tokens/s",
      rate: kept(estimateOf(decoded, decode, keys, measured("decodeTokensPerS")), query.keptDecode),
      scaling: run.split === "tensor" ? Math.min(1, decoded / (run.devices * decodeRate(card, one, decode.constants))) : 1,
      kept: query.keptDecode.value,
      ...shared,
    },
    {
      unit: "prompt tokens/s",
      rate: kept(estimateOf(read, speeds.prompt, keys, measured("promptTokensPerS")), query.keptArithmetic),
      scaling: Math.min(1, read / (run.devices * promptRate(card, one, speeds.prompt.constants))),
      kept: query.keptArithmetic.value,
      ...shared,
    },
  ];
};

/**
 * How fast a language model answers and reads its prompt, or how fast it is trained: the published rate where there is one for that card,
 * model, count and software, else the fitted relation.
 * @returns nothing where the card's arithmetic rate is not known
 */
export const languageSpeeds = (query: LanguageQuery, knowledge: LanguageKnowledge): readonly LanguageSpeed[] => {
  const card = llmCard(query.gpu);
  if (card === undefined) return [];
  const job = tuningJob(query.workload, query.devices, query.linkBytesPerS);
  if (job === undefined) return answering(query, card, knowledge);
  const { tuning } = knowledge.speeds;
  const value = tuningRate(card, job, tuning.constants);
  const single = tuningRate(card, { ...job, devices: 1, isSharded: false }, tuning.constants);
  const published = knowledge.tuning === undefined ? undefined : measuredTuning(knowledge.tuning, query.gpu.id, query.workload.model, job);
  const measured = asTheJob(card, job, published, tuning);
  return [
    {
      unit: "trained tokens/s",
      rate: withOffload(
        kept(cautioned(estimateOf(value, tuning, [`method_${job.method}`], measured), query.unmeasured), query.keptArithmetic),
        query.workload,
        job,
        knowledge.speeds,
      ),
      devices: job.devices,
      scaling: Math.min(1, value / (single * job.devices)),
      kept: query.keptArithmetic.value,
      offloaded: 0,
    },
  ];
};
