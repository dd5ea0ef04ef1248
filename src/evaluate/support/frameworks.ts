import type { FrameworkLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import { type Framework, type FrameworkSupport, supportFor, targetOf, windowFor } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";
import type { Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import { askedFramework } from "./required.js";

const RANK = { supported: 0, older_version: 1, unknown: 2, unsupported: 3 } as const;
const rankOf = (entry: FrameworkSupport | undefined): number => RANK[entry?.status ?? "unknown"];

/** Hardware features that a card has not got: those of its architecture, and tensor cores where the model was made without. */
export const featuresMissing = (gpu: Gpu, catalog: Catalog): readonly string[] | undefined => {
  const lacks = catalog.subjects.architectures().get(targetOf(gpu))?.lacks;
  if (lacks === undefined || gpu.computeCapability === undefined || lacks.includes("tensor cores")) return lacks;
  return gpu.peakTflops.tensorFp16 === undefined ? ["tensor cores", ...lacks] : lacks;
};

/** What a framework says of one card. */
export const frameworkLine = (gpu: Gpu, framework: Framework, requested: boolean, missing: readonly string[] | undefined): FrameworkLine => {
  const entry = supportFor(gpu, framework);
  const expected = entry === undefined ? undefined : windowFor(gpu, entry);
  const { targets: _targets, expectedUntil: _all, readOn: _read, status = "unknown", source = "no entry in the catalogue", ...rest } = entry ?? {};
  return {
    framework: framework.id,
    name: framework.name,
    requested,
    version: framework.newestVersion,
    status,
    ...rest,
    ...(missing === undefined ? {} : { featuresMissing: missing }),
    ...(expected === undefined ? {} : { expectedUntil: expected }),
    source,
  };
};

/** What each framework says of a rig's cards (of the card it serves worst, where they differ), those asked for first. */
export const frameworkLines = (rig: Rig, scenario: Scenario, catalog: Catalog): readonly FrameworkLine[] => {
  const gpus = rig.gpu.map(({ part }) => part);
  const [first] = gpus;
  if (first === undefined) return [];
  const missing = new Map(gpus.map((gpu) => [gpu.id, featuresMissing(gpu, catalog)]));
  const requested = (id: string): boolean => scenario.frameworks.includes(id);
  return [...catalog.frameworks.values()]
    .sort((a, b) => Number(requested(b.id)) - Number(requested(a.id)))
    .map((known): FrameworkLine => {
      const framework = askedFramework(known, scenario, catalog);
      const worst = gpus.reduce((so, gpu) => (rankOf(supportFor(gpu, framework)) > rankOf(supportFor(so, framework)) ? gpu : so), first);
      return frameworkLine(worst, framework, requested(known.id), missing.get(worst.id));
    });
};
