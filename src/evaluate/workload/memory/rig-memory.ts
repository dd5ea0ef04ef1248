import type { Catalog } from "../../../domain/catalog.js";
import type { Cards, JobFit, MemoryModel, WorkloadMemory } from "../../../domain/memory.js";
import { gpuDeviceCount, type Rig, systemMemoryGib } from "../../../domain/rig.js";
import type { Scenario } from "../../../domain/scenario.js";
import { deviceVramGib } from "../throughput.js";
import { jobOn } from "./batch-on.js";
import { jobFit, workloadMemory } from "./fit.js";

const modelOf = ({ subjects }: Catalog): MemoryModel => {
  const model = subjects.memoryModel().get("memory");
  if (model === undefined) throw new Error("the catalogue has no memory model");
  return model;
};

/** How the jobs of a scenario fit cards of a size, each size worked out once; absent where no job was asked for. */
export const jobFitsFor = ({ workloads = [] }: Scenario, catalog: Catalog): { readonly jobFits?: (cards: Cards) => readonly JobFit[] } => {
  if (workloads.length === 0) return {};
  const known = new Map<string, readonly JobFit[]>();
  return {
    jobFits: (cards) => {
      const key = `${cards.devices}x${cards.vramGib}`;
      const found = known.get(key) ?? workloads.map((job) => jobFit(jobOn(job, cards, modelOf(catalog)), cards, modelOf(catalog)));
      known.set(key, found);
      return found;
    },
  };
};

/** The cards of one machine of a rig, as a job shares them: the smallest counts where they differ. */
const cardsOf = (rig: Rig): Cards => ({ vramGib: Math.min(...rig.gpu.map(({ part }) => deviceVramGib(part))), devices: gpuDeviceCount(rig) });

/** A scenario with its jobs as a rig's cards do them: each at the batch that its memory, its speed and its needs are then told for. */
export const scenarioOn = (rig: Rig, scenario: Scenario, catalog: Catalog): Scenario => {
  const { workloads = [] } = scenario;
  if (workloads.length === 0 || rig.gpu.length === 0) return scenario;
  const cards = cardsOf(rig);
  return { ...scenario, workloads: workloads.map((job) => jobOn(job, cards, modelOf(catalog))) };
};

/** How much memory each job asked for takes on one machine of a rig; the smallest card counts where they differ. */
export const rigMemories = (rig: Rig, { workloads = [] }: Scenario, catalog: Catalog): readonly WorkloadMemory[] => {
  if (workloads.length === 0 || rig.gpu.length === 0) return [];
  const cards = cardsOf(rig);
  const systemGib = rig.memory.length === 0 ? undefined : systemMemoryGib(rig);
  return workloads.map((job) => workloadMemory(job, cards, modelOf(catalog), systemGib));
};
