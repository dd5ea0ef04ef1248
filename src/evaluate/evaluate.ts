import type { Assessment, EnergyBill, PerformanceLine, PowerDraw } from "../domain/assessment.js";
import type { Assumptions } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { WorkloadMemory } from "../domain/memory.js";
import { gpuDeviceCount, type Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { checkRig } from "./compat/index.js";
import { confirmations } from "./confirm.js";
import { circuitOf, mainsVoltage, priceContext, ruleContext, worthModels } from "./context.js";
import { costSummary } from "./cost/ownership.js";
import { purchaseLines } from "./cost/purchase.js";
import { energyBill } from "./energy/energy-bill.js";
import { limitWithin, powerDraw } from "./energy/power.js";
import { withNextCards } from "./next-card.js";
import { safetySummary } from "./safety/safety.js";
import { frameworkLines } from "./support/frameworks.js";
import { hostNeeds } from "./support/host-needs.js";
import { jobNeeds } from "./workload/job-needs.js";
import { limitSpeed } from "./workload/limit-speed.js";
import { rigMemories, scenarioOn } from "./workload/memory/rig-memory.js";
import { memorySummary, performance } from "./workload/performance.js";

const DAYS_PER_YEAR = 365;

/** Speeds with what their jobs take of each card, and whether they fit. */
const withMemory = (lines: readonly PerformanceLine[], memories: readonly WorkloadMemory[]): readonly PerformanceLine[] =>
  lines.map((line) => {
    const memory = memories.find(({ workload }) => workload === line.workload);
    if (memory === undefined) return line;
    const { verdict, need, usualBatch } = memory;
    const fits = verdict === "unknown" ? verdict : verdict === "fits";
    return {
      ...line,
      fits,
      ...(need === undefined ? {} : { memoryRequiredGib: need.perDeviceGib.value }),
      ...(usualBatch === undefined ? {} : { usualBatch }),
    };
  });

/** What the rig's power limit leaves of a card's speed. */
const limitCost = (rig: Rig, assumptions: Assumptions): Pick<PowerDraw, "limitSpeed"> => {
  const gpu = rig.gpu[0]?.part;
  if (gpu === undefined || rig.powerLimit === undefined || rig.powerLimit >= gpu.boardPowerW) return {};
  return { limitSpeed: { ...limitSpeed(gpu, rig.powerLimit, assumptions), basis: "modelled", source: assumptions.power.source } };
};

/** The limit that would pass, where the circuit does not carry the rig as it is. */
const passingLimit = (rig: Rig, wallPeakW: number, scenario: Scenario, { assumptions }: Catalog): { readonly circuitLimitW?: number } => {
  const circuit = circuitOf(scenario);
  if (circuit === undefined || wallPeakW <= circuit.maxContinuousW) return {};
  const limit = limitWithin(rig, circuit.maxContinuousW, mainsVoltage(scenario), assumptions);
  return limit === undefined ? {} : { circuitLimitW: limit };
};
const electricityRange = ({ kwhPerMonth: { value, low, high } }: EnergyBill): { readonly low: number; readonly high: number } =>
  value > 0 ? { low: low / value, high: high / value } : { low: 1, high: 1 };

/**
 * Everything there is to say about a rig in a scenario. Pure: the same rig, scenario and catalogue give the same assessment.
 * Figures are for all of the rig's machines together; findings are about one machine, since they are identical.
 */
export const evaluate = (rig: Rig, scenario: Scenario, catalog: Catalog): Assessment => {
  const { assumptions } = catalog;
  const mains = mainsVoltage(scenario);
  const power: PowerDraw = { ...powerDraw(rig, mains, assumptions), ...limitCost(rig, assumptions) };
  const models = worthModels(catalog);
  const lines = purchaseLines(rig, priceContext(scenario, catalog), models);
  const energy = energyBill(power.wallTypical, power.idle.value, scenario);
  const loadHoursPerYear = scenario.loadHoursPerDay * DAYS_PER_YEAR;
  const asDone = scenarioOn(rig, scenario, catalog);
  const memories = rigMemories(rig, asDone, catalog);
  const speeds = withMemory(performance(rig, asDone, catalog), memories);
  return {
    rig,
    parts: lines,
    findings: checkRig(rig, {
      ...ruleContext(scenario, catalog),
      wallPeakW: power.wallPeak.value,
      ...passingLimit(rig, power.wallPeak.value, scenario, catalog),
    }),
    memory: memories.length === 0 ? memorySummary(rig) : { ...memorySummary(rig), workloads: memories },
    performance: speeds,
    jobs: withNextCards(jobNeeds(rig, speeds, asDone, catalog), rig, scenario, catalog),
    power,
    energy,
    cost: costSummary({
      lines,
      electricityPerYear: energy.billPerYear,
      ...(scenario.tariff?.withStanding === true ? { hasStandingCharge: true } : {}),
      electricityRange: electricityRange(energy),
      ...(scenario.electricityChangePct === undefined ? {} : { electricityChangePct: scenario.electricityChangePct }),
      ...(scenario.inflation === undefined ? {} : { inflation: scenario.inflation }),
      years: scenario.years,
      gpuHoursPerYear: gpuDeviceCount(rig) * rig.nodes * loadHoursPerYear,
      loadHoursPerYear,
      performance: speeds,
      currency: scenario.currency,
      models,
    }),
    frameworks: frameworkLines(rig, scenario, catalog),
    hostNeeds: hostNeeds(rig, scenario.frameworks, catalog),
    safety: safetySummary(scenario, circuitOf(scenario), power.wallPeak.value, power.wallTypical.value),
    confirm: confirmations(rig, catalog),
  };
};
