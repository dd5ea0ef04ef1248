import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalog } from "../domain/catalog.js";
import type { SubjectName } from "../domain/subject.js";
import type { Problem } from "./problem.js";
import { catalogOf, type Details, type Snapshot, type SubjectFile } from "./snapshot.js";

export interface LoadOptions {
  /** Paths of the user's catalogue files or folders; later ones win, field by field. */
  readonly overlays?: readonly string[];
  /** Told of every figure of a user's file that is possible and unusual. */
  readonly onUnusual?: (warning: Problem) => void;
}

const SNAPSHOT = "catalog.json";
const DETAILS = "details.json";

/** A compiled file beside the bundle, or in `dist` when run from source. */
const readCompiled = (name: string): string => {
  const beside = new URL(name, import.meta.url);
  const path = existsSync(beside) ? beside : new URL(`../../dist/${name}`, import.meta.url);
  if (!existsSync(path)) throw new Error(`the compiled catalogue is missing (${fileURLToPath(path)}): run npm run build`);
  return readFileSync(path, "utf8");
};

// Our own files, checked when they were made.
export const readSnapshot = (): Snapshot => JSON.parse(readCompiled(SNAPSHOT)) as Snapshot;
export const readDetails = (): Details => JSON.parse(readCompiled(DETAILS)) as Details;
export const readSubject = (subject: SubjectName): SubjectFile => JSON.parse(readCompiled(`subjects/${subject}.json`)) as SubjectFile;

/**
 * The built-in catalogue with the user's files over it. The reader and the schemas are loaded only when there are such files.
 * @throws Failure with every problem of a user's file
 */
export const loadCatalog = async ({ overlays = [], onUnusual }: LoadOptions = {}): Promise<Catalog> => {
  let snapshot = readSnapshot();
  if (overlays.length === 0) return catalogOf(snapshot, readDetails, readSubject);
  let details = readDetails();
  const [{ readLayer }, { overlaid }] = await Promise.all([import("./layer.js"), import("./overlay.js")]);
  for (const path of overlays) {
    const laid = overlaid(snapshot, details, readLayer(path), readSubject);
    ({ snapshot, details } = laid);
    for (const warning of laid.warnings) onUnusual?.(warning);
  }
  return catalogOf(snapshot, () => details, readSubject, overlays);
};
