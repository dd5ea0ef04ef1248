import { describe, expect, test } from "vitest";
import { energyCharge, monthlyWattHours, yearlyWattHours } from "../../../../src/evaluate/energy/bill.js";
import { psuEfficiency, wallPower } from "../../../../src/evaluate/energy/wall.js";
import { decimal } from "../../../../src/units/decimal.js";
import { realAssumptions } from "../../../support/real-assumptions.js";

const assumptions = realAssumptions();

describe("the bill", () => {
  test("437 W for 5.5 h and 64 W for 18.5 h a day are 1,309.44 kWh a year and 341.89 at 26.11p", () => {
    const year = yearlyWattHours(437, 64, 5.5, 18.5);
    expect(year).toBe(877_278 + 432_160);
    expect(energyCharge(decimal("0.2611"), "GBP", year)).toEqual({ currency: "GBP", minor: 34189 });
  });

  test("a 300 W rig left on for ten night hours costs 25.5p, billed as 26p", () => {
    expect(energyCharge(decimal("0.085"), "GBP", 3000).minor).toBe(26);
  });

  test("a month is a twelfth of the year", () => {
    expect(monthlyWattHours(1_200_000)).toBe(100_000);
  });

  test("yen have no smaller unit", () => {
    expect(energyCharge(decimal("31.5"), "JPY", 10_000)).toEqual({ currency: "JPY", minor: 315 });
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
