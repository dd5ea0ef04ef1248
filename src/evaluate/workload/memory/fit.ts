import type { Verdict } from "../../../domain/finding.js";
import type { Cards, JobFit, MemoryModel, MemoryNeed, MemoryTermKind, WorkloadMemory } from "../../../domain/memory.js";
import type { Sharding, Workload } from "../../../domain/workload.js";
import { loweredFrom, settingsOf } from "../../../domain/workload-settings.js";
import { changedWorkload } from "../../../domain/workload-text.js";
import { isPoolable, memoryNeed } from "./need.js";
import { thinnerWays } from "./thinner.js";

/** What a job can use of a card: the driver keeps a little. */
export const usableGib = (vramGib: number, { constants }: MemoryModel): number => vramGib * constants.usable_share.value;

/** Surely below what there is, surely above it, or too close to call. */
const verdictOf = ({ perDeviceGib }: MemoryNeed, availableGib: number): Verdict =>
  perDeviceGib.high <= availableGib ? "fits" : perDeviceGib.low > availableGib ? "does_not_fit" : "unknown";

const LADDER = ["none", "zero1", "zero2", "zero3"] as const;

/** The ways in which several cards may share a job, the least sharing first. */
const sharings = ({ method, settings }: Workload, devices: number, isShared: boolean): readonly Exclude<Sharding, "auto">[] => {
  if (devices === 1 || !isShared || method === "infer") return ["none"];
  return settings.shard === "auto" ? LADDER : [settings.shard];
};

/** What a job takes on cards of this size: with `shard: auto` the least sharing that surely fits, else the most there is. */
export const needOn = (workload: Workload, { vramGib, devices }: Cards, model: MemoryModel): MemoryNeed | undefined => {
  const isShared = isPoolable(workload);
  const available = usableGib(vramGib, model);
  let last: MemoryNeed | undefined;
  for (const shard of sharings(workload, devices, isShared)) {
    last = memoryNeed(workload, isShared ? devices : 1, shard, model);
    if (last !== undefined && verdictOf(last, available) === "fits") return last;
  }
  return last;
};

/** Whether a job fits cards of this size: the one question a planner asks, without the rest of the story. */
export const memoryVerdict = (workload: Workload, cards: Cards, model: MemoryModel): Verdict => {
  if (runsOnCpu(workload)) return "fits";
  const need = needOn(workload, cards, model);
  return need === undefined ? "unknown" : verdictOf(need, usableGib(cards.vramGib, model));
};

const runsOnCpu = ({ model, method }: Workload): boolean => model.methods.some((entry) => entry.method === method && entry.runsOnCpu === true);

/** Whether a job fits, with both numbers. */
export const jobFit = (workload: Workload, cards: Cards, model: MemoryModel): JobFit => {
  const availableGib = usableGib(cards.vramGib, model);
  const base = { workload: workload.id, availableGib, devices: cards.devices };
  if (runsOnCpu(workload)) return { ...base, verdict: "fits" };
  const need = needOn(workload, cards, model);
  if (need === undefined) return { ...base, verdict: "unknown", missing: missingWords(workload) };
  const { value, low, high } = need.perDeviceGib;
  return { ...base, verdict: verdictOf(need, availableGib), likely: value, low, high };
};

const MOST_BATCH = 65_536;

/** The largest value up to `most` for which a claim holds, if it holds for all below it; 0 when it holds for none. */
const largestThat = (holds: (value: number) => boolean, most: number): number => {
  let low = 0;
  let step = 1;
  while (low + step <= most && holds(low + step)) {
    low += step;
    step *= 2;
  }
  for (step = Math.min(step, most - low); step >= 1; step = Math.floor(step / 2)) {
    while (low + step <= most && holds(low + step)) low += step;
  }
  return low;
};

