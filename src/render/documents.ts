import type { Assessment, PerformanceLine } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import type { Finding } from "../domain/finding.js";
import type { Plan, PriceEdge } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import { decimalToNumber } from "../units/decimal.js";
import { roundTo } from "../units/rounding.js";
import { buildJson, costJson, partJson } from "./cost-json.js";
import { findingWords } from "./findings.js";
import { frameworkJson } from "./framework-json.js";
import { jobJson } from "./jobs-section.js";
import { type Json, known, moneyJson } from "./json-values.js";
import { memoryJson } from "./memory-json.js";
import { rigFileContent } from "./rig-file.js";
import { tariffUseJson } from "./tariff-json.js";

const one = (value: number): number => roundTo(value, 1);

const findingJson = (finding: Finding): Json => {
  const words = findingWords(finding);
  const number = (value: number | string): number | string => (typeof value === "number" ? roundTo(value, 2) : value);
  return {
    code: words.code,
    rule: finding.rule,
    severity: finding.severity,
    verdict: finding.verdict,
    part: finding.part,
    ...known("other", finding.other),
    ...known("actual", finding.actual, number),
    ...known("limit", finding.limit, number),
    ...known("unit", finding.unit),
    ...known("missing", finding.missing),
    message: words.says,
    fix: words.fix,
    source: words.source,
    ...known("file", finding.at?.file),
    ...known("line", finding.at?.line),
    ...known("column", finding.at?.column),
  };
};

export const performanceJson = (line: PerformanceLine): Json => ({
  workload: line.workload,
  throughput: one(line.throughput.value),
  unit: line.unit,
  basis: line.throughput.basis,
  low: one(line.throughput.low),
  high: one(line.throughput.high),
  source: line.throughput.source,
  gpu_count: line.gpuCount,
  scaling_efficiency: roundTo(line.scalingEfficiency, 3),
  ...known("memory_required_gib", line.memoryRequiredGib, one),
  fits: line.fits,
  ...known("paced_by", line.pacedBy),
  ...known("batch_per_gpu", line.batch),
  ...known("usual_batch_per_gpu", line.usualBatch),
  ...known("context_tokens", line.contextTokens),
  ...known("weights", line.weights),
  power_limit_speed: roundTo(line.limitSpeed, 3),
});

/** An assessment as machine-readable output spells it. */
export const assessmentJson = (assessment: Assessment): Json => {
  const { power, energy, cost, safety } = assessment;
  return {
    rig: rigFileContent(assessment.rig),
    parts: assessment.parts.map(partJson),
    findings: assessment.findings.map(findingJson),
    memory: memoryJson(assessment.memory),
    performance: assessment.performance.map(performanceJson),
    jobs: assessment.jobs.map(jobJson),
    power: {
      idle_w: one(power.idle.value),
      typical_w: one(power.typicalDc.value),
      peak_w: one(power.peakDc),
      wall_typical_w: one(power.wallTypical.value),
      wall_typical_low_w: one(power.wallTypical.low),
      wall_typical_high_w: one(power.wallTypical.high),
      wall_peak_w: one(power.wallPeak.value),
      ...known("psu_load", power.psuLoad, (value) => roundTo(value, 3)),
      ...known("psu_efficiency", power.psuEfficiency, (value) => roundTo(value, 3)),
      ...known("gpu_power_limit_w", power.gpuLimitW, one),
      ...known("gpu_power_limit_speed", power.limitSpeed, ({ value, low, high, basis, source }) => ({
        value: roundTo(value, 3),
        low: roundTo(low, 3),
        high: roundTo(high, 3),
        basis,
        source,
      })),
      basis: power.wallTypical.basis,
      source: power.wallTypical.source,
    },
    energy: {
      kwh_per_month: one(energy.kwhPerMonth.value),
      kwh_per_month_low: one(energy.kwhPerMonth.low),
      kwh_per_month_high: one(energy.kwhPerMonth.high),
      kwh_per_year_load: roundTo(energy.kwhPerYear.load, 2),
      kwh_per_year_idle: roundTo(energy.kwhPerYear.idle, 2),
      ...known("bill_per_month", energy.billPerMonth, moneyJson),
      ...known("bill_per_month_low", energy.billPerMonthLow, moneyJson),
      ...known("bill_per_month_high", energy.billPerMonthHigh, moneyJson),
      ...known("bill_per_year", energy.billPerYear, moneyJson),
      ...known("idle_extra_per_month", energy.idleExtraPerMonth, moneyJson),
      ...known("standing_charge_per_day", energy.standingPerDay, moneyJson),
      ...known("rate", energy.unitRate),
      ...known("rate_source", energy.rateSource),
      ...known("co2_kg_per_year", energy.co2KgPerYear, ({ value }) => roundTo(value, 0)),
    },
    cost: costJson(cost),
    frameworks: assessment.frameworks.map(frameworkJson),
    host_needs: assessment.hostNeeds.map((need) => ({ ...need })),
    safety: {
      ...known("circuit", safety.circuit, ({ name, maxContinuousW, voltageV, source }) => ({
        name,
        max_continuous_w: maxContinuousW,
        voltage_v: voltageV,
        source,
      })),
      ...known("circuit_share", safety.circuitShare, (value) => roundTo(value, 3)),
      heat_w: one(safety.heatW),
      heat_btu_per_h: one(safety.heatBtuPerH),
    },
    ...known("build", assessment.build, buildJson),
    confirm: assessment.confirm.map(({ part, fields, why }) => ({ part, fields, why })),
  };
};

