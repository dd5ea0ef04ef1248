import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../catalog/load.js";
import type { Catalog } from "../domain/catalog.js";
import type { FittedFile } from "./fit/fitted-file.js";

// `npm run fit`: every fitted model of the catalogue, written again from its measurements. The same measurements give the same bytes.

type Fit = (catalog: Catalog) => readonly FittedFile[];

const one =
  (file: (catalog: Catalog) => FittedFile): Fit =>
  (catalog) => [file(catalog)];

/** Every fit, loaded when it is run. The last one reads what the others made, so it is run by its name after these are compiled. */
const FITS: Readonly<Record<string, () => Promise<Fit>>> = {
  llm: async () => one((await import("./fit/llm.js")).fittedFile),
  throughput: async () => one((await import("./fit/throughput-file.js")).fittedFile),
  resale: async () => one((await import("./fit/resale-file.js")).fittedFile),
  power: async () => one((await import("./fit/power-file.js")).fittedFile),
  "training-index": async () => (await import("./fit/training-index-file.js")).fittedFiles,
};

const names = process.argv.slice(2);
const catalog = await loadCatalog();
for (const [name, load] of Object.entries(FITS)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const { path, text } of (await load())(catalog)) {
    writeFileSync(fileURLToPath(new URL(`../catalog/${path}`, import.meta.url)), text);
    process.stdout.write(`catalog/${path}\n`);
  }
}
