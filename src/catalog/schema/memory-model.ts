import { z } from "zod";
import { MEMORY_CLASSES, MEMORY_CONSTANTS, type MemoryBenchmarks, type MemoryModel } from "../../domain/memory.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, count, name, rate, shortText, source, text } from "./fields.js";

const constant = z.strictObject({
  value: z.number().min(0),
  low: z.number().min(0),
  high: z.number().min(0),
  unit: shortText,
  basis: z.enum(["measured", "stated", "modelled", "assumed"]),
  source: cite,
  why: text,
});
const spread = z.strictObject({
  low: rate(1),
  high: z.number().min(1).max(20),
  below_gib: rate(100).exactOptional(),
  above_gib: rate(100).exactOptional(),
  measurements: count(1_000_000),
  source: cite,
});

export const memoryModelSchema = z.strictObject({
  schema: z.literal(1),
  name,
  constants: z.record(z.enum(MEMORY_CONSTANTS), constant),
  spread: z.record(z.enum(MEMORY_CLASSES), spread),
  sources: z.array(source).max(50),
});

export const encodeMemoryModel = (_id: string, { constants, spread: factors }: z.output<typeof memoryModelSchema>): MemoryModel => ({
  constants,
  spread: factors,
});

const measurement = z.strictObject({
  model: shortText,
  params_b: rate(100_000).exactOptional(),
  method: shortText,
  precision: shortText,
  optimizer: shortText,
  batch: z.number().min(0).max(1_000_000),
  seq: count(10_000_000),
  checkpointing: shortText.exactOptional(),
  count: atLeastOne(100_000).exactOptional(),
  gb: rate(1_000_000),
  gpu: shortText.exactOptional(),
  note: text.exactOptional(),
});

export const memoryBenchmarksSchema = z.strictObject({
  schema: z.literal(1),
  name,
  notes: z.array(text).max(50).exactOptional(),
  groups: z.array(z.strictObject({ source: cite, as_of: shortText, how: text, rows: z.array(measurement).min(1) })).min(1),
});

export const encodeMemoryBenchmarks = (_id: string, { groups }: z.output<typeof memoryBenchmarksSchema>): MemoryBenchmarks => ({ groups: groups.map(camel) });
