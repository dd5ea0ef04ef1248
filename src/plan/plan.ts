import type { Assessment } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import { PART_KINDS } from "../domain/part.js";
import type { Alternative, BindingLimit, Plan, WhyNot } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Rig } from "../domain/rig.js";
import { rigLines } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { circuitOf } from "../evaluate/context.js";
import { evaluate } from "../evaluate/evaluate.js";
import { majorUnits, money } from "../units/money.js";
import { differenceOf } from "./difference.js";
import { Effort, OutOfWork } from "./effort.js";
import { frontierOf } from "./frontier.js";
import { GOALS, type Goal, LEAST_BILL, LEAST_GPU_DRAW, LEAST_PURCHASE, LEAST_WATTS, type LimitName, type Limits } from "./goal.js";
import { explainInfeasible } from "./infeasible.js";
import { priceRange } from "./price-range.js";
import { type Found, type Query, type SearchResult, search } from "./search.js";
import { type Space, spaceFor } from "./space.js";
import { unusedOwn } from "./unused-own.js";
import { type Planned, whyNot } from "./why-not.js";

/** The upper limits a request sets; the circuit's continuous rating is one of them. */
const limitsOf = (request: PlanRequest, scenario: Scenario): Limits => {
  const circuit = circuitOf(scenario)?.maxContinuousW;
  const watts = [request.maxWatts, circuit].filter((limit): limit is number => limit !== undefined);
  return {
    budget: request.budget?.minor,
    billPerMonth: request.maxElectricityPerMonth?.minor,
    wallPeak: watts.length === 0 ? undefined : Math.min(...watts),
  };
};

/** A step worth taking gains at least this share of the training index. */
const STEP_GAIN = 0.05;
/** "Cheapest to run" keeps at least this share of the winner's training index. */
const KEPT_INDEX = 0.5;

/** Rigs with the same cards at the same limit are one to a buyer while their prices are within this share of each other. */
const SAME_PRICE = 0.05;

const cardsKey = ({ gpu, powerLimit }: Rig): string => `${gpu.map(({ part, quantity }) => `${quantity} × ${part.id}`).join("+")}@${powerLimit ?? ""}`;

const isSameToBuyer = (one: Assessment, other: Assessment): boolean =>
  cardsKey(one.rig) === cardsKey(other.rig) && Math.abs(one.cost.purchase.minor / other.cost.purchase.minor - 1) <= SAME_PRICE;

const usesUsedParts = (rig: Rig): boolean => rigLines(rig).some(({ line }) => line.condition !== "new" && !line.owned);

interface Cap {
  readonly limit: string;
  readonly name: LimitName;
  readonly goal: Goal;
  readonly allowed: number;
  readonly used: number;
  readonly relaxed: Limits;
  readonly usedBy: (found: Found) => number;
  readonly unit: string;
}

const capsOf = (best: Found, request: PlanRequest, scenario: Scenario, limits: Limits): readonly Cap[] => {
  const amount = (minor: number): number => majorUnits(money(Math.round(minor), scenario.currency));
  const caps: Cap[] = [];
  if (limits.budget !== undefined) {
    caps.push({
      limit: "budget",
      name: "budget",
      goal: LEAST_PURCHASE,
      allowed: amount(limits.budget),
      used: amount(best.figures.purchase),
      relaxed: { ...limits, budget: undefined },
      usedBy: ({ figures }) => amount(figures.purchase),
      unit: scenario.currency,
    });
  }
  if (limits.billPerMonth !== undefined) {
    caps.push({
      limit: "max_electricity",
      name: "billPerMonth",
      goal: LEAST_BILL,
      allowed: amount(limits.billPerMonth),
      used: amount(best.figures.billPerMonth),
      relaxed: { ...limits, billPerMonth: undefined },
      usedBy: ({ figures }) => amount(figures.billPerMonth),
      unit: `${scenario.currency} a month`,
    });
  }
  if (limits.wallPeak !== undefined) {
    const limit = request.maxWatts === limits.wallPeak ? "max_watts" : "circuit";
    caps.push({
      limit,
      name: "wallPeak",
      goal: LEAST_WATTS,
      allowed: limits.wallPeak,
      used: best.figures.wallPeak,
      relaxed: { ...limits, wallPeak: undefined },
      usedBy: ({ figures }) => figures.wallPeak,
      unit: "W",
    });
  }
  return caps;
};

