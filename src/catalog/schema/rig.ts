import { z } from "zod";
import { PART_KINDS, type PartKind } from "../../domain/part.js";
import { EXTRA_KINDS } from "../../domain/rig.js";
import type { Workload } from "../../domain/workload.js";
import { watts } from "../../units/quantity.js";
import { atLeastOne, checkAmount, currency, day, moneyFields, name, shortText } from "./fields.js";
import { PART_FIELDS } from "./parts.js";
import { inlineWorkloadSchema } from "./workload.js";

const MOST_GPUS = 16;
const MOST_OTHERS = 64;

/** The least a busy part and a busy computer draw: a figure below is in kilowatts. */
const reading = (least: number, most: number) =>
  z.strictObject({
    idle: z
      .number()
      .min(least / 10)
      .max(most)
      .exactOptional(),
    typical: z.number().min(least).max(most).exactOptional(),
    peak: z.number().min(least).max(most).exactOptional(),
  });

const lineFields = (kind: PartKind) =>
  ({
    quantity: atLeastOne(kind === "gpu" ? MOST_GPUS : MOST_OTHERS).exactOptional(),
    condition: z.enum(["new", "used", "refurbished"]).exactOptional(),
    owned: z.boolean().exactOptional(),
    measured_w: reading(1, 5000).exactOptional(),
    price: z.strictObject(moneyFields).superRefine(checkAmount).exactOptional(),
  }) as const;

/** A line that names a part of the catalogue. */
const byId = (kind: PartKind) => z.strictObject({ id: shortText, label: name.exactOptional(), ...lineFields(kind) });
/** A part written out with the catalogue's own fields. */
const inline = (kind: PartKind) => z.strictObject({ name, ...PART_FIELDS[kind], ...lineFields(kind) });

/** Schemas of one line of a rig file, by kind: told apart by whether the line has an `id`. */
export const RIG_LINES = Object.fromEntries(PART_KINDS.map((kind) => [kind, { byId: byId(kind), inline: inline(kind) }])) as {
  readonly [K in PartKind]: { readonly byId: ReturnType<typeof byId>; readonly inline: ReturnType<typeof inline> };
};

const anyLine = (kind: PartKind): z.ZodType => {
  const line = z.union([byId(kind), inline(kind)]);
  return z.union([line, z.array(line)]);
};

/** Something that is paid for with the rig and is no part of the machine. */
const extra = z.strictObject({
  name,
  kind: z.enum(EXTRA_KINDS).exactOptional(),
  quantity: atLeastOne(MOST_OTHERS).exactOptional(),
  condition: z.enum(["new", "used", "refurbished"]).exactOptional(),
  owned: z.boolean().exactOptional(),
  price: z.strictObject(moneyFields).superRefine(checkAmount).exactOptional(),
});
export const extras = z.array(extra).max(100);
export type RawExtra = z.output<typeof extra>;

const scenario = z.strictObject({
  region: shortText.exactOptional(),
  currency: currency.exactOptional(),
  load_hours_per_day: z.number().min(0).max(24).exactOptional(),
  idle_hours_per_day: z.number().min(0).max(24).exactOptional(),
  years: z.int().min(1).max(30).exactOptional(),
  as_of: day.exactOptional(),
  frameworks: z.array(shortText).exactOptional(),
  workloads: z.array(z.unknown()).max(50).exactOptional(),
  min_support_years: z.number().min(0).max(30).exactOptional(),
  circuit: shortText.exactOptional(),
  tariff: shortText.exactOptional(),
  schedule: shortText.exactOptional(),
  pieces: atLeastOne(12).exactOptional(),
  with_standing_charge: z.boolean().exactOptional(),
  observed_prices: z.boolean().exactOptional(),
});

/** Everything of a rig file but the lines of its parts, which are checked one by one. */
export const rigFrame = z.strictObject({
  schema: z.literal(1),
  name: name.exactOptional(),
  parts: z.strictObject(Object.fromEntries(PART_KINDS.map((kind) => [kind, z.unknown().optional()]))),
  extras: extras.exactOptional(),
  gpu_power_limit_w: z.number().min(10).max(5000).transform(watts).exactOptional(),
  measured_w: reading(10, 50_000).exactOptional(),
  nodes: atLeastOne(64).exactOptional(),
  scenario: scenario.exactOptional(),
});
/** What a file says of its scenario, its jobs read. */
export type RigScenario = Omit<z.output<typeof scenario>, "workloads"> & { readonly workloads?: readonly Workload[] };

/** Every line of every kind. */
export const rigParts = z.strictObject(Object.fromEntries(PART_KINDS.map((kind) => [kind, anyLine(kind).optional()])));

/** The whole file, for the JSON Schema that editors complete from. */
export const rigSchema = rigFrame.extend({
  parts: rigParts,
  scenario: scenario.extend({ workloads: z.array(z.union([shortText, inlineWorkloadSchema])).exactOptional() }).exactOptional(),
});
