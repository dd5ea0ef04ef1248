import type { Assessment } from "../domain/assessment.js";
import { constant } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Plan } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import { rigLines } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { evaluate } from "../evaluate/evaluate.js";

const PENNY = 1;
const SUPPLY_RULES: ReadonlySet<string> = new Set(["psu-power", "psu-transient", "psu-gpu-plugs"]);

/** What is wrong with one rig, judged from the request and a fresh assessment. */
const objections = (claimed: Assessment, request: PlanRequest, scenario: Scenario, catalog: Catalog): readonly string[] => {
  const found: string[] = [];
  const object = (when: boolean, words: string): void => {
    if (when) found.push(words);
  };
  const fresh = evaluate(claimed.rig, scenario, catalog);
  const gpus = claimed.rig.gpu;

  const vramInAll = gpus.reduce((sum, { part, quantity }) => sum + part.vramGib * quantity, 0);
  const least =
    constant(catalog.assumptions, "ram_plan_share") *
    Math.max(vramInAll * constant(catalog.assumptions, "ram_per_vram_share"), constant(catalog.assumptions, "ram_minimum_gib"));
  object(claimed.memory.systemGib < least, `${claimed.memory.systemGib} GiB of memory, at least ${least} asked for`);
  const cpu = claimed.rig.cpu;
  const gpuDevices = gpus.reduce((sum, { part, quantity }) => sum + part.deviceCount * quantity, 0);
  object((cpu?.part.cores ?? 0) * (cpu?.quantity ?? 0) < constant(catalog.assumptions, "cores_per_gpu_planned") * gpuDevices, "too few CPU cores");
  object(
    fresh.findings.some(({ rule }) => rule === "case-fans"),
    "too few case fans",
  );
  const isFrameNamed = [...request.withParts, ...request.own].some((id) => catalog.parts.case.has(id));
  object(!isFrameNamed && fresh.findings.some(({ rule }) => rule === "open-frame"), "an open frame for cards that a closed case holds");
  object(
    fresh.findings.some(({ rule, severity }) => rule === "memory-channels" && severity === "warning"),
    "most memory channels are empty",
  );
  if (request.gpuPowerLimitW === undefined && claimed.rig.powerLimit !== undefined) {
    const { powerLimit: _, ...unlimited } = claimed.rig;
    const broken = evaluate(unlimited, scenario, catalog).findings.find(({ rule, verdict }) => SUPPLY_RULES.has(rule) && verdict === "does_not_fit");
    object(broken !== undefined, "the power supply only carries the cards while they are limited");
  }
  for (const { rule, verdict } of fresh.findings) {
    object(verdict === "does_not_fit", `${rule} does not fit`);
    object(verdict === "unknown" && !request.acceptUnknown, `${rule} is not known`);
  }
  // The sum is done again here, line by line, from unit prices.
  const total = fresh.parts.reduce((sum, { unitPrice, quantity }) => sum + (unitPrice?.minor ?? 0) * quantity, 0);
  object(total !== claimed.cost.purchase.minor, `the lines add up to ${total}, not ${claimed.cost.purchase.minor}`);
  object(fresh.cost.unpriced.length > 0, `no price for ${fresh.cost.unpriced.join(", ")}`);
  object(request.budget !== undefined && total > request.budget.minor, "over the budget");

  const bill = fresh.energy.billPerMonth?.minor;
  object(request.maxElectricityPerMonth !== undefined && (bill === undefined || bill > request.maxElectricityPerMonth.minor), "over the electricity limit");
  object(Math.abs((claimed.energy.billPerMonth?.minor ?? 0) - (bill ?? 0)) >= PENNY, "the bill is not what was claimed");
  object(request.maxWatts !== undefined && fresh.power.wallPeak.value > request.maxWatts, "over the watt limit");
  object(scenario.circuit !== undefined && fresh.power.wallPeak.value > scenario.circuit.maxContinuousW, "over the circuit");

  const devices = gpus.reduce((sum, { part, quantity }) => sum + part.deviceCount * quantity, 0);
  const vram = gpus.reduce((sum, { part, quantity }) => sum + part.vramGib * quantity, 0);
  object(request.gpuCount !== undefined && (devices < request.gpuCount.from || devices > request.gpuCount.to), `${devices} GPUs`);
  object(
    request.minVramGib !== undefined && gpus.some(({ part }) => part.vramGib / part.deviceCount < (request.minVramGib ?? 0)),
    "a GPU with too little memory",
  );
  object(request.totalVramGib !== undefined && vram < request.totalVramGib, "too little GPU memory in all");
  object(request.vendors !== undefined && gpus.some(({ part }) => request.vendors?.includes(part.vendor) !== true), "a vendor that was not asked for");

  const lines = rigLines(claimed.rig);
  for (const { line } of lines) {
    const { part, condition, owned } = line;
    object(!owned && !request.conditions.includes(condition), `${part.id} is ${condition}`);
    object(request.withoutParts.includes(part.id), `${part.id} was excluded`);
    object(owned && !request.own.includes(part.id), `${part.id} is not owned`);
  }
  for (const id of request.withParts) object(!lines.some(({ line }) => line.part.id === id), `${id} was asked for`);
  return found;
};

/**
 * Checks a plan without trusting the search that made it: every limit and every compatibility rule, from the rig alone.
 * @returns what is wrong, in words; empty when the plan is accepted
 */
export const verifyPlan = (plan: Plan, request: PlanRequest, scenario: Scenario, catalog: Catalog): readonly string[] => {
  if (plan.best === undefined) return plan.status === "infeasible" ? [] : ["no rig"];
  const others = plan.alternatives.flatMap(({ label, assessment }) => objections(assessment, request, scenario, catalog).map((words) => `${label}: ${words}`));
  return [...objections(plan.best, request, scenario, catalog), ...others];
};
