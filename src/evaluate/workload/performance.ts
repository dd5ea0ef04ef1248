import type { MemorySummary, PerformanceLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Gpu } from "../../domain/part.js";
import { cautiousLink, type Placement, placeCards } from "../../domain/placement.js";
import { boardLimitW, gpuBoardCount, gpuDeviceCount, type Rig, systemMemoryGib, totalVramGib } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import { languageLines } from "./language.js";
import { scenarioOn } from "./memory/rig-memory.js";
import { processorLines } from "./processor-speed.js";
import { deviceVramGib, trainingIndex } from "./throughput.js";
import { trainingLines } from "./training-lines.js";

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

/**
 * How fast the jobs of a scenario run on a rig's cards over a link, as one figure: each job's first rate at the batch that fits them, and of several jobs the geometric mean.
 * @returns undefined when the speed of one is not known
 */
export const jobSpeed = (rig: Rig, linkGbPerS: number, scenario: Scenario, catalog: Catalog): number | undefined => {
  const { workloads = [] } = scenario;
  const lines = [...languageLines(rig, linkGbPerS, scenario, catalog), ...trainingLines(rig, linkGbPerS, scenarioOn(rig, scenario, catalog), catalog)];
  let logs = 0;
  for (const { id } of workloads) {
    const rate = lines.find(({ workload }) => workload === id)?.throughput.value ?? 0;
    if (rate <= 0) return undefined;
    logs += Math.log(rate);
  }
  return workloads.length === 0 ? undefined : Math.exp(logs / workloads.length);
};

/** Training index of one card of a model, to tell which is slowest; zero where it is not known. */
const indexAlone = (rig: Rig, part: Gpu, { assumptions }: Catalog): number =>
  trainingIndex(part, 1, boardLimitW(rig, part), cautiousLink(part.pcie), assumptions)?.index.value ?? 0;

/**
 * The rig as it works on one job: where cards differ, each step waits for the slowest, so all of them count as that one.
 * @returns undefined where the speed of one of them is not known
 */
const paced = (rig: Rig, catalog: Catalog): { readonly rig: Rig; readonly by?: string } | undefined => {
  const [first, ...others] = rig.gpu;
  if (first === undefined) return undefined;
  if (others.every(({ part }) => part.id === first.part.id)) return { rig };
  const speeds = rig.gpu.map((line) => ({ line, speed: indexAlone(rig, line.part, catalog) })).sort((a, b) => a.speed - b.speed);
  const slowest = speeds[0];
  if (slowest === undefined || slowest.speed === 0) return undefined;
  const { part } = slowest.line;
  const quantity = gpuDeviceCount(rig) / part.deviceCount;
  return { rig: { ...rig, gpu: [{ ...slowest.line, quantity }] }, by: part.name };
};

/** Speed of a rig, all its machines together, one line a workload. */
export const performance = (whole: Rig, scenario: Scenario, catalog: Catalog): readonly PerformanceLine[] => {
  if (whole.gpu.length === 0) return processorLines(whole, scenario, catalog);
  const pace = paced(whole, catalog);
  const line = pace?.rig.gpu[0];
  if (pace === undefined || line === undefined) return [];
  const { rig, by } = pace;
  const boards = gpuBoardCount(rig);
  const link = by === undefined ? slowestLink(rig) : Math.min(...whole.gpu.map(({ part }) => cautiousLink(part.pcie)));
  const index = trainingIndex(line.part, boards, boardLimitW(rig, line.part), link, catalog.assumptions);
  if (index === undefined) return [];
  const lines: readonly PerformanceLine[] = [
    {
      workload: "training-index",
      throughput: { ...index.index, value: index.index.value * rig.nodes, low: index.index.low * rig.nodes, high: index.index.high * rig.nodes },
      unit: "RTX 3090 = 100",
      gpuCount: gpuDeviceCount(rig) * rig.nodes,
      scalingEfficiency: index.scalingEfficiency,
      fits: true,
      limitSpeed: index.limitSpeed,
    },
    ...languageLines(rig, link, scenario, catalog),
    ...trainingLines(rig, link, scenario, catalog),
  ];
  return by === undefined ? lines : lines.map((found) => ({ ...found, pacedBy: by }));
};

/** GPU and system memory of a rig: per GPU, and of all its machines. */
export const memorySummary = (rig: Rig): MemorySummary => ({
  perGpuGib: rig.gpu.length === 0 ? 0 : Math.min(...rig.gpu.map(({ part }) => deviceVramGib(part))),
  gpuCount: gpuDeviceCount(rig) * rig.nodes,
  totalGib: totalVramGib(rig) * rig.nodes,
  systemGib: systemMemoryGib(rig) * rig.nodes,
});
