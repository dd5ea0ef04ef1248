import type { CostSummary, CostYear, PartLine } from "../../domain/assessment.js";
import type { Assumptions } from "../../domain/assumptions.js";
import { type Currency, type Money, money, subtractMoney, timesFraction, timesWhole } from "../../units/money.js";
import { purchaseTotal, resaleTotal } from "./purchase.js";

/** What a cost summary is made from. */
export interface OwnershipInput {
  readonly lines: readonly PartLine[];
  readonly runningPerYear: Money | undefined;
  readonly years: number;
  /** GPU-hours the rig delivers in a year. */
  readonly gpuHoursPerYear: number;
  readonly currency: Currency;
  readonly assumptions: Assumptions;
}

const PER_MILLE = 1000n;

/**
 * Purchase, running cost, resale and what owning the rig costs over the years:
 * purchase + running - resale, at constant prices. A part without a price is named and left out of the totals.
 */
export const costSummary = ({ lines, runningPerYear, years, gpuHoursPerYear, currency, assumptions }: OwnershipInput): CostSummary => {
  const purchase = purchaseTotal(lines, currency);
  const resaleAfter = (count: number, edge: "value" | "low" | "high"): Money => resaleTotal(lines, count, assumptions, currency, edge);
  const ownershipAfter = (count: number): Money | undefined =>
    runningPerYear === undefined
      ? undefined
      : subtractMoney(money(purchase.minor + timesWhole(runningPerYear, count).minor, currency), resaleAfter(count, "value"));
  const ownership = ownershipAfter(years);
  const perYear: CostYear[] = [];
  if (runningPerYear !== undefined) {
    for (let year = 1; year <= years; year += 1) {
      perYear.push({ year, running: runningPerYear, resale: resaleAfter(year, "value"), ownership: ownershipAfter(year) as Money });
    }
  }
  const deliveredHours = Math.round(gpuHoursPerYear * years * 1000);
  return {
    currency,
    purchase,
    unpriced: lines.filter((line) => line.price === undefined).map((line) => line.id),
    ...(runningPerYear === undefined ? {} : { runningPerYear }),
    resale: resaleAfter(years, "value"),
    resaleLow: resaleAfter(years, "low"),
    resaleHigh: resaleAfter(years, "high"),
    ...(ownership === undefined ? {} : { ownership }),
    ...(ownership === undefined || deliveredHours <= 0 ? {} : { perGpuHour: timesFraction(ownership, PER_MILLE, BigInt(deliveredHours)) }),
    years: perYear,
  };
};
