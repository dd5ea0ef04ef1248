import { createHash } from "node:crypto";
import type { z } from "zod";
import type { PartKind, Provenance, SourceNote } from "../domain/part.js";
import { partProblems, unusual } from "./check.js";
import { type AnyRawPart, encodeFields, encodeFramework, encodeOffer, encodePart, encodeRegion, encodeRegionChange } from "./encode.js";
import { type Entry, kindOfSection, type Layer } from "./layer.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { OWN_PART_SCHEMAS, PART_CHANGE_SCHEMAS } from "./schema/parts.js";
import { exchangeChangeSchema, frameworkSchema, ownRegionSchema, regionChangeSchema, type regionSchema } from "./schema/subjects.js";
import type { EncodedPart, Snapshot } from "./snapshot.js";
import { type Checked, check } from "./validate.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const ABOUT: ReadonlySet<string> = new Set(["schema", "sources", "notes", "doubtful", "prices", "aliases", "name"]);

const withoutFields = (sources: readonly SourceNote[], fields: ReadonlySet<string>): readonly SourceNote[] =>
  sources
    .map((source) => ({ ...source, covers: source.covers.filter((field) => !fields.has(field.split(".")[0] ?? field)) }))
    .filter(({ covers }) => covers.length > 0);

/** What the user's file says is from the user: it counts as read, and takes the place of what was known before. */
const ownProvenance = (before: Provenance | undefined, raw: Partial<AnyRawPart>, layer: Layer, asOf: string): Provenance => {
  const changed = new Set(Object.keys(raw).filter((field) => !ABOUT.has(field)));
  const own: SourceNote[] = changed.size === 0 ? [] : [{ grade: "sourced", cite: `your file ${layer.name}`, readOn: asOf, covers: [...changed] }];
  return {
    notes: raw.notes ?? before?.notes ?? [],
    sources: [...withoutFields(before?.sources ?? [], changed), ...own],
    doubtful: (before?.doubtful ?? []).filter(({ field }) => !changed.has(field)),
  };
};

const regionFieldsOf = (raw: object): string[] => Object.keys(raw).filter((field) => !ABOUT.has(field));

/**
 * A snapshot with a user's file or folder laid over it: fields one by one, prices added as the user's own, new ids as new parts.
 * @throws Failure with every problem of the layer
 */
export const overlaid = (base: Snapshot, layer: Layer): { readonly snapshot: Snapshot; readonly warnings: readonly Problem[] } => {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const next: Mutable<Snapshot> = { ...base, parts: { ...base.parts }, provenance: { ...base.provenance }, regions: [...base.regions] };
  const take = <T>(checked: Checked<T>): T | undefined => {
    if (checked.ok) return checked.value;
    problems.push(...checked.problems);
    return undefined;
  };
  const held = <S extends z.ZodType>(schema: S, entry: Entry): z.output<S> | undefined => take(check(schema, entry.file, entry.path));

  const ownSource = (covers: string[]): { grade: "sourced"; cite: string; read_on: string; covers: string[] } => ({
    grade: "sourced",
    cite: `your file ${layer.name}`,
    read_on: base.asOf,
    covers,
  });

  const layPart = <K extends PartKind>(kind: K, entry: Entry): void => {
    const parts: readonly EncodedPart<K>[] = next.parts[kind];
    const at = parts.findIndex((part) => part.id === entry.id);
    const before = parts[at];
    const found = held(before === undefined ? OWN_PART_SCHEMAS[kind] : PART_CHANGE_SCHEMAS[kind], entry);
    if (found === undefined) return;
    const raw = found as AnyRawPart;
    problems.push(...partProblems(kind, raw, entry, undefined));
    warnings.push(...unusual(kind, raw, entry));
    let laid: EncodedPart<K>;
    if (before === undefined) laid = encodePart(kind, entry.id, raw as Parameters<typeof encodePart<K>>[2], true);
    else {
      const offers = (raw.prices ?? []).map((offer) => encodeOffer(offer, true));
      laid = { ...before, ...encodeFields(kind, raw), offers: [...before.offers, ...offers] };
    }
    const list = before === undefined ? [...parts, laid] : parts.with(at, laid);
    next.parts = { ...next.parts, [kind]: list };
    const known = next.provenance[kind];
    const text = Object.hasOwn(known, entry.id) ? known[entry.id] : undefined;
    const provenance = ownProvenance(text === undefined ? undefined : (JSON.parse(text) as Provenance), raw, layer, base.asOf);
    next.provenance = { ...next.provenance, [kind]: { ...known, [entry.id]: JSON.stringify(provenance) } };
  };

  const layRegion = (entry: Entry): void => {
    const code = entry.id.toUpperCase();
    const before = next.regions.find((region) => region.code === code);
    if (before === undefined) {
      const raw = held(ownRegionSchema, entry);
      if (raw !== undefined) next.regions = [...next.regions, encodeRegion({ ...raw, schema: 1, sources: raw.sources ?? [ownSource(regionFieldsOf(raw))] })];
      return;
    }
    const raw = held(regionChangeSchema, entry) as Partial<z.output<typeof regionSchema>> | undefined;
    if (raw === undefined) return;
    const changed = new Set(regionFieldsOf(raw));
    const { read_on: readOn, ...own } = ownSource([...changed]);
    const laid = { ...before, ...encodeRegionChange(raw), sources: [...withoutFields(before.sources, changed), { ...own, readOn }] };
    next.regions = next.regions.map((region) => (region.code === code ? laid : region));
  };

  for (const entry of layer.entries) {
    const kind = kindOfSection(entry.section);
    if (kind !== undefined) layPart(kind, entry);
    else if (entry.section === "regions") layRegion(entry);
    else if (entry.section === "exchange") {
      const raw = held(exchangeChangeSchema, entry);
      if (raw !== undefined) {
        const { exchange } = next;
        if (raw.base !== undefined && raw.base !== exchange.base) {
          problems.push({
            kind: "conflict",
            message: `rates against ${quoted(raw.base)} cannot be laid over rates against ${exchange.base}`,
            at: entry.file.place([...entry.path, "base"]),
          });
        }
        next.exchange = {
          base: exchange.base,
          asOf: raw.as_of ?? exchange.asOf,
          source: `${exchange.source}; your file ${layer.name}`,
          perBase: { ...exchange.perBase, ...raw.rates },
        };
      }
    } else if (entry.section === "frameworks") {
      const raw = held(frameworkSchema, entry);
      if (raw !== undefined) next.frameworks = [...next.frameworks.filter(({ id }) => id !== entry.id), encodeFramework(entry.id, raw)];
    } else {
      problems.push({ kind: "catalogue", message: `${quoted(entry.section)} cannot be laid over the built-in one`, at: entry.file.place(entry.path, true) });
    }
  }
  if (problems.length > 0) throw failureOf(problems);
  next.digest = createHash("sha256").update(`${base.digest}\n${layer.digest}`).digest("hex");
  return { snapshot: next, warnings };
};
