import type { Catalog } from "../domain/catalog.js";
import { CONDITIONS } from "../domain/offer.js";
import type { Infeasible } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { evaluate } from "../evaluate/evaluate.js";
import { majorUnits, minorDigits, money } from "../units/money.js";
import { moneyText } from "../units/money-text.js";
import type { Effort } from "./effort.js";
import { GOALS, type Goal, LEAST_BILL, LEAST_PURCHASE, LEAST_WATTS, type Limits, MOST_VRAM_PER_GPU } from "./goal.js";
import { barredParts } from "./obstacle.js";
import { otherMethods } from "./other-methods.js";
import { type Found, search } from "./search.js";
import { type Space, spaceFor } from "./space.js";

/** What a plan asks for when nobody says otherwise. */
const USUAL_FRAMEWORK = "pytorch";

type Relaxation = Infeasible["relaxations"][number];

/** A request with some of its wishes taken back. */
const without = (request: PlanRequest, ...names: (keyof PlanRequest)[]): PlanRequest =>
  Object.fromEntries(Object.entries(request).filter(([name]) => !names.includes(name as keyof PlanRequest))) as typeof request;

/**
 * Why no rig satisfies a request: for every limit that was set, the least by which it alone would have to give way.
 * A limit that cannot help alone is not among the relaxations; all set limits are named as conflicting.
 */
