import fc from "fast-check";
import { expect, test } from "vitest";
import { plan } from "../../src/plan/plan.js";
import { verifyPlan } from "../../src/plan/verify.js";
import { money } from "../../src/units/money.js";
import { bestIndexByProgram } from "../support/linear-program.js";
import { catalogOf, manyParts, testScenario } from "../support/small-catalog.js";

/** Twenty cards and thirty parts of every other kind: too many rigs to try, so a solver that knows nothing of the search is asked. */
test.each([1, 2, 3].flatMap((seed) => [700, 1000, 1400, 2000].map((budget) => ({ seed, budget }))))(
  "within £$budget of catalogue $seed the planner finds the index that a mixed-integer program proves best",
  { timeout: 120_000 },
  async ({ seed, budget }) => {
    const [parts] = fc.sample(manyParts, { numRuns: 1, seed });
    if (parts === undefined) throw new Error("no parts");
    const catalog = catalogOf(parts);
    const request = {
      budget: money(budget * 100, "GBP"),
      gpuCount: { from: 1, to: 2 },
      gpuPowerLimitW: 10_000,
      conditions: ["new", "used"] as const,
      own: [],
      withParts: [],
      withoutParts: [],
      objective: "throughput" as const,
      alternatives: 0,
      acceptUnknown: false,
    };
    const planned = plan(request, testScenario, catalog);
    const proven = await bestIndexByProgram(request, testScenario, catalog);
    expect(planned.status).toBe("optimal");
    expect(planned.proof.value).toBeCloseTo(proven ?? Number.NaN, 5);
    expect(verifyPlan(planned, request, testScenario, catalog)).toEqual([]);
  },
);
