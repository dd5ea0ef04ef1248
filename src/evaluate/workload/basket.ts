import type { Assumptions, BasketJob } from "../../domain/assumptions.js";
import type { IndexStory, RankedCard } from "../../domain/index-story.js";
import type { LlmSpeedModel, LlmTuning } from "../../domain/llm.js";
import type { Gpu } from "../../domain/part.js";
import type { ThroughputModel } from "../../domain/throughput-model.js";
import { llmCard } from "./llm/card.js";
import { llmModel } from "./llm/shape.js";
import { tuningRate } from "./llm/tuning.js";
import { keptWithMemory, shareOf, vendorFactor } from "./throughput.js";
import { taskRate } from "./training.js";

/** Speed of one GPU at a job of the basket, memory to spare, that of the reference card being 1, and whether it was measured. */
export interface JobSpeed {
  readonly speed: number;
  readonly isMeasured: boolean;
}

const tuningOf = (job: NonNullable<BasketJob["tuning"]>): LlmTuning => ({
  model: llmModel({ paramsB: job.paramsB, layers: job.layers, hidden: job.hidden }),
  method: job.method,
  precision: "bf16",
  sequenceTokens: job.sequenceTokens,
  batchPerDevice: 1,
  accumulation: 1,
  checkpointing: true,
  isCompiled: false,
  devices: 1,
  isSharded: false,
  linkBytesPerS: 1,
});

/** Speed at the task a job has, or goes like. */
const atTask = (gpu: Gpu, job: BasketJob, model: ThroughputModel, assumptions: Assumptions): JobSpeed | undefined => {
  const found = taskRate(gpu, job.task ?? "", "fp16-amp", undefined, model);
  if (found === undefined) return undefined;
  const { isMeasured } = found;
  return { speed: found.rate.value * (isMeasured ? 1 : vendorFactor(gpu, assumptions).value), isMeasured: isMeasured && job.isLike !== true };
};

/**
 * Speed of one GPU at one job of the training basket, against the reference card's: a measured task, another task that it goes like, or
 * the tuning of a language model. Where it is both of the last two the lower one counts: cards held back by power or software reach less
 * of their rated operations, which only the measured task shows.
 * @returns undefined where the rates of either card are not known
 */
export const jobSpeed = (
  gpu: Gpu,
  reference: Gpu,
  job: BasketJob,
  model: ThroughputModel,
  llm: LlmSpeedModel,
  assumptions: Assumptions,
): JobSpeed | undefined => {
  const [own, other] = [atTask(gpu, job, model, assumptions), atTask(reference, job, model, assumptions)];
  if (own === undefined || other === undefined) return undefined;
  const asTask = own.speed / other.speed;
  if (job.tuning === undefined) return { speed: asTask, isMeasured: own.isMeasured };
  const tuning = tuningOf(job.tuning);
  const [card, referenceCard] = [llmCard(gpu), llmCard(reference)];
  if (card === undefined || referenceCard === undefined) return undefined;
  const asOperations = tuningRate(card, tuning, llm.tuning.constants) / tuningRate(referenceCard, tuning, llm.tuning.constants);
  return { speed: Math.min(asTask, asOperations), isMeasured: false };
};

const TOP = 10;
const HEAVIER = 3;

/**
 * The training index told with its reasons.
 * @param gpus - cards to rank; those without a speed at every job are left out
 */
export const indexStory = (gpus: Iterable<Gpu>, speeds: Readonly<Record<string, Readonly<Record<string, number>>>>, assumptions: Assumptions): IndexStory => {
  const basket = assumptions.trainingBasket;
  const cards = [...gpus];
  const rank = (jobs: readonly BasketJob[]): readonly RankedCard[] =>
    cards
      .flatMap((gpu): RankedCard[] => {
        let logs = 0;
        for (const job of jobs) {
          const speed = speeds[job.id]?.[gpu.id];
          const reference = speeds[job.id]?.["rtx-3090"];
          if (speed === undefined || reference === undefined) return [];
          logs += shareOf(job, jobs) * Math.log((speed / reference) * keptWithMemory(gpu, job, assumptions));
        }
        return [{ gpu: gpu.id, index: 100 * Math.exp(logs) }];
      })
      .sort((a, b) => b.index - a.index || (a.gpu < b.gpu ? -1 : 1))
      .slice(0, TOP);
  return {
    jobs: basket.map((job) => ({
      id: job.id,
      name: job.name,
      vramGib: job.vramGib,
      sharePct: 100 * shareOf(job, basket),
      goesBy:
        job.tuning === undefined
          ? `${job.isLike === true ? "a stand-in: " : ""}${job.task ?? ""}`
          : `${job.tuning.paramsB}B ${job.tuning.method}, at most as ${job.task ?? ""}`,
    })),
    top: rank(basket),
    reweighted: basket.map((job) => ({ job: job.id, top: rank(basket.map((other) => (other === job ? { ...job, weight: job.weight * HEAVIER } : other))) })),
  };
};
