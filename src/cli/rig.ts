import { existsSync } from "node:fs";
import { findPart } from "../catalog/lookup.js";
import type { Assessment } from "../domain/assessment.js";
import type { BuildSummary } from "../domain/build.js";
import type { Catalog } from "../domain/catalog.js";
import { Failure, type Place } from "../domain/failure.js";
import { CONDITIONS, type Condition } from "../domain/offer.js";
import type { Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { priceContext } from "../evaluate/context.js";
import { marketPrice } from "../evaluate/cost/price.js";
import { plan } from "../plan/plan.js";
import { moneyText } from "../render/format.js";
import { type Money, money } from "../units/money.js";
import { hours, watts } from "../units/quantity.js";
import { partFor } from "./catalogs.js";
import type { Io } from "./io.js";
import { numberWithin, oneOf, usage } from "./parse.js";
import { type ScenarioDefaults, type ScenarioFlags, scenarioFrom, USUAL_HOURS, USUAL_YEARS } from "./scenario.js";
import { warn } from "./warnings.js";

/** A rig with the scenario it is looked at in. */
export interface Subject {
  readonly rig: Rig;
  readonly scenario: Scenario;
  /** Where in the rig file each part stands, by part id; empty for a rig that no file describes. */
  readonly places: ReadonlyMap<string, Place>;
  /** Set for a published build. */
  readonly build?: BuildSummary;
}

const SHORTHAND = /^(\d{1,2})x:([^@:]{1,100})(?:@(\d{1,4})W)?(?::([a-z]+))?$/i;
const MOST_WATTS = 5000;
/** Above any board's power: every card runs unlimited. */
const UNLIMITED = MOST_WATTS;
const HIGH_MAINS_V = 230;

interface Shorthand {
  readonly count: number;
  readonly id: string;
  readonly limitW: number;
  readonly condition?: Condition;
}

/** `2x:rtx-3090@280W:used`, or undefined for anything that is not shorthand. */
const shorthandOf = (text: string, catalog: Catalog): Shorthand | undefined => {
  const [whole, count = "", word = "", limit, condition] = SHORTHAND.exec(text) ?? [];
  if (whole === undefined) return undefined;
  return {
    count: numberWithin("the number of cards", count, 1, 16),
    id: partFor(catalog, text, word, ["gpu"]).id,
    limitW: limit === undefined ? UNLIMITED : numberWithin("the power limit", limit, 1, MOST_WATTS, "W"),
    ...(condition === undefined ? {} : { condition: oneOf("the condition", condition, CONDITIONS) }),
  };
};

/** The condition most people buy a card in: the one asked for, else used where anybody offers it so. */
const conditionOf = ({ id, condition }: Shorthand, catalog: Catalog): Condition => {
  if (condition !== undefined) return condition;
  const offers = catalog.parts.gpu.get(id)?.offers() ?? [];
  return offers.some((offer) => offer.condition === "used") || offers.length === 0 ? "used" : "new";
};

/**
 * What a host is looked for in: usual hours, years and the place's own rate, so that the same cards stand in the same machine at the same price however
 * they are used. Socket, mains voltage and a framework that no longer runs are looked at afterwards, as findings.
 */
const hostScenario = ({ tariff: _tariff, ...scenario }: Scenario): Scenario => ({
  ...scenario,
  loadHoursPerDay: hours(USUAL_HOURS),
  idleHoursPerDay: hours(0),
  years: USUAL_YEARS,
  frameworks: [],
  workloads: [],
  region: { ...scenario.region, circuits: [], mainsVoltageV: HIGH_MAINS_V },
});

/**
 * The host that gets most work out of the cards named for what it costs to own: what a person would put around them.
 * The cards count as there already while it is looked for, so that an uncertain price of theirs does not stand in the way.
 * It carries them at their own power, with the limit then set: a restart forgets a limit, and a rig at another limit is the same rig.
 * Where no host carries them unlimited, one for the limit.
 * @param hostBudget - most to spend on the rest of the machine
 */
const hosted = (shorthand: Shorthand, scenario: Scenario, catalog: Catalog, onStep?: () => void, hostBudget?: Money): Rig | undefined => {
  const { count, id, limitW } = shorthand;
  const devices = count * (catalog.parts.gpu.get(id)?.deviceCount ?? 1);
  const hostAt = (gpuPowerLimitW: number): Rig | undefined =>
    plan(
      {
        ...(hostBudget === undefined ? {} : { budget: hostBudget }),
        conditions: CONDITIONS,
        own: Array.from({ length: count }, () => id),
        withParts: [id],
        withoutParts: [],
        gpuCount: { from: devices, to: devices },
        gpuPowerLimitW,
        objective: "value",
        alternatives: 0,
        acceptUnknown: false,
      },
      hostScenario(scenario),
      catalog,
      onStep,
    ).best?.rig;
  const host = hostAt(UNLIMITED) ?? (limitW === UNLIMITED ? undefined : hostAt(limitW));
  if (host === undefined) return undefined;
  const condition = conditionOf(shorthand, catalog);
  const isLimited = host.gpu.some(({ part }) => limitW < part.boardPowerW);
  return { ...host, gpu: host.gpu.map((line) => ({ ...line, condition, owned: false })), ...(isLimited ? { powerLimit: watts(limitW) } : {}) };
};

const completed = (shorthand: Shorthand, scenario: Scenario, catalog: Catalog, onStep?: () => void): Rig => {
  const rig = hosted(shorthand, scenario, catalog, onStep);
  if (rig !== undefined) return rig;
  const isFanless = catalog.parts.gpu.get(shorthand.id)?.cooling === "passive";
  throw new Failure("no-rig", `no complete host in the catalogue takes ${shorthand.count} × ${shorthand.id}`, {
    ...(isFanless ? { consequence: "the card has no fan of its own, and no case in the catalogue is known to blow air through it" } : {}),
    fix: "write the rig out in a file: the findings then say what is in the way (rigplan catalog schema rig)",
  });
};

const MOST_CARDS = 16;

/**
 * As many of a card as an amount buys, in the best complete machine for what is left of it.
 * @param text - `rtx-3090`, `rtx-3090@280W`, `rtx-3090:used`
 * @throws Failure when it is no card, the card has no price, or the amount does not buy one (exit code 3)
 */
export const boughtRig = (text: string, budget: Money, scenario: Scenario, catalog: Catalog, onStep?: () => void): Rig => {
  const one = shorthandOf(`1x:${text}`, catalog);
  if (one === undefined)
    throw usage(`${JSON.stringify(text.slice(0, 80))} is not a card`, "write its id alone, such as rtx-3090, rtx-3090@280W or rtx-3090:used");
  const gpu = catalog.parts.gpu.get(one.id);
  const price = gpu === undefined ? undefined : marketPrice(gpu, conditionOf(one, catalog), priceContext(scenario, catalog))?.price;
  if (price === undefined || price.minor <= 0)
    throw usage(`no price is known for ${one.id}`, `enter yours: rigplan catalog price ${one.id} AMOUNT --currency ${scenario.currency}`);
  let found: Rig | undefined;
  for (let count = 1; count <= MOST_CARDS && count * price.minor < budget.minor; count += 1) {
    const rig = hosted({ ...one, count }, scenario, catalog, onStep, money(budget.minor - count * price.minor, budget.currency));
    if (rig === undefined) break;
    found = rig;
  }
  if (found !== undefined) return found;
  throw new Failure("no-rig", `${moneyText(budget)} does not buy one ${gpu?.name ?? one.id} (${moneyText(price)}) with a host that takes it`, {
    fix: "raise --equal-budget, or leave the card out",
  });
};
/** An assessment with what there is to say of a published build. */
export const withBuild = (assessment: Assessment, { build }: Pick<Subject, "build">): Assessment =>
  build === undefined ? assessment : { ...assessment, build };

/** An assessment whose findings say where in the rig file the part concerned stands. */
export const placed = (assessment: Assessment, places: Subject["places"]): Assessment => ({
  ...assessment,
  findings: assessment.findings.map((finding) => {
    const at = places.get(finding.part) ?? places.get(finding.other ?? "");
    return at === undefined ? finding : { ...finding, at };
  }),
});

/**
 * The rig that a word names: `-` or a file, a published build, shorthand such as `2x:rtx-3090@280W:used`, or a processor alone, `cpu:r9-7900`.
 * @throws Failure when it is neither
 */
export const subjectFrom = async (text: string, flags: ScenarioFlags, catalog: Catalog, io: Io, onStep?: () => void): Promise<Subject> => {
  const shorthand = shorthandOf(text, catalog);
  if (shorthand !== undefined) {
    const scenario = scenarioFrom(catalog, flags);
    const { circuit: _circuit, ...rest } = scenario;
    return { rig: completed(shorthand, rest, catalog, onStep), scenario, places: new Map() };
  }
  if (/^cpu:/i.test(text)) {
    const { processorRig } = await import("./cpu-rig.js");
    const scenario = scenarioFrom(catalog, flags);
    return { rig: processorRig(text, hostScenario(scenario), catalog, onStep), scenario, places: new Map() };
  }
  if (/^build:/i.test(text)) return (await import("./build.js")).buildSubject(text, flags, catalog);
  if (/^\d+x/i.test(text))
    throw usage(`${JSON.stringify(text.slice(0, 80))} is not a rig`, "shorthand is written 2x:rtx-3090, 4x:gtx-1080-ti@200W or 1x:rtx-3090:used");
  const card = /[./\\]/.test(text) || text === "-" ? undefined : findPart(catalog, text, ["gpu"]);
  if (card?.status === "found" && !existsSync(text))
    throw usage(`${JSON.stringify(text.slice(0, 80))} is a card, not a rig`, `did you mean 1x:${card.part.id}?`);
  const { readRig } = await import("../catalog/rig-file.js");
  const { rig, scenario, places, warnings } = readRig(await io.readInput(text), text === "-" ? "<stdin>" : text, catalog);
  warn(warnings, io);
  const defaults: ScenarioDefaults = scenario;
  return { rig, scenario: scenarioFrom(catalog, flags, defaults), places };
};
