import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PartKind } from "../../src/domain/part.js";
import { GOALS } from "../../src/plan/goal.js";
import { plan } from "../../src/plan/plan.js";
import { verifyPlan } from "../../src/plan/verify.js";
import { money } from "../../src/units/money.js";
import { planByExhaustion } from "../support/exhaustion.js";
import { catalogOf, onTariff, requests, smallParts, testScenario } from "../support/small-catalog.js";

const KINDS: readonly PartKind[] = ["gpu", "cpu", "motherboard", "memory", "psu", "case", "cooler", "storage"];

/** One rate most of the time; else night rates, free hours, or dear work and cheap idleness. */
const scenarios = fc.constantFrom(testScenario, testScenario, onTariff("0.085", "0.28"), onTariff("0", "0.3", "0.57"), onTariff("0.61", "0.02", "0.40"));

describe("the planner", () => {
  test("finds what trying every rig finds, and the verifier accepts it", { timeout: 600_000 }, () => {
    let feasible = 0;
    fc.assert(
      fc.property(smallParts, requests, scenarios, (parts, request, scenario) => {
        const catalog = catalogOf(parts);
        const planned = plan(request, scenario, catalog);
        const tried = planByExhaustion(request, scenario, catalog);
        expect(planned.status).toBe(tried === undefined ? "infeasible" : "optimal");
        expect(verifyPlan(planned, request, scenario, catalog)).toEqual([]);
        if (tried === undefined || planned.best === undefined) return;
        feasible += 1;
        expect(planned.proof.value).toBeCloseTo(tried.value, 9);
        expect(planned.best.cost.ownership?.minor).toBe(tried.ownership);
      }),
      { numRuns: 300, seed: 20261124 },
    );
    expect(feasible).toBeGreaterThan(60);
  });

  test("never does better with a part less, nor worse with more money", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(smallParts, requests, fc.constantFrom(...KINDS), fc.integer({ min: 1, max: 500 }), (parts, request, kind, extra) => {
        const before = plan(request, testScenario, catalogOf(parts));
        const fewer = { ...parts, [kind]: parts[kind as keyof typeof parts].slice(1) };
        const less = plan(request, testScenario, catalogOf(fewer));
        if (less.best !== undefined) expect(before.proof.value).toBeGreaterThanOrEqual(less.proof.value - 1e-9);
        if (request.budget !== undefined && before.best !== undefined) {
          const richer = plan({ ...request, budget: money(request.budget.minor + extra * 100, "GBP") }, testScenario, catalogOf(parts));
          expect(richer.proof.value).toBeGreaterThanOrEqual(before.proof.value - 1e-9);
        }
      }),
      { numRuns: 100, seed: 7 },
    );
  });

  test("is not moved by a part that is dearer and otherwise the same as one it has", { timeout: 300_000 }, () => {
    fc.assert(
      fc.property(smallParts, requests, fc.constantFrom("psu" as const, "case" as const, "memory" as const), (parts, request, kind) => {
        const [first] = parts[kind];
        if (first === undefined) throw new Error("every kind has a part");
        const twin = { ...first, id: `${first.id}-twin`, offers: () => first.offers().map((offer) => ({ ...offer, minor: offer.minor + 1 })) };
        const before = plan(request, testScenario, catalogOf(parts));
        const after = plan(request, testScenario, catalogOf({ ...parts, [kind]: [...parts[kind], twin] }));
        expect(after.best?.parts).toEqual(before.best?.parts);
      }),
      { numRuns: 60, seed: 11 },
    );
  });

  test("ranks by the objective that was asked for", () => {
    const cheap = {
      index: 100,
      vramGib: 24,
      gpuDraw: 0,
      vramPerGpuGib: 24,
      purchase: 1000,
      ownership: 1000,
      billPerMonth: 10,
      wallTypical: 300,
      wallPeak: 400,
    };
    const fast = { ...cheap, index: 150, purchase: 4000, ownership: 4000, wallTypical: 600 };
    expect(GOALS.throughput.value(fast)).toBeGreaterThan(GOALS.throughput.value(cheap));
    expect(GOALS.value.value(cheap)).toBeGreaterThan(GOALS.value.value(fast));
    expect(GOALS.efficiency.value(cheap)).toBeGreaterThan(GOALS.efficiency.value(fast));
    expect(GOALS.cost.value(cheap)).toBeGreaterThan(GOALS.cost.value(fast));
  });
});
