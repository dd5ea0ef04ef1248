import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, test } from "vitest";
import { compileCatalog } from "../../src/catalog/compile.js";
import { type Layer, layerOf, readLayer } from "../../src/catalog/layer.js";
import { loadCatalog } from "../../src/catalog/load.js";
import { findPart } from "../../src/catalog/lookup.js";
import type { Catalog } from "../../src/domain/catalog.js";
import { supportFor } from "../../src/domain/framework.js";

const folder = fileURLToPath(new URL("../../catalog", import.meta.url));
const facts = fileURLToPath(new URL("../../../shared/facts", import.meta.url));
let catalog: Catalog;
let layer: Layer;
beforeAll(async () => {
  catalog = await loadCatalog();
  layer = readLayer(folder);
});

describe("the built-in catalogue", () => {
  test("has not a single fault", () => {
    expect(compileCatalog(layer, "0").snapshot.parts.gpu.length).toBeGreaterThanOrEqual(170);
  });

  test("compiles to the same whatever order its files come in", () => {
    const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".yaml"));
    const files = names.map((path) => ({ path, bytes: readFileSync(`${folder}/${path}`) }));
    expect(JSON.stringify(compileCatalog(layerOf(folder, [...files].reverse()), "0"))).toBe(JSON.stringify(compileCatalog(layerOf(folder, files), "0")));
  });

  test.each([
    ["3090", "rtx-3090"],
    ["RTX 3090", "rtx-3090"],
    ["rtx 4090", "rtx-4090"],
  ])("%s is %s", (word, id) => {
    expect(findPart(catalog, word)).toMatchObject({ status: "found", part: { id } });
  });

  test("a double board is two GPUs", () => {
    expect(findPart(catalog, "k80")).toMatchObject({ status: "found", part: { deviceCount: 2, vramGib: 24 } });
  });

  test("v100 names its versions", () => {
    const found = findPart(catalog, "v100");
    expect(found.status === "ambiguous" ? found.candidates.length : 0).toBeGreaterThan(2);
  });

  test("Pascal and Volta have left today's PyTorch, Turing and later have not", () => {
    const pytorch = catalog.frameworks.get("pytorch");
    const status = (id: string): string | undefined => {
      const gpu = catalog.parts.gpu.get(id);
      return gpu === undefined || pytorch === undefined ? undefined : supportFor(gpu, pytorch)?.status;
    };
    expect(["gtx-1080-ti", "tesla-p40", "rtx-2080-ti", "rtx-3090", "rtx-5090"].map(status)).toEqual([
      "older_version",
      "older_version",
      "supported",
      "supported",
      "supported",
    ]);
  });

  test("Britain, Germany and California have rate, tax and socket", () => {
    for (const code of ["GB", "DE", "US-CA"]) {
      const region = catalog.regions.get(code);
      expect([region?.electricity, region?.tax, region?.circuits.find(({ isDefault }) => isDefault)].every((value) => value !== undefined)).toBe(true);
    }
  });

  test("an American socket carries 1,440 W for hours, a British one 2,990 W", () => {
    const watts = (code: string): number | undefined => catalog.regions.get(code)?.circuits.find(({ isDefault }) => isDefault)?.maxContinuousW;
    expect([watts("US-CA"), watts("GB")]).toEqual([1440, 2990]);
  });

  test("no region of a single supplier is among them", () => {
    expect([...catalog.regions.keys()].filter((code) => /^GB-/.test(code))).toEqual([]);
  });
});

describe.skipIf(!existsSync(facts))("against the tables it was written from", () => {
  const ids = (table: string): readonly string[] =>
    readFileSync(`${facts}/${table}.csv`, "utf8")
      .split("\n")
      .slice(1)
      .map((line) => line.split(",")[0] ?? "")
      .filter((id) => /^[a-z0-9][a-z0-9.-]*$/.test(id) && !id.includes("--"));

  test.each([
    ["gpus", "gpu"],
    ["cpus", "cpu"],
    ["motherboards", "motherboard"],
    ["psus", "psu"],
    ["coolers", "cooler"],
    ["storage", "storage"],
    ["networking", "network"],
  ] as const)("every row of %s is there", (table, kind) => {
    expect(ids(table).filter((id) => !catalog.parts[kind].has(id))).toEqual([]);
  });

  test("every price of a card is there", () => {
    const rows = ["gpu_prices", "gpu_prices_eu"].reduce((sum, table) => sum + readFileSync(`${facts}/${table}.csv`, "utf8").trim().split("\n").length - 1, 0);
    const offers = [...catalog.parts.gpu.values()].reduce((sum, { id, offers }) => sum + offers().length + catalog.provenance("gpu", id).history.length, 0);
    expect(offers).toBe(rows);
  });
});
