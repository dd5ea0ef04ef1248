import { z } from "zod";
import { currency, decimalText, shortText } from "../../catalog/schema/fields.js";

/**
 * What a `rigplan.yaml` or a user's `config.yaml` may say: choices of data, never a command, a pager, an address or a file to write.
 * The strict object refuses those by name, so that a project's file cannot make the program do anything but answer differently.
 */
export const configSchema = z.strictObject({
  schema: z.literal(1).exactOptional(),
  region: shortText.exactOptional(),
  currency: currency.exactOptional(),
  hours_per_day: z.number().min(0).max(24).exactOptional(),
  idle_hours: z.number().min(0).max(24).exactOptional(),
  years: z.number().min(1).max(30).exactOptional(),
  frameworks: z.array(shortText).exactOptional(),
  workloads: z.array(shortText).exactOptional(),
  circuit: shortText.exactOptional(),
  tariff: shortText.exactOptional(),
  schedule: shortText.exactOptional(),
  budget: decimalText.exactOptional(),
  max_electricity: decimalText.exactOptional(),
  conditions: z.array(shortText).exactOptional(),
  vendors: z.array(shortText).exactOptional(),
  objective: shortText.exactOptional(),
  catalog: z.array(shortText).exactOptional(),
});
export type ConfigFile = z.output<typeof configSchema>;
