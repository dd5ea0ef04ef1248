import type { CostYear } from "../../domain/assessment.js";
import type { TrajectoryPoint } from "../../domain/comparison.js";
import { type Money, money, timesFraction } from "../../units/money.js";

const MONTHS_PER_YEAR = 12;

/** What owning costs as time goes by: the purchase, then running cost and what the rig could still be sold for, year by year. */
export interface OwnedCurve {
  readonly purchase: Money;
  /** As many as are to be looked at. */
  readonly years: readonly CostYear[];
}

/**
 * What could be had for the rig after some months: between two years' ends in proportion, exact at each.
 * In the first year the value after twelve months counts: a part that was taken into use sells as a used one from its first day.
 */
const resaleAfter = ({ purchase, years }: OwnedCurve, month: number): number => {
  const full = Math.floor(month / MONTHS_PER_YEAR);
  const rest = month % MONTHS_PER_YEAR;
  // What has been spent less what owning has cost: the resale of what was bought, less what the user's own parts have lost.
  const at = (year: number): number => {
    const last = years[Math.max(0, year - 1)];
    if (last === undefined) return 0;
    const spent = years.slice(0, last.year).reduce((total, { running }) => total + running.minor, purchase.minor);
    return spent - last.ownership.minor;
  };
  if (full === 0 || rest === 0) return at(full);
  return at(full) + Math.floor(((at(full + 1) - at(full)) * rest) / MONTHS_PER_YEAR);
};

/**
 * Money that owning has cost at the end of a month, the rig sold: purchase + running - resale.
 * At the end of a year it is that year's ownership.
 */
export const ownedAfter = (curve: OwnedCurve, month: number): Money => {
  const full = Math.floor(month / MONTHS_PER_YEAR);
  const rest = month % MONTHS_PER_YEAR;
  let running = 0;
  for (const year of curve.years.slice(0, full)) running += year.running.minor;
  const current = curve.years[full]?.running;
  if (rest > 0 && current !== undefined) running += timesFraction(current, BigInt(rest), BigInt(MONTHS_PER_YEAR)).minor;
  return money(curve.purchase.minor + running - resaleAfter(curve, month), curve.purchase.currency);
};

/**
 * The first month from which owning costs no more than renting, and goes on so to the end of what is looked at.
 * @param rentedAfter - money that renting the same work has cost at the end of a month
 * @returns undefined for never
 */
export const breakEvenMonth = (curve: OwnedCurve, rentedAfter: (month: number) => Money, months: number): number | undefined => {
  let first: number | undefined;
  for (let month = months; month >= 1; month -= 1) {
    if (ownedAfter(curve, month).minor > rentedAfter(month).minor) break;
    first = month;
  }
  return first;
};

/** Both sides month by month. */
export const trajectory = (curve: OwnedCurve, rentedAfter: (month: number) => Money, months: number): readonly TrajectoryPoint[] =>
  Array.from({ length: months }, (_, index) => ({ month: index + 1, owned: ownedAfter(curve, index + 1), rented: rentedAfter(index + 1) }));