export const scenarioJson = (scenario: Scenario): Json => {
  const { region, circuit } = scenario;
  return {
    region: region.code,
    region_name: region.name,
    currency: scenario.currency,
    as_of: scenario.asOf,
    load_hours_per_day: scenario.loadHoursPerDay,
    idle_hours_per_day: scenario.idleHoursPerDay,
    years: scenario.years,
    frameworks: scenario.frameworks,
    ...known("workloads", scenario.workloads, (jobs) => jobs.map(({ id }) => id)),
    ...known("framework_versions", scenario.frameworkVersions),
    ...known("min_support_years", scenario.minSupportYears),
    ...known("electricity", region.electricity, ({ unitRate, currency, standingPerDay, period, kind }) => ({
      unit_rate_per_kwh: decimalToNumber(unitRate),
      currency,
      ...known("standing_per_day", standingPerDay, decimalToNumber),
      period,
      kind,
    })),
    ...known("tax", region.tax, ({ name, ratePct }) => ({ name, rate_pct: decimalToNumber(ratePct) })),
    ...known("tariff", scenario.tariff, tariffUseJson),
    ...known("circuit", circuit, ({ name, voltageV, maxContinuousW }) => ({ name, voltage_v: voltageV, max_continuous_w: maxContinuousW })),
    exchange: {
      base: scenario.exchange.base,
      as_of: scenario.exchange.asOf,
      source: scenario.exchange.source,
      rates: Object.fromEntries([...scenario.exchange.perBase].map(([currency, rate]) => [currency, decimalToNumber(rate)])),
    },
    ...known("internet_mbit_per_s", scenario.internetMbit),
    ...known("observed_prices", scenario.observedPrices),
  };
};

/** What every document of a command begins with. */
export const envelope = (command: string, scenario: Scenario, catalog: Catalog, result: Json): Json => ({
  schema_version: 1,
  command,
  catalog: { version: catalog.version, as_of: catalog.asOf, digest: catalog.digest, overlays: catalog.overlays },
  scenario: scenarioJson(scenario),
  result,
});

const requestJson = (request: PlanRequest): Json => ({
  objective: request.objective,
  ...known("budget", request.budget, moneyJson),
  ...known("max_electricity_per_month", request.maxElectricityPerMonth, moneyJson),
  ...known("max_watts", request.maxWatts),
  ...known("min_vram_gib", request.minVramGib),
  ...known("total_vram_gib", request.totalVramGib),
  ...known("nodes", request.machines),
  ...known("gpus", request.gpuCount),
  ...known("vendors", request.vendors),
  conditions: request.conditions,
  own: request.own,
  with: request.withParts,
  without: request.withoutParts,
  accept_unknown: request.acceptUnknown,
});

