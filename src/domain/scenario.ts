import type { Currency, ExchangeRates } from "../units/money.js";
import type { Hours } from "../units/quantity.js";
import type { Circuit, Region } from "./region.js";
import type { TariffUse } from "./tariff.js";
import type { Workload } from "./workload.js";

/** Where, how and for how long a rig is used. Dates are text; the core never reads a clock. */
export interface Scenario {
  readonly region: Region;
  readonly currency: Currency;
  readonly exchange: ExchangeRates;
  /** The day the plan is made, `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Hours a day under load, and hours a day on but idle; the rest the rig is switched off. */
  readonly loadHoursPerDay: Hours;
  readonly idleHoursPerDay: Hours;
  readonly years: number;
  /** Jobs the rig is judged by, the first of them the one that matters most. */
  readonly workloads?: readonly Workload[];
  /** Frameworks whose official build must run on the GPUs, by id. */
  readonly frameworks: readonly string[];
  /** Versions asked for, by framework; the newest where none is. */
  readonly frameworkVersions?: Readonly<Record<string, string>>;
  /** Years from the day of the plan for which official builds of the frameworks must be expected to keep running on the cards. */
  readonly minSupportYears?: number;
  /** What electricity is paid by and when the rig works; absent: the region's flat rate, at any hour. */
  readonly tariff?: TariffUse;
  /** Yearly change of the price of electricity, percent; none when absent. */
  readonly electricityChangePct?: number;
  /** Give amounts of later years in the money of the plan's day, at this yearly inflation. */
  readonly inflation?: { readonly pctPerYear: number; readonly source: string };
  /** Take prices as they were seen, however old, instead of bringing them to the day of the plan. */
  readonly observedPrices?: boolean;
  /** Take every modelled price at the low or the high end of its range: how far a choice rests on them. */
  readonly priceEdge?: "low" | "high";
  /** Speed of the internet line, megabits a second. */
  readonly internetMbit?: number;
  /** The circuit the rig hangs on; the region's ordinary socket when none is given. */
  readonly circuit?: Circuit;
}
