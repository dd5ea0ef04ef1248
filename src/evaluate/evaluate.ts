import type { Assessment, EnergyBill, FrameworkLine, MemorySummary, PerformanceLine, SafetySummary, ToConfirm } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import { type Framework, supportFor } from "../domain/framework.js";
import { cautiousLink, type Placement, placeCards } from "../domain/placement.js";
import type { Circuit } from "../domain/region.js";
import { boardLimitW, gpuBoardCount, gpuDeviceCount, type Rig, rigLines, systemMemoryGib, totalVramGib } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { kilowattHours, wattHours } from "../units/quantity.js";
import { checkRig } from "./compat/index.js";
import type { RuleContext } from "./compat/rule.js";
import { costSummary } from "./cost/ownership.js";
import type { PriceContext } from "./cost/price.js";
import { purchaseLines } from "./cost/purchase.js";
import { flatRateCharge, monthlyWattHours, yearlyWattHours } from "./energy/bill.js";
import { powerDraw } from "./energy/power.js";

import { deviceVramGib, trainingIndex } from "./workload/throughput.js";

const HOURS_PER_DAY = 24;
const BTU_PER_WATT_HOUR = 3.412;
const DEFAULT_MAINS_V = 230;

/** What turns an offer into what this scenario's buyer pays. */
export const priceContext = (scenario: Scenario, catalog: Catalog): PriceContext => ({
  region: scenario.region,
  regions: catalog.regions,
  currency: scenario.currency,
  exchange: scenario.exchange,
  asOf: scenario.asOf,
  assumptions: catalog.assumptions,
});

/** The circuit a rig hangs on: the one asked for, else the region's ordinary socket, else none that is known. */
export const circuitOf = (scenario: Scenario): Circuit | undefined =>
  scenario.circuit ?? scenario.region.circuits.find((circuit) => circuit.isDefault) ?? scenario.region.circuits[0];

/** Mains voltage: the circuit's, else the region's, else 230 V. */
export const mainsVoltage = (scenario: Scenario): number => circuitOf(scenario)?.voltageV ?? scenario.region.mainsVoltageV ?? DEFAULT_MAINS_V;

/** What the compatibility rules may know of a scenario. */
export const ruleContext = (scenario: Scenario, catalog: Catalog): RuleContext => {
  const circuit = circuitOf(scenario);
  return {
    assumptions: catalog.assumptions,
    mainsVoltageV: mainsVoltage(scenario),
    ...(circuit === undefined ? {} : { circuit }),
    frameworks: scenario.frameworks.map((id) => catalog.frameworks.get(id)).filter((found): found is Framework => found !== undefined),
  };
};

/** How the cards of a rig sit on its board; undefined where a part that decides it is missing or there are two models of card. */
const placementOf = (rig: Rig): Placement | undefined => {
  const line = rig.gpu[0];
  if (line === undefined || rig.motherboard === undefined || rig.cpu === undefined) return undefined;
  if (rig.gpu.some((other) => other.part.id !== line.part.id)) return undefined;
  const generations = rig.riser.filter((riser) => riser.part.purpose === "riser").map((riser) => riser.part.generation ?? 3);
  return placeCards(
    rig.motherboard.part,
    rig.cpu.part,
    line.part,
    gpuBoardCount(rig),
    rig.case?.part,
    generations.length === 0 ? undefined : Math.min(...generations),
  );
};

/** Slowest link of a card: as placed, else what the card itself can do. */
const slowestLink = (rig: Rig): number => {
  const placement = placementOf(rig);
  if (placement?.status === "placed") return placement.slowestLink;
  return cautiousLink(rig.gpu[0]?.part.pcie);
};

const performance = (rig: Rig, catalog: Catalog): readonly PerformanceLine[] => {
  const line = rig.gpu[0];
  if (line === undefined) return [];
  const boards = gpuBoardCount(rig);
  const index = trainingIndex(line.part, boards, boardLimitW(rig, line.part), slowestLink(rig), catalog.assumptions);
  if (index === undefined || rig.gpu.some((other) => other.part.id !== line.part.id)) return [];
  return [
    {
      workload: "training-index",
      throughput: { ...index.index, value: index.index.value * rig.nodes, low: index.index.low * rig.nodes, high: index.index.high * rig.nodes },
      unit: "RTX 3090 = 100",
      gpuCount: gpuDeviceCount(rig) * rig.nodes,
      scalingEfficiency: index.scalingEfficiency,
      fits: true,
      limitSpeed: index.limitSpeed,
    },
  ];
};

