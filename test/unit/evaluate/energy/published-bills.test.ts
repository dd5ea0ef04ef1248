import { expect, test } from "vitest";
import { energyCharge, wattHoursIn, yearlyEnergy } from "../../../../src/evaluate/energy/bill.js";
import { decimal } from "../../../../src/units/decimal.js";
import { fractionOf } from "../../../../src/units/fraction.js";
import { testExchange } from "../../../support/small-catalog.js";

/** Bills worked out in public, each with the figure its page prints. */
const PUBLISHED = [
  {
    source: "https://wideareaai.com/tools/gpu-power-cost",
    says: "an RTX 4090 at 450 W for 8 hours a day costs 197 USD a year at 0.15 USD a kWh",
    load: [450, 8],
    idle: [0, 0],
    rate: "0.15",
    kwh: 1314,
    minor: 19_710,
    printed: 197,
  },
  {
    source: "https://opsforgelabs.com/guides/homelab-power-cost-calculator/",
    says: "a server drawing 100 W all year costs 140.16 USD at 0.16 USD a kWh",
    load: [0, 0],
    idle: [100, 24],
    rate: "0.16",
    kwh: 876,
    minor: 14_016,
    printed: 140.16,
  },
  {
    source: "https://homelabstarter.com/homelab-power-consumption-guide",
    says: "400 W all year cost 1,051.20 USD at 0.30 USD a kWh",
    load: [400, 24],
    idle: [0, 0],
    rate: "0.30",
    kwh: 3504,
    minor: 105_120,
    printed: 1051.2,
  },
] as const;

test.each(PUBLISHED)("$says ($source)", ({ load, idle, rate, kwh, minor, printed }) => {
  const year = yearlyEnergy(load[0], idle[0], load[1], idle[1]);
  const price = { currency: "USD", load: fractionOf(decimal(rate)), rest: fractionOf(decimal(rate)) };
  const bill = energyCharge(price, year, "USD", testExchange);
  expect(wattHoursIn(year) / 1000).toBe(kwh);
  expect(bill?.minor).toBe(minor);
  // The page rounds to whole dollars where it prints none behind the point.
  expect(Math.abs((bill?.minor ?? 0) / 100 - printed)).toBeLessThan(0.5);
});
