import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { plan } from "../../src/plan/plan.js";
import { verifyPlan } from "../../src/plan/verify.js";
import { catalogOf, requests, smallParts, testScenario } from "../support/small-catalog.js";

describe("a search that may do only so much work", () => {
  test("never claims a proof it has not, and its bound holds for the best there is", { timeout: 300_000 }, () => {
    let stopped = 0;
    let partly = 0;
    fc.assert(
      fc.property(smallParts, requests, fc.integer({ min: 0, max: 400 }), (parts, request, checks) => {
        const catalog = catalogOf(parts);
        const asked = { ...request, frontier: true };
        const whole = plan(asked, testScenario, catalog);
        const cut = plan(asked, testScenario, catalog, undefined, checks);
        if (cut.status === "stopped") {
          stopped += 1;
          expect(cut.proof.optimal).toBe(false);
          expect(cut.alternatives).toEqual([]);
          if (whole.status === "optimal") expect(cut.proof.bound).toBeGreaterThanOrEqual(whole.proof.value - Math.abs(whole.proof.value) * 1e-9);
          if (cut.best === undefined) return;
          expect(cut.proof.value).toBeLessThanOrEqual(cut.proof.bound + Math.abs(cut.proof.bound) * 1e-9);
          expect(verifyPlan(cut, asked, testScenario, catalog)).toEqual([]);
          return;
        }
        expect([cut.status, cut.proof.value]).toEqual([whole.status, whole.proof.value]);
        if (cut.givenUp === undefined) expect(cut).toEqual(whole);
        else partly += 1;
        if (cut.givenUp?.includes("frontier") === true) expect(cut.frontier).toBeUndefined();
      }),
      { numRuns: 200, seed: 20261127 },
    );
    expect(stopped).toBeGreaterThan(20);
    expect(partly).toBeGreaterThan(20);
  });
});
