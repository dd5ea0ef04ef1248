import type { Assessment, PerformanceLine } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import type { CloudColumn, Column, OwnedColumn, PricedRental } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { type Money, money } from "../units/money.js";
import { hours } from "../units/quantity.js";
import { priceContext } from "./context.js";
import { rentalCharge } from "./cost/rental-price.js";
import { evaluate } from "./evaluate.js";

export const HOURS_PER_DAY = 24;
export const DAYS_PER_YEAR = 365;
export const MONTHS_PER_YEAR = 12;

export const isOwned = (column: Column): column is OwnedColumn => column.kind === "rig" || column.kind === "build";
export const isCloud = (column: Column): column is CloudColumn => column.kind === "cloud";

/** A column's speed at a workload that fits it. */
export const speedIn = ({ performance }: Pick<Column, "performance">, workload: string): PerformanceLine | undefined =>
  performance.find((line) => line.workload === workload && line.fits !== false && line.throughput.value > 0);

/** Everything a comparison asks of a scenario again and again. */
export class Desk {
  readonly scenario: Scenario;
  readonly catalog: Catalog;
  readonly #known = new Map<string, Assessment>();
  constructor(scenario: Scenario, catalog: Catalog) {
    this.scenario = scenario;
    this.catalog = catalog;
  }

  /** An owned rig at other hours a day, or kept longer. */
  assess(column: OwnedColumn, loadHoursPerDay: number, years = this.scenario.years): Assessment {
    const { loadHoursPerDay: usual, idleHoursPerDay, years: kept } = this.scenario;
    if (loadHoursPerDay === usual && years === kept) return column.assessment;
    const key = `${column.label} ${loadHoursPerDay} ${years}`;
    const found = this.#known.get(key);
    if (found !== undefined) return found;
    const idle = Math.min(idleHoursPerDay, HOURS_PER_DAY - loadHoursPerDay);
    const scenario = { ...this.scenario, years, loadHoursPerDay: hours(loadHoursPerDay), idleHoursPerDay: hours(idle) };
    const made = evaluate(column.assessment.rig, scenario, this.catalog);
    this.#known.set(key, made);
    return made;
  }

  ownership(column: OwnedColumn, loadHoursPerDay: number): Money | undefined {
    return this.assess(column, loadHoursPerDay).cost.ownership;
  }

  /** Rent of some hours a day for some years, in the money that the owned rigs' later costs are given in. */
  rent(rental: PricedRental, hoursPerDay: number, months = this.scenario.years * MONTHS_PER_YEAR): Money | undefined {
    const perMonth = (hoursPerDay * DAYS_PER_YEAR) / MONTHS_PER_YEAR;
    const { inflation, currency } = this.scenario;
    if (inflation === undefined) return this.charge(rental, perMonth * months);
    let total = 0;
    for (let start = 0; start < months; start += MONTHS_PER_YEAR) {
      const part = this.charge(rental, perMonth * Math.min(MONTHS_PER_YEAR, months - start));
      if (part === undefined) return undefined;
      // Like a year's electricity, a year's rent falls in the middle of the year.
      total += Math.round(part.minor * (1 + inflation.pctPerYear / 100) ** -(start / MONTHS_PER_YEAR + 0.5));
    }
    return money(total, currency);
  }

  /** So many hours of an offer, all its machines. */
  charge({ offer, machines }: PricedRental, hoursInAll: number): Money | undefined {
    return rentalCharge(offer, hoursInAll * machines, priceContext(this.scenario, this.catalog));
  }
}
