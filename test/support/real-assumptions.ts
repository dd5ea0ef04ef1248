import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { camel } from "../../src/catalog/camel.js";
import { encodePowerModel, powerModelSchema } from "../../src/catalog/schema/power.js";
import { encodeTrainingIndex, trainingIndexSchema } from "../../src/catalog/schema/training-index.js";
import type { Assumptions } from "../../src/domain/assumptions.js";
import type { PowerModel } from "../../src/domain/power-model.js";
import type { ReliabilityModel, ResaleModel } from "../../src/domain/resale.js";

interface RawAssumptions {
  readonly constants: Assumptions["constants"];
  readonly training_basket: readonly {
    readonly id: string;
    readonly name: string;
    readonly vram_gib: number;
    readonly least_gib?: number;
    readonly weight: number;
  }[];
  readonly psu_efficiency: Assumptions["psuEfficiency"];
}

const yamlAt = (path: string): unknown => parse(readFileSync(new URL(`../../catalog/${path}`, import.meta.url), "utf8"));

/** The fitted power model. */
const realPowerModel = (): PowerModel => encodePowerModel("power", powerModelSchema.parse(yamlAt("models/power.yaml")));

/** The catalogue's own assumptions, read without the catalogue layer. */
export const realAssumptions = (): Assumptions => {
  const raw = parse(readFileSync(new URL("../../catalog/assumptions.yaml", import.meta.url), "utf8")) as RawAssumptions;
  return {
    constants: raw.constants,
    trainingBasket: raw.training_basket.map(({ id, name, vram_gib, least_gib, weight }) => ({
      id,
      name,
      vramGib: vram_gib,
      weight,
      ...(least_gib === undefined ? {} : { leastGib: least_gib }),
    })),
    trainingIndex: encodeTrainingIndex("training-index", trainingIndexSchema.parse(yamlAt("models/training-index.yaml"))),
    power: realPowerModel(),
    psuEfficiency: raw.psu_efficiency,
  };
};

/** The catalogue's own resale and reliability models, read without the catalogue layer. */
export const realWorthModels = (): { readonly resale: ResaleModel; readonly reliability: ReliabilityModel } => ({
  resale: { id: "resale", ...camel(yamlAt("models/resale.yaml") as Omit<ResaleModel, "id">) },
  reliability: { id: "reliability", ...camel(yamlAt("models/reliability.yaml") as Omit<ReliabilityModel, "id">) },
});
