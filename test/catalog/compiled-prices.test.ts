import { describe, expect, test } from "vitest";
import { loadCatalog, readSnapshot, readSubject, readTexts } from "../../src/catalog/load.js";
import { catalogOf } from "../../src/catalog/snapshot.js";
import { textsOf } from "../../src/catalog/texts.js";
import { CONDITIONS } from "../../src/domain/offer.js";
import { PART_KINDS } from "../../src/domain/part.js";
import { marketPriceMinor } from "../../src/evaluate/cost/price.js";

const catalog = await loadCatalog();
const { regions, exchange, asOf, assumptions } = catalog;
const levels = catalog.subjects.priceLevels();

describe("prices worked out when the catalogue is compiled", () => {
  test.each(["GB", "DE", "US-CA", "JP"])("in %s they are what the offers come to, for every part in every condition", (code) => {
    const region = regions.get(code);
    const table = catalog.compiledPrices?.(code);
    if (region === undefined || table === undefined) throw new Error(`no prices for ${code}`);
    let priced = 0;
    for (const kind of PART_KINDS) {
      for (const part of catalog.parts[kind].values()) {
        for (const [at, condition] of CONDITIONS.entries()) {
          const worked = marketPriceMinor(part, condition, { region, regions, currency: region.currency, exchange, asOf, assumptions, levels });
          expect(table[kind]?.[part.id]?.[at] ?? undefined, `${part.id}, ${condition}`).toBe(worked);
          if (worked !== undefined) priced += 1;
        }
      }
    }
    expect(priced).toBeGreaterThan(300);
  });

  test("prices of another state of the catalogue are not taken", () => {
    const stale = (): string => JSON.stringify({ digest: "of another day", prices: { gpu: { "rtx-3090": [1, 1, 1] } } });
    const texts = readTexts();
    const of = (prices: { get: () => string }, overlays: readonly string[] = []): ReturnType<typeof catalogOf> =>
      catalogOf(
        readSnapshot(),
        { regions: textsOf(texts.regions), details: textsOf(texts.details), offers: textsOf(texts.offers), prices },
        readSubject,
        overlays,
      );
    expect(of({ get: stale }).compiledPrices?.("GB")).toBeUndefined();
    const fresh = { get: () => JSON.stringify({ digest: catalog.digest, prices: {} }) };
    expect(of(fresh).compiledPrices?.("GB")).toEqual({});
    expect(of(fresh, ["mine.yaml"]).compiledPrices?.("GB")).toBeUndefined();
  });
});
