import { readSnapshot } from "../../catalog/load.js";
import type { Catalog } from "../../domain/catalog.js";
import { Failure } from "../../domain/failure.js";
import { CONDITIONS } from "../../domain/offer.js";
import type { Barred, Plan } from "../../domain/plan.js";
import { OBJECTIVES, type PlanRequest } from "../../domain/request.js";
import type { Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import { plan } from "../../plan/plan.js";
import { planDocument } from "../../render/documents.js";
import { moneyText } from "../../render/format.js";
import { barredWords, infeasibleText, planText } from "../../render/plan-table.js";
import { rigFileContent } from "../../render/rig-file.js";
import { safeText } from "../../render/safe-text.js";
import { catalogFor, partFor } from "../catalogs.js";
import { type Io, mayAsk } from "../io.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { amountOf, countRange, numberWithin, oneOf, someOf, usage, wholeWithin } from "../parse.js";
import { electricityCap, wattCap } from "../power-caps.js";
import { withProgress } from "../progress.js";
import { type ScenarioFlags, scenarioFrom } from "../scenario.js";
import { checkTarget, writeWhole } from "../write-file.js";

export interface PlanFlags extends ScenarioFlags, OutputFlags {
  readonly catalog?: readonly string[];
  readonly budget?: string;
  readonly maxElectricity?: string;
  readonly maxWatts?: string;
  readonly minVram?: string;
  readonly totalVram?: string;
  readonly gpus?: string;
  readonly nodes?: string;
  readonly vendor?: string;
  readonly condition?: string;
  readonly own?: readonly string[];
  readonly with?: readonly string[];
  readonly without?: readonly string[];
  readonly objective?: string;
  readonly alternatives?: string;
  readonly acceptUnknown?: boolean;
  readonly whyNot?: readonly string[];
  readonly frontier?: boolean;
  readonly priceRange?: boolean;
  readonly save?: string;
}

const VENDORS = ["nvidia", "amd", "intel"] as const;
const MOST_VRAM_GIB = 4096;
const USUAL_ALTERNATIVES = 3;
const MOST_ALTERNATIVES = 4;
const MOST_MACHINES = 64;

/** The plan request that the flags spell. */
const requestFrom = (flags: PlanFlags, catalog: Catalog, scenario: Scenario, io: Io): PlanRequest => {
  const { currency } = scenario;
  const given = <K extends string, V>(key: K, value: string | undefined, read: (text: string) => V): { [P in K]?: V } =>
    value === undefined ? {} : ({ [key]: read(value) } as { [P in K]: V });
  const ids = (flag: string, texts: readonly string[] = []): readonly string[] => texts.map((text) => partFor(catalog, flag, text).id);
  return {
    ...given("budget", flags.budget, (text) => amountOf("--budget", text, currency)),
    ...given("maxElectricityPerMonth", flags.maxElectricity, (text) => electricityCap(text, scenario, io)),
    ...given("maxWatts", flags.maxWatts, (text) => wattCap(text, io)),
    ...given("minVramGib", flags.minVram, (text) => numberWithin("--min-vram", text, 1, MOST_VRAM_GIB, "GB")),
    ...given("totalVramGib", flags.totalVram, (text) => numberWithin("--total-vram", text, 1, MOST_VRAM_GIB, "GB")),
    ...given("machines", flags.nodes, (text) => wholeWithin("--nodes", text, 1, MOST_MACHINES)),
    ...given("gpuCount", flags.gpus, (text) => countRange("--gpus", text)),
    ...given("vendors", flags.vendor, (text) => someOf("--vendor", text, VENDORS)),
    conditions: flags.condition === undefined ? CONDITIONS : someOf("--condition", flags.condition, CONDITIONS),
    own: ids("--own", flags.own),
    withParts: ids("--with", flags.with),
    withoutParts: ids("--without", flags.without),
    objective: oneOf("--objective", flags.objective ?? "throughput", OBJECTIVES),
    alternatives: flags.alternatives === undefined ? USUAL_ALTERNATIVES : wholeWithin("--alternatives", flags.alternatives, 0, MOST_ALTERNATIVES),
    acceptUnknown: flags.acceptUnknown === true,
    ...(flags.whyNot === undefined ? {} : { whyNot: ids("--why-not", flags.whyNot) }),
    ...(flags.frontier === true ? { frontier: true } : {}),
    ...(flags.priceRange === true ? { priceRange: true } : {}),
  };
};

/** All flags that are missing, at once. */
const missingFlags = (flags: PlanFlags): readonly string[] => {
  const hasLimit = [flags.budget, flags.maxElectricity, flags.maxWatts, flags.own, flags.with].some((flag) => flag !== undefined);
  return [
    ...(hasLimit ? [] : ["--budget AMOUNT"]),
    ...([flags, flags.settings].every((place) => place?.currency === undefined && place?.region === undefined) ? ["--currency CODE (or --region CODE)"] : []),
  ];
};

const asked = ({ machines = 1, budget, totalVramGib, minVramGib, maxElectricityPerMonth, maxWatts, gpuCount }: PlanRequest): string =>
  [
    ...(machines === 1 ? [] : [`of ${machines} equal machines`]),
    ...(totalVramGib === undefined ? [] : [`with ${totalVramGib} GB of GPU memory`]),
    ...(minVramGib === undefined ? [] : [`with ${minVramGib} GB on each GPU`]),
    ...(gpuCount === undefined ? [] : [`with ${gpuCount.from === gpuCount.to ? gpuCount.from : `${gpuCount.from} to ${gpuCount.to}`} GPUs`]),
    ...(budget === undefined ? [] : [`for ${moneyText(budget)}`]),
    ...(maxElectricityPerMonth === undefined ? [] : [`within ${moneyText(maxElectricityPerMonth)} of electricity a month`]),
    ...(maxWatts === undefined ? [] : [`within ${maxWatts} W`]),
  ].join(" ");

/** How to tell a price of a part that lacks one: `catalog price` knows the built-in parts alone. */
const priceAdvice = ({ part, priceFor }: Barred, currency: string): readonly string[] => {
  if (priceFor === undefined) return [];
  const isBuiltIn = Object.values(readSnapshot().parts).some((parts) => parts.some(({ id }) => id === part));
  return [
    isBuiltIn
      ? `tell a price: rigplan catalog price ${part} AMOUNT --currency ${currency} --condition ${priceFor}`
      : `give ${part} a price in your own file, without "grade: doubtful"`,
  ];
};

/** Why there is no rig, as a failure: proven with exit code 3, or given up. */
const noRig = (found: Plan, request: PlanRequest, { currency }: Scenario): Failure => {
  if (found.status === "stopped")
    return usage("there are so many parts that the search was given up before it found a rig", "narrow it: --gpus, --vendor, --condition, --with");
  const { relaxations = [], barred = [], cheapest, otherMethods = [] } = found.infeasible ?? {};
  const prices = barred.flatMap((part) => priceAdvice(part, currency));
  const says = relaxations.map((relaxation) => relaxation.says);
  const budget = relaxations.find(({ limit }) => limit === "budget");
  const shortfall =
    cheapest === undefined || budget === undefined || request.budget === undefined
      ? says.join("; ")
      : [
          `the cheapest complete rig costs ${moneyText(cheapest.cost.purchase)}, short by ${moneyText({ minor: cheapest.cost.purchase.minor - request.budget.minor, currency: request.budget.currency })}`,
          ...relaxations.filter(({ limit }) => limit !== "budget").map((relaxation) => relaxation.says),
        ].join("; ");
  return new Failure("no-rig", `no rig ${asked(request)}`.trim(), {
    consequence: barred.length > 0 ? barred.map(barredWords).join("; ") : shortfall === "" ? "no single limit, given up alone, makes one possible" : shortfall,
    fix: [
      ...prices,
      ...otherMethods.flatMap(({ workloads, best }) => (best === undefined ? [] : [`--workload ${workloads.join(" --workload ")} fits`])).slice(0, 1),
      ...(barred.length > 0 ? ["leave it out of --with"] : [relaxations.length === 0 ? "relax several limits together" : "relax one of these limits"]),
    ].join(", or "),
  });
};

/** A rig that was chosen, with the scenario it was chosen for. */
export interface Chosen {
  readonly rig: Rig;
  readonly scenario: Scenario;
}

/** Writes a chosen rig to a file that `cost`, `power` and `compare` read. */
export const saveChosen = async ({ rig, scenario }: Chosen, path: string, isQuiet: boolean, io: Io): Promise<void> => {
  const { yamlText } = await import("../../render/yaml.js");
  await writeWhole(path, yamlText(rigFileContent(rig, scenario)));
  const { tariff } = scenario;
  // A region's own rate needs no naming.
  if (tariff !== undefined && tariff.given === undefined && tariff.id !== scenario.region.code)
    io.err(`warning: ${safeText(path)} does not name the tariff's file, since rig files name no other file: give --tariff ${safeText(tariff.id)} again\n`);
  if (!isQuiet) io.err(`saved ${safeText(path)}: \`rigplan cost\` and \`rigplan power\` read it\n`);
};

/** `rigplan plan`: in a terminal, and without what it needs, it asks. */
export const runPlan = async (flags: PlanFlags, io: Io): Promise<void> => {
  const missing = missingFlags(flags);
  if (missing.length === 0) await answerPlan(flags, io);
  else if (mayAsk(flags, io)) {
    const { planSession } = await import("../prompts/session.js");
    await planSession(flags, io);
  } else throw usage(`missing: ${missing.join(", ")}`, "for example: rigplan plan --budget 3000 --currency GBP");
};

/** With electricity that is paid for being used, a rig would cost less the more it draws, and there would be no best one. */
const refuseNegativePrice = ({ tariff }: Scenario): void => {
  if (tariff === undefined || (tariff.rates.load.numerator >= 0n && tariff.rates.rest.numerator >= 0n)) return;
  throw usage(
    `in the hours chosen ${tariff.name} pays for the electricity that is used, on average`,
    "plan with --schedule whenever or the region's own rate, then look at the rig with `rigplan power`",
  );
};

/**
 * Flags to a request, the request to a plan, the plan to output.
 * @throws Failure of kind `no-rig` when nothing fits, after the answer is written
 */
export const answerPlan = async (flags: PlanFlags, io: Io): Promise<Chosen> => {
  const outputs = await outputsFor(flags, io);
  if (flags.save !== undefined) {
    outputs.refuse("--save", flags.save);
    checkTarget(flags.save);
  }
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const scenario = scenarioFrom(catalog, flags);
  const request = requestFrom(flags, catalog, scenario, io);
  refuseNegativePrice(scenario);
  const { machines = 1 } = request;
  if (machines > 1 && request.own.length > 0)
    throw usage(
      "--own with --nodes: a part you have stands in one of the machines, and they are planned alike",
      "plan that machine by itself, without --nodes",
    );
  const found = await withProgress("looking for the best rig", flags, io, async (step) =>
    machines === 1 ? plan(request, scenario, catalog, step) : (await import("../../plan/machines.js")).planMachines(machines, request, scenario, catalog, step),
  );
  await outputs.write({
    exchange: catalog.exchange,
    document: () => planDocument(found, request, scenario, catalog),
    text: (page) => (found.best === undefined ? infeasibleText(found, page) : planText(found, request, scenario, page)),
  });
  if (found.best === undefined) throw noRig(found, request, scenario);
  const chosen = { rig: found.best.rig, scenario };
  if (flags.save !== undefined) await saveChosen(chosen, flags.save, flags.quiet === true, io);
  return chosen;
};