const edgeJson = ({ purchase, survives, instead, gainPct }: PriceEdge): Json => ({
  purchase: moneyJson(purchase),
  ...known("survives", survives),
  ...known("instead", instead),
  ...known("gain_pct", gainPct, one),
});

/** What `plan` found, as machine-readable output spells it. */
export const planDocument = (plan: Plan, request: PlanRequest, scenario: Scenario, catalog: Catalog): Json => {
  const { proof, infeasible } = plan;
  return envelope("plan", scenario, catalog, {
    status: plan.status,
    request: requestJson(request),
    ...known("best", plan.best, assessmentJson),
    alternatives: plan.alternatives.map(({ label, alsoLabels, difference, objectiveValue, assessment }) => ({
      label,
      ...known("also_labels", alsoLabels),
      difference,
      objective_value: roundTo(objectiveValue, 3),
      ...assessmentJson(assessment),
    })),
    proof: {
      optimal: proof.optimal,
      considered: proof.considered,
      pruned: proof.pruned,
      objective: proof.objective,
      value: roundTo(proof.value, 3),
      bound: roundTo(proof.bound, 3),
    },
    binding: plan.binding.map(({ limit, used, allowed, unit, nextStep }) => ({
      limit,
      used: roundTo(used, 2),
      allowed: roundTo(allowed, 2),
      unit,
      ...known("next_step", nextStep, ({ relaxBy, gains, gainPct, sameCardsAtW }) => ({
        relax_by: roundTo(relaxBy, 2),
        gains,
        gain_pct: one(gainPct),
        ...known("same_cards_at_w", sameCardsAtW, one),
      })),
    })),
    ...known("price_range", plan.priceRange, ({ modelled, low, high }) => ({ modelled_lines: modelled, low: edgeJson(low), high: edgeJson(high) })),
    ...known("unused_own", plan.unusedOwn),
    ...known("given_up", plan.givenUp),
    ...known("why_not", plan.whyNot, (reasons) =>
      reasons.map(({ part, name, status, reason, value, chosenValue, purchase }) => ({
        part,
        name,
        status,
        reason,
        ...known("value", value, (figure) => roundTo(figure, 3)),
        ...known("chosen_value", chosenValue, (figure) => roundTo(figure, 3)),
        ...known("purchase", purchase, moneyJson),
      })),
    ),
    ...known("frontier", plan.frontier, (points) =>
      points.map(({ assessment, bestFor, work }) => ({ best_for: bestFor, work: roundTo(work, 3), ...assessmentJson(assessment) })),
    ),
    ...known("infeasible", infeasible, ({ conflicts, relaxations, barred, cheapest, otherMethods }) => ({
      conflicts,
      relaxations: relaxations.map(({ limit, allowed, needed, shortBy, unit, says }) => ({ limit, allowed, needed, short_by: shortBy, unit, says })),
      ...known("barred", barred, (parts) => parts.map(({ part, name, reason, priceFor }) => ({ part, name, reason, ...known("price_for", priceFor) }))),
      ...known("cheapest", cheapest, assessmentJson),
      ...known("other_methods", otherMethods, (methods) =>
        methods.map(({ workloads, what, best, cheapest: least }) => ({
          workloads,
          what,
          fits: best !== undefined,
          ...known("best", best, assessmentJson),
          ...known("cheapest", least, assessmentJson),
        })),
      ),
    })),
  });
};

/** What a command says of one rig: `cost` and `power` are views of the same assessment. */
export const assessmentDocument = (command: string, assessment: Assessment, scenario: Scenario, catalog: Catalog): Json =>
  envelope(command, scenario, catalog, assessmentJson(assessment));
