import { type Method, QUANTS, type Workload } from "../../../domain/workload.js";
import { settingsOf, usualSettings } from "../../../domain/workload-settings.js";
import { changedWorkload, type SettingChanges } from "../../../domain/workload-text.js";
import { quantBits } from "./weights.js";

/** A way to do a job with less memory. */
export interface ThinnerWay {
  readonly workload: Workload;
  readonly what: string;
}

const LADDER = ["fp16", "q8_0", "q6_k", "q5_k_m", "q4_k_m", "q3_k_m", "q2_k"] as const;

const coarser = (workload: Workload): readonly ThinnerWay[] =>
  LADDER.filter((quant) => quantBits(quant) < quantBits(workload.settings.quant)).map((quant) => ({
    workload: changedWorkload(workload, { quant }),
    what: `weights stored as ${quant}`,
  }));

const SHORT_CONTEXTS = [8192, 4096, 2048];

const decodingWays = (workload: Workload): readonly ThinnerWay[] => {
  const seq = workload.settings.seq ?? 0;
  const shorter = SHORT_CONTEXTS.filter((tokens) => tokens < seq).map(
    (tokens): ThinnerWay => ({
      workload: changedWorkload(workload, { seq: tokens }),
      what: `a context of ${tokens} tokens`,
    }),
  );
  const cache = workload.settings.kv === "fp16" ? [{ workload: changedWorkload(workload, { kv: "q8_0" }), what: "keys and values stored in 8 bits" }] : [];
  const away = { workload: changedWorkload(workload, { offload: "weights" }), what: "layers kept in system memory, many times slower" };
  return [...cache, ...shorter.slice(0, 1), ...coarser(workload), away];
};

/** A job with another method, its own usual settings, and what was asked for as far as that method has it. */
const asMethod = (workload: Workload, method: Method, changes: SettingChanges): Workload => {
  const offered = settingsOf(workload.model, method);
  const kept = Object.fromEntries(
    workload.given.filter((name) => offered.includes(name) && name !== "quant" && name !== "precision").map((name) => [name, workload.settings[name]]),
  );
  const usual = { ...workload, settings: usualSettings(workload.model, method), given: [] };
  return changedWorkload(usual, { ...kept, ...changes }, method);
};

const AWAY = "weights kept in system memory, several times slower";

const METHOD_WORDS: { readonly [M in Method]: string } = {
  train: "training",
  finetune: "training every weight",
  lora: "adapters over 16-bit weights (LoRA)",
  qlora: "adapters over 4-bit weights (QLoRA)",
  infer: "running it",
};

/** What costs a language model's adapters neither speed worth speaking of nor quality. */
const LEAN = { loss: "chunked", optimizer: "adamw8bit" } as const;
const LEAN_WORDS = "the loss worked out in pieces and an 8-bit optimizer";

/** The lean way of a job of adapters, said after what makes it one; nothing where it is lean already. */
const leanWay = (adapters: Workload, before: readonly string[]): readonly ThinnerWay[] => {
  const { model, method, settings } = adapters;
  if (!settingsOf(model, method).includes("loss") || (settings.loss === LEAN.loss && settings.optimizer === LEAN.optimizer)) return [];
  const isSingle = settings.batch === 1;
  return [
    {
      workload: changedWorkload(adapters, isSingle ? LEAN : { batch: 1, ...LEAN }),
      what: [...before, ...(isSingle ? [] : ["a batch of 1"]), LEAN_WORDS].join(", "),
    },
  ];
};

/** Methods that train a part of the weights instead of all, and the lean way of each, the ones that give up least first. */
export const thinnerMethods = (workload: Workload): readonly ThinnerWay[] => {
  const { model, method } = workload;
  const has = model.methods.map((entry) => entry.method);
  return (["lora", "qlora"] as const).flatMap((other): readonly ThinnerWay[] => {
    const isThinner = method === "finetune" || method === "train" || (method === "lora" && other === "qlora");
    if (!has.includes(other)) return [];
    if (!isThinner) return other === method ? leanWay(workload, []) : [];
    const what = METHOD_WORDS[other];
    const adapters = asMethod(workload, other, {});
    const single = adapters.settings.batch > 1 ? [{ workload: changedWorkload(adapters, { batch: 1 }), what: `${what}, a batch of 1` }] : [];
    return [{ workload: adapters, what }, ...single, ...leanWay(adapters, [what])];
  });
};

