import { describe, expect, test } from "vitest";
import type { Region } from "../../../../src/domain/region.js";
import type { RentalOffer, RentalProvider } from "../../../../src/domain/rental.js";
import type { PriceContext } from "../../../../src/evaluate/cost/price.js";
import { chosenOffer, pricedRental, rentalCharge } from "../../../../src/evaluate/cost/rental-price.js";
import { decimal } from "../../../../src/units/decimal.js";
import { money } from "../../../../src/units/money.js";
import { realAssumptions } from "../../../support/real-assumptions.js";

const region = (fields: Partial<Region> = {}): Region => ({
  code: "GB",
  name: "Great Britain",
  currency: "GBP",
  market: "GB",
  bloc: "europe",
  tax: { name: "VAT", ratePct: decimal("20"), inShopPrices: true },
  circuits: [],
  sources: [],
  ...fields,
});

// 1 EUR = 1.25 USD = 0.85 GBP, so 1 USD = 0.68 GBP.
const context = (fields: Partial<PriceContext> = {}): PriceContext => ({
  region: region(),
  regions: new Map(),
  currency: "GBP",
  exchange: {
    base: "EUR",
    asOf: "2026-11-01",
    source: "test",
    perBase: new Map([
      ["EUR", decimal("1")],
      ["USD", decimal("1.25")],
      ["GBP", decimal("0.85")],
    ]),
  },
  asOf: "2026-11-20",
  assumptions: realAssumptions(),
  ...fields,
});

const offer = (fields: Partial<RentalOffer> = {}): RentalOffer => ({
  gpu: "card",
  count: 1,
  pricePerHour: "1.19",
  currency: "USD",
  tax: "excluded",
  terms: "on_demand",
  seenOn: "2026-11-01",
  source: "test",
  ...fields,
});

const provider = (id: string, ...offers: readonly RentalOffer[]): RentalProvider => ({ id, name: id, kind: "cloud", offers });
const wanted = { gpus: new Set(["card"]), terms: "on_demand" } as const;

describe("what rented hours cost", () => {
  test("1.19 USD with 20 % VAT at 0.68 is 0.97104 GBP: 97.10 for a hundred hours, rounded once", () => {
    expect(rentalCharge(offer(), 100, context())).toEqual(money(9710, "GBP"));
  });

  test("a thousandth of a cent an hour is not lost over ten thousand hours", () => {
    expect(rentalCharge(offer({ pricePerHour: "0.000011", currency: "GBP", tax: "included" }), 10_000, context())).toEqual(money(11, "GBP"));
  });

  test("a buyer in the United States pays no tax that could be stated, and it is said", () => {
    const us = context({ region: region({ code: "US", market: "US", currency: "USD" }), currency: "USD" });
    expect(rentalCharge(offer(), 100, us)).toEqual(money(11_900, "USD"));
    const chosen = chosenOffer([provider("a", offer())], wanted, us);
    expect(chosen === undefined ? undefined : pricedRental(chosen, "Card", us)?.conversion).toContain("without sales tax");
  });

  test("without an exchange rate there is no price", () => expect(rentalCharge(offer({ currency: "JPY" }), 1, context())).toBeUndefined());
});

describe("which offer is taken", () => {
  test("the cheapest of fresh whole machines, not a lowest listing, a bare card or an old price", () => {
    const chosen = chosenOffer(
      [
        provider("lure", offer({ pricePerHour: "0.10", grade: "doubtful" })),
        provider("bare", offer({ pricePerHour: "0.20", host: "separate" })),
        provider("old", offer({ pricePerHour: "0.30", seenOn: "2024" })),
        provider("dear", offer({ pricePerHour: "2.00" })),
        provider("good", offer({ pricePerHour: "1.50" })),
      ],
      wanted,
      context(),
    );
    expect(chosen?.provider.id).toBe("good");
  });

  test("a lure is better than nothing", () => {
    expect(chosenOffer([provider("lure", offer({ grade: "doubtful" }))], wanted, context())?.provider.id).toBe("lure");
  });

  test("four cards in one machine come before four machines of one, whatever the price", () => {
    const chosen = chosenOffer([provider("a", offer({ pricePerHour: "0.10" }), offer({ count: 4, pricePerHour: "5.00" }))], { ...wanted, count: 4 }, context());
    expect([chosen?.offer.count, chosen?.machines]).toEqual([4, 1]);
  });

  test("three cards cannot be had from a machine of two", () => {
    expect(chosenOffer([provider("a", offer({ count: 2 }))], { ...wanted, count: 3 }, context())).toBeUndefined();
  });

  test("an offer seen after the day of the comparison does not exist yet", () => {
    expect(chosenOffer([provider("a", offer({ seenOn: "2026-11-21" }))], wanted, context())).toBeUndefined();
  });

  test("the price of one GPU's hour is the machine's divided by its GPUs", () => {
    const priced = pricedRental(
      { provider: provider("a"), offer: offer({ count: 4, pricePerHour: "4.00", currency: "GBP", tax: "included" }), machines: 2 },
      "Card",
      context(),
    );
    expect([priced?.gpuCount, priced?.perHour.minor, priced?.perGpuHour.minor]).toEqual([8, 800, 100]);
  });
});
