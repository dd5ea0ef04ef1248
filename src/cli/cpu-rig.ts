import type { Catalog } from "../domain/catalog.js";
import { Failure } from "../domain/failure.js";
import { CONDITIONS } from "../domain/offer.js";
import type { Gpu } from "../domain/part.js";
import type { Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import { plan } from "../plan/plan.js";
import { partFor } from "./catalogs.js";
import { usage } from "./parse.js";

const SMALL_CARDS = 3;
const LEAST_VRAM_GIB = 4;

/** Cards that ask least of a machine, the most frugal first. */
const smallCards = ({ parts }: Catalog): readonly Gpu[] =>
  [...parts.gpu.values()]
    .filter(({ form, displayOutput, vramGib }) => form === "pcie" && displayOutput === true && vramGib >= LEAST_VRAM_GIB)
    .sort((a, b) => a.boardPowerW - b.boardPowerW || (a.id < b.id ? -1 : 1))
    .slice(0, SMALL_CARDS);

/**
 * The machine that costs least to own around a processor, and no GPU: what would carry a small card, without the card.
 * @param text - `cpu:r9-7900`
 * @param scenario - what hosts are looked for in
 * @throws Failure when it is no processor, or nothing in the catalogue takes it
 */
export const processorRig = (text: string, scenario: Scenario, catalog: Catalog, onStep?: () => void): Rig => {
  const word = text.replace(/^cpu:/i, "");
  if (word === "") throw usage(`${JSON.stringify(text.slice(0, 80))} names no processor`, "write cpu:r9-7900; `rigplan catalog list cpus` lists them");
  const cpu = partFor(catalog, text, word, ["cpu"]);
  for (const { id } of smallCards(catalog)) {
    const { best } = plan(
      {
        conditions: CONDITIONS,
        own: [id],
        withParts: [id, cpu.id],
        withoutParts: [],
        gpuCount: { from: 1, to: 1 },
        objective: "cost",
        alternatives: 0,
        acceptUnknown: false,
      },
      scenario,
      catalog,
      onStep,
    );
    if (best !== undefined) return { ...best.rig, name: `${cpu.name} alone`, gpu: [], riser: [] };
  }
  throw new Failure("no-rig", `no complete machine in the catalogue takes ${cpu.name} at a known price`, {
    fix: "write the rig out in a file without a gpu (rigplan catalog schema rig)",
  });
};
