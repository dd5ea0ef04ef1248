import { describe, expect, test } from "vitest";
import type { Rig } from "../../../../src/domain/rig.js";
import { dcDraw } from "../../../../src/evaluate/energy/draw.js";
import { limitWithin, powerAtLimit, powerDraw } from "../../../../src/evaluate/energy/power.js";
import { watts } from "../../../../src/units/quantity.js";
import { realAssumptions } from "../../../support/real-assumptions.js";
import { aCpu, aGpu, aRig, line } from "../../../support/rig-builder.js";

const assumptions = realAssumptions();
const at = (rig: Rig, limit: number) => powerAtLimit(rig, limit, 230, assumptions);

describe("what a meter shows", () => {
  test("at the wall wins over the model, as it stands", () => {
    const { idle, wallTypical, wallPeak } = powerDraw(aRig({ measuredW: { idle: 64, typical: 437, peak: 520 } }), 230, assumptions);
    expect([idle, wallTypical, wallPeak].map(({ value, low, high, basis }) => [value, low, high, basis])).toEqual([
      [64, 64, 64, "measured"],
      [437, 437, 437, "measured"],
      [520, 520, 520, "measured"],
    ]);
  });

  test("for one machine counts for each of several", () => {
    expect(powerDraw(aRig({ measuredW: { typical: 400 }, nodes: 3 }), 230, assumptions).wallTypical.value).toBe(1200);
  });

  test("on a card counts for each of its kind, and leaves the rest to the model", () => {
    const cards = (measured: object) => aRig({ gpu: [line(aGpu(), 2, { measuredW: measured })] });
    const before = dcDraw(cards({}), assumptions);
    const after = dcDraw(cards({ typical: 200, idle: 10, peak: 310 }), assumptions);
    const others = dcDraw(cards({ typical: 0, idle: 0, peak: 0 }), assumptions);
    expect(after.typical.value - others.typical.value).toBeCloseTo(400, 9);
    expect(after.idle.value - others.idle.value).toBeCloseTo(20, 9);
    expect(after.sustained - others.sustained).toBeCloseTo(620, 9);
    expect(before.sustained - others.sustained).toBeCloseTo(600, 9);
  });

  test("a busy reading above the modelled peak is the least the peak can be", () => {
    expect(powerDraw(aRig({ measuredW: { typical: 900 } }), 230, assumptions).wallPeak.value).toBe(900);
  });

  test("at another power limit is moved by what the model says the change makes", () => {
    const plain = aRig();
    const read = aRig({ measuredW: { typical: 500 } });
    const change = at(plain, 200).wallTypical.value - powerDraw(plain, 230, assumptions).wallTypical.value;
    expect(change).toBeLessThan(0);
    expect(at(read, 200).wallTypical.value).toBeCloseTo(500 + change, 9);
  });
});

describe("while a language model answers", () => {
  const nothing: Rig = { gpu: [], memory: [], storage: [], network: [], riser: [], nodes: 1 };
  const cards = (quantity: number) => dcDraw({ ...nothing, gpu: [line(aGpu({ idleW: watts(20) }), quantity)] }, assumptions);

  test("four cards draw four times one at most, and at least what one busy card and three waiting at 20 W draw", () => {
    const [one, four] = [cards(1).inference, cards(4).inference];
    expect(four.value).toBeCloseTo(4 * one.value, 9);
    expect(four.high).toBeCloseTo(4 * one.high, 9);
    expect(four.low).toBeCloseTo(one.low + 60, 9);
  });

  test("a processor alone waits for memory: 90 W at most are 67.5 W while it answers, and 90 W while it trains", () => {
    const alone = dcDraw({ ...nothing, cpu: line(aCpu()) }, assumptions);
    expect([alone.typical.value, alone.inference.value, alone.inference.low]).toEqual([90, 67.5, 40.5]);
  });
});

describe("the limit a circuit allows", () => {
  const four = aRig({ gpu: [line(aGpu(), 4)] });

  test("is the highest whole watt at which the rig still passes", () => {
    const limit = limitWithin(four, 1200, 230, assumptions) ?? 0;
    expect(at(four, limit).wallPeak.value).toBeLessThanOrEqual(1200);
    expect(at(four, limit + 1).wallPeak.value).toBeGreaterThan(1200);
  });

  test("is the card's own limit where nothing is in the way, and none where its floor is too much", () => {
    expect(limitWithin(four, 5000, 230, assumptions)).toBe(300);
    expect(limitWithin(four, 300, 230, assumptions)).toBeUndefined();
  });

  test("is never below what the card accepts: a card that refuses less than 400 W is not told 350 W", () => {
    const big = aRig({ gpu: [line(aGpu({ boardPowerW: watts(575), powerLimitMinW: watts(400) }))] });
    const wanted = at(big, 350).wallPeak.value;
    expect(limitWithin(big, wanted, 230, assumptions)).toBeUndefined();
    expect(limitWithin(big, at(big, 400).wallPeak.value, 230, assumptions)).toBe(400);
  });
});
