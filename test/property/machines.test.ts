import fc from "fast-check";
import { expect, test } from "vitest";
import { planMachines } from "../../src/plan/machines.js";
import { plan } from "../../src/plan/plan.js";
import { money } from "../../src/units/money.js";
import { catalogOf, requests, smallParts, testScenario } from "../support/small-catalog.js";

test("several equal machines keep every limit together, and are that many of the best machine within its share", () => {
  let feasible = 0;
  fc.assert(
    fc.property(smallParts, requests, fc.integer({ min: 2, max: 4 }), (parts, request, machines) => {
      const catalog = catalogOf(parts);
      const asked = {
        ...request,
        alternatives: 2,
        ...(request.budget === undefined ? {} : { budget: money(request.budget.minor * machines + 1, "GBP") }),
        ...(request.maxElectricityPerMonth === undefined ? {} : { maxElectricityPerMonth: money(request.maxElectricityPerMonth.minor * machines, "GBP") }),
        own: [],
      };
      const { best, alternatives, proof } = planMachines(machines, asked, testScenario, catalog);
      const one = plan({ ...request, own: [] }, testScenario, catalog);
      if (best === undefined) return;
      feasible += 1;
      expect(best.rig.nodes).toBe(machines);
      for (const assessment of [best, ...alternatives.map((other) => other.assessment)]) {
        expect(assessment.cost.purchase.minor).toBeLessThanOrEqual(asked.budget?.minor ?? Number.POSITIVE_INFINITY);
        expect(assessment.energy.billPerMonth?.minor).toBeLessThanOrEqual(asked.maxElectricityPerMonth?.minor ?? Number.POSITIVE_INFINITY);
        expect(assessment.power.wallPeak.value).toBeLessThanOrEqual((asked.maxWatts ?? 2990) + 1e-6);
        expect(assessment.power.wallPeak.value).toBeLessThanOrEqual(2990 + 1e-6);
        expect(assessment.findings.filter(({ verdict }) => verdict === "does_not_fit")).toEqual([]);
      }
      // Where money alone is limited, one share buys what one machine with that budget is.
      const isMoneyAlone = asked.maxWatts === undefined && asked.maxElectricityPerMonth === undefined && asked.totalVramGib === undefined;
      const fitsCircuit = (one.best?.power.wallPeak.value ?? 0) * machines <= 2990;
      if (isMoneyAlone && fitsCircuit && one.best !== undefined && asked.objective === "throughput")
        expect(proof.value).toBeCloseTo(one.proof.value * machines, 6);
    }),
    { numRuns: 120, seed: 3 },
  );
  expect(feasible).toBeGreaterThan(15);
});
