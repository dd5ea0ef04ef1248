import { z } from "zod";
import { DIFFERENCE_KINDS, type PublishedBuild } from "../../domain/build.js";
import { camel } from "../camel.js";
import { checkAmount, currency, date, market, moneyFields, name, source, text, wattage } from "./fields.js";
import { extras, rigParts } from "./rig.js";

/** A published part list: what its author wrote, line by line, in a rig file's own words. */
export const buildSchema = z.strictObject({
  schema: z.literal(1),
  name,
  author: name,
  priced_on: date,
  market,
  currency,
  made: z.enum(["built", "plan", "estimate"]),
  complete: z.boolean(),
  published_total: z.strictObject(moneyFields).superRefine(checkAmount).exactOptional(),
  difference: z.strictObject({ kind: z.enum(DIFFERENCE_KINDS), why: text }).exactOptional(),
  measured_power_w: wattage.exactOptional(),
  stated_power_w: wattage.exactOptional(),
  gpu_power_limit_w: wattage.exactOptional(),
  parts: rigParts,
  extras: extras.exactOptional(),
  notes: z.array(text).max(50).exactOptional(),
  sources: z.array(source).min(1).max(20),
});

export const encodeBuild = (id: string, raw: z.output<typeof buildSchema>): PublishedBuild => {
  const { schema: _schema, complete, parts, extras: beside = [], notes = [], sources, ...rest } = raw;
  return { id, ...camel(rest), isComplete: complete, parts, extras: beside, notes, source: sources.map(({ cite }) => cite).join("; ") };
};
