import { z } from "zod";
import type { LlmBenchmarks, LlmInferenceRow, LlmRelation, LlmSpeedModel, LlmTuningRow } from "../../domain/llm.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, date, ID, name, rate, shortText, text } from "./fields.js";

const id = z.string().regex(ID, "is not an id");
const notes = z.array(text).max(50).exactOptional();
const tokensPerS = rate(1e8);
const tokens = atLeastOne(10_000_000);

const models = z.record(
  id,
  z.strictObject({
    params_b: rate(100_000),
    active_params_b: rate(100_000).exactOptional(),
    layers: atLeastOne(1000).exactOptional(),
    hidden: atLeastOne(1_000_000).exactOptional(),
    kv_bytes_per_token: atLeastOne(100_000_000).exactOptional(),
  }),
);

/** A measurement without software, month or rows is none. */
const bench = { bench: id, source: cite, software: shortText, as_of: date };
const device = { gpu: id, count: atLeastOne(100_000), model: id };

const inferenceRow = z
  .strictObject({
    ...device,
    split: z.enum(["layers", "tensor"]).exactOptional(),
    quant: shortText,
    weights_gb: rate(100_000).exactOptional(),
    context: tokens,
    batch: rate(1_000_000),
    prompt_tokens_per_s: tokensPerS.exactOptional(),
    decode_tokens_per_s: tokensPerS.exactOptional(),
  })
  .refine(
    (row) => row.prompt_tokens_per_s !== undefined || row.decode_tokens_per_s !== undefined,
    "says no rate: prompt_tokens_per_s, decode_tokens_per_s or both",
  );

const tuningRow = z
  .strictObject({
    ...device,
    params_b: rate(100_000).exactOptional(),
    method: z.enum(["full", "lora", "qlora"]),
    precision: z.enum(["fp32", "bf16", "fp8"]),
    seq: tokens,
    batch_per_gpu: atLeastOne(100_000),
    accumulation: atLeastOne(100_000),
    checkpointing: z.boolean(),
    compiled: z.boolean(),
    sharded: z.boolean(),
    tokens_per_s: tokensPerS.exactOptional(),
    samples_per_s: tokensPerS.exactOptional(),
    peak_memory_gb: rate(1_000_000).exactOptional(),
    note: text.exactOptional(),
  })
  .refine((row) => (row.tokens_per_s === undefined) !== (row.samples_per_s === undefined), "needs one rate: tokens_per_s or samples_per_s");

const heading = { schema: z.literal(1), name, notes, models } as const;
export const llmInferenceSchema = z.strictObject({ ...heading, benches: z.array(z.strictObject({ ...bench, rows: z.array(inferenceRow).min(1) })).min(1) });
export const llmTuningSchema = z.strictObject({ ...heading, benches: z.array(z.strictObject({ ...bench, rows: z.array(tuningRow).min(1) })).min(1) });

const positive = z.number().min(1e-15).max(1e15);
const relation = z.strictObject({
  source: cite,
  constants: z.record(shortText, positive),
  errors: z.record(shortText, z.strictObject({ low: rate(1), high: rate(100) })),
});
export const llmSpeedSchema = z.strictObject({ schema: z.literal(1), name, notes, decode: relation, serving: relation, prompt: relation, tuning: relation });

const shapes = (raw: z.output<typeof models>): LlmBenchmarks<LlmInferenceRow>["models"] =>
  Object.fromEntries(Object.entries(raw).map(([model, shape]) => [model, camel(shape)]));
export const encodeLlmInference = (_id: string, raw: z.output<typeof llmInferenceSchema>): LlmBenchmarks<LlmInferenceRow> => ({
  models: shapes(raw.models),
  benches: raw.benches.map((one) => camel(one)),
});
export const encodeLlmTuning = (_id: string, raw: z.output<typeof llmTuningSchema>): LlmBenchmarks<LlmTuningRow> => ({
  models: shapes(raw.models),
  benches: raw.benches.map((one) => camel(one)),
});

const relationOf = ({ source, constants, errors }: z.output<typeof relation>): LlmRelation => ({ source, constants, bands: errors });
export const encodeLlmSpeed = (_id: string, { decode, serving, prompt, tuning }: z.output<typeof llmSpeedSchema>): LlmSpeedModel => ({
  decode: relationOf(decode),
  serving: relationOf(serving),
  prompt: relationOf(prompt),
  tuning: relationOf(tuning),
});
