import type { z } from "zod";
import type { PartKind } from "../domain/part.js";
import type { SubjectName } from "../domain/subject.js";
import { earlyPrices, entryProblems, partProblems } from "./check.js";
import { type AnyRawPart, encodeAssumptions, encodeDetails, encodeExchange, encodeFramework, encodePart, encodeRegion, liveOffers } from "./encode.js";
import { type Entry, kindOfSection, type Layer } from "./layer.js";
import { unusual } from "./plausible.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { regionBands } from "./region-bands.js";
import { PART_SCHEMAS } from "./schema/parts.js";
import { SUBJECT_NAMES, SUBJECTS, subjectAt } from "./schema/registry.js";
import { assumptionsSchema, catalogSchema, exchangeSchema, frameworkSchema, regionSchema } from "./schema/subjects.js";
import {
  type EncodedPart,
  type EncodedRegion,
  emptyByKind,
  partName,
  type Snapshot,
  type SnapshotTexts,
  type SubjectFile,
  type SubjectFiles,
} from "./snapshot.js";
import { type Checked, check } from "./validate.js";

/** What a whole catalogue comes to: its snapshot, and what is unusual in it. */
export interface Compiled {
  readonly snapshot: Snapshot;
  readonly texts: SnapshotTexts;
  /** The subjects that are not in the snapshot. */
  readonly subjects: Partial<SubjectFiles>;
  readonly warnings: readonly Problem[];
}

type Parts = { [K in PartKind]: EncodedPart<K>[] };

const place = <K extends PartKind>(parts: Parts, kind: K, part: EncodedPart<K>): void => {
  const list: EncodedPart<K>[] = parts[kind];
  list.push(part);
};

const only = (entries: readonly Entry[], section: string, layer: Layer): Entry => {
  const found = entries.find((entry) => entry.section === section);
  if (found === undefined) throw failureOf([{ kind: "catalogue", message: `the catalogue has no ${section}`, at: { file: layer.name } }]);
  return found;
};

/** Across files: a region's market and money are known, every price can be converted, every link leads somewhere. */
const acrossFiles = (snapshot: Snapshot, regions: readonly EncodedRegion[], offered: Iterable<string>, layer: Layer): readonly Problem[] => {
  const problems: Problem[] = [];
  const at = { file: layer.name };
  const rates = snapshot.exchange.perBase;
  const currencies = new Set(offered);
  for (const region of regions) {
    currencies.add(region.currency);
    if (region.electricity !== undefined) currencies.add(region.electricity.currency);
    const defaults = region.circuits.filter(({ isDefault }) => isDefault).length;
    if (region.circuits.length > 0 && defaults !== 1)
      problems.push({ kind: "catalogue", message: `region ${quoted(region.code)} has ${defaults} default circuits`, at, fix: "mark one" });
  }
  for (const currency of currencies) {
    if (!Object.hasOwn(rates, currency))
      problems.push({ kind: "catalogue", message: `no exchange rate for ${currency}`, at, fix: "add it to the exchange rates" });
  }
  return problems;
};

export interface CompileOptions {
  /** The last day by the clock on which anything can have been seen; the catalogue's own day where it is later, or this is not given. */
  readonly lastDay?: string;
  readonly onStep?: () => void;
}

/**
 * A whole catalogue, checked entry by entry and across files, as a snapshot.
 * @throws Failure with every problem of every file
 */
