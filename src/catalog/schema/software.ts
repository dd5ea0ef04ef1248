import { z } from "zod";
import { SYSTEMS } from "../../domain/framework.js";
import { atLeastOne, cite, count, date, ID, month, name, shortText, source, text } from "./fields.js";

const sources = z.array(source).min(1).max(50);
const ids = z.array(z.string().regex(ID, "is not an id")).min(1).max(200).exactOptional();
const system = z.enum(SYSTEMS);
const version = z.string().regex(/^[a-z]?\d[\w.+ -]{0,30}$/, 'is not a version such as "2.9.1"');
const capability = z.string().regex(/^\d{1,2}\.\d$/, 'is not a compute capability such as "8.6"');
const CODE = /^(?:sm_\d{2,3}[af]?|compute_\d{2,3}|gfx[0-9a-f]{3,6}|arc-[ab]|apple)$/;

/** Which official builds the versions of a framework came in. */
export const releaseSchema = z.strictObject({
  schema: z.literal(1),
  name,
  between: z.enum(["none", "like_earlier", "not_known"]),
  versions: z.record(version, z.strictObject({ released: date.exactOptional(), python: shortText.exactOptional() })),
  builds: z
    .array(
      z.strictObject({
        versions: z.array(version).min(1),
        on: z.array(z.enum([...SYSTEMS, "linux-arm"])).min(1),
        build: shortText,
        code: z.array(z.string().regex(CODE, "is not code for a card such as sm_86, compute_90 or gfx906")).exactOptional(),
        capabilities: z.strictObject({ from: capability, to: capability }).exactOptional(),
        fails: z.array(shortText).exactOptional(),
        earlier_not_known: z.boolean().exactOptional(),
        install: text.exactOptional(),
        note: text.exactOptional(),
        sources: z.array(count(500)).min(1),
      }),
    )
    .min(1),
  cites: z.array(cite).min(1),
  sources,
});

/** What cards of one target have in common. */
export const architectureSchema = z.strictObject({
  schema: z.literal(1),
  name,
  vendor: z.enum(["nvidia", "amd", "intel", "apple"]),
  systems: z.array(system).min(1),
  lacks: z.array(shortText),
  driver: z
    .strictObject({
      first: count(10_000).exactOptional(),
      last: count(10_000).exactOptional(),
      ended_on: month.exactOptional(),
      ends_on: month.exactOptional(),
      kernel_module: z.enum(["open", "proprietary"]).exactOptional(),
    })
    .exactOptional(),
  ends: z
    .array(
      z.strictObject({
        layer: shortText,
        kind: z.enum(["past", "announced", "expected"]),
        from: month,
        to: month,
        last_version: shortText.exactOptional(),
        source: cite,
      }),
    )
    .exactOptional(),
  sources,
});

/** What the rest of the machine must have. */
export const hostNeedSchema = z.strictObject({
  schema: z.literal(1),
  name,
  applies: z.strictObject({
    gpus: ids,
    targets: ids,
    vendors: ids,
    cooling: ids,
    frameworks: ids,
    cards_from: atLeastOne(64).exactOptional(),
  }),
  needs: text,
  otherwise: text,
  fix: text,
  sources,
});
