import { createHash } from "node:crypto";
import type { z } from "zod";
import type { Offer } from "../domain/offer.js";
import type { PartKind, SourceNote } from "../domain/part.js";
import { camel } from "./camel.js";
import { entryProblems, straySources } from "./check.js";
import { type AnyRawPart, encodeFields, encodeFramework, encodeOffers, encodePart, encodeRegion, encodeRegionChange, liveOffers } from "./encode.js";
import { type Entry, kindOfSection, type Layer } from "./layer.js";
import { contradictions, futureDates, unusual } from "./plausible.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { regionBands } from "./region-bands.js";
import type { RawSource } from "./schema/fields.js";
import { OWN_PART_SCHEMAS, PART_CHANGE_SCHEMAS } from "./schema/parts.js";
import { SUBJECTS, subjectAt } from "./schema/registry.js";
import { exchangeChangeSchema, frameworkSchema, ownRegionSchema, regionChangeSchema, type regionSchema } from "./schema/subjects.js";
import { type EncodedPart, type EncodedRegion, type PartDetails, partName, type Snapshot, type SnapshotTexts, type SubjectReader } from "./snapshot.js";
import { type Checked, check } from "./validate.js";

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

const ABOUT: ReadonlySet<string> = new Set(["schema", "sources", "notes", "doubtful", "prices", "aliases", "name"]);

const headOf = (field: string): string => field.split(".")[0] ?? field;

const withoutFields = (sources: readonly SourceNote[], fields: ReadonlySet<string>): readonly SourceNote[] =>
  sources.map((source) => ({ ...source, covers: source.covers.filter((field) => !fields.has(headOf(field))) })).filter(({ covers }) => covers.length > 0);

const fieldsOf = (raw: object): string[] => Object.keys(raw).filter((field) => !ABOUT.has(field));

/** The figures of a user's file that none of its sources speaks of, as `covers` spells them. */
const unsourced = (raw: object, sources: readonly SourceNote[]): readonly string[] => {
  const covered = new Set(sources.flatMap(({ covers }) => covers));
  return fieldsOf(raw).flatMap((field): readonly string[] => {
    if (covered.has(field)) return [];
    const value: unknown = Object.entries(raw).find(([key]) => key === field)?.[1];
    const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).map((key) => `${field}.${key}`) : [];
    const open = inner.filter((key) => !covered.has(key));
    return open.length === inner.length ? [field] : open;
  });
};

/** Where figures come from once a user's file lies over them: as the file says, and what it gives without a source is the user's word. */
const laidSources = (before: readonly SourceNote[], raw: { readonly sources?: readonly RawSource[] }, layer: Layer, asOf: string): readonly SourceNote[] => {
  const named: readonly SourceNote[] = camel(raw.sources ?? []);
  const told = new Set([...fieldsOf(raw), ...named.flatMap(({ covers }) => covers.map(headOf))]);
  const covers = unsourced(raw, named);
  const own: readonly SourceNote[] = covers.length === 0 ? [] : [{ grade: "own", cite: `your file ${layer.name}`, readOn: asOf, covers }];
  return [...withoutFields(before, told), ...named, ...own];
};

const laidDetails = (before: PartDetails | undefined, raw: Partial<AnyRawPart>, layer: Layer, asOf: string): PartDetails => {
  const changed = new Set(fieldsOf(raw));
  const doubts = raw.doubtful ?? [];
  return {
    notes: raw.notes ?? before?.notes ?? [],
    sources: laidSources(before?.sources ?? [], raw, layer, asOf),
    history: [...(before?.history ?? []), ...encodeOffers(raw, true).filter(({ isHistory }) => isHistory)],
    doubtful: [...(before?.doubtful ?? []).filter(({ field }) => !changed.has(field) && !doubts.some((doubt) => doubt.field === field)), ...doubts],
  };
};

/** What a layer makes of a catalogue. */
interface Overlaid {
  /** With every subject that the layer touches. */
  readonly snapshot: Snapshot;
  readonly texts: SnapshotTexts;
  readonly warnings: readonly Problem[];
}

/**
 * A snapshot with a user's file or folder laid over it: fields one by one, prices added as the user's own, new ids as new parts.
 * @param lastDay - what the layer says was seen later than this cannot have been
 * @throws Failure with every problem of the layer
 */
