import { z } from "zod";
import { CONFIDENCES, SAFETY_CASES, SAFETY_TOPICS, type SafetyStatement } from "../../domain/safety.js";
import { camel } from "../camel.js";
import { cite, date, ID, name, text } from "./fields.js";

const country = z.string().regex(/^[A-Z]{2}$/, "is not a country code such as GB");

export const safetySchema = z.strictObject({
  schema: z.literal(1),
  name,
  topic: z.enum(SAFETY_TOPICS),
  applies: z.strictObject({
    when: z.enum(SAFETY_CASES),
    regions: z.array(country).min(1).exactOptional(),
    gpus: z.array(z.string().regex(ID, "is not an id")).min(1).exactOptional(),
    above_plug_share: z.number().min(0).max(1).exactOptional(),
  }),
  says: text,
  todo: text.exactOptional(),
  confidence: z.enum(CONFIDENCES),
  source: cite,
  seen_on: date.exactOptional(),
});

export const encodeSafety = (id: string, { schema: _schema, ...raw }: z.output<typeof safetySchema>): SafetyStatement => ({ id, ...camel(raw) });
