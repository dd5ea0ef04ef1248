import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.js";
import type { WinningSolution } from "../../../src/domain/winner.js";
import { winnersReport } from "../../../src/evaluate/winners.js";

const solution = (gpuCount: number, fields: Partial<WinningSolution> = {}): WinningSolution => ({
  competition: "Contest",
  year: 2024,
  place: "1",
  task: "vision",
  hardware: `${gpuCount}x RTX 3090`,
  gpuCount,
  class: "consumer",
  source: "test",
  ...fields,
});
const platform = (...solutions: readonly WinningSolution[]): Parameters<typeof winnersReport>[0] => [{ id: "p", name: "P", solutions }];
const mine = { label: "rig", gpuCount: 2, card: "RTX 3090" };

describe("competition winners beside a rig", () => {
  test("shares by number of GPUs", () => {
    const report = winnersReport(platform(solution(1), solution(1), solution(2), solution(8)), [mine]);
    expect(report.byGpuCount.map(({ gpus, share }) => [gpus, share])).toEqual([
      ["1", 0.5],
      ["2", 0.25],
      ["5 to 8", 0.25],
    ]);
    expect(report.beside[0]?.shareWithin).toBe(0.75);
  });

  test("a place beyond the tenth is no winner, a prize package without a place is", () => {
    const unplaced: WinningSolution = { competition: "Contest", year: 2024, task: "vision", hardware: "1x T4", gpuCount: 1, class: "cloud", source: "test" };
    expect(winnersReport(platform(solution(1, { place: "37" }), solution(1, { place: "top 2%" }), unplaced), []).solutions).toBe(1);
  });

  test("half of those that tell their hours lie between the quartiles", () => {
    const report = winnersReport(platform(...[1, 2, 3, 4, 5].map((trainingHours) => solution(1, { trainingHours }))), []);
    expect(report.hours).toEqual({ solutions: 5, lower: 2, median: 3, upper: 4, most: 5 });
  });

  test("the nearest examples have the same card and number, then the same card", () => {
    const report = winnersReport(platform(solution(2, { hardware: "2x V100" }), solution(4), solution(2)), [mine]);
    expect(report.beside[0]?.examples.map(({ hardware }) => hardware)).toEqual(["2x RTX 3090", "4x RTX 3090", "2x V100"]);
  });

  test("in the catalogue: 93 solutions, 58 % of them with one GPU, half of the trainings between 4 and 120 hours", async () => {
    const report = winnersReport([...(await loadCatalog()).subjects.winners().values()], []);
    expect(report.solutions).toBe(93);
    expect(report.byGpuCount.find(({ gpus }) => gpus === "1")?.share).toBeCloseTo(54 / 93, 10);
    expect([report.hours?.solutions, report.hours?.lower, report.hours?.upper]).toEqual([58, expect.closeTo(4.1, 1), 120]);
  });
});
