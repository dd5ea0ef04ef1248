import type { Currency, Money } from "../units/money.js";
import type { Watts } from "../units/quantity.js";
import type { BuildSummary } from "./build.js";
import type { Estimate } from "./estimate.js";
import type { Finding } from "./finding.js";
import type { ElsewhereSupport, SupportStatus, SupportWindow, SystemName } from "./framework.js";
import type { JobNeeds } from "./job-needs.js";
import type { WorkloadMemory } from "./memory.js";
import type { Condition } from "./offer.js";
import type { Grade, PartKind } from "./part.js";
import type { MarketPrice } from "./price.js";
import type { ExtraLine, Rig } from "./rig.js";
import type { Quant } from "./workload.js";

/** A line of the shopping list. */
export interface PartLine {
  readonly kind: PartKind | ExtraLine["kind"];
  readonly id: string;
  readonly name: string;
  /** For all machines together. */
  readonly quantity: number;
  readonly condition: Condition;
  readonly owned: boolean;
  /** Absent when no price is known: the total is then incomplete, the line is not free. */
  readonly unitPrice?: Money;
  readonly price?: Money;
  /** Tax within the price; zero for a private sale, absent where it is not known. */
  readonly tax?: Money;
  readonly market?: MarketPrice;
  /** Of a stated price: when it was paid or seen, where that is known. */
  readonly statedOn?: string;
  /** Of an owned part: what all of them would sell for today; absent where nobody offers it. */
  readonly worth?: Money;
  /** Of this very part, where the catalogue knows it. */
  readonly warrantyYears?: number;
}

export interface PowerDraw {
  /** At the wall, nothing running. */
  readonly idle: Estimate;
  /** DC load and wall power while training. */
  readonly typicalDc: Estimate;
  readonly wallTypical: Estimate;
  /** At the wall while it answers requests of a language model. */
  readonly wallInference: Estimate;
  readonly peakDc: Watts;
  readonly wallPeak: Estimate;
  /** Peak DC load over rated power, 0 to 1 and more; absent without a PSU. */
  readonly psuLoad?: number;
  /** At the typical load, 0 to 1. */
  readonly psuEfficiency?: number;
  readonly gpuLimitW?: number;
  /** Share of its speed a card keeps at the limit it is set to; absent where no limit is set. */
  readonly limitSpeed?: Estimate;
}

export interface EnergyBill {
  readonly kwhPerMonth: Estimate;
  /** Of a year: under load, and on but idle. */
  readonly kwhPerYear: { readonly load: number; readonly idle: number };
  /** Absent when the region has no electricity price. */
  readonly billPerMonth?: Money;
  readonly billPerMonthLow?: Money;
  readonly billPerMonthHigh?: Money;
  readonly billPerYear?: Money;
  /** What the same rig costs more a month when it idles instead of being switched off. */
  readonly idleExtraPerMonth?: Money;
  readonly standingPerDay?: Money;
  readonly unitRate?: string;
  readonly rateSource?: string;
  readonly co2KgPerYear?: Estimate;
}

export interface CostYear {
  readonly year: number;
  readonly electricity: Money;
  readonly reserve: Money;
  /** Electricity and reserve. */
  readonly running: Money;
  readonly resale: Money;
  /** All money out so far, less what the bought parts could be sold for, plus what owned ones have lost, at the end of that year. */
  readonly ownership: Money;
}

export interface CostSummary {
  readonly currency: Currency;
  readonly purchase: Money;
  /** Parts whose price is not known; their price is not in the totals. */
  readonly unpriced: readonly string[];
  /** What the whole list costs at the low and the high end of its modelled prices. */
  readonly purchaseLow: Money;
  readonly purchaseHigh: Money;
  /** Tax within the purchase, of the lines where it is known. */
  readonly tax: Money;
  /** Set where amounts after the purchase are in the money of the plan's day. */
  readonly inflation?: { readonly pctPerYear: number; readonly source: string };
  /** By how much the price of electricity changes each year, percent. */
  readonly electricityChangePct: number;
  /** At today's price, a year. */
  readonly electricityPerYear?: Money;
  /** What to put aside a year for parts that fail out of warranty. */
  readonly reservePerYear: Money;
  /** What to put aside a month so that the same can be bought again at the end, with what this one then sells for; absent where nothing is bought. */
  readonly replacementPerMonth?: { readonly value: Money; readonly low: Money; readonly high: Money };
  readonly cardFailure?: CardFailure;
  /** Electricity of the first year and reserve. */
  readonly runningPerYear?: Money;
  /** What owned parts would sell for today, and what they lose of it over the years. */
  readonly ownedWorth: Money;
  readonly ownedLoss: Money;
  readonly resale: Money;
  readonly resaleLow: Money;
  readonly resaleHigh: Money;
  /** Where the curve of the cards is from, and how far off it was for cards it had not seen. */
  readonly resaleSource?: string;
  readonly ownership?: Money;
  readonly ownershipLow?: Money;
  readonly ownershipHigh?: Money;
  /** GPU-hours under load over the years. */
  readonly gpuHours: number;
  readonly perGpuHour?: Money;
  readonly perGpuHourLow?: Money;
  readonly perGpuHourHigh?: Money;
  readonly perWork: readonly WorkCost[];
  /** What no total holds, as keys; the words are made when they are printed. */
  readonly leavesOut: readonly LeftOut[];
  readonly years: readonly CostYear[];
}

