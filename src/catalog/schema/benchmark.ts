import { z } from "zod";
import { ARITHMETICS, type BenchmarkSuite, PRECISIONS, RUN_LINKS } from "../../domain/benchmark.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, date, ID, name, rate, shortText, text } from "./fields.js";

const row = z.strictObject({
  gpu: z.string().regex(ID, "is not an id"),
  count: atLeastOne(4096),
  link: z.enum(RUN_LINKS).exactOptional(),
  workload: z.string().regex(ID, "is not an id"),
  precision: z.enum(PRECISIONS),
  math: z.enum(ARITHMETICS).exactOptional(),
  batch: rate(1_000_000_000).exactOptional(),
  throughput: rate(1e12),
  unit: shortText,
  software: shortText,
  p2p: z.enum(["on", "off"]).exactOptional(),
  systems: atLeastOne(1000).exactOptional(),
  spread_pct: rate(1000).exactOptional(),
  as_of: date,
  run: name.exactOptional(),
});

export const benchmarkSchema = z.strictObject({
  schema: z.literal(1),
  name,
  source: cite,
  read_on: date,
  notes: z.array(text).max(50).exactOptional(),
  rows: z.array(row).min(1).max(20_000),
});

export const encodeBenchmarks = (id: string, { schema: _schema, ...raw }: z.output<typeof benchmarkSchema>): BenchmarkSuite => ({
  id,
  notes: [],
  ...camel(raw),
});
