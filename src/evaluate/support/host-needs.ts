import type { HostNeedLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import { targetOf } from "../../domain/framework.js";
import type { HostNeed } from "../../domain/host-need.js";
import type { Gpu } from "../../domain/part.js";
import { gpuBoardCount, type Rig } from "../../domain/rig.js";

const allows = (wanted: readonly string[] | undefined, value: string): boolean => wanted === undefined || wanted.includes(value);

const concerns = ({ applies }: HostNeed, gpu: Gpu, boards: number, frameworks: readonly string[]): boolean =>
  allows(applies.gpus, gpu.id) &&
  allows(applies.targets, targetOf(gpu)) &&
  allows(applies.vendors, gpu.vendor) &&
  allows(applies.cooling, gpu.cooling) &&
  (applies.frameworks === undefined || applies.frameworks.some((id) => frameworks.includes(id))) &&
  boards >= (applies.cardsFrom ?? 1) &&
  gpu.form !== "integrated";

/** What the rest of the machine must have for some cards and frameworks. */
export const hostNeedsFor = (gpus: readonly Gpu[], boards: number, frameworks: readonly string[], catalog: Catalog): readonly HostNeedLine[] =>
  [...catalog.subjects.hostNeeds().values()]
    .filter((need) => gpus.some((gpu) => concerns(need, gpu, boards, frameworks)))
    .map(({ id, needs, otherwise, fix, sources }) => ({
      id,
      needs,
      otherwise,
      fix,
      source: sources.map(({ cite }) => cite).join("; "),
      grade: sources.some(({ grade }) => grade === "recalled") ? "recalled" : "sourced",
    }));

export const hostNeeds = (rig: Rig, frameworks: readonly string[], catalog: Catalog): readonly HostNeedLine[] =>
  hostNeedsFor(
    rig.gpu.map(({ part }) => part),
    gpuBoardCount(rig),
    frameworks,
    catalog,
  );
