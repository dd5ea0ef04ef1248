import type { Catalog } from "../domain/catalog.js";
import type { Circuit } from "../domain/region.js";
import type { Scenario } from "../domain/scenario.js";
import type { RuleContext } from "./compat/rule.js";
import type { PriceContext } from "./cost/price.js";
import type { WorthModels } from "./cost/worth.js";
import { monthAfter, requiredFrameworks } from "./support/required.js";
import { jobFitsFor } from "./workload/memory/rig-memory.js";

const DEFAULT_MAINS_V = 230;

/** What turns an offer into what this scenario's buyer pays. */
export const priceContext = (scenario: Scenario, catalog: Catalog): PriceContext => ({
  region: scenario.region,
  regions: catalog.regions,
  currency: scenario.currency,
  exchange: scenario.exchange,
  asOf: scenario.asOf,
  assumptions: catalog.assumptions,
  ...(scenario.observedPrices === true ? {} : { levels: catalog.subjects.priceLevels() }),
  ...(scenario.priceEdge === undefined ? {} : { edge: scenario.priceEdge }),
});

/** What becomes of parts over the years. */
export const worthModels = (catalog: Catalog): WorthModels => ({
  resale: catalog.subjects.resale().get("resale"),
  reliability: catalog.subjects.reliability().get("reliability"),
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
    ...(scenario.tariff === undefined ? {} : { tariff: scenario.tariff }),
    frameworks: requiredFrameworks(scenario, catalog),
    ...(scenario.minSupportYears === undefined ? {} : { supportedUntil: monthAfter(scenario.asOf, scenario.minSupportYears) }),
    architectures: catalog.subjects.architectures,
    ...jobFitsFor(scenario, catalog),
  };
};
