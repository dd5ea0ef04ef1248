import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadCatalog } from "../catalog/load.js";
import type { Catalog } from "../domain/catalog.js";
import type { FittedFile } from "./fit/fitted-file.js";

// `npm run fit`: every fitted model of the catalogue, written again from its measurements. The same measurements give the same bytes.

type Fit = (catalog: Catalog) => FittedFile;

/** Every fit, loaded when it is run. */
const FITS: Readonly<Record<string, () => Promise<Fit>>> = {
  llm: async () => (await import("./fit/llm.js")).fittedFile,
  throughput: async () => (await import("./fit/throughput-file.js")).fittedFile,
  resale: async () => (await import("./fit/resale-file.js")).fittedFile,
  power: async () => (await import("./fit/power-file.js")).fittedFile,
};

const catalog = await loadCatalog();
for (const load of Object.values(FITS)) {
  const { path, text } = (await load())(catalog);
  writeFileSync(fileURLToPath(new URL(`../catalog/${path}`, import.meta.url)), text);
  process.stdout.write(`catalog/${path}\n`);
}
