import type { Architecture } from "../../domain/architecture.js";
import type { Assumptions } from "../../domain/assumptions.js";
import type { Finding, RuleName } from "../../domain/finding.js";
import type { Framework } from "../../domain/framework.js";
import type { Cards, JobFit } from "../../domain/memory.js";
import type { PartKind } from "../../domain/part.js";
import type { Circuit } from "../../domain/region.js";
import type { Rig } from "../../domain/rig.js";
import type { TariffUse } from "../../domain/tariff.js";

/** What a rule may know besides the rig. */
export interface RuleContext {
  readonly assumptions: Assumptions;
  readonly mainsVoltageV: number;
  readonly circuit?: Circuit;
  /** Sustained wall power of the whole rig, watts; given once it has been worked out. */
  readonly wallPeakW?: number;
  /** The tariff electricity is paid by, where one was asked for. */
  readonly tariff?: Pick<TariffUse, "id" | "gaps" | "pricedDays">;
  /** The highest GPU limit with which the circuit carries the rig, watts; absent where it does already or none does. */
  readonly circuitLimitW?: number;
  /** Frameworks that must run, each as the version asked for has it. */
  readonly frameworks: readonly Framework[];
  /** How the jobs asked for fit cards of a size; absent where none was asked for. */
  readonly jobFits?: (cards: Cards) => readonly JobFit[];
  /** The month, `YYYY-MM`, up to which official builds must be expected to keep running. */
  readonly supportedUntil?: string;
  /** What cards of one target have in common; read only where cards of several models are to share a machine. */
  readonly architectures?: () => ReadonlyMap<string, Architecture>;
}

/**
 * One rule. It says nothing where a part it reads is missing, so that it can be asked about a rig that is still being put together;
 * the `incomplete-rig` rule names what is missing.
 */
export interface Rule {
  readonly name: RuleName;
  /** The kinds it reads: it can be asked as soon as these are chosen. Only the board of a whole unit may be read without being named. */
  readonly reads: readonly PartKind[];
  readonly check: (rig: Rig, context: RuleContext) => readonly Finding[];
}
