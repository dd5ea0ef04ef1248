import { expect, test } from "vitest";
import { naturalDraw, type PowerModel } from "../../../src/domain/power-model.js";

const share = { value: 0.9, low: 0.7, high: 1 };
const model: PowerModel = {
  source: "test",
  speedAtLimit: { compute: [], decode: [] },
  lowestShare: 0.5,
  draw: { training: share, inference: share, serving: share, servingFew: share, servingMany: share, servingManySparse: share },
  limitedDraw: share,
  cards: { served: { serving: 0.7, servingFew: 0.6 }, both: { inference: 0.95, servingFew: 0.6 } },
  error: { medianPct: 0, p90Pct: 0, points: 0 },
};

test("a card that was read in servers alone answers one user as it answers few: 60 %, and the range reaches down to it", () => {
  expect(naturalDraw("served", model, "inference")).toEqual({ value: 0.6, low: 0.6, high: 1 });
  expect(naturalDraw("served", model, "servingMany")).toEqual(share);
});

test("a card that was read answering one user keeps that reading, and an unknown one draws what is usual", () => {
  expect(naturalDraw("both", model, "inference").value).toBe(0.95);
  expect(naturalDraw("unheard-of", model, "inference")).toEqual(share);
});
