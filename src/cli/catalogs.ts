import { existsSync } from "node:fs";
import { join } from "node:path";
import { loadCatalog } from "../catalog/load.js";
import { findPart } from "../catalog/lookup.js";
import type { Problem } from "../catalog/problem.js";
import type { Catalog } from "../domain/catalog.js";
import { PART_KINDS, type Part, type PartKind } from "../domain/part.js";
import { userFolder } from "./config/layers.js";
import type { Io } from "./io.js";
import { usage } from "./parse.js";
import { warn } from "./warnings.js";

/** The user's own prices, which `catalog price` writes and every command reads. */
export const ownPricesPath = (io: Pick<Io, "env">): string => join(userFolder(io), "prices.yaml");

/** The built-in catalogue, the user's own prices over it, and over these the files named with `--catalog`. */
export const catalogFor = async (paths: readonly string[], io: Io): Promise<Catalog> => {
  const own = ownPricesPath(io);
  const unusual: Problem[] = [];
  const catalog = await loadCatalog({
    overlays: [...(existsSync(own) ? [own] : []), ...paths],
    onUnusual: (warning) => unusual.push(warning),
  });
  warn(unusual, io);
  return catalog;
};

/** @throws Failure when the word names no part, or several */
export const partFor = (catalog: Catalog, flag: string, text: string, kinds: readonly PartKind[] = PART_KINDS): Part => {
  const found = findPart(catalog, text, kinds);
  if (found.status === "found") return found.part;
  const word = JSON.stringify(text.slice(0, 80));
  if (found.status === "ambiguous") throw usage(`${flag} ${word} names several parts`, `write one of ${found.candidates.map(({ id }) => id).join(", ")}`);
  const what = kinds.length === 1 ? (kinds[0] ?? "part") : "part";
  throw usage(
    `${flag}: there is no ${what} ${word} in the catalogue`,
    found.nearest.length === 0 ? "`rigplan catalog list` lists them" : `did you mean ${found.nearest.join(" or ")}?`,
  );
};
