import type { Catalog } from "../../../domain/catalog.js";
import type { Cards, JobFit, MemoryModel, WorkloadMemory } from "../../../domain/memory.js";
import { gpuDeviceCount, type Rig, systemMemoryGib } from "../../../domain/rig.js";
import type { Scenario } from "../../../domain/scenario.js";
import { deviceVramGib } from "../throughput.js";
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
      const found = known.get(key) ?? workloads.map((job) => jobFit(job, cards, modelOf(catalog)));
      known.set(key, found);
      return found;
    },
  };
};

/** How much memory each job asked for takes on one machine of a rig; the smallest card counts where they differ. */
export const rigMemories = (rig: Rig, { workloads = [] }: Scenario, catalog: Catalog): readonly WorkloadMemory[] => {
  if (workloads.length === 0 || rig.gpu.length === 0) return [];
  const cards = { vramGib: Math.min(...rig.gpu.map(({ part }) => deviceVramGib(part))), devices: gpuDeviceCount(rig) };
  const systemGib = rig.memory.length === 0 ? undefined : systemMemoryGib(rig);
  return workloads.map((job) => workloadMemory(job, cards, modelOf(catalog), systemGib));
};
