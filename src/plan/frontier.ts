import type { Catalog } from "../domain/catalog.js";
import type { FrontierPoint } from "../domain/plan.js";
import { OBJECTIVES, type Objective } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { evaluate } from "../evaluate/evaluate.js";
import { type Figures, GOALS, LEAST_PURCHASE, type Limits } from "./goal.js";
import { type Found, search } from "./search.js";
import type { Space } from "./space.js";

/** Whether one rig is at least as good as another on purchase, monthly electricity and work. */
const beats = (a: Figures, b: Figures): boolean => a.purchase <= b.purchase && a.billPerMonth <= b.billPerMonth && a.index >= b.index;

/**
 * Rigs that no other beats on purchase, monthly electricity and work: for every choice of cards the cheapest rig with it and the fastest
 * one, compared with each other, and with these the best rig of each objective, whether or not another beats it on the three.
 */
export const frontierOf = (space: Space, limits: Limits, scenario: Scenario, catalog: Catalog): readonly FrontierPoint[] => {
  const found: Found[] = [];
  const bestFor = new Map<string, Objective[]>();
  for (const objective of OBJECTIVES) {
    const best = search(space, { goal: GOALS[objective], limits }).found;
    if (best === undefined) continue;
    found.push(best);
    bestFor.set(best.key, [...(bestFor.get(best.key) ?? []), objective]);
  }
  for (const gpu of new Set(space.choices.gpus.map(({ part }) => part.id))) {
    const counts = new Set(space.choices.gpus.filter(({ part }) => part.id === gpu).map(({ part, quantity }) => quantity * part.deviceCount));
    for (const count of counts) {
      const only = { limits, onlyGpu: gpu, gpuCount: { from: count, to: count } };
      const cheapest = search(space, { goal: LEAST_PURCHASE, ...only }).found;
      // More cards of the same model cost more still.
      if (cheapest === undefined) break;
      found.push(cheapest);
      const fastest = search(space, { goal: GOALS.throughput, ...only }).found;
      if (fastest !== undefined) found.push(fastest);
    }
  }
  const kept = new Map<string, Found>();
  for (const rig of found) {
    const isBeaten = found.some((other) => other !== rig && beats(other.figures, rig.figures) && !beats(rig.figures, other.figures));
    const isRepeated = [...kept.values()].some((other) => beats(other.figures, rig.figures) && beats(rig.figures, other.figures));
    if (bestFor.has(rig.key) || !(isBeaten || isRepeated)) kept.set(rig.key, rig);
  }
  return [...kept.values()]
    .sort((a, b) => a.figures.purchase - b.figures.purchase || a.figures.billPerMonth - b.figures.billPerMonth || b.figures.index - a.figures.index)
    .map((rig) => ({ assessment: evaluate(rig.rig, scenario, catalog), bestFor: bestFor.get(rig.key) ?? [], work: rig.figures.index }));
};