/** The risk that a card fails when no maker pays for it. */
export interface CardFailure {
  readonly cards: number;
  /** Years of the plan in which at least one of them has no warranty. */
  readonly uncoveredYears: number;
  /** Share of such cards that fail in a year. */
  readonly perYear: { readonly value: number; readonly low: number; readonly high: number };
  /** That at least one of them fails in those years. */
  readonly chance: Estimate;
  /** What another of the dearest of them costs; absent where no price is known. */
  readonly replacement?: Money;
}

/** What a unit of work costs, everything counted: in whole currency units, since it may be far below a penny. */
export interface WorkCost {
  readonly workload: string;
  /** `1 M images`, `one run` */
  readonly per: string;
  readonly currency: Currency;
  readonly cost: Estimate;
}

/** Things a total does not hold. */
export const LEFT_OUT = [
  "unpriced",
  "owned_worth",
  "electricity",
  "delivery",
  "screen",
  "standing_charge",
  "cooling",
  "internet",
  "time",
  "software",
  "interest",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export interface MemorySummary {
  readonly perGpuGib: number;
  readonly gpuCount: number;
  readonly totalGib: number;
  readonly systemGib: number;
  /** Of each job asked for: whether it fits, and the sum. */
  readonly workloads?: readonly WorkloadMemory[];
}

export interface PerformanceLine {
  readonly workload: string;
  readonly throughput: Estimate;
  readonly unit: string;
  readonly gpuCount: number;
  readonly scalingEfficiency: number;
  readonly memoryRequiredGib?: number;
  readonly fits: boolean | "unknown";
  /** The slowest of several models of card, at whose pace all of them work on one job. */
  readonly pacedBy?: string;
  /** What the speed supposes of a job where nobody said: samples on each GPU a step, tokens of each, how weights are stored. */
  readonly batch?: number;
  /** The job's usual batch, where it does not surely fit and `batch` is the largest usual one that does. */
  readonly usualBatch?: number;
  readonly contextTokens?: number;
  readonly weights?: Quant;
  /** Share of the unlimited speed kept at the rig's power limit, 1 when none is set. */
  readonly limitSpeed: number;
}

export interface FrameworkLine {
  readonly framework: string;
  readonly name: string;
  readonly requested: boolean;
  /** The version the status is about: the one asked for, else the newest. */
  readonly version: string;
  readonly status: SupportStatus;
  readonly lastVersion?: string;
  /** With a version older than the card: the first that runs. */
  readonly firstVersion?: string;
  readonly build?: string;
  readonly os?: readonly SystemName[];
  readonly install?: string;
  readonly python?: string;
  readonly elsewhere?: readonly ElsewhereSupport[];
  readonly featuresMissing?: readonly string[];
  readonly expectedUntil?: SupportWindow;
  readonly note?: string;
  readonly source: string;
}

/** What the rest of the machine must have for the cards, with what happens without it. */
export interface HostNeedLine {
  readonly id: string;
  readonly needs: string;
  readonly otherwise: string;
  readonly fix: string;
  readonly source: string;
  readonly grade: Grade;
}

export interface SafetySummary {
  readonly circuit?: { readonly name: string; readonly maxContinuousW: number; readonly voltageV: number; readonly source: string };
  readonly circuitShare?: number;
  readonly heatW: number;
  readonly heatBtuPerH: number;
}

/** A figure or fact the chosen rig rests on that was not read at its source. */
export interface ToConfirm {
  readonly part: string;
  readonly fields: readonly string[];
  readonly why: string;
}

/** Everything a command prints about a rig. */
export interface Assessment {
  readonly rig: Rig;
  readonly parts: readonly PartLine[];
  readonly findings: readonly Finding[];
  readonly memory: MemorySummary;
  readonly performance: readonly PerformanceLine[];
  /** Of each job asked for: what limits it, and what it wants of the rest of the machine. */
  readonly jobs: readonly JobNeeds[];
  readonly power: PowerDraw;
  readonly energy: EnergyBill;
  readonly cost: CostSummary;
  readonly frameworks: readonly FrameworkLine[];
  readonly hostNeeds: readonly HostNeedLine[];
  readonly safety: SafetySummary;
  readonly confirm: readonly ToConfirm[];
  /** Set for a published build: what its author wrote, beside what it comes to. */
  readonly build?: BuildSummary;
}
