import type { CostYear } from "../domain/assessment.js";
import type { BreakEven, CloudColumn, Column, FreeColumn, Hybrid, OwnedColumn, WorkMeasure } from "../domain/comparison.js";
import { addMoney, type Money, money } from "../units/money.js";
import { DAYS_PER_YEAR, type Desk, HOURS_PER_DAY, isCloud, isOwned, MONTHS_PER_YEAR, speedIn } from "./comparison-desk.js";
import { breakEvenMonth, trajectory } from "./cost/break-even.js";

/** Break-even is looked for this far: no rig is kept longer. */
const HORIZON_YEARS = 10;

/** What owning has cost at the end of each year, as far as is looked at; undefined where a price or the electricity rate is not known. */
const yearsOf = (column: OwnedColumn, desk: Desk): readonly CostYear[] | undefined => {
  const { cost } = desk.assess(column, desk.scenario.loadHoursPerDay, HORIZON_YEARS);
  return cost.years.length < HORIZON_YEARS || cost.unpriced.length > 0 ? undefined : cost.years;
};

const TENTHS = 10;
/** The least hours a day, in tenths, at which owning over the years kept costs no more than renting the same work. */
const paysFrom = (owned: OwnedColumn, rented: CloudColumn, ratio: number, desk: Desk): number | undefined => {
  const pays = (tenths: number): boolean => {
    const own = desk.ownership(owned, tenths / TENTHS);
    const rent = desk.rent(rented.rental, (tenths / TENTHS) * ratio);
    return own !== undefined && rent !== undefined && own.minor <= rent.minor;
  };
  let high = HOURS_PER_DAY * TENTHS;
  if (!pays(high)) return undefined;
  let low = 0;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (pays(middle)) high = middle;
    else low = middle;
  }
  return high / TENTHS;
};

/** When owning one column beats renting another, at the owned one's work. */
export const breakEvenOf = (owned: OwnedColumn, rented: CloudColumn | FreeColumn, work: WorkMeasure | undefined, desk: Desk): BreakEven => {
  const base = { owned: owned.label, rented: rented.label, horizonMonths: HORIZON_YEARS * MONTHS_PER_YEAR, trajectory: [] };
  const fast = work === undefined ? undefined : speedIn(owned, work.workload);
  const slow = work === undefined ? undefined : speedIn(rented, work.workload);
  const years = yearsOf(owned, desk);
  if (fast === undefined || slow === undefined) return { ...base, status: "unknown", reason: "the speed of one of them is not known" };
  const hoursRatio = fast.throughput.value / slow.throughput.value;
  if (rented.kind === "free") return { ...base, status: "never", hoursRatio, reason: "what costs nothing is never dearer, as far as its hours go" };
  if (years === undefined) return { ...base, status: "unknown", hoursRatio, reason: "a price or the electricity rate is not known" };
  const perDay = desk.scenario.loadHoursPerDay * hoursRatio;
  const rentedAfter = (month: number): Money => desk.rent(rented.rental, perDay, month) ?? money(0, desk.scenario.currency);
  const months = breakEvenMonth(years, rentedAfter, base.horizonMonths);
  const shown = Math.min(base.horizonMonths, Math.max(desk.scenario.years * MONTHS_PER_YEAR, months ?? 0));
  const from = paysFrom(owned, rented, hoursRatio, desk);
  return {
    ...base,
    status: months === undefined ? "never" : "month",
    ...(months === undefined ? { reason: `not within ${base.horizonMonths} months at these hours` } : { months }),
    hoursRatio,
    ...(from === undefined ? {} : { paysFromHoursPerDay: from }),
    trajectory: trajectory(years, rentedAfter, Math.ceil(shown)),
  };
};

/** Own for the base load, rent for hours in which twice the speed is wanted. */
const peakHybrid = (owned: OwnedColumn, rented: CloudColumn, ratio: number, peakHours: number, desk: Desk): Hybrid | undefined => {
  const { loadHoursPerDay } = desk.scenario;
  const own = desk.ownership(owned, loadHoursPerDay);
  const peakPerDay = (peakHours * MONTHS_PER_YEAR) / DAYS_PER_YEAR;
  // Parts one has cannot be had a second time for nothing.
  const isBought = !owned.assessment.parts.some((part) => part.owned);
  const second = isBought ? desk.ownership(owned, Math.min(HOURS_PER_DAY, peakPerDay)) : undefined;
  const peak = desk.rent(rented.rental, peakPerDay * ratio);
  const base = desk.rent(rented.rental, loadHoursPerDay * ratio);
  if (own === undefined || peak === undefined || base === undefined) return undefined;
  const cost = addMoney(own, peak);
  const rentOnly = addMoney(base, peak);
  const ownTwice = second === undefined ? undefined : addMoney(own, second);
  return {
    owned: owned.label,
    rented: rented.label,
    ownHoursPerDay: loadHoursPerDay,
    rentedHoursPerMonth: peakHours * ratio,
    cost,
    rentOnly,
    ...(ownTwice === undefined ? {} : { ownTwice }),
    pays: cost.minor < rentOnly.minor && (ownTwice === undefined || cost.minor < ownTwice.minor),
  };
};

/** A rig too slow for all the work runs around the clock; the rest is rented. */
const overflowHybrid = (owned: OwnedColumn, rented: CloudColumn, work: WorkMeasure, ratio: number, desk: Desk): Hybrid | undefined => {
  const needed = owned.equalWork?.hoursPerDay ?? 0;
  if (needed <= HOURS_PER_DAY) return undefined;
  const own = desk.ownership(owned, HOURS_PER_DAY);
  const rest = desk.rent(rented.rental, (needed - HOURS_PER_DAY) * ratio);
  const line = speedIn(rented, work.workload);
  if (own === undefined || rest === undefined || line === undefined) return undefined;
  const rentOnly = desk.rent(rented.rental, needed * ratio);
  if (rentOnly === undefined) return undefined;
  const cost = money(own.minor + rest.minor, own.currency);
  return {
    owned: owned.label,
    rented: rented.label,
    ownHoursPerDay: HOURS_PER_DAY,
    rentedHoursPerMonth: ((needed - HOURS_PER_DAY) * ratio * DAYS_PER_YEAR) / MONTHS_PER_YEAR,
    cost,
    rentOnly,
    pays: cost.minor < rentOnly.minor,
  };
};

/** Mixed ways for every owned and rented pair for which there is one. */
export const hybridsOf = (columns: readonly Column[], work: WorkMeasure | undefined, peakHoursPerMonth: number | undefined, desk: Desk): readonly Hybrid[] => {
  if (work === undefined) return [];
  return columns.filter(isOwned).flatMap((owned) =>
    columns.filter(isCloud).flatMap((rented): readonly Hybrid[] => {
      const fast = speedIn(owned, work.workload)?.throughput.value;
      const slow = speedIn(rented, work.workload)?.throughput.value;
      if (fast === undefined || slow === undefined) return [];
      const ratio = fast / slow;
      const peak = peakHoursPerMonth === undefined ? undefined : peakHybrid(owned, rented, ratio, peakHoursPerMonth, desk);
      return [peak, overflowHybrid(owned, rented, work, ratio, desk)].filter((hybrid) => hybrid !== undefined);
    }),
  );
};