export const overlaid = (base: Snapshot, known: SnapshotTexts, layer: Layer, readSubject: SubjectReader, lastDay: string): Overlaid => {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const next: Mutable<Snapshot> = { ...base };
  let { regions, details, offers } = known;
  const take = <T>(checked: Checked<T>): T | undefined => {
    if (checked.ok) return checked.value;
    problems.push(...checked.problems);
    return undefined;
  };
  const held = <S extends z.ZodType>(schema: S, entry: Entry): z.output<S> | undefined => take(check(schema, entry.file, entry.path));

  const layPart = <K extends PartKind>(kind: K, entry: Entry): void => {
    const parts: readonly EncodedPart<K>[] = next.parts[kind];
    const at = parts.findIndex((part) => part.id === entry.id);
    const before = parts[at];
    const found = held(before === undefined ? OWN_PART_SCHEMAS[kind] : PART_CHANGE_SCHEMAS[kind], entry);
    if (found === undefined) return;
    const raw = found as AnyRawPart;
    problems.push(...contradictions(kind, raw, entry), ...straySources(kind, raw, entry, before !== undefined));
    warnings.push(...unusual(kind, raw, entry));
    const laid: EncodedPart<K> =
      before === undefined ? encodePart(kind, entry.id, raw as Parameters<typeof encodePart<K>>[2]) : { ...before, ...encodeFields(kind, raw) };
    const list = before === undefined ? [...parts, laid] : parts.with(at, laid);
    next.parts = { ...next.parts, [kind]: list };
    const name = partName(kind, entry.id);
    const live = liveOffers(raw, true);
    if (live.length > 0) {
      const listed = Object.hasOwn(offers, name) ? (JSON.parse(offers[name] ?? "[]") as readonly Offer[]) : [];
      offers = { ...offers, [name]: JSON.stringify([...listed, ...live]) };
    }
    const text = Object.hasOwn(details, name) ? details[name] : undefined;
    const laidOver = laidDetails(text === undefined ? undefined : (JSON.parse(text) as PartDetails), raw, layer, base.asOf);
    details = { ...details, [name]: JSON.stringify(laidOver) };
  };

  const judged = (raw: Parameters<typeof regionBands>[0], entry: Entry): void => {
    const found = regionBands(raw, entry, next.exchange.perBase);
    problems.push(...found.problems);
    warnings.push(...found.warnings);
  };

  const layRegion = (entry: Entry): void => {
    const code = entry.id.toUpperCase();
    const knownText = Object.hasOwn(regions, code) ? regions[code] : undefined;
    const before = knownText === undefined ? undefined : (JSON.parse(knownText) as EncodedRegion);
    const put = (region: EncodedRegion): void => {
      regions = { ...regions, [code]: JSON.stringify(region) };
    };
    if (before === undefined) {
      const raw = held(ownRegionSchema, entry);
      if (raw !== undefined) judged(raw, entry);
      if (raw !== undefined) put({ ...encodeRegion({ ...raw, schema: 1, sources: [] }), sources: laidSources([], raw, layer, base.asOf) });
      return;
    }
    const raw = held(regionChangeSchema, entry) as Partial<z.output<typeof regionSchema>> | undefined;
    if (raw === undefined) return;
    judged(raw, entry);
    put({ ...before, ...encodeRegionChange(raw), sources: laidSources(before.sources, raw, layer, base.asOf) });
  };

  const laySubject = (entry: Entry): void => {
    const subject = subjectAt(entry.section, entry.id);
    if (subject === undefined) {
      problems.push({ kind: "catalogue", message: `${quoted(entry.section)} cannot be laid over the built-in one`, at: entry.file.place(entry.path, true) });
      return;
    }
    const { schema, encode } = SUBJECTS[subject];
    const values = next.subjects[subject] ?? readSubject(subject);
    const before = Object.hasOwn(values, entry.id) ? values[entry.id] : undefined;
    const raw = held(before === undefined ? schema.partial({ schema: true }) : schema.partial(), entry);
    if (raw === undefined) return;
    problems.push(...entryProblems(subject, raw, entry));
    const value: object = { ...(before as object | undefined), ...(encode(entry.id, raw as never) as object) };
    next.subjects = { ...next.subjects, [subject]: { ...values, [entry.id]: value } };
  };

  for (const entry of layer.entries) {
    problems.push(...futureDates(entry, lastDay));
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
    } else laySubject(entry);
  }
  if (problems.length > 0) throw failureOf(problems);
  next.digest = createHash("sha256").update(`${base.digest}\n${layer.digest}`).digest("hex");
  return { snapshot: next, texts: { regions, details, offers }, warnings };
};
