import type { Fraction } from "../units/fraction.js";
import type { Currency, Money } from "../units/money.js";
import type { Place } from "./failure.js";

export const DAY_GROUPS = ["all", "weekday", "weekend"] as const;
/** Holidays that a tariff names are days of the weekend. */
export type DayGroup = (typeof DAY_GROUPS)[number];

/** Hours that cost the same, by the clock of the tariff's place. From 23:30 to 05:30 is the end and the beginning of each of its days. */
export interface TariffWindow {
  readonly name: string;
  /** Absent: all. */
  readonly days?: DayGroup;
  /** Absent: in every season. */
  readonly season?: string;
  /** Absent: on every kind of day. */
  readonly dayType?: string;
  /** `HH:MM` */
  readonly from: string;
  readonly to: string;
  /** Exact decimal text: money a kWh. */
  readonly rate: string;
}

/** Days of a year from one to the other, both within; `MM-DD`. */
export interface Season {
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

/** Days the seller names shortly before: how many a year, not which. */
export interface DayType {
  readonly name: string;
  readonly perYear: number;
}

/** A tariff whose prices follow the clock. One window is a flat rate, two are a two-rate tariff. */
export interface Tariff {
  readonly id: string;
  readonly name: string;
  /** Regions it is sold in; none for one's own. */
  readonly regions: readonly string[];
  /** Of the IANA database; absent where clocks make no difference. */
  readonly zone?: string;
  readonly currency: Currency;
  readonly windows: readonly TariffWindow[];
  readonly seasons?: readonly Season[];
  readonly dayTypes?: readonly DayType[];
  /** `YYYY-MM-DD` */
  readonly holidays?: readonly string[];
  readonly standingPerDay?: string;
  readonly valid?: string;
  readonly seenOn: string;
  readonly grade: "sourced" | "doubtful";
  readonly source: string;
  readonly note?: string;
}

/** One period of a price file, by the clock of its place. */
export interface PricePeriod {
  readonly fromMinute: number;
  readonly minutes: number;
  readonly rate: string;
}

/** A day with prices for all of it, and no more. */
export interface PriceDay {
  readonly day: string;
  readonly periods: readonly PricePeriod[];
}

/** A day of a price file that lacks prices, and so counts for nothing. */
export interface PriceGap {
  readonly day: string;
  readonly missing: number;
  readonly of: number;
  readonly firstMissing: string;
  readonly at: Place;
}

/** Prices period by period, as a file gives them. */
export interface PriceTable {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
  /** Absent: the region's. */
  readonly currency?: Currency;
  readonly periodMinutes: number;
  readonly days: readonly PriceDay[];
  readonly gaps: readonly PriceGap[];
  readonly standingPerDay?: string;
  readonly source: string;
}

/** When in the day the rig works. */
export type Schedule =
  | { readonly kind: "whenever" }
  | { readonly kind: "window"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: "cheapest"; readonly pieces: number };

/** A stretch of one day at one price. `fromMinute` is clock time, `minutes` are lived. */
export interface RateSpan {
  readonly fromMinute: number;
  readonly minutes: number;
  /** Money a kWh times 10^scale of its {@link RatedYear}. */
  readonly rate: number;
}

/** Days of a year that are priced alike. */
export interface RatedDays {
  /** `weekdays, summer` */
  readonly label: string;
  readonly spans: readonly RateSpan[];
  /** How many of them a year has. */
  readonly count: number;
}

/** A year, or as much of it as prices are known for, day by day. */
export interface RatedYear {
  readonly scale: number;
  readonly days: readonly RatedDays[];
}

/** Hours chosen on some days of the year, by the clock. */
export interface ChosenHours {
  readonly spans: readonly { readonly from: number; readonly to: number }[];
  /** Of the days of the year, 0 to 1. */
  readonly share: number;
  readonly label: string;
}

/** What a kWh costs on average while the rig works and in the rest of the day, exact. */
export interface ScheduleRates {
  readonly load: Fraction;
  readonly rest: Fraction;
  /** Most days first; empty where the hours are spread over the whole day. */
  readonly hours: readonly ChosenHours[];
}

/** The tariff a scenario's electricity is paid by, and when the rig works. */
export interface TariffUse {
  readonly id: string;
  readonly name: string;
  readonly zone?: string;
  readonly currency: Currency;
  readonly source: string;
  readonly asOf: string;
  readonly grade: "sourced" | "doubtful";
  readonly note?: string;
  /** What the user typed or the rig file says, where that was no file; it names the tariff again. */
  readonly given?: string;
  readonly year: RatedYear;
  readonly schedule: Schedule;
  readonly rates: ScheduleRates;
  readonly standingPerDay?: string;
  readonly withStanding: boolean;
  readonly gaps: readonly PriceGap[];
  /** Of a price file: how many whole days it has prices for. */
  readonly pricedDays?: { readonly count: number; readonly from: string; readonly to: string };
}

/** One way to lay the hours, and what it costs. */
export interface ScheduleBill {
  /** `whenever`, `nights`, `cheapest`, `cheapest-in-pieces`, `22:00-06:00` */
  readonly name: string;
  readonly isAsked: boolean;
  readonly rates: ScheduleRates;
  readonly billPerMonth: Money;
  readonly billPerYear: Money;
  /** Less than the same hours spread over the day; negative where it is more. */
  readonly savesPerMonth: Money;
}

/** What a tariff makes of the hours a rig works. */
export interface TariffReport {
  readonly use: TariffUse;
  readonly isOneRate: boolean;
  readonly schedules: readonly ScheduleBill[];
  readonly standingPerDay?: Money;
}
