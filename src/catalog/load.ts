import { existsSync, readFileSync } from "node:fs";
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

/** A compiled file, plain ASCII, beside the bundle or in `dist` when run from source. */
const readCompiled = (name: string): string => {
  const beside = new URL(name, import.meta.url);
  const path = existsSync(beside) ? beside : new URL(`../../dist/${name}`, import.meta.url);
  if (!existsSync(path)) throw new Error(`the compiled catalogue is missing (${fileURLToPath(path)}): run npm run build`);
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

const builtInTexts: SnapshotTexts<Texts> = { regions: lateTexts("regions.txt"), details: lateTexts("details.txt") };

const recordOf = (texts: Texts): TextRecord => Object.fromEntries(texts.names().map((name) => [name, texts.get(name) ?? ""]));

// Our own files, checked when they were made.
export const readSnapshot = (): Snapshot => JSON.parse(readCompiled("catalog.json")) as Snapshot;
export const readTexts = (): SnapshotTexts => ({ regions: recordOf(builtInTexts.regions), details: recordOf(builtInTexts.details) });
export const readSubject = (subject: SubjectName): SubjectFile => JSON.parse(readCompiled(`subjects/${subject}.json`)) as SubjectFile;

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
    const laid = overlaid(snapshot, texts, readLayer(path), readSubject);
    ({ snapshot, texts } = laid);
    for (const warning of laid.warnings) onUnusual?.(warning);
  }
  return catalogOf(snapshot, { regions: textsOf(texts.regions), details: textsOf(texts.details) }, readSubject, overlays);
};
