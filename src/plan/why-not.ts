import type { Gpu, Part } from "../domain/part.js";
import type { WhyNot } from "../domain/plan.js";
import { type Rig, rigLines } from "../domain/rig.js";
import { checkRig } from "../evaluate/compat/index.js";
import { ruleContext } from "../evaluate/context.js";
import { money } from "../units/money.js";
import { moneyText } from "../units/money-text.js";
import { brokenLimits, type Goal, LEAST_PURCHASE, type LimitName, type Limits } from "./goal.js";
import { type Asked, obstacle } from "./obstacle.js";
import { type Found, search } from "./search.js";
import { emptyDraft, type Space, spaceFor } from "./space.js";

/** What a plan was made from and what it found. */
export interface Planned extends Asked {
  readonly found: Found;
  readonly goal: Goal;
  readonly limits: Limits;
}

const NO_LIMITS: Limits = {};

const LIMIT_WORDS: { readonly [K in LimitName]: string } = {
  budget: "the budget",
  billPerMonth: "the electricity limit",
  wallPeak: "the watts that the circuit or --max-watts allows",
  indexAbove: "the speed asked for",
};

const REFUSALS: { readonly [rule: string]: string } = {
  "framework-support": "today's official build of the software that must run (--framework) does not run on it",
  "support-years": "the software that must run is not expected to support it for long enough",
  "job-memory": "the job asked for does not fit its memory",
};

/** What refuses every rig with a card: a rule that looks at the card alone, or one that no host satisfies. */
const refusal = (gpu: Gpu | undefined, { scenario, catalog }: Planned): string => {
  const alone: Rig = { ...emptyDraft(), gpu: gpu === undefined ? [] : [{ part: gpu, quantity: 1, condition: "used", owned: false }] };
  for (const { rule, verdict } of checkRig(alone, ruleContext(scenario, catalog))) {
    const words = REFUSALS[rule];
    if (verdict !== "fits" && words !== undefined) return words;
  }
  if (gpu?.cooling === "passive") return "it has no fan of its own, and no case in the catalogue is known to blow air through it";
  if (gpu?.slotWidth === undefined && gpu !== undefined)
    return "how thick it is is not known, so no rig with it is certain to fit (--accept-unknown would try)";
  return "no rig with it passes every check: nothing in the catalogue seats, feeds and cools it for certain (--accept-unknown would try)";
};

/** Why no rig with the part keeps the limits: what the cheapest one costs, or that there is none at all. */
const outOfReach = (space: Space, gpu: Gpu | undefined, planned: Planned): string => {
  const { limits, scenario } = planned;
  const only = gpu === undefined ? {} : { onlyGpu: gpu.id };
  const cheapest = search(space, { goal: LEAST_PURCHASE, limits: { ...limits, budget: undefined }, ...only }).found;
  if (cheapest !== undefined && limits.budget !== undefined) {
    const amount = (minor: number): string => moneyText(money(minor, scenario.currency));
    return `the cheapest complete rig with it costs ${amount(cheapest.figures.purchase)}, ${amount(cheapest.figures.purchase - limits.budget)} over the budget`;
  }
  const unlimited = search(space, { goal: LEAST_PURCHASE, limits: NO_LIMITS, ...only }).found;
  if (unlimited === undefined) return refusal(gpu, planned);
  const broken = brokenLimits(unlimited.figures, limits).map((name) => LIMIT_WORDS[name]);
  return broken.length === 0 ? "no rig with it keeps all limits together" : `even its cheapest rig breaks ${broken.join(" and ")}`;
};

const share = (value: number, best: number): string => {
  const percent = Math.abs((value / best - 1) * 100);
  return percent < 1 ? "under 1 %" : `${Math.round(percent)} %`;
};

/** What the best rig with the part lacks against the plan. */
const comparison = (with_: Found, { found, goal, scenario }: Planned): string => {
  const amount = (minor: number): string => moneyText(money(Math.abs(Math.round(minor)), scenario.currency));
  const cards = with_.rig.gpu.map(({ part, quantity, condition }) => `${quantity} × ${part.name} (${condition})`).join(" + ");
  const price = with_.figures.purchase - found.figures.purchase;
  const cost = price === 0 ? "costs the same" : `costs ${amount(price)} ${price < 0 ? "less" : "more"}`;
  const rig = `the best rig with it, ${cards}, ${cost}`;
  if (with_.value === found.value) {
    const owning = with_.figures.ownership - found.figures.ownership;
    return owning === 0
      ? `${rig} and is as good: the plan's comes first in the order of watts and names`
      : `${rig}, is as good and costs ${amount(owning)} more to own`;
  }
  if (goal.weighsWall) return `${rig} and is ${share(with_.value, found.value)} worse by ${goal.name}`;
  const word = goal.name === "training index" || goal.name.startsWith("speed of") ? "slower" : `worse by ${goal.name}`;
  return `${rig} and is ${share(with_.value, found.value)} ${word}`;
};

/** Why a plan does without a part: a reason that holds for the very request. */
export const whyNot = (part: Part & { readonly kind: string }, planned: Planned, space: Space): WhyNot => {
  const { found, goal, limits, request, scenario, catalog } = planned;
  const about = { part: part.id, name: part.name };
  if (rigLines(found.rig).some(({ line }) => line.part.id === part.id)) return { ...about, status: "chosen", reason: "it is in the plan" };
  const gpu = catalog.parts.gpu.get(part.id);
  const barred = gpu === undefined ? undefined : obstacle(gpu, planned);
  if (barred !== undefined) return { ...about, status: "impossible", reason: barred };
  const narrowed = gpu === undefined ? spaceFor({ ...request, withParts: [...request.withParts, part.id] }, scenario, catalog, space.effort) : space;
  const best = search(narrowed, { goal, limits, ...(gpu === undefined ? {} : { onlyGpu: part.id }) }).found;
  if (best === undefined) return { ...about, status: "impossible", reason: outOfReach(narrowed, gpu, planned) };
  return {
    ...about,
    status: "worse",
    reason: comparison(best, planned),
    value: best.value,
    chosenValue: found.value,
    purchase: money(best.figures.purchase, scenario.currency),
  };
};
