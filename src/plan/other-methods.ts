import type { Catalog } from "../domain/catalog.js";
import type { OtherMethod } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import type { Method, Workload } from "../domain/workload.js";
import { evaluate } from "../evaluate/evaluate.js";
import { thinnerMethods } from "../evaluate/workload/memory/thinner.js";
import type { Effort } from "./effort.js";
import { GOALS, LEAST_PURCHASE, type Limits } from "./goal.js";
import { search } from "./search.js";
import { spaceFor } from "./space.js";

/** The jobs with those of them done by a method that have it, from its usual settings to its thinnest; empty where none has. */
const jobsBy = (method: Method, jobs: readonly Workload[]): readonly { readonly jobs: readonly Workload[]; readonly what: string }[] => {
  const ways = jobs.map((job) => thinnerMethods(job).filter((way) => way.workload.method === method));
  const steps = Math.max(0, ...ways.map((found) => found.length));
  return Array.from({ length: steps }, (_, step) => ({
    jobs: jobs.map((job, at) => ways[at]?.[step]?.workload ?? ways[at]?.at(-1)?.workload ?? job),
    what: ways.flatMap((found) => found[step]?.what ?? [])[0] ?? "",
  }));
};

/** For jobs that nothing within the limits holds: the thinner methods of training there are, each with the best rig for it, or the cheapest one beyond the budget. */
export const otherMethods = (request: PlanRequest, scenario: Scenario, catalog: Catalog, limits: Limits, effort: Effort): readonly OtherMethod[] =>
  (["lora", "qlora"] as const).flatMap((method): readonly OtherMethod[] => {
    const steps = jobsBy(method, scenario.workloads ?? []);
    const [usual] = steps;
    if (usual === undefined) return [];
    const named = (jobs: readonly Workload[]): readonly string[] => jobs.filter((job) => job.method === method).map(({ id }) => id);
    for (const { jobs, what } of steps) {
      const other = { ...scenario, workloads: jobs };
      const { found } = search(spaceFor(request, other, catalog, effort), { goal: GOALS.throughput, limits });
      if (found !== undefined) return [{ workloads: named(jobs), what, best: evaluate(found.rig, other, catalog) }];
    }
    const other = { ...scenario, workloads: usual.jobs };
    const cheapest =
      limits.budget === undefined
        ? undefined
        : search(spaceFor(request, other, catalog, effort), { goal: LEAST_PURCHASE, limits: { ...limits, budget: undefined } }).found;
    return [{ workloads: named(usual.jobs), what: usual.what, ...(cheapest === undefined ? {} : { cheapest: evaluate(cheapest.rig, other, catalog) }) }];
  });
