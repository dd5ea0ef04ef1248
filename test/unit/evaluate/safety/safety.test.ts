import { describe, expect, test } from "vitest";
import type { SafetyStatement } from "../../../../src/domain/safety.js";
import { plugLoads } from "../../../../src/evaluate/safety/plugs.js";
import { roomHeat, upsSize } from "../../../../src/evaluate/safety/room.js";
import { statementsFor } from "../../../../src/evaluate/safety/statements.js";
import { watts } from "../../../../src/units/quantity.js";
import { realAssumptions } from "../../../support/real-assumptions.js";
import { aGpu, aRig, line } from "../../../support/rig-builder.js";

const assumptions = realAssumptions();

test("1,000 W in a closed room of 20 m2 that loses 2.5 W for each m2 and degree settle 20 degrees above the outside", () => {
  const { riseC } = roomHeat(20, 1000, assumptions);
  expect(riseC.value).toBe(20);
  expect([riseC.low, riseC.high].map(Math.round)).toEqual([10, 42]);
});

test("a UPS for 900 W has 1,000 VA, and 5 minutes at 510 W take 50 Wh of its battery", () => {
  const { va, minutes, batteryWh } = upsSize(900, 510, assumptions);
  expect(va).toBeCloseTo(1000, 9);
  expect(minutes).toBe(5);
  expect(batteryWh).toBeCloseTo(50, 9);
});

describe("plugs", () => {
  const loads = (plugs: object, limit: number) => plugLoads(aRig({ gpu: [line(aGpu({ powerPlugs: plugs, boardPowerW: watts(limit) }), 2)] }));

  test("two 8-pin plugs of a 350 W card carry 275 W of the 300 W they are made for, the slot giving 75 W", () => {
    expect(loads({ pcie8pin: 2 }, 350)).toEqual([{ gpu: "gpu", plugs: "2 × 8-pin", loadW: 275, ratedW: 300 }]);
  });

  test("a 16-pin plug is counted as carrying everything", () => {
    expect(loads({ hpwr16pin: 1 }, 575)[0]).toMatchObject({ loadW: 575, ratedW: 600 });
  });
});

describe("the safety list", () => {
  const statement = (id: string, applies: SafetyStatement["applies"]): SafetyStatement => ({
    id,
    name: id,
    topic: "connector",
    applies,
    says: "says",
    confidence: "high",
    source: "test",
  });
  const all = new Map(
    [
      statement("rp4001", { when: "any" }),
      statement("rp4002", { when: "hpwr_16pin" }),
      statement("rp4003", { when: "hpwr_16pin", abovePlugShare: 0.85 }),
      statement("rp4004", { when: "any", regions: ["GB"] }),
      statement("rp4005", { when: "reference" }),
    ].map((one) => [one.id, one]),
  );
  const ids = (share: number, plugs: object, country: string) =>
    statementsFor(all, aRig({ gpu: [line(aGpu({ powerPlugs: plugs }))] }), country, [{ gpu: "gpu", plugs: "", loadW: share * 600, ratedW: 600 }]).map(
      ({ id }) => id,
    );

  test("holds what concerns the plugs, their load and the country", () => {
    expect(ids(0.95, { hpwr16pin: 1 }, "GB")).toEqual(["rp4001", "rp4002", "rp4003", "rp4004"]);
    expect(ids(0.5, { hpwr16pin: 1 }, "DE")).toEqual(["rp4001", "rp4002"]);
    expect(ids(0.95, { pcie8pin: 2 }, "US")).toEqual(["rp4001"]);
  });
});
