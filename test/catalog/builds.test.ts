import { describe, expect, test } from "vitest";
import { buildRig } from "../../src/catalog/build-rig.js";
import { loadCatalog } from "../../src/catalog/load.js";
import { rigLines } from "../../src/domain/rig.js";
import { sumOfBuild } from "../../src/evaluate/published.js";
import { majorUnits, parseMoney, subtractMoney } from "../../src/units/money.js";
import { rigplan } from "../support/run-cli.js";

const catalog = await loadCatalog();
const builds = [...catalog.subjects.builds().values()];
const complete = builds.filter(({ isComplete }) => isComplete);

/** What each list adds up to in its own money, counted by hand from its source. */
const SUMS: Readonly<Record<string, number>> = {
  "bjpl-2025-4x4090-plan": 18_172,
  "carrigan-2024-epyc-cpu-only": 8015,
  "dlathome-2016-gtx1080": 1632.25,
  "excelfore-2026-5090-opta": 5090,
  "gblake-2025-4x3090-5090": 8102,
  "gerry-2016-4x980ti": 3265,
  "jamesob-2026-4xpro6000": 51_587,
  "janhq-2023-2x4090": 8613.83,
  "lucndm-2019-2x2080ti": 131_610_000,
  "mi50-2025-10x-octominer": 1156.99,
  "p40-2024-watercooled-cn": 3425,
  "seed-ref2-tds-2017-gtx1080": 1656,
  "severin-2026-pro6000-am5": 9690,
  "severin-2026-pro6000-trx50": 10_848,
  "skeptric-2023-used3090": 2139.67,
  "surfer12-2024-a6000-class": 11_538.64,
};

describe("published builds", () => {
  test("are sixteen complete ones and seven known in part", () => {
    expect(complete.map(({ id }) => id)).toEqual(Object.keys(SUMS));
    expect(builds.length - complete.length).toBe(7);
  });

  test.each(complete)("$id is costed at the sum of its parts to the penny, in its own money", async ({ id, currency }) => {
    const { stdout } = await rigplan(["cost", `build:${id}`, "--json"]);
    const { result } = JSON.parse(stdout) as { result: { parts: { price?: { minor: number } }[]; cost: { purchase: { minor: number; currency: string } } } };
    expect(result.cost.purchase).toMatchObject({ amount: SUMS[id], currency });
    expect(result.parts.reduce((total, { price }) => total + (price?.minor ?? 0), 0)).toBe(result.cost.purchase.minor);
  });

  test("nine totals agree exactly, and every other one says why it does not", () => {
    const differences = complete.map((build) => {
      const total = build.publishedTotal === undefined ? undefined : parseMoney(build.publishedTotal.amount, build.publishedTotal.currency);
      if (total === undefined) throw new Error(`${build.id} has no total`);
      return { build, off: majorUnits(subtractMoney(total, sumOfBuild(buildRig(build, catalog), build.currency))) };
    });
    expect(differences.filter(({ off }) => off === 0)).toHaveLength(9);
    expect(differences.filter(({ build, off }) => (off !== 0) !== (build.difference !== undefined))).toEqual([]);
    const off = (kind: string): readonly number[] => differences.filter(({ build }) => build.difference?.kind === kind).map((found) => found.off);
    expect(off("rebates")).toEqual([40]);
    expect(off("rounding")).toEqual([0.01, -2]);
    expect(off("slip")).toEqual([-200, -2015, -279.83, 13]);
  });

  test("name parts that the catalogue has", () => {
    for (const build of builds) {
      const named = Object.values(build.parts).flat().length;
      expect(rigLines(buildRig(build, catalog)), build.id).toHaveLength(named);
    }
  });

  test("known in part claim no sum and no difference", async () => {
    const { stdout } = await rigplan(["cost", "build:seed-ref1-tds-2017-gtx1070", "--json"]);
    const { result } = JSON.parse(stdout) as { result: { build: object; cost: { complete: boolean } } };
    expect(result.cost.complete).toBe(false);
    expect(result.build).toMatchObject({ complete: false, published_total: { amount: 1800, currency: "CAD" } });
    expect(result.build).not.toHaveProperty("difference");
  });
});
