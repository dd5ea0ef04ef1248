import { describe, expect, test } from "vitest";
import type { Offer } from "../../../../src/domain/offer.js";
import type { Storage } from "../../../../src/domain/part.js";
import { buyerPrice, marketPrice, marketPriceMinor, type PriceContext } from "../../../../src/evaluate/cost/price.js";
import { decimal } from "../../../../src/units/decimal.js";
import { coarseAssumptions, offer, testExchange, testRegion } from "../../../support/small-catalog.js";

const greece = { ...testRegion, code: "GR", market: "GR", currency: "EUR", tax: { name: "VAT", ratePct: decimal("24"), inShopPrices: true } };
const california = {
  ...testRegion,
  code: "US-CA",
  market: "US",
  currency: "USD",
  bloc: "north-america",
  tax: { name: "sales tax", ratePct: decimal("9"), inShopPrices: false },
};
const context: PriceContext = {
  region: testRegion,
  regions: new Map([
    ["GB", testRegion],
    ["GR", greece],
    ["US", california],
  ]),
  currency: "GBP",
  exchange: { ...testExchange, perBase: new Map([...testExchange.perBase, ["USD", decimal("1.25")]]) },
  asOf: "2026-06-01",
  assumptions: coarseAssumptions,
};
const drive = (...offers: Offer[]): Storage => ({
  id: "d",
  name: "d",
  aliases: [],
  offers: () => offers,
  kind: "storage",
  type: "nvme",
  formFactor: "M.2",
  capacityGb: 1000,
});

describe("what a buyer pays", () => {
  test("a Greek price is freed of 24 % VAT, given 20 %, and changed to pounds", () => {
    const greek: Offer = { ...offer(124), currency: "EUR", market: "GR" };
    expect(buyerPrice(greek, context)).toEqual({ currency: "GBP", minor: 9600 });
  });

  test("an American list price bears no tax until the buyer's is added", () => {
    const american: Offer = { ...offer(100), currency: "USD", market: "US", tax: "excluded" };
    expect(buyerPrice(american, context)?.minor).toBe(7680);
    expect(buyerPrice(american, { ...context, region: california, currency: "USD" })?.minor).toBe(10900);
  });

  test("a private sale bears no tax anywhere", () => {
    expect(buyerPrice({ ...offer(200, "used"), currency: "EUR", market: "DE" }, context)?.minor).toBe(16000);
  });
});

describe("the market price", () => {
  test("is the median of the recent offers of the nearest market, with its spread", () => {
    const price = marketPrice(drive(offer(100), offer(140), offer(120), { ...offer(10), market: "GR" }), "new", context);
    expect(price).toMatchObject({ price: { minor: 12000 }, low: { minor: 10000 }, high: { minor: 14000 }, offerCount: 3, markets: ["GB"] });
  });

  test("is never a single lowest listing of a private sale when a middle is known", () => {
    const low: Offer = { ...offer(300, "used"), statistic: "lowest", seenOn: "2026-05" };
    const middle: Offer = { ...offer(500, "used"), statistic: "typical", seenOn: "2025-11" };
    expect(marketPriceMinor(drive(low, middle), "used", context)).toBe(50000);
  });

  test("prefers a fresh price from abroad to an old one at home, and flags what is old", () => {
    const old: Offer = { ...offer(100), seenOn: "2024-06" };
    const abroad: Offer = { ...offer(124), currency: "EUR", market: "GR" };
    expect(marketPriceMinor(drive(old, abroad), "new", context)).toBe(9600);
    expect(marketPrice(drive(old), "new", context)).toMatchObject({ isOld: true, asOf: "2024-06" });
  });

  test("leaves out history, the future and other conditions", () => {
    expect(marketPriceMinor(drive({ ...offer(100), isHistory: true }), "new", context)).toBeUndefined();
    expect(marketPriceMinor(drive({ ...offer(100), seenOn: "2026-12" }), "new", context)).toBeUndefined();
    expect(marketPriceMinor(drive(offer(100, "used")), "new", context)).toBeUndefined();
  });

  test("is the user's own where there is one", () => {
    expect(marketPrice(drive(offer(100), { ...offer(80), isOwn: true }), "new", context)).toMatchObject({ price: { minor: 8000 }, isOwn: true });
  });

  test("is the same number in its lean form", () => {
    const part = drive(offer(100), offer(151), { ...offer(124), currency: "EUR", market: "GR" });
    expect(marketPriceMinor(part, "new", context)).toBe(marketPrice(part, "new", context)?.price.minor);
  });
});