/** The watts for each card, where one rig has the cards of another and only lets them draw more. */
const sameCardsAt = (step: Rig, best: Rig): number | undefined => {
  const cards = ({ gpu }: Rig): string =>
    gpu
      .flatMap(({ part, quantity }) => Array.from({ length: quantity }, () => part.id))
      .sort()
      .join();
  const watts = step.powerLimit ?? step.gpu[0]?.part.boardPowerW;
  return watts !== undefined && best.powerLimit !== undefined && watts > best.powerLimit && cards(step) === cards(best) ? watts : undefined;
};

/** Which of the limits that ruled something out keep the plan from being faster, and the smallest step over each that pays. */
const bindingLimits = (
  best: Found,
  blocking: ReadonlySet<LimitName>,
  space: Space,
  request: PlanRequest,
  scenario: Scenario,
  limits: Limits,
): readonly BindingLimit[] =>
  capsOf(best, request, scenario, limits).flatMap((cap): BindingLimit[] => {
    if (!blocking.has(cap.name)) return [];
    const step = search(space, { goal: cap.goal, limits: { ...cap.relaxed, indexAbove: best.figures.index * (1 + STEP_GAIN) } }).found;
    if (step === undefined) return [];
    const needed = cap.usedBy(step);
    if (needed <= cap.allowed) return [];
    const gainPct = (step.figures.index / best.figures.index - 1) * 100;
    const boards = step.rig.gpu.reduce((count, line) => count + line.quantity, 0);
    const gains = `${boards} × ${step.rig.gpu[0]?.part.name ?? "GPU"}`;
    const watts = sameCardsAt(step.rig, best.rig);
    const nextStep = { relaxBy: needed - cap.allowed, gains, gainPct, ...(watts === undefined ? {} : { sameCardsAtW: watts }) };
    return [{ limit: cap.limit, used: cap.used, allowed: cap.allowed, unit: cap.unit, nextStep }];
  });

const alternativesTo = (
  best: Found,
  bestAssessment: Assessment,
  space: Space,
  request: PlanRequest,
  scenario: Scenario,
  catalog: Catalog,
  query: Query,
): { readonly list: readonly Alternative[]; readonly considered: number } => {
  const devices = best.rig.gpu.reduce((count, line) => count + line.quantity * line.part.deviceCount, 0);
  const wanted: { readonly label: string; readonly query: Query }[] = [];
  if (usesUsedParts(best.rig)) wanted.push({ label: "all_new", query: { ...query, newOnly: true } });
  if (devices > 1 && (request.gpuCount === undefined || request.gpuCount.from <= 1))
    wanted.push({ label: "single_card", query: { ...query, gpuCount: { from: 1, to: 1 } } });
  wanted.push({
    label: "cheapest_to_run",
    query: { ...query, goal: LEAST_GPU_DRAW, limits: { ...query.limits, indexAbove: best.figures.index * KEPT_INDEX } },
  });
  const gpu = best.rig.gpu[0]?.part.id;
  if (gpu !== undefined) wanted.push({ label: "next_best", query: { ...query, withoutGpu: gpu } });

  const list: Alternative[] = [];
  let considered = 0;
  for (const { label, query: other } of wanted) {
    if (list.length >= request.alternatives) break;
    const result = search(space, other);
    considered += result.considered;
    if (result.found === undefined || result.found.key === best.key) continue;
    const assessment = evaluate(result.found.rig, scenario, catalog);
    const twin = list.findIndex((listed) => isSameToBuyer(assessment, listed.assessment));
    const listed = list[twin];
    if (listed !== undefined) {
      list[twin] = { ...listed, alsoLabels: [...(listed.alsoLabels ?? []), label] };
      continue;
    }
    list.push({
      label,
      assessment,
      difference: differenceOf(bestAssessment, assessment),
      objectiveValue: GOALS[request.objective].value(result.found.figures),
    });
  }
  return { list, considered };
};