export const compileCatalog = (layer: Layer, version: string, { lastDay: clockDay = "", onStep }: CompileOptions = {}): Compiled => {
  const { entries } = layer;
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const take = <T>(checked: Checked<T>): T | undefined => {
    if (checked.ok) return checked.value;
    problems.push(...checked.problems);
    return undefined;
  };
  const whole = <S extends z.ZodType>(section: string, schema: S): z.output<S> | undefined => {
    const entry = only(entries, section, layer);
    return take(check(schema, entry.file, entry.path));
  };
  const about = whole("catalog", catalogSchema);
  const exchange = whole("exchange", exchangeSchema);
  const assumptions = whole("assumptions", assumptionsSchema);
  const lastDay = about === undefined ? undefined : clockDay > about.as_of ? clockDay : about.as_of;
  const parts: Parts = emptyByKind(() => []);
  const details: Record<string, string> = {};
  const offers: Record<string, string> = {};
  const offered = new Set<string>();
  const regions: EncodedRegion[] = [];
  const frameworks: Snapshot["frameworks"][number][] = [];
  const subjects = Object.fromEntries(SUBJECT_NAMES.map((subject) => [subject, {}])) as Record<SubjectName, Record<string, unknown>>;
  const addPart = <K extends PartKind>(kind: K, entry: Entry): void => {
    const schema = PART_SCHEMAS[kind];
    const raw = take(check(schema, entry.file, entry.path)) as AnyRawPart | undefined;
    if (raw === undefined) return;
    problems.push(...partProblems(kind, raw, entry, lastDay));
    warnings.push(...unusual(kind, raw, entry), ...(about === undefined ? [] : earlyPrices(raw, entry, about.as_of)));
    place(parts, kind, encodePart(kind, entry.id, raw as Parameters<typeof encodePart<K>>[2]));
    const name = partName(kind, entry.id);
    details[name] = JSON.stringify(encodeDetails(raw));
    const live = liveOffers(raw, false);
    for (const { currency } of live) offered.add(currency);
    if (live.length > 0) offers[name] = JSON.stringify(live);
  };
  const addSubject = (entry: Entry): void => {
    const subject = subjectAt(entry.section, entry.id);
    if (subject === undefined) {
      if (SUBJECT_NAMES.some((name) => SUBJECTS[name].folder === entry.section))
        problems.push({
          kind: "catalogue",
          message: `${quoted(entry.id)} is not one of the files of ${entry.section}`,
          at: entry.file.place(entry.path, true),
        });
      return;
    }
    const raw = take(check(SUBJECTS[subject].schema, entry.file, entry.path));
    if (raw === undefined) return;
    problems.push(...entryProblems(subject, raw, entry));
    subjects[subject][entry.id] = SUBJECTS[subject].encode(entry.id, raw as never);
  };
  // Sorted, so that the order of files on a disk changes nothing.
  for (const entry of [...entries].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))) {
    onStep?.();
    const kind = kindOfSection(entry.section);
    if (kind !== undefined) addPart(kind, entry);
    else if (entry.section === "regions") {
      const raw = take(check(regionSchema, entry.file, entry.path));
      if (raw !== undefined) {
        if (raw.code.toLowerCase() !== entry.id)
          problems.push({
            kind: "conflict",
            message: `the file is named ${quoted(entry.id)} and its code is ${quoted(raw.code)}`,
            at: entry.file.place([...entry.path, "code"]),
          });
        const bands = regionBands(raw, entry, exchange?.rates ?? {});
        problems.push(...bands.problems);
        warnings.push(...bands.warnings);
        regions.push(encodeRegion(raw));
      }
    } else if (entry.section === "frameworks") {
      const raw = take(check(frameworkSchema, entry.file, entry.path));
      if (raw !== undefined) frameworks.push(encodeFramework(entry.id, raw));
    } else addSubject(entry);
  }
  if (problems.length > 0 || about === undefined || exchange === undefined || assumptions === undefined) throw failureOf(problems);
  const subjectsThat = (areHot: boolean): Partial<SubjectFiles> =>
    Object.fromEntries(SUBJECT_NAMES.filter((name) => (SUBJECTS[name].isHot === true) === areHot).map((name): [string, SubjectFile] => [name, subjects[name]]));
  const snapshot: Snapshot = {
    version,
    asOf: about.as_of,
    digest: layer.digest,
    parts,
    exchange: encodeExchange(exchange),
    frameworks,
    assumptions: encodeAssumptions(assumptions),
    subjects: subjectsThat(true),
  };
  const across = acrossFiles(snapshot, regions, offered, layer);
  if (across.length > 0) throw failureOf(across);
  const texts = { regions: Object.fromEntries(regions.map((region) => [region.code, JSON.stringify(region)])), details, offers };
  return { snapshot, texts, subjects: subjectsThat(false), warnings };
};