describe("an old price", () => {
  const levels = new Map([
    ["nand-ssd", { id: "nand-ssd", name: "drives", from: 2025 * 12, levels: [100, 100, 100, 125, 150], error: { new: 0.25, used: 0.5 }, source: "test" }],
  ]);
  const moving: PriceContext = { ...context, asOf: "2025-05-20", levels };
  const seen = (month: string, pounds: number): Offer => ({ ...offer(pounds), seenOn: month });

  test("is brought to the day of the plan by the price level of its kind, with what was seen and a range", () => {
    // From 100 in January to 150 in May; a quarter off either way.
    expect(marketPrice(drive(seen("2025-01", 100)), "new", moving)).toMatchObject({
      basis: "modelled",
      price: { minor: 15000 },
      moved: { observed: { minor: 10000 }, low: { minor: 12000 }, high: { minor: 18750 }, series: "drives" },
    });
  });

  test("with fewer than three sales behind it is planned at the upper end of its range; a median is a market, and fresh prices stand", () => {
    const one = (month: string, pounds: number): Offer => ({ ...seen(month, pounds), condition: "used", tax: "none", statistic: "typical" });
    const thin = drive(one("2025-01", 100));
    expect(marketPrice(thin, "used", moving)).toMatchObject({
      isThin: true,
      price: { minor: 22500 },
      moved: { middle: { minor: 15000 }, low: { minor: 10000 }, high: { minor: 22500 } },
    });
    expect(marketPriceMinor(thin, "used", moving)).toBe(22500);
    expect(marketPriceMinor(thin, "used", { ...moving, edge: "low" })).toBe(10000);
    expect(marketPriceMinor(thin, "used", context)).toBe(10000);
    expect(marketPrice(drive(one("2025-01", 100), one("2025-01", 110), one("2025-01", 90)), "used", moving)).toMatchObject({
      isThin: false,
      price: { minor: 15000 },
    });
    expect(marketPrice(drive(one("2025-05", 100)), "used", moving)).toMatchObject({ isThin: true, price: { minor: 10000 } });
    expect(marketPrice(drive(seen("2025-01", 100), { ...seen("2025-01", 100), statistic: "typical" }), "new", moving)).toMatchObject({ isThin: false });
    expect(marketPrice(drive({ ...one("2025-01", 100), isOwn: true }), "used", moving)).toMatchObject({ isThin: false, price: { minor: 10000 } });
  });

  test("of a used part rests on the year's sales at home, then abroad, where the fresh ones are fewer than three", () => {
    const sale = (month: string, pounds: number, market = "GB"): Offer => ({ ...offer(pounds, "used"), statistic: "typical", seenOn: month, market });
    const price = (...offers: Offer[]): unknown => {
      const { price: found, offerCount, isThin } = marketPrice(drive(...offers), "used", context) ?? {};
      return { minor: found?.minor, offerCount, isThin };
    };
    // Half a year before June 2026 is December 2025.
    expect(price(sale("2026-05", 100), sale("2025-09", 120), sale("2025-08", 130))).toEqual({ minor: 12000, offerCount: 3, isThin: false });
    expect(price(sale("2026-05", 100), sale("2026-05", 110), sale("2026-05", 105), sale("2025-08", 130))).toEqual({
      minor: 10500,
      offerCount: 3,
      isThin: false,
    });
    expect(price(sale("2026-05", 100), sale("2025-09", 120, "US"), sale("2025-08", 130, "US"))).toEqual({ minor: 12000, offerCount: 3, isThin: false });
    expect(price(sale("2026-05", 100), sale("2025-09", 120, "US"))).toEqual({ minor: 10000, offerCount: 1, isThin: true });
  });

  test("stands as it was seen when it is fresh, the user's own, or when asked for", () => {
    expect(marketPrice(drive(seen("2025-05", 100)), "new", moving)).toMatchObject({ basis: "observed", price: { minor: 10000 } });
    expect(marketPriceMinor(drive({ ...seen("2025-01", 80), isOwn: true }), "new", moving)).toBe(8000);
    expect(marketPrice(drive(seen("2025-01", 100)), "new", context)).toMatchObject({ basis: "observed", price: { minor: 10000 } });
  });

  test("of a month after the last known level is moved as far as the level goes", () => {
    expect(marketPriceMinor(drive(seen("2025-04", 100)), "new", { ...moving, asOf: "2026-05-20" })).toBe(12000);
  });

  test("older than half a year is flagged, the user's own too", () => {
    const own: Offer = { ...seen("2025-01-01", 80), isOwn: true };
    expect(marketPrice(drive(own), "new", { ...moving, asOf: "2025-07-20" })).toMatchObject({ isOld: true, ageDays: 200, isOwn: true });
  });
});
