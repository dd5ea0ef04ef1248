import type { Money } from "../units/money.js";
import type { Assessment, FrameworkLine, MemorySummary, PerformanceLine } from "./assessment.js";
import type { RigChange } from "./change.js";
import type { Estimate } from "./estimate.js";
import type { RentalOffer, RentalProvider, RentalTier } from "./rental.js";
import type { WinnersReport } from "./winner.js";

/** An offer as this buyer pays it. */
export interface PricedRental {
  readonly provider: RentalProvider;
  readonly offer: RentalOffer;
  readonly gpuName: string;
  /** GPUs as software sees them, over all machines taken. */
  readonly gpuCount: number;
  /** How often the offer is taken at once. */
  readonly machines: number;
  /** All machines, the buyer's tax included. */
  readonly perHour: Money;
  readonly perGpuHour: Money;
  readonly ageDays: number;
  readonly isOld: boolean;
  /** How the price came to the buyer's money and tax, in words. */
  readonly conversion: string;
}

/** What a column would cost for the work of the reference column. */
export interface EqualWork {
  /** Hours a day this column needs for it. */
  readonly hoursPerDay: number;
  /** Hours a day it can give: 24, or what an allowance gives. */
  readonly availablePerDay: number;
  /** Share of the work it gets done, 1 for all. */
  readonly share: number;
  /** Over the years kept; absent where a price is not known. */
  readonly cost?: Money;
}

interface ColumnBase {
  /** As it was typed: unique in a comparison. */
  readonly label: string;
  /** Short, for a heading. */
  readonly name: string;
  readonly memory: MemorySummary;
  readonly performance: readonly PerformanceLine[];
  readonly frameworks: readonly FrameworkLine[];
  readonly equalWork?: EqualWork;
  /** What the work of one hour of the reference column costs here, when this column is used for all its own hours. */
  readonly perWorkHour?: Money;
  /** The same a thousand times, for where an hour costs less than the smallest coin. */
  readonly perThousandWorkHours?: Money;
  /** Share of a week's hours that one run takes, how many runs a week there is time for; with `--run-hours`. */
  readonly runs?: RunsPerWeek;
}

export interface RunsPerWeek {
  readonly hoursPerRun: number;
  readonly perWeek: number;
  /** Whether a run ends within one session. */
  readonly fitsSession: boolean;
}

/** A machine of one's own. */
export interface OwnedColumn extends ColumnBase {
  readonly kind: "rig" | "build";
  readonly assessment: Assessment;
}

/** A machine by the hour. */
export interface CloudColumn extends ColumnBase {
  readonly kind: "cloud";
  readonly rental: PricedRental;
  /** At the scenario's hours a day. */
  readonly costPerYear: Money;
  readonly costTotal: Money;
}

/** An allowance: hours a week on a provider's card for nothing, or for a flat price. */
export interface FreeColumn extends ColumnBase {
  readonly kind: "free";
  readonly provider: RentalProvider;
  readonly tier: RentalTier;
  readonly gpuName: string;
  /** Absent where the provider does not say and nobody reports it. */
  readonly hoursPerWeek?: Estimate;
  /** Absent for what costs nothing. */
  readonly pricePerMonth?: Money;
  readonly ageDays: number;
}

export type Column = OwnedColumn | CloudColumn | FreeColumn;

/** Money spent up to the end of a month, at the work of the owned rig. */
export interface TrajectoryPoint {
  readonly month: number;
  readonly owned: Money;
  readonly rented: Money;
}

/** When owning comes to cost less than renting the same work, and stays so. */
export interface BreakEven {
  readonly owned: string;
  readonly rented: string;
  readonly status: "month" | "never" | "unknown";
  /** Absent for never. */
  readonly months?: number;
  /** Months that were looked at. */
  readonly horizonMonths: number;
  /** Rented hours that do one hour's work of the owned rig. */
  readonly hoursRatio?: number;
  /** Hours a day from which owning is cheaper over the years kept; absent where not even 24 are enough. */
  readonly paysFromHoursPerDay?: number;
  readonly trajectory: readonly TrajectoryPoint[];
  /** Why it is never, or not known. */
  readonly reason?: string;
}

/** The base load on a rig of one's own, the rest rented. */
export interface Hybrid {
  readonly owned: string;
  readonly rented: string;
  readonly ownHoursPerDay: number;
  readonly rentedHoursPerMonth: number;
  readonly cost: Money;
  readonly rentOnly: Money;
  /** The peaks on a second rig of the same kind; absent where that is no answer. */
  readonly ownTwice?: Money;
  readonly pays: boolean;
}

/** The measure by which columns do equal work. */
export interface WorkMeasure {
  /** Label of the column whose work is the measure. */
  readonly reference: string;
  readonly workload: string;
  readonly unit: string;
  readonly speed: Estimate;
  readonly hoursPerDay: number;
}

export interface Comparison {
  readonly columns: readonly Column[];
  /** Absent where no column's speed is known. */
  readonly work?: WorkMeasure;
  readonly breakEven: readonly BreakEven[];
  readonly hybrid: readonly Hybrid[];
  /** Labels of the columns that do all the work, cheapest first. */
  readonly ranking: readonly string[];
  /** Against a saved state; one for each rig that has one. */
  readonly changes?: readonly RigChange[];
  readonly winners?: WinnersReport;
}
