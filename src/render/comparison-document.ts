import type { Catalog } from "../domain/catalog.js";
import type { BreakEven, CloudColumn, Column, Comparison, EqualWork, FreeColumn, Hybrid, WorkMeasure } from "../domain/comparison.js";
import type { Estimate } from "../domain/estimate.js";
import type { Scenario } from "../domain/scenario.js";
import { roundTo } from "../units/rounding.js";
import { limitsOf } from "./allowance-words.js";
import { changeJson } from "./change-table.js";
import { assessmentJson, envelope, performanceJson } from "./documents.js";
import { frameworkJson } from "./framework-json.js";
import { type Json, known, moneyJson } from "./json-values.js";
import { winnersJson } from "./winners-table.js";

const two = (value: number): number => roundTo(value, 2);

const estimateJson = ({ value, low, high, basis, source }: Estimate): Json => ({ value: two(value), low: two(low), high: two(high), basis, source });

const equalWorkJson = ({ hoursPerDay, availablePerDay, share, cost }: EqualWork): Json => ({
  hours_per_day: two(hoursPerDay),
  available_h_per_day: two(availablePerDay),
  share: roundTo(share, 4),
  ...known("cost", cost, moneyJson),
});

const sharedJson = ({ label, name, kind, equalWork, perWorkHour, perThousandWorkHours, runs }: Column): Json => ({
  label,
  kind,
  name,
  ...known("equal_work", equalWork, equalWorkJson),
  ...known("per_work_hour", perWorkHour, moneyJson),
  ...known("per_1000_work_hours", perThousandWorkHours, moneyJson),
  ...known("runs", runs, ({ hoursPerRun, perWeek, fitsSession }) => ({ hours_per_run: two(hoursPerRun), per_week: two(perWeek), fits_session: fitsSession })),
});

const rentedJson = (column: CloudColumn | FreeColumn, systemGib: number | undefined): Json => ({
  memory: {
    per_gpu_gib: column.memory.perGpuGib,
    gpu_count: column.memory.gpuCount,
    total_gib: column.memory.totalGib,
    ...known("system_gib", systemGib),
  },
  performance: column.performance.map(performanceJson),
  frameworks: column.frameworks.map(frameworkJson),
});

const cloudJson = (column: CloudColumn): Json => {
  const { provider, offer, machines, gpuCount, perHour, perGpuHour, ageDays, isOld, conversion } = column.rental;
  return {
    ...rentedJson(column, offer.ramGib),
    cost: {
      per_hour: moneyJson(perHour),
      per_gpu_hour: moneyJson(perGpuHour),
      running_per_year: moneyJson(column.costPerYear),
      ownership: moneyJson(column.costTotal),
    },
    rental: {
      provider: provider.id,
      provider_name: provider.name,
      gpu: offer.gpu,
      gpu_name: column.rental.gpuName,
      gpu_count: gpuCount,
      machines,
      ...known("instance", offer.instance),
      terms: offer.terms,
      ...known("tier", offer.tier),
      ...known("region", offer.region),
      host: offer.host ?? "included",
      form_assumed: offer.formAssumed ?? false,
      listed: { price_per_hour: offer.pricePerHour, currency: offer.currency, tax: offer.tax, gpu_count: offer.count },
      conversion,
      seen_on: offer.seenOn,
      age_days: ageDays,
      old: isOld,
      doubtful: offer.grade === "doubtful",
      ...known("storage", provider.storage),
      ...known("egress", provider.egress),
      ...known("billing", provider.billing),
      source: offer.source,
      ...known("note", offer.note),
    },
  };
};

const freeJson = (column: FreeColumn, work: WorkMeasure | undefined): Json => {
  const { provider, tier, gpuName, hoursPerWeek, pricePerMonth, ageDays } = column;
  return {
    ...rentedJson(column, tier.ramGib),
    cost: { ...known("per_month", pricePerMonth, moneyJson), free: pricePerMonth === undefined },
    allowance: {
      provider: provider.id,
      provider_name: provider.name,
      tier: tier.id,
      gpu_name: gpuName,
      ...known("hours_per_week", hoursPerWeek, estimateJson),
      ...known("session_h", tier.sessionH),
      ...known("idle_min", tier.idleMin),
      ...known("disk_gb", tier.diskGb),
      ...known("ram_gib", tier.ramGib),
      limits: limitsOf(column, work),
      seen_on: tier.seenOn,
      age_days: ageDays,
      source: tier.source,
      ...known("note", tier.note),
    },
  };
};

const columnJson = (column: Column, work: WorkMeasure | undefined): Json => {
  const figures = column.kind === "cloud" ? cloudJson(column) : column.kind === "free" ? freeJson(column, work) : assessmentJson(column.assessment);
  return { ...sharedJson(column), ...figures };
};

const breakEvenJson = ({ owned, rented, status, months, horizonMonths, hoursRatio, paysFromHoursPerDay, trajectory, reason }: BreakEven): Json => ({
  owned,
  rented,
  months: months ?? null,
  status,
  ...known("reason", reason),
  horizon_months: horizonMonths,
  ...known("rented_h_per_owned_h", hoursRatio, (value) => roundTo(value, 4)),
  pays_from_h_per_day: paysFromHoursPerDay ?? null,
  trajectory: trajectory.map(({ month, owned: own, rented: rent }) => ({ month, owned: moneyJson(own), rented: moneyJson(rent) })),
});

const hybridJson = ({ owned, rented, ownHoursPerDay, rentedHoursPerMonth, cost, rentOnly, ownTwice, pays }: Hybrid): Json => ({
  owned,
  rented,
  own_h_per_day: two(ownHoursPerDay),
  rented_h_per_month: two(rentedHoursPerMonth),
  cost: moneyJson(cost),
  rent_only: moneyJson(rentOnly),
  ...known("own_twice", ownTwice, moneyJson),
  pays,
});

/** A comparison as machine-readable output spells it. */
export const comparisonDocument = (comparison: Comparison, scenario: Scenario, catalog: Catalog): Json => {
  const { work, columns, breakEven, hybrid, ranking, changes, winners } = comparison;
  return envelope("compare", scenario, catalog, {
    ...known("work", work, ({ reference, workload, unit, speed, hoursPerDay }) => ({
      reference,
      workload,
      unit,
      speed: estimateJson(speed),
      hours_per_day: hoursPerDay,
      years: scenario.years,
    })),
    columns: columns.map((column) => columnJson(column, work)),
    ranking,
    break_even: breakEven.map(breakEvenJson),
    hybrid: hybrid.map(hybridJson),
    ...known("changes", changes, (found) => found.map(changeJson)),
    ...known("winners", winners, winnersJson),
  });
};
