import { existsSync, readFileSync } from "node:fs";
import { beforeAll, expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.js";
import { Failure } from "../../../src/domain/failure.js";
import type { Workload, WorkloadModel } from "../../../src/domain/workload.js";
import { workloadFrom } from "../../../src/domain/workload-name.js";

let models: ReadonlyMap<string, WorkloadModel>;
beforeAll(async () => {
  models = (await loadCatalog()).subjects.workloads();
});

const job = (text: string): Workload => workloadFrom(text, models);
const short = (text: string): string => `${job(text).model.id}:${job(text).method}`;
const refusal = (text: string): string => {
  try {
    job(text);
  } catch (error) {
    if (error instanceof Failure) return `${error.kind}: ${error.message}; ${error.details.fix}`;
    throw error;
  }
  return "none";
};

test.each([
  ["resnet50", "resnet50:train"],
  ["resnet50:train", "resnet50:train"],
  ["ResNet-50", "resnet50:train"],
  ["bert-large:finetune", "bert-large:finetune"],
  ["bert_large_squad", "bert-large:finetune"],
  ["yolov8", "yolov8m:train"],
  ["sdxl:lora", "sdxl:lora"],
  ["sdxl-lora", "sdxl:lora"],
  ["stable-diffusion-xl", "sdxl:infer"],
  ["llama-3-8b", "llama-3.1-8b:infer"],
  ["Llama 3.1 8B", "llama-3.1-8b:infer"],
  ["meta-llama/Llama-3.1-8B-Instruct:qlora", "llama-3.1-8b:qlora"],
  ["llama3.1:8b", "llama-3.1-8b:infer"],
  ["llama-3.3-70b:infer,q4_k_m", "llama-3.1-70b:infer"],
  ["llama-3-8b:full", "llama-3.1-8b:finetune"],
  ["llama-3-8b,qlora", "llama-3.1-8b:qlora"],
  ["llama-3-8b:q8_0", "llama-3.1-8b:infer"],
  ["deepseek-r1", "deepseek-v3:infer"],
  ["whisper", "whisper-large-v3:infer"],
  ["flux:lora", "flux.1-dev:lora"],
  ["mixtral", "mixtral-8x7b:infer"],
])("%s is %s", (text, expected) => {
  expect(short(text)).toBe(expected);
});

test("settings are read by name, by another name, and by a value that says what it is", () => {
  expect(job("llama-3-8b:qlora,seq=2048,batch=1")).toMatchObject({
    settings: { seq: 2048, batch: 1, quant: "nf4", recompute: "full" },
    given: ["seq", "batch"],
  });
  expect(job("llama-3-8b:infer,ctx=16k,bs=4,Q8_0,kv=int8").settings).toMatchObject({ seq: 16_384, batch: 4, quant: "q8_0", kv: "q8_0" });
  expect(job("llama-3-8b:finetune,adam-8bit,fsdp,checkpointing=no").settings).toMatchObject({ optimizer: "adamw8bit", shard: "zero3", recompute: "none" });
});

test("a name in any case keeps the words it was asked with", () => {
  expect(job("Llama-3-8B:QLoRA").id).toBe("llama-3-8b:qlora");
});

test.each([
  ["resnet5O", 'usage: there is no workload "resnet5O"; did you mean resnet50'],
  ["lama-3-8b", 'usage: there is no workload "lama-3-8b"; did you mean llama-3-8b'],
  ["nosuchthing", "usage: there is no workload"],
  ["", "usage: there is no workload"],
  ["resnet50:qlora", 'usage: ResNet-50 has no method "qlora"; it has train, finetune, infer'],
  ["llama-3-8b:qlroa", 'usage: "qlroa" is nothing that is done with Llama 3 / 3.1 8B; did you mean qlora?'],
  ["resnet50:train,seq=2048", 'usage: resnet50:train has no setting "seq"; it takes batch'],
  ["llama-3-8b:infer,q4_k_n", 'usage: "q4_k_n" is not a setting of llama-3.1-8b:infer; did you mean q4_k_'],
  ["llama-3-8b:infer,batch=0", 'usage: batch "0" of llama-3.1-8b:infer is not known; a whole number from 1'],
  ["llama-3-8b:infer,batch=1,batch=2", "usage: batch of llama-3.1-8b:infer is given twice"],
  ["llama-3-8b:infer,bacth=2", 'usage: llama-3.1-8b:infer has no setting "bacth"; did you mean batch?'],
  ["__proto__", "usage: there is no workload"],
  ["llama-3-8b:infer,__proto__=1", "usage: llama-3.1-8b:infer has no setting"],
])("%j is refused with what to write", (text, expected) => {
  expect(refusal(text)).toContain(expected);
});

test("every name means one model only, and every model's first method resolves", () => {
  const seen = new Map<string, string>();
  for (const { id, aliases } of models.values()) {
    for (const word of [id, ...aliases]) {
      const plain = word.toLowerCase().replace(/[\s_.:/-]+/g, "");
      expect(seen.get(plain) ?? id, word).toBe(id);
      seen.set(plain, id);
    }
    expect(job(id).model.id).toBe(id);
  }
});

const facts = new URL("../../../../shared/facts/workloads.csv", import.meta.url);
test.skipIf(!existsSync(facts))("every workload of the facts resolves by its own id", () => {
  const ids = readFileSync(facts, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split(",")[0] ?? "");
  expect(ids).toHaveLength(84);
  expect(ids.map((id) => refusal(id)).filter((text) => text !== "none")).toEqual([]);
});
