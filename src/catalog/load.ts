import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Catalog } from "../domain/catalog.js";
import { catalogOf, parseSnapshot, type Snapshot } from "./snapshot.js";

export interface LoadOptions {
  /** Paths of the user's catalogue files or folders; later ones win, field by field. */
  readonly overlays?: readonly string[];
}

const SNAPSHOT = "catalog.json";

/** The compiled catalogue beside the bundle, or in `dist` when run from source. */
export const readSnapshot = (): Snapshot => {
  const beside = new URL(SNAPSHOT, import.meta.url);
  const path = existsSync(beside) ? beside : new URL(`../../dist/${SNAPSHOT}`, import.meta.url);
  if (!existsSync(path)) throw new Error(`the compiled catalogue is missing (${fileURLToPath(path)}): run npm run build`);
  return parseSnapshot(readFileSync(path, "utf8"));
};

/**
 * The built-in catalogue with the user's files over it. The reader and the schemas are loaded only when there are such files.
 * @throws Failure with every problem of a user's file
 */
export const loadCatalog = async ({ overlays = [] }: LoadOptions = {}): Promise<Catalog> => {
  let snapshot = readSnapshot();
  if (overlays.length > 0) {
    const [{ readLayer }, { overlaid }] = await Promise.all([import("./layer.js"), import("./overlay.js")]);
    for (const path of overlays) ({ snapshot } = overlaid(snapshot, readLayer(path)));
  }
  return catalogOf(snapshot, overlays);
};
