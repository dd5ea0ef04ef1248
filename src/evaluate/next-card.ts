import type { Catalog } from "../domain/catalog.js";
import type { JobNeeds, NextCard } from "../domain/job-needs.js";
import { CONDITIONS } from "../domain/offer.js";
import type { Gpu } from "../domain/part.js";
import type { Rig, RigLine } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import type { Workload } from "../domain/workload.js";
import { priceContext } from "./context.js";
import { marketPrice } from "./cost/price.js";
import { frameworkLines } from "./support/frameworks.js";
import { rigMemories, scenarioOn } from "./workload/memory/rig-memory.js";
import { performance } from "./workload/performance.js";

/** A card is worth naming from here on. */
const LEAST_GAIN = 1.25;

const aloneWith = (part: Gpu): Rig => {
  const line: RigLine<Gpu> = { part, quantity: 1, condition: "used", owned: false };
  return { gpu: [line], memory: [], storage: [], network: [], riser: [], nodes: 1 };
};

interface CardSpeed {
  /** Zero where it does not surely hold the job. */
  readonly job: number;
  readonly index: number;
}

/** Speed of one card at a job and over the training basket; undefined where it is not known. */
const speedOf = (gpu: Gpu, workload: Workload, scenario: Scenario, catalog: Catalog): CardSpeed | undefined => {
  const rig = aloneWith(gpu);
  const here = scenarioOn(rig, { ...scenario, workloads: [workload] }, catalog);
  const lines = performance(rig, here, catalog);
  const line = lines.find((found) => found.workload === workload.id);
  if (line === undefined) return undefined;
  const [memory] = rigMemories(rig, here, catalog);
  const isHeld = line.fits !== false && memory?.verdict !== "does_not_fit" && memory?.verdict !== "unknown";
  return { job: isHeld ? line.throughput.value : 0, index: lines[0]?.throughput.value ?? 0 };
};

/** A good deal faster at the job without being slower over all, or the first that holds it. */
const isStep = (from: CardSpeed, to: CardSpeed | undefined): to is CardSpeed =>
  to !== undefined && to.job > 0 && (from.job === 0 || (to.job >= from.job * LEAST_GAIN && to.index >= from.index));

const runsSoftware = (gpu: Gpu, scenario: Scenario, catalog: Catalog): boolean =>
  frameworkLines(aloneWith(gpu), scenario, catalog).every(({ requested, status }) => !requested || status === "supported");

/** Every card that goes into a slot, at its cheapest price, the cheapest first. */
const pricedCards = (scenario: Scenario, catalog: Catalog): readonly (Pick<NextCard, "condition" | "price"> & { readonly gpu: Gpu })[] => {
  const context = priceContext(scenario, catalog);
  return [...catalog.parts.gpu.values()]
    .filter(({ form }) => form === "pcie")
    .flatMap((gpu) => {
      const [best] = CONDITIONS.flatMap((condition) => {
        const price = marketPrice(gpu, condition, context)?.price;
        return price === undefined ? [] : [{ gpu, condition, price }];
      }).sort((a, b) => a.price.minor - b.price.minor);
      return best === undefined ? [] : [best];
    })
    .sort((a, b) => a.price.minor - b.price.minor || (a.gpu.id < b.gpu.id ? -1 : 1));
};

/** The needs with the card that lifts what limits each job: one for one, the cheapest of the same maker (so that software stays as it is) on which it runs. */
export const withNextCards = (needs: readonly JobNeeds[], rig: Rig, scenario: Scenario, catalog: Catalog): readonly JobNeeds[] => {
  const present = rig.gpu[0]?.part;
  if (present === undefined || needs.length === 0) return needs;
  const cards = pricedCards(scenario, catalog).filter(({ gpu }) => gpu.id !== present.id && gpu.vendor === present.vendor);
  return needs.map((need) => {
    const workload = scenario.workloads?.find(({ id }) => id === need.workload);
    const speed = workload === undefined ? undefined : speedOf(present, workload, scenario, catalog);
    if (workload === undefined || speed === undefined) return need;
    for (const { gpu, condition, price } of cards) {
      const other = speedOf(gpu, workload, scenario, catalog);
      if (!isStep(speed, other) || !runsSoftware(gpu, scenario, catalog)) continue;
      return { ...need, nextCard: { id: gpu.id, name: gpu.name, condition, price, ...(speed.job === 0 ? {} : { gain: other.job / speed.job }) } };
    }
    return need;
  });
};
