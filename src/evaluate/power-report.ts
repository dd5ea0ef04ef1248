import { constant } from "../domain/assumptions.js";
import type { Catalog } from "../domain/catalog.js";
import type { Finding } from "../domain/finding.js";
import type { CapHours, CapName, CircuitRow, LimitRow, PartStates, PowerReport } from "../domain/power-report.js";
import type { Circuit } from "../domain/region.js";
import { boardLimitW, type Rig, rigLines } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import type { Money } from "../units/money.js";
import { watts } from "../units/quantity.js";
import { circuitOf, mainsVoltage } from "./context.js";
import { type BilledEnergy, energyCharge, monthlyEnergy, priceOf, standingIn, yearlyEnergy } from "./energy/bill.js";
import { lineDraws } from "./energy/draw.js";
import { energyBill } from "./energy/energy-bill.js";
import { limitRange, limitWithin, powerAtLimit, powerDraw } from "./energy/power.js";
import { fireRisk } from "./safety/fire-risk.js";
import { plugLoads } from "./safety/plugs.js";
import { roomHeat, upsSize } from "./safety/room.js";
import { statementsFor } from "./safety/statements.js";
import { tariffReport } from "./tariff-report.js";
import { limitSpeed } from "./workload/limit-speed.js";
import { performance } from "./workload/performance.js";

/** What a person allows, beside the circuit. */
export interface PowerCaps {
  readonly maxElectricityPerMonth?: Money;
  readonly maxWatts?: number;
  /** Floor of the room the rig stands in. */
  readonly roomM2?: number;
}

const HOURS_PER_MONTH = 730;
const DAYS_PER_MONTH = HOURS_PER_MONTH / 24;
const MONTHS_PER_YEAR = 12;
const HOURS_PER_YEAR = 8760;
/** A hundred gigawatt-hours: large, so that a rate read off its charge is exact enough. */
const MUCH_WH = 100_000_000_000;

/** Hours of training a month that a cap pays for once the idle hours are paid, at the average price of the hours asked for; at most what is left of a month. */
const hoursFor = (cap: Money, idleW: number, typicalW: number, scenario: Scenario): number | undefined => {
  const { currency, exchange } = scenario;
  const price = priceOf(scenario);
  const charge = (energy: BilledEnergy): Money | undefined => (price === undefined ? undefined : energyCharge(price, energy, currency, exchange));
  const much = charge({ load: MUCH_WH, rest: 0 });
  const idle = charge(monthlyEnergy(yearlyEnergy(0, idleW, 0, scenario.idleHoursPerDay)));
  if (much === undefined || idle === undefined || typicalW <= 0) return undefined;
  const left = HOURS_PER_MONTH - scenario.idleHoursPerDay * DAYS_PER_MONTH;
  const allowed = cap.minor - idle.minor - standingIn(scenario).month;
  if (much.minor <= 0) return allowed >= 0 ? left : 0;
  return Math.min(left, Math.max(0, allowed / (typicalW * (much.minor / MUCH_WH))));
};

const limitsToShow = (rig: Rig, { assumptions }: Catalog): readonly number[] => {
  const range = limitRange(rig, assumptions);
  if (range === undefined) return [];
  const step = constant(assumptions, "gpu_limit_step_share") * range.highest;
  const limits = new Set<number>([range.highest, Math.round(Math.min(range.highest, rig.powerLimit ?? range.highest))]);
  for (let count = 1; range.highest - count * step >= range.lowest - 1e-9; count += 1) limits.add(Math.round(range.highest - count * step));
  limits.add(Math.ceil(range.lowest));
  return [...limits].filter((limit) => limit > 0).sort((a, b) => b - a);
};

/** The highest whole number between two for which a claim holds that holds for every lower one; undefined where it holds for none. Found by halving. */
const highestThat = (holds: (value: number) => boolean, lowest: number, highest: number): number | undefined => {
  if (!holds(lowest)) return undefined;
  let [low, high] = [lowest, highest];
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (holds(middle)) low = middle;
    else high = middle - 1;
  }
  return low;
};

