import type { Decimal } from "../units/decimal.js";
import type { Currency } from "../units/money.js";
import type { SourceNote } from "./part.js";

export interface Circuit {
  readonly name: string;
  readonly plug?: string;
  readonly voltageV: number;
  readonly breakerA?: number;
  readonly fuseA?: number;
  readonly continuousShare?: number;
  /** What may be drawn for hours, at the wall. */
  readonly maxContinuousW: number;
  readonly isDefault: boolean;
  readonly note?: string;
}

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly currency: Currency;
  /** ISO country whose shops are nearest. */
  readonly market: string;
  readonly bloc: string;
  readonly tax?: { readonly name: string; readonly ratePct: Decimal; readonly inShopPrices: boolean };
  readonly electricity?: {
    readonly unitRate: Decimal;
    readonly currency: Currency;
    readonly standingPerDay?: Decimal;
    readonly period: string;
    readonly kind: string;
  };
  readonly mainsVoltageV?: number;
  readonly circuits: readonly Circuit[];
  readonly carbon?: { readonly gPerKwh: number; readonly year: number };
  readonly sources: readonly SourceNote[];
}
