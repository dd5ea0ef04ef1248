import { z } from "zod";
import { DRAW_CLASSES, type DrawMeasurements, type PowerModel, type PowerSweeps, SPEED_CLASSES, SWEEP_CLASSES } from "../../domain/power-model.js";
import { camel } from "../camel.js";
import { atLeastOne, cite, date, ID, name, rate, shortText, text } from "./fields.js";

const id = z.string().regex(ID, "is not an id");
const share = z.number().min(0).max(1);
const drawShare = z.strictObject({ value: share, low: share, high: share });
/** One value for each state of a busy card. */
const busyStates = <S extends z.ZodType>(of: S) =>
  z.strictObject({ training: of, inference: of, serving: of, serving_few: of, serving_many: of, serving_many_sparse: of });
const speedPoints = z.array(z.strictObject({ share, speed: share, low: share, high: z.number().min(0).max(1.5) })).min(2);

export const powerModelSchema = z.strictObject({
  schema: z.literal(1),
  name,
  source: cite,
  speed_at_limit: z.strictObject(
    Object.fromEntries(SPEED_CLASSES.map((kind) => [kind, speedPoints])) as { compute: typeof speedPoints; decode: typeof speedPoints },
  ),
  lowest_share: share,
  draw: busyStates(drawShare),
  limited_draw: drawShare,
  cards: z.record(id, busyStates(share.exactOptional())),
  error: z.strictObject({ median_pct: z.number().min(0), p90_pct: z.number().min(0), points: z.int().min(0) }),
});

const watts = rate(100_000);
const sources = z.record(id, cite);

export const powerSweepsSchema = z.strictObject({
  schema: z.literal(1),
  name,
  sources,
  sweeps: z.array(
    z.strictObject({
      gpu: id,
      workload: shortText,
      class: z.enum(SWEEP_CLASSES),
      default_limit_w: watts,
      source: id,
      seen_on: date,
      note: text.exactOptional(),
      points: z.array(z.array(watts).min(2).max(3)).min(2),
    }),
  ),
});

export const drawMeasurementsSchema = z.strictObject({
  schema: z.literal(1),
  name,
  sources,
  hosts: z.record(
    id,
    z.strictObject({
      cpu: id.exactOptional(),
      modules: atLeastOne(64).exactOptional(),
      psu_w: watts.exactOptional(),
      efficiency: shortText.exactOptional(),
      note: text,
    }),
  ),
  measurements: z.array(
    z.strictObject({
      gpu: id,
      cards: atLeastOne(64),
      class: z.enum(DRAW_CLASSES),
      workload: shortText,
      requests: atLeastOne(100_000).exactOptional(),
      sparse: z.boolean().exactOptional(),
      measured_w: watts,
      at: z.enum(["gpu", "wall", "node"]),
      host: id.exactOptional(),
      peak: z.boolean().exactOptional(),
      source: id,
      seen_on: date,
      note: text.exactOptional(),
    }),
  ),
});

export const encodePowerModel = (_id: string, { schema: _schema, name: _name, ...raw }: z.output<typeof powerModelSchema>): PowerModel => camel(raw);
export const encodePowerSweeps = (_id: string, { schema: _schema, name: _name, ...raw }: z.output<typeof powerSweepsSchema>): PowerSweeps => camel(raw);
export const encodeDrawMeasurements = (_id: string, { schema: _schema, name: _name, ...raw }: z.output<typeof drawMeasurementsSchema>): DrawMeasurements =>
  camel(raw);
