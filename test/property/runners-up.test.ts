import fc from "fast-check";
import { expect, test } from "vitest";
import type { Alternative } from "../../src/domain/plan.js";
import { plan } from "../../src/plan/plan.js";
import { catalogOf, requests, smallParts, testScenario } from "../support/small-catalog.js";

const cardsOf = ({ assessment: { rig } }: Alternative): string =>
  [...rig.gpu.map(({ part, quantity }) => `${quantity}x:${part.id}`), rig.powerLimit ?? ""].join(" ");
const priceOf = ({ assessment }: Alternative): number => assessment.cost.purchase.minor;

test("runners-up with the same cards at the same limit differ by more than a twentieth in price; else one of them carries both names", () => {
  let merged = 0;
  fc.assert(
    fc.property(smallParts, requests, (parts, request) => {
      const { best, alternatives } = plan({ ...request, alternatives: 4 }, testScenario, catalogOf(parts));
      alternatives.forEach((one, index) => {
        for (const other of alternatives.slice(index + 1).filter((later) => cardsOf(later) === cardsOf(one))) {
          expect(Math.abs(priceOf(one) / priceOf(other) - 1)).toBeGreaterThan(0.05);
        }
        const labels = [one.label, ...(one.alsoLabels ?? [])];
        if (labels.includes("next_best")) expect(one.assessment.rig.gpu[0]?.part.id).not.toBe(best?.rig.gpu[0]?.part.id);
        if (labels.includes("all_new")) expect(one.assessment.parts.filter(({ condition, owned }) => condition !== "new" && !owned)).toEqual([]);
        if (labels.includes("single_card")) expect(one.assessment.memory.gpuCount).toBe(1);
        merged += labels.length - 1;
      });
    }),
    { numRuns: 150, seed: 11 },
  );
  expect(merged).toBeGreaterThan(2);
});