/** A rig at each power limit, the highest first, and at the highest that keeps every cap. */
const sweepOf = (rig: Rig, scenario: Scenario, catalog: Catalog, caps: PowerCaps): readonly LimitRow[] => {
  const { assumptions } = catalog;
  const circuit = circuitOf(scenario);
  const gpu = rig.gpu[0]?.part;
  if (gpu === undefined) return [];
  const setTo = Math.round(Math.max(...rig.gpu.map(({ part }) => boardLimitW(rig, part))));
  const highest = Math.max(...rig.gpu.map(({ part }) => part.boardPowerW));
  const rowAt = (limitW: number): Omit<LimitRow, "isBest" | "isMostWork"> => {
    const power = powerAtLimit(rig, limitW, mainsVoltage(scenario), assumptions);
    const { billPerMonth } = energyBill(power.wallTypical, power.idle.value, scenario);
    const index = performance({ ...rig, powerLimit: watts(limitW) }, { ...scenario, workloads: [] }, catalog)[0]?.throughput.value;
    const cap = caps.maxElectricityPerMonth;
    const hours = cap === undefined ? undefined : hoursFor(cap, power.idle.value, power.wallTypical.value, scenario);
    const breaks: CapName[] = [];
    if (circuit !== undefined && power.wallPeak.value > circuit.maxContinuousW) breaks.push("circuit");
    if (caps.maxWatts !== undefined && power.wallPeak.value > caps.maxWatts) breaks.push("max_watts");
    if (cap !== undefined && billPerMonth !== undefined && billPerMonth.minor > cap.minor) breaks.push("max_electricity");
    return {
      limitW,
      isDefault: limitW === highest,
      isSet: limitW === setTo,
      speed: limitSpeed(gpu, limitW, assumptions),
      wallTypicalW: power.wallTypical.value,
      wallPeakW: power.wallPeak.value,
      ...(billPerMonth === undefined ? {} : { billPerMonth }),
      ...(index === undefined ? {} : { index, indexPer100W: (index * 100) / power.wallTypical.value }),
      ...(hours === undefined ? {} : { hoursUnderCap: hours }),
      ...(hours === undefined || index === undefined ? {} : { workUnderCap: hours * index }),
      breaks,
    };
  };
  const shown = limitsToShow(rig, catalog);
  const exact = highestThat((limitW) => rowAt(limitW).breaks.length === 0, Math.ceil(shown.at(-1) ?? 0), Math.floor(shown[0] ?? 0));
  const rows = [...new Set([...shown, ...(exact === undefined ? [] : [exact])])].sort((a, b) => b - a).map(rowAt);
  // The highest limit that keeps every cap is the fastest: speed never falls as the limit rises.
  const best = rows.find(({ breaks }) => breaks.length === 0);
  const carried = rows.filter(({ breaks, workUnderCap }) => workUnderCap !== undefined && !breaks.includes("circuit") && !breaks.includes("max_watts"));
  const most = carried.reduce<(typeof rows)[number] | undefined>((so, row) => ((row.workUnderCap ?? 0) > (so?.workUnderCap ?? 0) ? row : so), undefined);
  return rows.map((row) => ({ ...row, isBest: row === best, isMostWork: row === most }));
};

/** Every circuit a person there may have, the one asked for first. */
const circuitsOf = (rig: Rig, scenario: Scenario, { assumptions }: Catalog): readonly CircuitRow[] => {
  const asked = circuitOf(scenario);
  // A circuit of another voltage than the place has was asked for: the place's own circuits are no help.
  const there = scenario.region.circuits.some(({ voltageV }) => asked === undefined || voltageV === asked.voltageV) ? scenario.region.circuits : [];
  const all: readonly Circuit[] = [...(asked === undefined ? [] : [asked]), ...there.filter((circuit) => circuit !== asked)];
  return all.map((circuit) => {
    const peak = powerDraw(rig, circuit.voltageV, assumptions).wallPeak.value;
    const limit = peak > circuit.maxContinuousW ? limitWithin(rig, circuit.maxContinuousW, circuit.voltageV, assumptions) : undefined;
    return {
      name: circuit.name,
      ...(circuit.plug === undefined ? {} : { plug: circuit.plug }),
      voltageV: circuit.voltageV,
      maxContinuousW: circuit.maxContinuousW,
      wallPeakW: peak,
      marginW: circuit.maxContinuousW - peak,
      isAsked: circuit === asked,
      ...(limit === undefined ? {} : { passingLimitW: limit }),
      ...(circuit.note === undefined ? {} : { note: circuit.note }),
    };
  });
};