const trainingWays = (workload: Workload): readonly ThinnerWay[] => {
  const { model, method, settings } = workload;
  const offered = settingsOf(model, method);
  const steps: { readonly changes: SettingChanges; readonly what: string }[] = [
    ...(settings.precision === "fp32" && offered.includes("precision") ? [{ changes: { precision: "amp" } as const, what: "mixed precision" }] : []),
    ...(settings.recompute !== "full" && offered.includes("recompute")
      ? [{ changes: { recompute: "full" } as const, what: "activations computed again" }]
      : []),
    ...(settings.batch > 1 ? [{ changes: { batch: 1 }, what: "a batch of 1" }] : []),
    ...(settings.optimizer === "adamw" && offered.includes("optimizer") ? [{ changes: { optimizer: "adamw8bit" } as const, what: "an 8-bit optimizer" }] : []),
  ];
  const ways: ThinnerWay[] = [];
  let changes: SettingChanges = {};
  const words: string[] = [];
  for (const step of steps) {
    changes = { ...changes, ...step.changes };
    words.push(step.what);
    ways.push({ workload: changedWorkload(workload, changes), what: words.join(", ") });
  }
  const batch = settings.batch > 1 ? { batch: 1 } : {};
  ways.push(...thinnerMethods(workload));
  if (model.family === "diffusion" && method === "lora") {
    for (const quant of QUANTS.filter((name) => (name === "fp8" || name === "nf4") && quantBits(name) < quantBits(settings.quant)))
      ways.push({ workload: changedWorkload(workload, { ...batch, quant }), what: `frozen weights stored as ${quant}` });
  }
  if (offered.includes("offload") && settings.offload === "none")
    ways.push({ workload: changedWorkload(workload, { ...changes, offload: "weights" }), what: AWAY });
  if ((method === "finetune" || method === "train") && model.methods.some((entry) => entry.method === "qlora"))
    ways.push({ workload: asMethod(workload, "qlora", { ...batch, offload: "weights" }), what: `${METHOD_WORDS.qlora}, ${AWAY}` });
  return ways;
};

const imageWays = (workload: Workload): readonly ThinnerWay[] => {
  const { settings, model, method } = workload;
  const offered = settingsOf(model, method);
  const ways: ThinnerWay[] = [];
  if (settings.batch > 1) ways.push({ workload: changedWorkload(workload, { batch: 1 }), what: "a batch of 1" });
  if (offered.includes("offload"))
    ways.push({ workload: changedWorkload(workload, { batch: 1, offload: "weights" }), what: "networks moved to the card one at a time" });
  for (const quant of ["fp16", "fp8", "nf4"] as const) {
    if (offered.includes("quant") && quantBits(quant) < quantBits(settings.quant))
      ways.push({
        workload: changedWorkload(workload, { batch: 1, quant, ...(offered.includes("offload") ? { offload: "weights" } : {}) }),
        what: `weights stored as ${quant}`,
      });
  }
  return ways;
};

/** Half the batch, a quarter, and so on: the first thing to try with images. */
const smallerBatches = (workload: Workload): readonly ThinnerWay[] => {
  const ways: ThinnerWay[] = [];
  for (let batch = Math.floor(workload.settings.batch / 2); batch >= 1; batch = Math.floor(batch / 2))
    ways.push({ workload: changedWorkload(workload, { batch }), what: `a batch of ${batch}` });
  return ways;
};

/** Ways to do the same job in less memory, the ones that give up least first. */
export const thinnerWays = (workload: Workload): readonly ThinnerWay[] => {
  const { family } = workload.model;
  if (workload.method === "infer") return family === "llm" || family === "language" ? decodingWays(workload) : imageWays(workload);
  if (family === "vision" || family === "detection" || family === "segmentation") return [...smallerBatches(workload), ...trainingWays(workload)];
  return trainingWays(workload);
};
