import type { CostSummary, CostYear, PartLine, WorkCost } from "../domain/assessment.js";
import type { BuildSummary } from "../domain/build.js";
import { roundTo } from "../units/rounding.js";
import { leftOutWords } from "./cost-words.js";
import { type Json, known, moneyJson } from "./json-values.js";

const priceBasis = ({ owned, unitPrice, market }: PartLine): string | undefined =>
  owned || unitPrice === undefined ? undefined : market === undefined ? "stated" : market.isOwn ? "own" : market.basis;

/** One line of the shopping list, as machine-readable output spells it. */
export const partJson = (line: PartLine): Json => ({
  kind: line.kind,
  id: line.id,
  name: line.name,
  quantity: line.quantity,
  condition: line.condition,
  owned: line.owned,
  ...known("unit_price", line.unitPrice, moneyJson),
  ...known("price", line.price, moneyJson),
  ...known("tax", line.tax, moneyJson),
  ...known("price_basis", priceBasis(line)),
  ...known("price_as_of", line.market?.asOf ?? line.statedOn),
  ...known("price_oldest", line.market?.oldest),
  ...known("price_age_days", line.market?.ageDays),
  ...known("price_is_old", line.market?.isOld),
  ...known("price_low", line.market?.low, moneyJson),
  ...known("price_high", line.market?.high, moneyJson),
  ...known("price_modelled", line.market?.moved, ({ observed, middle, low, high, series, source }) => ({
    observed: moneyJson(observed),
    middle: moneyJson(middle),
    low: moneyJson(low),
    high: moneyJson(high),
    series,
    source,
  })),
  ...known("offers", line.market?.offerCount),
  ...known("price_is_thin", line.market?.isThin),
  ...known("own_price", line.market?.isOwn),
  ...known("markets", line.market?.markets),
  ...known("conversion", line.market?.conversion === "" ? undefined : line.market?.conversion),
  ...known("worth", line.worth, moneyJson),
  ...known("warranty_years", line.warrantyYears),
  ...known(
    "source",
    line.market?.source ?? (line.unitPrice !== undefined && !line.owned ? (line.statedOn === undefined ? "the rig file" : "the published build") : undefined),
  ),
});

const yearJson = ({ year, electricity, reserve, running, resale, ownership }: CostYear): Json => ({
  year,
  electricity: moneyJson(electricity),
  reserve: moneyJson(reserve),
  running: moneyJson(running),
  resale: moneyJson(resale),
  ownership: moneyJson(ownership),
});

const DIGITS = 4;
const significant = (value: number): number => Number(value.toPrecision(DIGITS));

const workJson = ({ workload, per, currency, cost }: WorkCost): Json => ({
  workload,
  per,
  amount: significant(cost.value),
  low: significant(cost.low),
  high: significant(cost.high),
  currency,
  basis: cost.basis,
  source: cost.source,
});

/** What a published build says and comes to, as machine-readable output spells it. */
export const buildJson = (build: BuildSummary): Json => {
  const { inflated, market, converted } = build.today;
  return {
    id: build.id,
    author: build.author,
    priced_on: build.pricedOn,
    made: build.made,
    complete: build.isComplete,
    sum_of_parts: moneyJson(build.sum),
    ...known("published_total", build.publishedTotal, moneyJson),
    ...known("difference", build.difference, moneyJson),
    ...known("difference_kind", build.differenceKind),
    ...known("difference_why", build.differenceWhy),
    ...known("measured_power_w", build.measuredPowerW),
    ...known("stated_power_w", build.statedPowerW),
    today: {
      ...known("inflated", inflated, ({ amount, pct, from, to, source }) => ({ amount: moneyJson(amount), pct: roundTo(pct, 1), from, to, source })),
      ...known("market", market, ({ amount, low, high, priced, lines }) => ({
        amount: moneyJson(amount),
        low: moneyJson(low),
        high: moneyJson(high),
        lines_priced: priced,
        lines,
      })),
      ...known("converted", converted, ({ amount, rate, year, source }) => ({ amount: moneyJson(amount), rate: significant(rate), year, source })),
    },
    notes: build.notes,
    source: build.source,
  };
};

/** What a rig costs, as machine-readable output spells it. */
export const costJson = (cost: CostSummary): Json => ({
  purchase: moneyJson(cost.purchase),
  purchase_low: moneyJson(cost.purchaseLow),
  purchase_high: moneyJson(cost.purchaseHigh),
  tax: moneyJson(cost.tax),
  complete: cost.unpriced.length === 0,
  unpriced: cost.unpriced,
  money: cost.inflation === undefined ? "nominal" : "real",
  ...known("inflation_pct_per_year", cost.inflation?.pctPerYear, significant),
  ...known("inflation_source", cost.inflation?.source),
  electricity_change_pct: cost.electricityChangePct,
  ...known("electricity_per_year", cost.electricityPerYear, moneyJson),
  reserve_per_year: moneyJson(cost.reservePerYear),
  ...known("replacement_per_month", cost.replacementPerMonth, ({ value, low, high }) => ({
    value: moneyJson(value),
    low: moneyJson(low),
    high: moneyJson(high),
  })),
  ...known("card_failure", cost.cardFailure, ({ cards, uncoveredYears, chance, replacement }) => ({
    cards,
    years_without_warranty: uncoveredYears,
    chance: significant(chance.value),
    low: significant(chance.low),
    high: significant(chance.high),
    basis: chance.basis,
    source: chance.source,
    ...known("replacement", replacement, moneyJson),
  })),
  ...known("running_per_year", cost.runningPerYear, moneyJson),
  owned_worth: moneyJson(cost.ownedWorth),
  owned_loss: moneyJson(cost.ownedLoss),
  resale: moneyJson(cost.resale),
  resale_low: moneyJson(cost.resaleLow),
  resale_high: moneyJson(cost.resaleHigh),
  ...known("resale_source", cost.resaleSource),
  ...known("ownership", cost.ownership, moneyJson),
  ...known("ownership_low", cost.ownershipLow, moneyJson),
  ...known("ownership_high", cost.ownershipHigh, moneyJson),
  gpu_hours: cost.gpuHours,
  ...known("per_gpu_hour", cost.perGpuHour, moneyJson),
  ...known("per_gpu_hour_low", cost.perGpuHourLow, moneyJson),
  ...known("per_gpu_hour_high", cost.perGpuHourHigh, moneyJson),
  per_work: cost.perWork.map(workJson),
  leaves_out: cost.leavesOut.map((what) => ({ what, says: leftOutWords(what, cost) })),
  years: cost.years.map(yearJson),
});
