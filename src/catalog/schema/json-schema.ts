import { z } from "zod";
import { PART_KINDS, type PartKind } from "../../domain/part.js";
import { PART_SCHEMAS } from "./parts.js";
import { SUBJECT_NAMES, SUBJECTS } from "./registry.js";
import { rigSchema } from "./rig.js";
import { assumptionsSchema, catalogSchema, exchangeSchema, frameworkSchema, regionSchema } from "./subjects.js";

const OTHERS: Readonly<Record<string, z.ZodType>> = {
  region: regionSchema,
  exchange: exchangeSchema,
  framework: frameworkSchema,
  assumptions: assumptionsSchema,
  catalog: catalogSchema,
  rig: rigSchema,
  ...Object.fromEntries(SUBJECT_NAMES.map((name) => [name, SUBJECTS[name].schema])),
};

/** Every kind of file that has a schema. */
export const SCHEMA_KINDS: readonly string[] = [...PART_KINDS, ...Object.keys(OTHERS)];

const isPartKind = (kind: string): kind is PartKind => PART_KINDS.some((known) => known === kind);

/** JSON Schema (2020-12) of one kind of file, for editors to complete from; undefined for a kind there is none of. */
export const jsonSchemaFor = (kind: string): object | undefined => {
  const schema = isPartKind(kind) ? PART_SCHEMAS[kind] : Object.hasOwn(OTHERS, kind) ? OTHERS[kind] : undefined;
  return schema === undefined ? undefined : z.toJSONSchema(schema, { io: "input", target: "draft-2020-12" });
};