/** What is sought, by its name: with jobs asked for their speed takes the place of the training index. */
const goalOf = ({ objective }: PlanRequest, { workloads = [] }: Scenario, { jobSpeed }: Space): Goal => {
  const goal = GOALS[objective];
  if (jobSpeed === undefined) return goal;
  return { ...goal, name: goal.name.replace("training index", `speed of ${workloads.map(({ id }) => id).join(" and ")}`), unit: "items or tokens a second" };
};

const reasonsAgainst = (ids: readonly string[], planned: Planned, space: Space): readonly WhyNot[] =>
  ids.flatMap((id) => {
    const part = PART_KINDS.map((kind) => planned.catalog.parts[kind].get(id)).find((found) => found !== undefined);
    return part === undefined ? [] : [whyNot(part, planned, space)];
  });

/** A search that ended, or as much of it as there was work for. */
const searched = (space: Space, query: Query): SearchResult & { readonly bound?: number } => {
  try {
    return search(space, query);
  } catch (error) {
    if (!(error instanceof OutOfWork) || error.unfinished === undefined) throw error;
    return { ...error.unfinished, blocking: new Set() };
  }
};

/**
 * The best rig for a request, proven best among everything the catalogue allows, with runners-up that differ in kind,
 * the limits that bind and what the next step costs; or, where nothing fits, why and what would. Where the parts are so many that the work
 * for it runs out, the best rig found until then with a bound on all others; what was not finished is named and left out.
 * @param onStep - told now and then that the work goes on
 * @param mostChecks - work to do at most, in checks of a choice
 */
export const plan = (request: PlanRequest, scenario: Scenario, catalog: Catalog, onStep?: () => void, mostChecks?: number): Plan => {
  const effort = new Effort(onStep, mostChecks);
  const space = spaceFor(request, scenario, catalog, effort);
  const limits = limitsOf(request, scenario);
  const goal = goalOf(request, scenario, space);
  const query: Query = { goal, limits };
  const { found, considered, pruned, blocking, bound } = searched(space, query);
  const proof = { optimal: bound === undefined, considered, pruned, objective: goal.name };
  const best = found === undefined ? undefined : evaluate(found.rig, scenario, catalog);
  const left = best === undefined ? [] : unusedOwn(request.own, best.parts, catalog);
  const leftOut = left.length === 0 ? {} : { unusedOwn: left };
  if (bound !== undefined) {
    const value = found?.value ?? 0;
    return { status: "stopped", ...(best === undefined ? {} : { best }), alternatives: [], proof: { ...proof, bound, value }, binding: [], ...leftOut };
  }
  const givenUp: string[] = [];
  const attempt = <T>(what: string, work: () => T): T | undefined => {
    const done = effort.attempt(work);
    if (done === undefined) givenUp.push(what);
    return done?.value;
  };
  if (found === undefined || best === undefined) {
    const infeasible = attempt("infeasible", () => explainInfeasible(request, scenario, catalog, limits, effort)) ?? { conflicts: [], relaxations: [] };
    return { status: "infeasible", alternatives: [], proof: { ...proof, bound: 0, value: 0 }, binding: [], infeasible, ...named(givenUp) };
  }
  const isAlone = request.alternatives === 0;
  const alternatives = isAlone ? [] : (attempt("alternatives", () => alternativesTo(found, best, space, request, scenario, catalog, query).list) ?? []);
  const range = isAlone ? undefined : attempt("price_range", () => priceRange(found, best, query, space, request, scenario, catalog));
  const binding = attempt("binding", () => bindingLimits(found, blocking, space, request, scenario, limits)) ?? [];
  const { whyNot: asked } = request;
  const reasons = asked === undefined ? undefined : attempt("why_not", () => reasonsAgainst(asked, { found, goal, limits, request, scenario, catalog }, space));
  const frontier = request.frontier === true ? attempt("frontier", () => frontierOf(space, limits, scenario, catalog)) : undefined;
  return {
    status: "optimal",
    best,
    alternatives,
    proof: { ...proof, bound: found.value, value: found.value },
    binding,
    ...(reasons === undefined ? {} : { whyNot: reasons }),
    ...(frontier === undefined ? {} : { frontier }),
    ...(range === undefined ? {} : { priceRange: range }),
    ...leftOut,
    ...named(givenUp),
  };
};

const named = (givenUp: readonly string[]): Pick<Plan, "givenUp"> => (givenUp.length === 0 ? {} : { givenUp });
