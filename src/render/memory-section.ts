import type { Assessment } from "../domain/assessment.js";
import type { MemoryTerm, MemoryTermKind, WorkloadMemory } from "../domain/memory.js";
import { roundTo } from "../units/rounding.js";
import { numberText } from "./format.js";
import type { Page } from "./style.js";
import { labelled, paragraph, section, tableLines } from "./table.js";

/** What each term is, for someone who has never met the word. */
const TERM_WORDS: { readonly [K in MemoryTermKind]: string } = {
  weights: "the model's weights",
  companions: "networks beside it",
  gradients: "gradients",
  master_weights: "32-bit copy of weights",
  optimizer_states: "optimizer states",
  adapters: "adapters and their states",
  gathered_layers: "layers gathered for use",
  activations: "activations (values kept)",
  logits: "scores of every word",
  kv_cache: "cache of the context (KV)",
  working_buffers: "working buffers",
  context: "driver and kernels",
  communication: "link between cards",
  slack: "gaps that cannot be used",
};

const SHARD_WORDS: Readonly<Record<string, string>> = {
  layers: "split by layers over the cards",
  zero1: "optimizer states shared by the cards (ZeRO-1)",
  zero2: "gradients and states shared by the cards (ZeRO-2)",
  zero3: "everything shared by the cards (ZeRO-3, FSDP)",
};

const VERDICT_WORDS = { fits: "fits", does_not_fit: "does NOT fit", unknown: "is too close to call" } as const;

const gib = (value: number): string => (value < 100 ? roundTo(value, 1).toFixed(1) : numberText(value));

/** `at batch 128, the largest usual one that surely fits (256 does not)` */
const batchWords = ({ batch, usualBatch, verdict }: WorkloadMemory): string => {
  if (batch === undefined) return "";
  const at = `${usualBatch !== undefined && verdict !== "fits" ? " even" : ""} at batch ${numberText(batch)}`;
  return usualBatch === undefined || verdict !== "fits" ? at : `${at}, the largest usual one that surely fits (${numberText(usualBatch)} may not)`;
};

const answer = (job: WorkloadMemory): string => {
  const { verdict, need, availableGib, devices, missing } = job;
  if (need === undefined)
    return verdict === "fits" ? "runs on the processor and needs no GPU memory" : `is not known: the catalogue has no ${missing ?? "figures"}`;
  const { value, low, high } = need.perDeviceGib;
  const shared = SHARD_WORDS[need.shard];
  const each = devices === 1 ? "" : " on each GPU";
  const how = devices === 1 ? "" : shared === undefined ? "; every GPU holds all of it" : `; ${shared}`;
  return `${VERDICT_WORDS[verdict]}${batchWords(job)}: needs ${gib(value)} GB${each} (likely ${gib(low)} to ${gib(high)}) of the ${gib(availableGib)} GB that can be used${how}`;
};

const largestWords = ({ largest, verdict }: WorkloadMemory): string => {
  if (largest === undefined) return "";
  const what = largest.setting === "batch" ? "batch" : "context";
  if (largest.value === 0) return verdict === "fits" ? "" : `no ${what} is sure to fit`;
  return largest.setting === "batch"
    ? `a batch of up to ${numberText(largest.value)} is sure to fit`
    : `a context of up to ${numberText(largest.value)} tokens is sure to fit`;
};

/** What a job keeps in the computer's memory, and whether that has room for it. */
const hostWords = (hostGib: number, systemGib: number): string =>
  `${gib(hostGib)} GB of the computer's own memory${systemGib === 0 ? "" : `, which has ${numberText(systemGib)}${hostGib > systemGib ? ": too little, so it does NOT run here" : ""}`}`;

const termRow = ({ kind, gib: size, formula }: MemoryTerm): readonly string[] => [TERM_WORDS[kind], size < 0.05 ? "<0.1" : gib(size), formula];

const jobLines = (job: WorkloadMemory, systemGib: number, page: Page): readonly string[] => {
  const { next } = job;
  const largest = largestWords(job);
  return [
    ...paragraph(`${job.workload} (${job.name}) ${answer(job)}.`, page),
    ...(job.need === undefined
      ? []
      : tableLines(
          [
            { head: job.need.devices > 1 ? "On the fullest GPU" : "Made of" },
            { head: "GB", align: "right" },
            { head: "How it comes about", flexible: "wraps" },
          ],
          job.need.terms.map(termRow),
          page,
          "    ",
        )),
    ...(job.hostGib === undefined ? [] : labelled("Besides", hostWords(job.hostGib, systemGib), page)),
    ...(largest === "" ? [] : labelled("Room", largest, page)),
    ...(next === undefined
      ? []
      : labelled(
          "Instead",
          `${next.workload} fits, with ${next.what}: about ${gib(next.perDeviceGib)} GB${job.devices > 1 ? " on each GPU" : ""}${next.hostGib === undefined ? "" : `, and ${hostWords(next.hostGib, systemGib)}`}`,
          page,
        )),
  ];
};

/** Whether the jobs asked for fit the GPUs' memory, with the sum; nothing where none was asked for. GB of memory are 2^30 bytes, as cards are sold. */
export const memorySection = ({ memory: { workloads = [], systemGib } }: Assessment, page: Page): readonly string[] =>
  workloads.length === 0
    ? []
    : section(
        "MEMORY OF THE JOBS ASKED FOR",
        workloads.flatMap((job, index) => [...(index === 0 ? [] : [""]), ...jobLines(job, systemGib, page)]),
        page,
      );
