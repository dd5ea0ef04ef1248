import type { Assessment } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import type { CircuitRow, DrawFigure, LimitRow, PowerReport } from "../domain/power-report.js";
import type { Scenario } from "../domain/scenario.js";
import { roundTo } from "../units/rounding.js";
import { assessmentJson, envelope } from "./documents.js";
import { moneyJson } from "./json-values.js";
import { tariffReportJson } from "./tariff-json.js";

type Json = Record<string, unknown>;

const one = (value: number): number => roundTo(value, 1);
const known = <T>(key: string, value: T | undefined, to: (value: T) => unknown = (found) => found): Json => (value === undefined ? {} : { [key]: to(value) });
const range = (key: string, { value, low, high }: DrawFigure): Json => ({ [`${key}_w`]: one(value), [`${key}_low_w`]: one(low), [`${key}_high_w`]: one(high) });

/** A statement's code as people write it: `RP4101`. */
export const statementCode = (id: string): string => id.toUpperCase();

const limitJson = (row: LimitRow): Json => ({
  limit_w: row.limitW,
  default: row.isDefault,
  set: row.isSet,
  speed: roundTo(row.speed.value, 3),
  speed_low: roundTo(row.speed.low, 3),
  speed_high: roundTo(row.speed.high, 3),
  ...known("training_index", row.index, one),
  wall_typical_w: one(row.wallTypicalW),
  wall_peak_w: one(row.wallPeakW),
  ...known("bill_per_month", row.billPerMonth, moneyJson),
  ...known("index_per_100w", row.indexPer100W, (value) => roundTo(value, 2)),
  breaks: row.breaks,
  ...known("hours_under_cap_per_month", row.hoursUnderCap, one),
  ...known("work_under_cap_per_month", row.workUnderCap, one),
  best: row.isBest,
  most_work: row.isMostWork,
});

const circuitJson = (row: CircuitRow): Json => ({
  name: row.name,
  ...known("plug", row.plug),
  voltage_v: row.voltageV,
  max_continuous_w: row.maxContinuousW,
  wall_peak_w: one(row.wallPeakW),
  margin_w: one(row.marginW),
  passes: row.marginW >= 0,
  asked: row.isAsked,
  ...known("passing_limit_w", row.passingLimitW),
  ...known("note", row.note),
});

const powerReportJson = (report: PowerReport): Json => ({
  fire_risk: {
    verdict: report.fireRisk.verdict,
    reasons: report.fireRisk.reasons,
    ...known("circuit_share", report.fireRisk.circuitShare, (share) => roundTo(share, 3)),
    ...known("plug_share", report.fireRisk.plugShare, (share) => roundTo(share, 3)),
  },
  states: report.states.map((line) => ({
    kind: line.kind,
    id: line.id,
    quantity: line.quantity,
    ...range("idle", line.idle),
    ...range("training", line.training),
    ...range("inference", line.inference),
    peak_w: one(line.peak),
    basis: line.basis,
  })),
  excursion_w: one(report.excursion.value),
  excursion_low_w: one(report.excursion.low),
  excursion_high_w: one(report.excursion.high),
  ...range("wall_inference", report.inferenceW),
  sweep: report.sweep.map(limitJson),
  circuits: report.circuits.map(circuitJson),
  ...known("hours_under_cap", report.capHours, (hours) => ({
    cap: moneyJson(hours.cap),
    hours_per_month: one(hours.hoursPerMonth),
    wanted_hours_per_month: one(hours.wantedHoursPerMonth),
    share_of_year: roundTo(hours.shareOfYear, 3),
    rarely_driven: hours.isRarelyDriven,
  })),
  plugs: report.plugs.map(({ gpu, plugs, loadW, ratedW }) => ({ gpu, plugs, load_w: one(loadW), rated_w: ratedW, share: roundTo(loadW / ratedW, 3) })),
  ...known("tariff", report.tariff, tariffReportJson),
  ...known("room", report.room, ({ areaM2, riseC, source }) => ({
    area_m2: areaM2,
    rise_c: one(riseC.value),
    rise_low_c: one(riseC.low),
    rise_high_c: one(riseC.high),
    source,
  })),
  ups: { watts: one(report.ups.watts), va: one(report.ups.va), minutes: report.ups.minutes, battery_wh: one(report.ups.batteryWh), source: report.ups.source },
  ...known("co2", report.co2, ({ kgPerMonth, gPerKwh, year, source }) => ({ kg_per_month: one(kgPerMonth), g_per_kwh: gPerKwh, year, source })),
  safety_list: report.statements.map(({ id, topic, says, todo, confidence, source, seenOn }) => ({
    code: statementCode(id),
    topic,
    says,
    ...known("todo", todo),
    confidence,
    source,
    ...known("seen_on", seenOn),
  })),
});

/** What `power` says of one rig: its assessment, and what each power limit, circuit and room makes of it. */
export const powerDocument = (assessment: Assessment, report: PowerReport, scenario: Scenario, catalog: Catalog): Json =>
  envelope("power", scenario, catalog, { ...assessmentJson(assessment), ...powerReportJson(report) });
