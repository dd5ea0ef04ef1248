import { readFileSync } from "node:fs";
import { parse } from "yaml";
import type { Assumptions } from "../../src/domain/assumptions.js";

interface RawAssumptions {
  readonly constants: Assumptions["constants"];
  readonly training_basket: readonly { readonly id: string; readonly name: string; readonly vram_gib: number }[];
  readonly measured_index: Assumptions["measuredIndex"];
  readonly power_limit_speed: Assumptions["powerLimitSpeed"];
  readonly psu_efficiency: Assumptions["psuEfficiency"];
  readonly resale_kept: Assumptions["resaleKept"];
}

/** The catalogue's own assumptions, read without the catalogue layer. */
export const realAssumptions = (): Assumptions => {
  const raw = parse(readFileSync(new URL("../../catalog/assumptions.yaml", import.meta.url), "utf8")) as RawAssumptions;
  return {
    constants: raw.constants,
    trainingBasket: raw.training_basket.map(({ id, name, vram_gib }) => ({ id, name, vramGib: vram_gib })),
    measuredIndex: raw.measured_index,
    powerLimitSpeed: raw.power_limit_speed,
    psuEfficiency: raw.psu_efficiency,
    resaleKept: raw.resale_kept,
  };
};
