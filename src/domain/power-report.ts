import type { Money } from "../units/money.js";
import type { Basis } from "./estimate.js";
import type { PartKind } from "./part.js";
import type { SafetyStatement } from "./safety.js";
import type { TariffReport } from "./tariff.js";

export interface DrawFigure {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What one line of a rig draws from the power supply in each state, watts, all its pieces together. */
export interface PartStates {
  readonly kind: PartKind;
  readonly id: string;
  readonly name: string;
  readonly quantity: number;
  readonly basis: Basis;
  readonly idle: DrawFigure;
  readonly training: DrawFigure;
  readonly inference: DrawFigure;
  readonly peak: number;
}

/** A limit a person set that a rig at some power limit breaks. */
export const CAP_NAMES = ["circuit", "max_watts", "max_electricity"] as const;
export type CapName = (typeof CAP_NAMES)[number];

/** A rig at one power limit; powers at the wall, watts, all machines together. */
export interface LimitRow {
  readonly limitW: number;
  /** The card's own default. */
  readonly isDefault: boolean;
  /** What the rig is set to. */
  readonly isSet: boolean;
  readonly speed: DrawFigure;
  readonly index?: number;
  readonly wallTypicalW: number;
  readonly wallPeakW: number;
  readonly billPerMonth?: Money;
  /** Training index for each 100 W at the wall. */
  readonly indexPer100W?: number;
  readonly breaks: readonly CapName[];
  /** Hours of training a month that the electricity cap pays for, and the work done in them (index × hours). */
  readonly hoursUnderCap?: number;
  readonly workUnderCap?: number;
  /** The fastest limit that keeps every cap. */
  readonly isBest: boolean;
  /** The most work for the electricity cap. */
  readonly isMostWork: boolean;
}

export interface CircuitRow {
  readonly name: string;
  readonly plug?: string;
  readonly voltageV: number;
  readonly maxContinuousW: number;
  /** What the rig can draw on it for minutes. */
  readonly wallPeakW: number;
  /** What is left, or how much too much it is (negative). */
  readonly marginW: number;
  readonly isAsked: boolean;
  /** The highest limit of every card that passes; absent where none does. */
  readonly passingLimitW?: number;
  readonly note?: string;
}

/** What an electricity cap pays for. */
export interface CapHours {
  readonly cap: Money;
  readonly hoursPerMonth: number;
  readonly wantedHoursPerMonth: number;
  /** Share of the year the rig may train. */
  readonly shareOfYear: number;
  /** It may run so little that a smaller rig would do. */
  readonly isRarelyDriven: boolean;
}

/** How much warmer a closed room becomes while the rig trains. */
export interface RoomHeat {
  readonly areaM2: number;
  readonly riseC: DrawFigure;
  readonly source: string;
}

export interface UpsSize {
  readonly watts: number;
  readonly va: number;
  readonly minutes: number;
  readonly batteryWh: number;
  readonly source: string;
}

/** A plug of a card at the rig's limit: what it carries, what it is made for. */
export interface PlugLoad {
  readonly gpu: string;
  readonly plugs: string;
  readonly loadW: number;
  readonly ratedW: number;
}

/** What may run above what it is made for, of which it is not known, or what comes close to it. */
export const FIRE_REASONS = ["circuit_overloaded", "plug_overloaded", "card_leads", "no_air", "circuit_unknown", "circuit_close", "plug_close"] as const;
export type FireReason = (typeof FIRE_REASONS)[number];
export const FIRE_VERDICTS = ["low", "caution", "raised", "unknown"] as const;

/** The answer to "is it a fire risk on this circuit?", as far as figures tell. */
export interface FireRisk {
  readonly verdict: (typeof FIRE_VERDICTS)[number];
  /** Empty where the verdict is `low`. */
  readonly reasons: readonly FireReason[];
  /** Most the rig takes over what the circuit carries for hours; absent where no circuit is known. */
  readonly circuitShare?: number;
  /** What the fullest plug of a card carries over what it is made for; absent where no card has one. */
  readonly plugShare?: number;
}

/** Everything `power` says beside the assessment. */
export interface PowerReport {
  readonly fireRisk: FireRisk;
  readonly states: readonly PartStates[];
  /** DC, with one card at a short peak. */
  readonly excursion: DrawFigure;
  readonly inferenceW: DrawFigure;
  readonly sweep: readonly LimitRow[];
  readonly circuits: readonly CircuitRow[];
  readonly capHours?: CapHours;
  readonly room?: RoomHeat;
  readonly ups: UpsSize;
  readonly plugs: readonly PlugLoad[];
  /** Absent where the region has no electricity price and none was given. */
  readonly tariff?: TariffReport;
  readonly statements: readonly SafetyStatement[];
  readonly co2?: { readonly kgPerMonth: number; readonly gPerKwh: number; readonly year: number; readonly source: string };
}
