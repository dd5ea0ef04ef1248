import type { Cards, MemoryModel } from "../../../domain/memory.js";
import type { Method, Workload } from "../../../domain/workload.js";
import { usualSettings } from "../../../domain/workload-settings.js";
import { isLanguageJob } from "../llm/job.js";
import { memoryVerdict, needOn } from "./fit.js";

/**
 * Below this, or a quarter of what is usual where that is less, training from nothing with a smaller batch may end elsewhere, and is left to
 * whoever asks for it. What is trained already is tuned with any batch.
 */
const SMALLEST_USUAL = 16;

/** The powers of two below the usual batch that a method is still done at, the largest first. */
const smallerBatches = (usual: number, method: Method): readonly number[] => {
  const least = method !== "train" ? 1 : Math.max(1, Math.min(SMALLEST_USUAL, Math.floor(usual / 4)));
  const found: number[] = [];
  for (let batch = 2 ** (Math.ceil(Math.log2(usual)) - 1); batch >= least; batch /= 2) found.push(batch);
  return found;
};

/**
 * A job as cards of this size do it. Training for which nobody named a batch has the usual one where that surely fits, else the largest
 * usual power of two that surely fits, else the smallest usual one. A batch that was asked for stands.
 */
export const jobOn = (workload: Workload, cards: Cards, model: MemoryModel): Workload => {
  const { method, given, settings } = workload;
  if (method === "infer" || given.includes("batch") || isLanguageJob(workload)) return workload;
  const usual = usualSettings(workload.model, method).batch;
  const at = (batch: number): Workload => (batch === settings.batch ? workload : { ...workload, settings: { ...settings, batch } });
  const fits = (batch: number): boolean => memoryVerdict(at(batch), cards, model) === "fits";
  if (usual === 1 || needOn(workload, cards, model) === undefined) return workload;
  if (fits(usual)) return at(usual);
  const smaller = smallerBatches(usual, method);
  return at(smaller.find(fits) ?? smaller.at(-1) ?? usual);
};
