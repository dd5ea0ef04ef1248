import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { loadCatalog } from "../catalog/load.js";
import type { CompiledPrices } from "../catalog/snapshot.js";
import { asciiJson } from "../catalog/texts.js";
import { priceTable } from "../evaluate/cost/price-list.js";

// The build step after the catalogue: what every part costs in every region, to dist/prices/.
const catalog = await loadCatalog();
const { regions, exchange, asOf, assumptions, digest } = catalog;
const levels = catalog.subjects.priceLevels();
const folder = new URL("../dist/prices/", import.meta.url);
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const region of regions.values()) {
  const prices: CompiledPrices = { digest, prices: priceTable(catalog, { region, regions, currency: region.currency, exchange, asOf, assumptions, levels }) };
  writeFileSync(new URL(`${region.code}.json`, folder), asciiJson(prices));
}
