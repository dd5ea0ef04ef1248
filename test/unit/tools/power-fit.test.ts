import { describe, expect, test } from "vitest";
import { type DrawMeasurement, type DrawMeasurements, type PowerSweep, servingState } from "../../../src/domain/power-model.js";
import { speedAt } from "../../../src/evaluate/workload/limit-speed.js";
import { fitPower, heldOutPoints, modelsWithout, quantileOf } from "../../../src/tools/fit/power.js";

/** A card of 100 W whose job draws 100 W: the share of its draw is the limit itself. */
const sweep = (gpu: string, points: readonly (readonly number[])[]): PowerSweep => ({
  gpu,
  workload: "job",
  class: "training",
  defaultLimitW: 100,
  source: "test",
  seenOn: "2026",
  points,
});
const readings: DrawMeasurements = {
  sources: {},
  hosts: {},
  measurements: [
    { gpu: "a", cards: 2, class: "training", workload: "job", measuredW: 160, at: "gpu", source: "test", seenOn: "2026" },
    { gpu: "b", cards: 1, class: "training", workload: "job", measuredW: 90, at: "gpu", source: "test", seenOn: "2026" },
  ],
};
const board = new Map([
  ["a", 100],
  ["b", 100],
]);
const three = [
  sweep("a", [
    [50, 0.6, 50],
    [100, 1, 100],
  ]),
  sweep("b", [
    [50, 0.7, 50],
    [100, 1, 100],
  ]),
  sweep("c", [
    [50, 0.9, 50],
    [100, 1, 100],
  ]),
];

describe("speed at a power limit", () => {
  test("is the median of the sweeps: 0.6, 0.7 and 0.9 at half the draw give 0.7, and three quarters lie half way to 1", () => {
    const { compute } = fitPower(three, readings, board).speedAtLimit;
    expect(speedAt(compute, 0.5).value).toBe(0.7);
    expect(speedAt(compute, 0.75).value).toBeCloseTo(0.85, 3);
    expect(speedAt(compute, 1.2).value).toBe(1);
  });

  test("never falls as the limit rises, whatever a sweep says", () => {
    const noisy = [
      sweep("a", [
        [50, 0.9, 50],
        [70, 0.7, 70],
        [100, 1, 100],
      ]),
      sweep("b", [
        [50, 0.9, 50],
        [70, 0.7, 70],
        [100, 1, 100],
      ]),
    ];
    const speeds = fitPower(noisy, readings, board).speedAtLimit.compute.map(({ speed }) => speed);
    expect([...speeds].sort((x, y) => x - y)).toEqual(speeds);
  });

  test("is scored by a model that never saw the card: without c, half the draw keeps 0.65", () => {
    const held = heldOutPoints(three, modelsWithout({ sources: {}, sweeps: three }, readings, board)).find((point) => point.sweep.gpu === "c");
    expect(held?.actual).toBe(0.9);
    expect(speedAt(held?.model.speedAtLimit.compute ?? [], held?.shares.known ?? 0).value).toBe(0.65);
  });
});

describe("draw", () => {
  test("of a card is its reading over its board power, all cards of the reading together", () => {
    const { cards, draw } = fitPower(three, readings, board);
    expect(cards).toEqual({ a: { training: 0.8 }, b: { training: 0.9 } });
    expect(draw.training.value).toBe(0.85);
  });

  test("of a server goes by how many it answers, and many with a mixture of experts draw less than with a dense model", () => {
    const server = (measuredW: number, asked: Pick<DrawMeasurement, "requests" | "sparse">): DrawMeasurement => ({
      gpu: "a",
      cards: 1,
      class: "serving",
      workload: "vLLM",
      measuredW,
      at: "gpu",
      source: "test",
      seenOn: "2026",
      ...asked,
    });
    const measurements = [server(60, { requests: 8 }), server(90, { requests: 256 }), server(70, { requests: 256, sparse: true })];
    const { draw } = fitPower(three, { ...readings, measurements: [...readings.measurements, ...measurements] }, board);
    expect([draw.servingFew.value, draw.servingMany.value, draw.servingManySparse.value, draw.serving.value]).toEqual([0.6, 0.9, 0.7, 0.7]);
    expect([{ requests: 16 }, { requests: 17 }, { requests: 17, sparse: true }, {}].map(servingState)).toEqual([
      "servingFew",
      "servingMany",
      "servingManySparse",
      "serving",
    ]);
  });

  test("read at the wall behind a known computer tells of cards in general, and is no card's own", () => {
    const behind: DrawMeasurement = {
      gpu: "c",
      cards: 1,
      class: "decode",
      workload: "x",
      measuredW: 80,
      at: "gpu",
      host: "bench",
      source: "test",
      seenOn: "2026",
    };
    const { draw, cards } = fitPower(three, { ...readings, measurements: [...readings.measurements, behind] }, new Map([...board, ["c", 100]]));
    expect(draw.inference.value).toBe(0.8);
    expect(cards["c"]).toBeUndefined();
  });

  test("held back by a limit is a share of the limit: 50 W at 50 W is all of it", () => {
    expect(fitPower(three, readings, board).limitedDraw.value).toBe(1);
  });
});

test("half of two values is their middle, and the lowest decile of ten is between the first two", () => {
  expect(quantileOf([1, 3], 0.5)).toBe(2);
  expect(quantileOf([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 0.1)).toBe(1.5);
});
