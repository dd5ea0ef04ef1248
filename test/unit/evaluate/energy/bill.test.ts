import { describe, expect, test } from "vitest";
import { energyCharge, monthlyEnergy, yearlyEnergy } from "../../../../src/evaluate/energy/bill.js";
import { psuEfficiency, wallPower } from "../../../../src/evaluate/energy/wall.js";
import { decimal } from "../../../../src/units/decimal.js";
import { fractionOf } from "../../../../src/units/fraction.js";
import { money } from "../../../../src/units/money.js";
import { realAssumptions } from "../../../support/real-assumptions.js";
import { testExchange } from "../../../support/small-catalog.js";

const assumptions = realAssumptions();

const flat = (rate: string, currency: string) => ({ currency, load: fractionOf(decimal(rate)), rest: fractionOf(decimal(rate)) });

describe("the bill", () => {
  test("437 W for 5.5 h and 64 W for 18.5 h a day are 1,309.44 kWh a year and 341.89 at 26.11p", () => {
    const year = yearlyEnergy(437, 64, 5.5, 18.5);
    expect(year).toEqual({ load: 877_278, rest: 432_160 });
    expect(energyCharge(flat("0.2611", "GBP"), year, "GBP", testExchange)).toEqual({ currency: "GBP", minor: 34189 });
  });

  test("a 300 W rig left on for ten night hours costs 25.5p, billed as 26p", () => {
    expect(energyCharge(flat("0.085", "GBP"), { load: 3000, rest: 0 }, "GBP", testExchange)).toEqual(money(26, "GBP"));
  });

  test("a month is a twelfth of the year", () => {
    expect(monthlyEnergy({ load: 1_200_000, rest: 600_000 })).toEqual({ load: 100_000, rest: 50_000 });
  });

  test("yen have no smaller unit", () => {
    expect(energyCharge(flat("31.5", "JPY"), { load: 4000, rest: 6000 }, "JPY", testExchange)).toEqual({ currency: "JPY", minor: 315 });
  });

  test("work at 8.5p and idleness at 28p are one line, rounded once: 3 kWh and 1 kWh are 53.5p, billed as 54p", () => {
    const price = { currency: "GBP", load: fractionOf(decimal("0.085")), rest: fractionOf(decimal("0.28")) };
    expect(energyCharge(price, { load: 3000, rest: 1000 }, "GBP", testExchange)).toEqual(money(54, "GBP"));
  });

  test("another currency is rounded once too: 1 kWh at 0.3335 GBP is 0.416875 EUR at 0.8 GBP a EUR", () => {
    expect(energyCharge(flat("0.3335", "GBP"), { load: 1000, rest: 0 }, "EUR", testExchange)).toEqual(money(42, "EUR"));
  });
});

describe("wall power", () => {
  test("a Gold unit at half load on 230 V loses 8 %", () => {
    expect(psuEfficiency({ efficiency: "gold" }, 0.5, 230, assumptions)).toBe(0.92);
    expect(wallPower(460, 920, { efficiency: "gold" }, 230, assumptions)).toBe(500);
  });

  test("lies between the points of the table, and is worse on 115 V", () => {
    expect(psuEfficiency({ efficiency: "gold" }, 0.35, 230, assumptions)).toBeCloseTo(0.91, 12);
    expect(psuEfficiency({ efficiency: "gold" }, 0.5, 120, assumptions)).toBe(0.9);
  });

  test("takes the nearest end outside the table", () => {
    expect(psuEfficiency({ efficiency: "bronze" }, 0.01, 230, assumptions)).toBe(0.73);
    expect(psuEfficiency({ efficiency: "bronze" }, 1.2, 230, assumptions)).toBe(0.85);
  });
});