const memory = (rig: Rig): MemorySummary => ({
  perGpuGib: rig.gpu.length === 0 ? 0 : Math.min(...rig.gpu.map(({ part }) => deviceVramGib(part))),
  gpuCount: gpuDeviceCount(rig) * rig.nodes,
  totalGib: totalVramGib(rig) * rig.nodes,
  systemGib: systemMemoryGib(rig) * rig.nodes,
});

/** Energy and bill of all machines of a rig. */
const energyBill = (wallTypical: { value: number; low: number; high: number }, wallIdle: number, scenario: Scenario): EnergyBill => {
  const { region, currency, exchange, loadHoursPerDay: load, idleHoursPerDay: idle } = scenario;
  const yearly = (typical: number): number => yearlyWattHours(typical, wallIdle, load, idle);
  const charge = (wh: number): ReturnType<typeof flatRateCharge> => flatRateCharge(region, wh, currency, exchange);
  const month = (typical: number): number => monthlyWattHours(yearly(typical));
  const kwh = (typical: number): number => kilowattHours(wattHours(month(typical)));
  const offHours = Math.max(0, HOURS_PER_DAY - load - idle);
  const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]: V }));
  const source = region.sources.find((entry) => entry.covers.includes("electricity"));
  const co2 = region.carbon;
  const yearKwh = (typical: number): number => kilowattHours(wattHours(yearly(typical)));
  const co2Kg = (typical: number): number => (yearKwh(typical) * (co2?.gPerKwh ?? 0)) / 1000;
  return {
    kwhPerMonth: { value: kwh(wallTypical.value), low: kwh(wallTypical.low), high: kwh(wallTypical.high), basis: "modelled", source: "wall power times hours" },
    ...optional("billPerMonth", charge(month(wallTypical.value))),
    ...optional("billPerMonthLow", charge(month(wallTypical.low))),
    ...optional("billPerMonthHigh", charge(month(wallTypical.high))),
    ...optional("billPerYear", charge(yearly(wallTypical.value))),
    ...optional("idleExtraPerMonth", charge(monthlyWattHours(yearlyWattHours(0, wallIdle, 0, offHours)))),
    ...optional("standingPerDay", standingCharge(scenario)),
    ...(region.electricity === undefined ? {} : { unitRate: `${decimalText(region.electricity.unitRate)} ${region.electricity.currency} a kWh` }),
    ...optional("rateSource", source === undefined ? undefined : `${source.cite} (${region.electricity?.period ?? ""})`),
    ...optional(
      "co2KgPerYear",
      co2 === undefined
        ? undefined
        : {
            value: co2Kg(wallTypical.value),
            low: co2Kg(wallTypical.low),
            high: co2Kg(wallTypical.high),
            basis: "modelled" as const,
            source: `${co2.gPerKwh} g/kWh, ${co2.year}`,
          },
    ),
  };
};