/** The largest batch of a training job, or the longest context of an inference, that surely fits. */
const largestOf = (workload: Workload, cards: Cards, model: MemoryModel): NonNullable<WorkloadMemory["largest"]> => {
  const context = workload.model.transformer?.context;
  const setting = workload.method === "infer" && workload.settings.seq !== undefined && context !== undefined ? "seq" : "batch";
  const fits = (value: number): boolean => memoryVerdict(changedWorkload(workload, { [setting]: value }), cards, model) === "fits";
  return { setting, value: largestThat(fits, setting === "seq" ? (context ?? 1) : MOST_BATCH) };
};

/** What offloading moves to the computer's memory. */
const MOVED: ReadonlySet<MemoryTermKind> = new Set(["weights", "companions", "gradients", "master_weights", "optimizer_states"]);

const movable = (workload: Workload, model: MemoryModel): number =>
  (memoryNeed(workload, 1, "none", model)?.terms ?? []).reduce((sum, { kind, gib }) => sum + (MOVED.has(kind) ? gib : 0), 0);

/** What a job keeps in the computer's memory, GiB: what it would keep on the GPU without offloading, less what it still keeps there. */
export const hostMemoryGib = (workload: Workload, model: MemoryModel): number =>
  workload.settings.offload === "none" ? 0 : Math.max(0, movable(changedWorkload(workload, { offload: "none" }), model) - movable(workload, model));

const hostOf = (workload: Workload, model: MemoryModel): { readonly hostGib?: number } => {
  const hostGib = hostMemoryGib(workload, model);
  return hostGib === 0 ? {} : { hostGib };
};

/** The batch that is trained with, and the usual one where that had to give way. */
const batchOf = (workload: Workload): Pick<WorkloadMemory, "batch" | "usualBatch"> => {
  if (workload.method === "infer" || !settingsOf(workload.model, workload.method).includes("batch")) return {};
  const usualBatch = loweredFrom(workload);
  return { batch: workload.settings.batch, ...(usualBatch === undefined ? {} : { usualBatch }) };
};

/**
 * Whether a job fits the cards, what its memory is made of, the largest that fits, and the next thinner way where it does not. A way that the computer's own memory holds, if it is known, goes before one that it does not.
 */
export const workloadMemory = (workload: Workload, cards: Cards, model: MemoryModel, systemGib = Number.POSITIVE_INFINITY): WorkloadMemory => {
  const { id, method } = workload;
  const availableGib = usableGib(cards.vramGib, model);
  const base = { workload: id, name: workload.model.name, method, availableGib, devices: cards.devices, ...batchOf(workload), ...hostOf(workload, model) };
  if (runsOnCpu(workload)) return { ...base, verdict: "fits" };
  const need = needOn(workload, cards, model);
  if (need === undefined) return { ...base, verdict: "unknown", missing: missingWords(workload) };
  const verdict = verdictOf(need, availableGib);
  const largest = largestOf(workload, cards, model);
  if (verdict === "fits") return { ...base, verdict, need, largest };
  const fitting = thinnerWays(workload).filter((way) => memoryVerdict(way.workload, cards, model) === "fits");
  const next = fitting.find((way) => hostMemoryGib(way.workload, model) <= systemGib) ?? fitting[0];
  const nextNeed = next === undefined ? undefined : needOn(next.workload, cards, model);
  return {
    ...base,
    verdict,
    need,
    largest,
    ...(next === undefined || nextNeed === undefined
      ? {}
      : { next: { workload: next.workload.id, what: next.what, verdict: "fits", perDeviceGib: nextNeed.perDeviceGib.value, ...hostOf(next.workload, model) } }),
  };
};

/** The field of the catalogue whose absence keeps a job from being added up. */
const missingWords = (workload: Workload): string => `workloads/${workload.model.id}: ${missingFields(workload)}`;

const missingFields = ({ model, method }: Workload): string => {
  if (model.paramsM === undefined) return "params_m";
  if (model.transformer === undefined) return method === "infer" ? "inference_mb" : "activation_mb";
  return "transformer";
};
