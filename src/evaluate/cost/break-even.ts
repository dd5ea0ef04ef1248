import type { CostYear } from "../../domain/assessment.js";
import type { TrajectoryPoint } from "../../domain/comparison.js";
import { addMoney, type Money, subtractMoney, timesFraction } from "../../units/money.js";

const MONTHS_PER_YEAR = 12;

/**
 * Money that owning has cost at the end of a month, the rig sold: the year's ownership at the end of each year, in proportion between two.
 * Within the first year the value after twelve months counts, since a part that was taken into use sells as a used one from its first day.
 * @param years - as many as are to be looked at
 */
export const ownedAfter = (years: readonly CostYear[], month: number): Money => {
  const full = Math.floor(month / MONTHS_PER_YEAR);
  const rest = month % MONTHS_PER_YEAR;
  const [first] = years;
  if (first === undefined) throw new RangeError("no year to look at");
  if (full === 0) return subtractMoney(first.ownership, timesFraction(first.running, BigInt(MONTHS_PER_YEAR - rest), BigInt(MONTHS_PER_YEAR)));
  const before = years[Math.min(full, years.length) - 1] ?? first;
  const after = years[full];
  if (rest === 0 || after === undefined) return before.ownership;
  return addMoney(before.ownership, timesFraction(subtractMoney(after.ownership, before.ownership), BigInt(rest), BigInt(MONTHS_PER_YEAR)));
};

/**
 * The first month from which owning costs no more than renting, and goes on so to the end of what is looked at.
 * @param rentedAfter - money that renting the same work has cost at the end of a month
 * @returns undefined for never
 */
export const breakEvenMonth = (years: readonly CostYear[], rentedAfter: (month: number) => Money, months: number): number | undefined => {
  let first: number | undefined;
  for (let month = months; month >= 1; month -= 1) {
    if (ownedAfter(years, month).minor > rentedAfter(month).minor) break;
    first = month;
  }
  return first;
};

/** Both sides month by month. */
export const trajectory = (years: readonly CostYear[], rentedAfter: (month: number) => Money, months: number): readonly TrajectoryPoint[] =>
  Array.from({ length: months }, (_, index) => ({ month: index + 1, owned: ownedAfter(years, index + 1), rented: rentedAfter(index + 1) }));