const capHours = (rig: Rig, scenario: Scenario, { assumptions }: Catalog, cap: Money | undefined): CapHours | undefined => {
  if (cap === undefined) return undefined;
  const power = powerDraw(rig, mainsVoltage(scenario), assumptions);
  const hours = hoursFor(cap, power.idle.value, power.wallTypical.value, scenario);
  if (hours === undefined) return undefined;
  const shareOfYear = (hours * MONTHS_PER_YEAR) / HOURS_PER_YEAR;
  return {
    cap,
    hoursPerMonth: hours,
    wantedHoursPerMonth: scenario.loadHoursPerDay * DAYS_PER_MONTH,
    shareOfYear,
    isRarelyDriven: shareOfYear < constant(assumptions, "driven_share_least"),
  };
};

const statesOf = (rig: Rig, { assumptions }: Catalog): readonly PartStates[] => {
  const names = new Map(rigLines(rig).map(({ line }) => [line.part.id, line.part.name]));
  return lineDraws(rig, assumptions).map(({ kind, id, quantity, basis, idle, typical, inference, sustained }) => ({
    kind,
    id,
    name: names.get(id) ?? id,
    quantity,
    basis,
    idle,
    training: typical,
    inference,
    peak: sustained,
  }));
};

/**
 * What `power` says of a rig beside its assessment.
 * @param findings - what the compatibility rules found of the same rig
 */
export const powerReport = (rig: Rig, scenario: Scenario, catalog: Catalog, caps: PowerCaps, findings: readonly Finding[]): PowerReport => {
  const { assumptions } = catalog;
  const power = powerDraw(rig, mainsVoltage(scenario), assumptions);
  const energy = energyBill(power.wallTypical, power.idle.value, scenario);
  const hours = capHours(rig, scenario, catalog, caps.maxElectricityPerMonth);
  const tariff = tariffReport(power, scenario);
  const plugs = plugLoads(rig);
  const statements = statementsFor(catalog.subjects.safety(), rig, scenario.region.market, plugs);
  const circuits = circuitsOf(rig, scenario, catalog);
  const largest = Math.max(0, ...rig.gpu.map(({ part }) => boardLimitW(rig, part)));
  const jump = assumptions.constants["pre_atx3_transient_factor"];
  const excursion = (factor: number | undefined): number => power.peakDc + ((factor ?? 1) - 1) * largest;
  const { carbon, sources } = scenario.region;
  return {
    fireRisk: fireRisk(
      findings,
      circuits.find(({ isAsked }) => isAsked),
      plugs,
      statements,
    ),
    states: statesOf(rig, catalog),
    excursion: { value: excursion(jump?.value), low: excursion(jump?.low), high: excursion(jump?.high) },
    inferenceW: power.wallInference,
    sweep: sweepOf(rig, scenario, catalog, caps),
    circuits,
    ...(hours === undefined ? {} : { capHours: hours }),
    ...(caps.roomM2 === undefined ? {} : { room: roomHeat(caps.roomM2, power.wallTypical.value, assumptions) }),
    ups: upsSize(power.wallPeak.value, power.wallTypical.value, assumptions),
    plugs,
    ...(tariff === undefined ? {} : { tariff }),
    statements,
    ...(carbon === undefined || energy.co2KgPerYear === undefined
      ? {}
      : {
          co2: {
            kgPerMonth: energy.co2KgPerYear.value / MONTHS_PER_YEAR,
            gPerKwh: carbon.gPerKwh,
            year: carbon.year,
            source: sources.find(({ covers }) => covers.includes("carbon"))?.cite ?? "",
          },
        }),
  };
};
