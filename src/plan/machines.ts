import type { Assessment } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import type { Infeasible, Plan, PriceEdge } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { circuitOf } from "../evaluate/context.js";
import { evaluate } from "../evaluate/evaluate.js";
import { type Money, money } from "../units/money.js";
import { differenceOf } from "./difference.js";
import { plan } from "./plan.js";

/** Whole minor units, rounded down: as many shares never exceed the whole. */
const share = ({ minor, currency }: Money, machines: number, less = 0): Money => money(Math.max(0, Math.floor(minor / machines) - less), currency);

/**
 * What one of several equal machines may cost and draw: its share of every limit. What a GPU must hold and how many stand in a machine stay as asked.
 * @param less - minor units to keep off a machine's share of the electricity bill, which is rounded for each machine here and for all of them in the end
 */
const requestOfOne = (request: PlanRequest, machines: number, less: number): PlanRequest => ({
  ...request,
  ...(request.budget === undefined ? {} : { budget: share(request.budget, machines) }),
  ...(request.maxElectricityPerMonth === undefined ? {} : { maxElectricityPerMonth: share(request.maxElectricityPerMonth, machines, less) }),
  ...(request.maxWatts === undefined ? {} : { maxWatts: request.maxWatts / machines }),
  ...(request.totalVramGib === undefined ? {} : { totalVramGib: request.totalVramGib / machines }),
});

/** One circuit feeds all of the machines. */
const scenarioOfOne = (scenario: Scenario, machines: number): Scenario => {
  const circuit = circuitOf(scenario);
  return circuit === undefined ? scenario : { ...scenario, circuit: { ...circuit, maxContinuousW: circuit.maxContinuousW / machines } };
};

const times = (amount: Money, machines: number): Money => money(amount.minor * machines, amount.currency);

/** Ratios of two sums are those of one machine. */
const RATIOS: ReadonlySet<PlanRequest["objective"]> = new Set(["value", "efficiency"]);

const edgeOf = (edge: PriceEdge, machines: number): PriceEdge => ({ ...edge, purchase: times(edge.purchase, machines) });

const SHARED_LIMITS: ReadonlySet<string> = new Set(["budget", "max_electricity", "max_watts", "circuit", "total_vram"]);

type Relaxation = Infeasible["relaxations"][number];

const summed = ({ limit, allowed, needed, shortBy }: Relaxation, machines: number): Pick<Relaxation, "allowed" | "needed" | "shortBy"> => {
  const by = SHARED_LIMITS.has(limit) ? machines : 1;
  return { allowed: allowed * by, needed: needed * by, shortBy: shortBy * by };
};

const infeasibleOf = (found: Infeasible, machines: number, whole: (one: Assessment) => Assessment): Infeasible => ({
  ...found,
  relaxations: found.relaxations.map((relaxation) => ({
    ...relaxation,
    ...summed(relaxation, machines),
    says: `for each of the ${machines} machines: ${relaxation.says}`,
  })),
  ...(found.cheapest === undefined ? {} : { cheapest: whole(found.cheapest) }),
  ...(found.otherMethods === undefined
    ? {}
    : {
        otherMethods: found.otherMethods.map(({ best, cheapest, ...method }) => ({
          ...method,
          ...(best === undefined ? {} : { best: whole(best) }),
          ...(cheapest === undefined ? {} : { cheapest: whole(cheapest) }),
        })),
      }),
});

/** A plan of one machine as that of all of them. */
const ofAll = (one: Plan, machines: number, request: PlanRequest, scenario: Scenario, catalog: Catalog): Plan => {
  const whole = ({ rig }: Assessment): Assessment => evaluate({ ...rig, nodes: machines }, scenario, catalog);
  const best = one.best === undefined ? undefined : whole(one.best);
  const factor = RATIOS.has(request.objective) ? 1 : machines;
  const { proof, binding, whyNot, frontier, priceRange, infeasible } = one;
  return {
    ...one,
    ...(best === undefined ? {} : { best }),
    alternatives:
      best === undefined
        ? []
        : one.alternatives.map((other) => {
            const assessment = whole(other.assessment);
            return { ...other, assessment, objectiveValue: other.objectiveValue * factor, difference: differenceOf(best, assessment) };
          }),
    proof: { ...proof, value: proof.value * factor, bound: proof.bound * factor },
    binding: binding.map(({ nextStep, ...limit }) => ({
      ...limit,
      used: limit.used * machines,
      allowed: limit.allowed * machines,
      ...(nextStep === undefined ? {} : { nextStep: { ...nextStep, relaxBy: nextStep.relaxBy * machines, gains: `${nextStep.gains} in each machine` } }),
    })),
    ...(whyNot === undefined
      ? {}
      : {
          whyNot: whyNot.map((entry) => ({
            ...entry,
            reason: `in each machine, ${entry.reason}`,
            ...(entry.purchase === undefined ? {} : { purchase: times(entry.purchase, machines) }),
          })),
        }),
    ...(frontier === undefined ? {} : { frontier: frontier.map((point) => ({ ...point, assessment: whole(point.assessment), work: point.work * machines })) }),
    ...(priceRange === undefined ? {} : { priceRange: { ...priceRange, low: edgeOf(priceRange.low, machines), high: edgeOf(priceRange.high, machines) } }),
    ...(infeasible === undefined ? {} : { infeasible: infeasibleOf(infeasible, machines, whole) }),
  };
};

/**
 * The best rig of several equal machines with work of their own. Money, watts and work of equal machines add up, so the best within the limits is
 * that many of the best machine within one share of them. What one job over all of them would lose to the network between is told by the
 * assessment; parts of that network are not chosen.
 *
 * @param machines - 2 or more
 */
export const planMachines = (machines: number, request: PlanRequest, scenario: Scenario, catalog: Catalog, onStep?: () => void): Plan => {
  const planned = (less: number): Plan =>
    ofAll(plan(requestOfOne(request, machines, less), scenarioOfOne(scenario, machines), catalog, onStep), machines, request, scenario, catalog);
  const found = planned(0);
  const cap = request.maxElectricityPerMonth?.minor ?? Number.POSITIVE_INFINITY;
  const isOver = [found.best, ...found.alternatives.map(({ assessment }) => assessment)].some((rig) => (rig?.energy.billPerMonth?.minor ?? 0) > cap);
  return isOver ? planned(1) : found;
};