export const explainInfeasible = (request: PlanRequest, scenario: Scenario, catalog: Catalog, limits: Limits, effort: Effort): Infeasible => {
  const spaceOf = (asked: PlanRequest, where: Scenario): Space => spaceFor(asked, where, catalog, effort);
  const space = spaceOf(request, scenario);
  const { currency } = scenario;
  const digits = minorDigits(currency);
  const amount = (minor: number): number => majorUnits(money(Math.ceil(minor), currency));
  const words = (value: number): string => moneyText(money(Math.round(value * 10 ** digits), currency));
  const conflicts: string[] = [];
  const relaxations: Relaxation[] = [];

  const upper = (
    limit: string,
    allowed: number,
    needed: number | undefined,
    unit: string,
    says: (needed: string, short: string) => string,
    say: (value: number) => string,
  ): void => {
    conflicts.push(limit);
    if (needed === undefined || needed <= allowed) return;
    const shortBy = Number((needed - allowed).toFixed(digits === 0 ? 0 : 2));
    relaxations.push({ limit, allowed, needed, shortBy, unit, says: says(say(needed), say(shortBy)) });
  };
  const leastOf = (goal: Goal, relaxed: Limits, figure: (found: Found) => number): number | undefined => {
    const { found } = search(space, { goal, limits: relaxed });
    return found === undefined ? undefined : figure(found);
  };
  if (limits.budget !== undefined) {
    const needed = leastOf(LEAST_PURCHASE, { ...limits, budget: undefined }, ({ figures }) => amount(figures.purchase));
    upper(
      "budget",
      amount(limits.budget),
      needed,
      currency,
      (need, short) => `the cheapest complete rig that keeps every other limit costs ${need}, ${short} more`,
      words,
    );
  }
  if (limits.billPerMonth !== undefined) {
    const needed = leastOf(LEAST_BILL, { ...limits, billPerMonth: undefined }, ({ figures }) => amount(figures.billPerMonth));
    upper(
      "max_electricity",
      amount(limits.billPerMonth),
      needed,
      `${currency} a month`,
      (need, short) => `the least electricity bill within the other limits is ${need} a month, ${short} more`,
      words,
    );
  }
  if (limits.wallPeak !== undefined) {
    const needed = leastOf(LEAST_WATTS, { ...limits, wallPeak: undefined }, ({ figures }) => Math.ceil(figures.wallPeak));
    const limit = request.maxWatts === limits.wallPeak ? "max_watts" : "circuit";
    if (limit === "max_watts" || needed !== undefined) {
      upper(
        limit,
        limits.wallPeak,
        needed,
        "W",
        (need, short) => `the least a rig within the other limits draws at its peak is ${need}, ${short} more`,
        (value) => `${value} W`,
      );
    }
  }

  const most = (name: keyof PlanRequest, goal: Goal, figure: (found: Found) => number, allowed: number, limit: string, what: string): void => {
    conflicts.push(limit);
    const { found } = search(spaceOf(without(request, name), scenario), { goal, limits });
    if (found === undefined) return;
    const reached = figure(found);
    relaxations.push({
      limit,
      allowed,
      needed: reached,
      shortBy: allowed - reached,
      unit: "GiB",
      says: `within the other limits the most ${what} is ${reached} GB`,
    });
  };
  if (request.totalVramGib !== undefined)
    most("totalVramGib", GOALS.vram, ({ figures }) => figures.vramGib, request.totalVramGib, "total_vram", "GPU memory in all");
  if (request.minVramGib !== undefined)
    most("minVramGib", MOST_VRAM_PER_GPU, ({ figures }) => figures.vramPerGpuGib, request.minVramGib, "min_vram", "memory on one GPU");
  if (request.gpuCount !== undefined) {
    conflicts.push("gpus");
    const { found } = search(spaceOf(without(request, "gpuCount"), scenario), { goal: GOALS.throughput, limits });
    const count = found?.rig.gpu.reduce((sum, line) => sum + line.quantity * line.part.deviceCount, 0);
    if (count !== undefined) {
      const nearest = count < request.gpuCount.from ? request.gpuCount.from : request.gpuCount.to;
      relaxations.push({
        limit: "gpus",
        allowed: nearest,
        needed: count,
        shortBy: Math.abs(nearest - count),
        unit: "GPUs",
        says: `within the other limits a rig with ${count} GPU${count === 1 ? "" : "s"} exists`,
      });
    }
  }
  const choice = (name: "vendors" | "withParts" | "withoutParts", limit: string, isSet: boolean): void => {
    if (!isSet) return;
    conflicts.push(limit);
    const freed: PlanRequest = name === "vendors" ? without(request, "vendors") : { ...request, [name]: [] };
    const { found } = search(spaceOf(freed, scenario), { goal: GOALS.throughput, limits });
    if (found !== undefined)
      relaxations.push({ limit, allowed: 0, needed: 0, shortBy: 0, unit: "", says: `without --${limit} a rig within the other limits exists` });
  };
  choice("vendors", "vendor", request.vendors !== undefined);
  choice("withParts", "with", request.withParts.length > 0);
  choice("withoutParts", "without", request.withoutParts.length > 0);
  if (request.conditions.length < CONDITIONS.length) {
    conflicts.push("condition");
    const { found } = search(spaceOf({ ...request, conditions: CONDITIONS }, scenario), { goal: GOALS.throughput, limits });
    if (found !== undefined)
      relaxations.push({
        limit: "condition",
        allowed: 0,
        needed: 0,
        shortBy: 0,
        unit: "",
        says: "with used or refurbished parts as well a rig within the other limits exists",
      });
  }
  const software = (
    limit: string,
    flag: string,
    { frameworkVersions: _versions, minSupportYears: _years, ...rest }: Scenario,
    frameworks: readonly string[],
  ): void => {
    conflicts.push(limit);
    const { found } = search(spaceOf(request, { ...rest, frameworks }), { goal: GOALS.throughput, limits });
    if (found !== undefined)
      relaxations.push({ limit, allowed: 0, needed: 0, shortBy: 0, unit: "", says: `without ${flag} a rig within the other limits exists` });
  };
  if (scenario.minSupportYears !== undefined) software("min_support_years", "--min-support-years", scenario, scenario.frameworks);
  if (asksForSoftware(scenario))
    software(
      "framework",
      `--framework ${scenario.frameworks.map((id) => [id, scenario.frameworkVersions?.[id]].filter((word) => word !== undefined).join("@")).join(",")}`,
      scenario,
      [],
    );
  const cheapest = limits.budget === undefined ? undefined : search(space, { goal: LEAST_PURCHASE, limits: { ...limits, budget: undefined } }).found;
  const others = otherMethods(request, scenario, catalog, limits, effort);
  const barred = barredParts({ request, scenario, catalog });
  return {
    conflicts,
    relaxations,
    ...(barred.length === 0 ? {} : { barred }),
    ...(others.length === 0 ? {} : { otherMethods: others }),
    ...(cheapest === undefined ? {} : { cheapest: evaluate(cheapest.rig, scenario, catalog) }),
  };
};

/** Whether more is asked of software than what is asked of every plan. */
const asksForSoftware = ({ frameworks, frameworkVersions }: Scenario): boolean =>
  frameworkVersions !== undefined || (frameworks.length > 0 && !(frameworks.length === 1 && frameworks[0] === USUAL_FRAMEWORK));
