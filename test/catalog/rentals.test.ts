import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import { parseDecimal } from "../../src/units/decimal.js";

const catalog = await loadCatalog();
const providers = [...catalog.subjects.rentals().values()];
const offers = providers.flatMap(({ id, offers = [] }) => offers.map((offer) => ({ provider: id, ...offer })));
const tiers = providers.flatMap(({ id, tiers = [] }) => tiers.map((tier) => ({ provider: id, ...tier })));

describe("rentals", () => {
  test("every offer and allowance names a GPU the catalogue holds, or says which model it is of", () => {
    const strangers = [...offers, ...tiers].filter(({ gpu, model }) => gpu !== undefined && (model !== undefined || !catalog.parts.gpu.has(gpu)));
    expect(strangers).toEqual([]);
    expect(offers.filter(({ gpu, model }) => gpu === undefined && model === undefined)).toEqual([]);
  });

  test("every price is exact, above zero, and in a currency there is a rate for", () => {
    const wrong = offers.filter(({ pricePerHour, currency }) => (parseDecimal(pricePerHour)?.digits ?? 0n) <= 0n || !catalog.exchange.perBase.has(currency));
    expect(wrong).toEqual([]);
  });

  test("no offer was seen after the catalogue's day", () => {
    expect(offers.filter(({ seenOn }) => seenOn > catalog.asOf)).toEqual([]);
  });

  test("allowances of one provider have ids of their own", () => {
    const ids = tiers.map(({ provider, id }) => `${provider}/${id}`);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test("Kaggle gives 30 hours a week in sessions of 12 on one P100 or two T4", () => {
    const kaggle = catalog.subjects.rentals().get("kaggle")?.tiers ?? [];
    expect(kaggle.filter(({ quota }) => quota === "gpu").map(({ gpu, count, hoursPerWeek, sessionH }) => [gpu, count, hoursPerWeek, sessionH])).toEqual([
      ["tesla-p100-pcie-16gb", 1, 30, 12],
      ["tesla-t4", 2, 30, 12],
    ]);
  });

  test("how a tier once was is kept and marked as history", () => {
    const colab = catalog.subjects.rentals().get("colab")?.tiers ?? [];
    expect(colab.find(({ gpu }) => gpu === "tesla-k80")?.use).toBe("history");
    expect(colab.find(({ id }) => id === "free")?.use).toBeUndefined();
  });
});

describe("competition winners", () => {
  const platforms = catalog.subjects.winners();
  test("two thirds of the solutions are not of Kaggle", () => {
    const count = (id: string): number => platforms.get(id)?.solutions.length ?? 0;
    const all = [...platforms.values()].reduce((total, { solutions }) => total + solutions.length, 0);
    expect(count("kaggle") / all).toBeGreaterThan(0.25);
    expect(count("kaggle") / all).toBeLessThan(0.4);
  });
});
