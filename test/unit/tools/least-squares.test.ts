import { expect, test } from "vitest";
import { fitConstants } from "../../../src/tools/fit/least-squares.js";

const priors = [
  { name: "slope", value: 1, spread: 2 },
  { name: "start", value: 1, spread: 2 },
];
const line = (x: number, measured: number): Parameters<typeof fitConstants>[1][number] => ({
  measured,
  weight: 1,
  predict: ({ slope = 0, start = 0 }) => start + slope * x,
});

test("measurements on 2 + 3 x give back 2 and 3", () => {
  const { slope, start } = fitConstants(
    priors,
    [1, 2, 4, 8].map((x) => line(x, 2 + 3 * x)),
  );
  expect(slope).toBeCloseTo(3, 1);
  expect(start).toBeCloseTo(2, 1);
});

test("one freak among eight moves the slope by less than a tenth", () => {
  const samples = [1, 2, 3, 4, 5, 6, 7, 8].map((x) => line(x, 2 + 3 * x));
  const { slope = 0 } = fitConstants(priors, [...samples, line(4, 140)]);
  expect(Math.abs(slope / 3 - 1)).toBeLessThan(0.1);
});

test("without a measurement a constant stays where it was thought to be", () => {
  expect(fitConstants(priors, []).slope).toBeCloseTo(1, 9);
});

test("a constant that is held fixed is used and not fitted", () => {
  const fitted = fitConstants(
    [{ name: "slope", value: 1, spread: 2 }],
    [1, 2, 4].map((x) => line(x, 2 + 3 * x)),
    {},
    { start: 2 },
  );
  expect(Object.keys(fitted)).toEqual(["slope"]);
  expect(fitted["slope"]).toBeCloseTo(3, 1);
});
