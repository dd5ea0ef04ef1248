import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Catalog } from "../domain/catalog.js";
import type { SubjectName } from "../domain/subject.js";
import type { Problem } from "./problem.js";
import { catalogOf, type Snapshot, type SnapshotTexts, type SubjectFile } from "./snapshot.js";
import { type TextRecord, type Texts, textsIn, textsOf } from "./texts.js";

export interface LoadOptions {
  /** Paths of the user's catalogue files or folders; later ones win, field by field. */
  readonly overlays?: readonly string[];
  /** Told of every figure of a user's file that is possible and unusual. */
  readonly onUnusual?: (warning: Problem) => void;
}

const here = dirname(fileURLToPath(import.meta.url));
/** Compiled files stand beside the bundle, or in `dist` when run from source. */
const compiledFolder = existsSync(join(here, "catalog.json")) ? here : join(here, "../../dist");
const compiledPath = (name: string): string => join(compiledFolder, name);

/** A compiled file, plain ASCII. */
const readCompiled = (name: string): string => {
  const path = compiledPath(name);
  if (!existsSync(path)) throw new Error(`the compiled catalogue is missing (${path}): run npm run build`);
  return readFileSync(path, "latin1");
};

/** Texts that are read when one of them is first asked for. */
const lateTexts = (name: string): Texts => {
  let read: Texts | undefined;
  const texts = (): Texts => {
    read ??= textsIn(readCompiled(name));
    return read;
  };
  return { has: (key) => texts().has(key), get: (key) => texts().get(key), names: () => texts().names() };
};

/** The codes of built-in regions name files; the table is missing only where the catalogue was compiled without. */
const readPrices = (region: string): string | undefined => {
  const name = `prices/${region}.json`;
  return existsSync(compiledPath(name)) ? readCompiled(name) : undefined;
};

const builtInTexts: SnapshotTexts<Texts> = {
  regions: lateTexts("regions.txt"),
  details: lateTexts("details.txt"),
  offers: lateTexts("offers.txt"),
  prices: { get: readPrices },
};

const recordOf = (texts: Texts): TextRecord => Object.fromEntries(texts.names().map((name) => [name, texts.get(name) ?? ""]));

// Our own files, checked when they were made.
export const readSnapshot = (): Snapshot => JSON.parse(readCompiled("catalog.json")) as Snapshot;
export const readTexts = (): SnapshotTexts => ({
  regions: recordOf(builtInTexts.regions),
  details: recordOf(builtInTexts.details),
  offers: recordOf(builtInTexts.offers),
});
export const readSubject = (subject: SubjectName): SubjectFile => JSON.parse(readCompiled(`subjects/${subject}.json`)) as SubjectFile;

const MS_PER_DAY = 86_400_000;

/** The last day on which anything can have been seen: tomorrow by UTC, which is today somewhere, or the catalogue's own day where the clock is behind it. */
export const lastDay = (asOf: string): string => {
  const tomorrow = new Date(Date.now() + MS_PER_DAY).toISOString().slice(0, 10);
  return tomorrow > asOf ? tomorrow : asOf;
};

/**
 * The built-in catalogue with the user's files over it. The reader and the schemas are loaded only when there are such files.
 * @throws Failure with every problem of a user's file
 */
export const loadCatalog = async ({ overlays = [], onUnusual }: LoadOptions = {}): Promise<Catalog> => {
  let snapshot = readSnapshot();
  if (overlays.length === 0) return catalogOf(snapshot, builtInTexts, readSubject);
  let texts = readTexts();
  const [{ readLayer }, { overlaid }] = await Promise.all([import("./layer.js"), import("./overlay.js")]);
  for (const path of overlays) {
    const laid = overlaid(snapshot, texts, readLayer(path), readSubject, lastDay(snapshot.asOf));
    ({ snapshot, texts } = laid);
    for (const warning of laid.warnings) onUnusual?.(warning);
  }
  return catalogOf(snapshot, { regions: textsOf(texts.regions), details: textsOf(texts.details), offers: textsOf(texts.offers) }, readSubject, overlays);
};