const decimalText = ({ digits, scale }: { readonly digits: bigint; readonly scale: number }): string => {
  const text = digits.toString().padStart(scale + 1, "0");
  return scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`;
};

const standingCharge = ({ region, currency, exchange }: Scenario): ReturnType<typeof flatRateCharge> => {
  const standing = region.electricity?.standingPerDay;
  if (region.electricity === undefined || standing === undefined) return undefined;
  // One "kilowatt-hour" at the standing charge is one day of it.
  return flatRateCharge({ ...region, electricity: { ...region.electricity, unitRate: standing } }, 1000, currency, exchange);
};

const frameworks = (rig: Rig, scenario: Scenario, catalog: Catalog): readonly FrameworkLine[] => {
  const gpu = rig.gpu[0]?.part;
  if (gpu === undefined) return [];
  const requested = (id: string): number => (scenario.frameworks.includes(id) ? 0 : 1);
  return [...catalog.frameworks.values()]
    .sort((a, b) => requested(a.id) - requested(b.id))
    .map((framework): FrameworkLine => {
      const entry = supportFor(gpu, framework);
      return {
        framework: framework.id,
        requested: scenario.frameworks.includes(framework.id),
        status: entry?.status ?? "unknown",
        ...(entry?.lastVersion === undefined ? {} : { lastVersion: entry.lastVersion }),
        ...(entry?.install === undefined ? {} : { install: entry.install }),
        ...(entry?.expectedUntil === undefined ? {} : { expectedUntil: entry.expectedUntil }),
        source: entry?.source ?? "no entry in the catalogue",
      };
    });
};

const safety = (scenario: Scenario, wallPeakW: number, wallTypicalW: number): SafetySummary => {
  const circuit = circuitOf(scenario);
  return {
    ...(circuit === undefined
      ? {}
      : {
          circuit: {
            name: circuit.name,
            maxContinuousW: circuit.maxContinuousW,
            voltageV: circuit.voltageV,
            source: scenario.region.sources.find((entry) => entry.covers.includes("circuits"))?.cite ?? "as given",
          },
          circuitShare: wallPeakW / circuit.maxContinuousW,
        }),
    heatW: wallTypicalW,
    heatBtuPerH: wallTypicalW * BTU_PER_WATT_HOUR,
  };
};

/** Fields a verdict rests on, by kind, as the catalogue spells them. */
const DECISIVE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  gpu: ["vram_gib", "board_power_w", "slot_width", "length_mm", "power_plugs", "cooling", "display_output", "pcie"],
  cpu: ["socket", "max_power_w", "pcie", "memory", "cooler_included", "integrated_graphics"],
  motherboard: ["slots", "lane_modes", "memory_slots", "max_memory_gib", "m2_slots", "sata_ports", "eps_8pin", "extra_plugs"],
  memory: ["type", "form", "modules", "module_gib"],
  psu: ["rated_power_w", "pcie_8pin", "hpwr_16pin", "eps_8pin", "length_mm", "atx_version"],
  case: ["board_form_factors", "expansion_slots", "max_gpu_length_mm", "max_cooler_height_mm", "max_psu_length_mm", "psu_count"],
  cooler: ["sockets", "height_mm", "rated_power_w", "radiator_mm"],
  storage: ["form_factor"],
  network: [],
  riser: ["generation", "lanes"],
};

/** Whether a fact bears on this very rig: ports for drives it has not got do not. */
const matters = (field: string, rig: Rig): boolean => {
  if (field === "sata_ports") return rig.storage.some(({ part }) => part.formFactor !== "M.2");
  if (field === "m2_slots") return rig.storage.some(({ part }) => part.formFactor === "M.2");
  if (field === "display_output" || field === "integrated_graphics") return rig.gpu.some(({ part }) => part.displayOutput !== true);
  if (field === "lane_modes") return gpuBoardCount(rig) > 1;
  return true;
};

const CONFIRM_WHY = [
  ["doubtful", "sources differ or are weak"],
  ["recalled", "from memory of the maker's data sheet, not read again"],
] as const;

const confirmations = (rig: Rig, catalog: Catalog): readonly ToConfirm[] =>
  rigLines(rig).flatMap(({ kind, line }) => {
    const { sources } = catalog.provenance(kind, line.part.id);
    const decisive = DECISIVE_FIELDS[kind] ?? [];
    return CONFIRM_WHY.flatMap(([grade, why]) => {
      const covered = sources.filter((source) => source.grade === grade).flatMap(({ covers }) => covers.map((field) => field.split(".")[0] ?? field));
      const fields = [...new Set(covered.filter((field) => decisive.includes(field) && matters(field, rig)))];
      return fields.length === 0 ? [] : [{ part: line.part.id, fields, why }];
    });
  });

/**
 * Everything there is to say about a rig in a scenario. Pure: the same rig, scenario and catalogue give the same assessment.
 * Figures are for all of the rig's machines together; findings are about one machine, since they are identical.
 */
export const evaluate = (rig: Rig, scenario: Scenario, catalog: Catalog): Assessment => {
  const { assumptions } = catalog;
  const mains = mainsVoltage(scenario);
  const power = powerDraw(rig, mains, assumptions);
  const lines = purchaseLines(rig, priceContext(scenario, catalog));
  const energy = energyBill(power.wallTypical, power.idle.value, scenario);
  const gpuHoursPerYear = gpuDeviceCount(rig) * rig.nodes * scenario.loadHoursPerDay * 365;
  return {
    rig,
    parts: lines,
    findings: checkRig(rig, { ...ruleContext(scenario, catalog), wallPeakW: power.wallPeak.value }),
    memory: memory(rig),
    performance: performance(rig, catalog),
    power,
    energy,
    cost: costSummary({ lines, runningPerYear: energy.billPerYear, years: scenario.years, gpuHoursPerYear, currency: scenario.currency, assumptions }),
    frameworks: frameworks(rig, scenario, catalog),
    safety: safety(scenario, power.wallPeak.value, power.wallTypical.value),
    confirm: confirmations(rig, catalog),
  };
};
