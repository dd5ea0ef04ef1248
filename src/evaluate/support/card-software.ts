import type { Architecture } from "../../domain/architecture.js";
import type { Catalog } from "../../domain/catalog.js";
import { type Framework, targetOf } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";
import type { Scenario } from "../../domain/scenario.js";
import type { CardSoftware, FrameworkCards } from "../../domain/software.js";
import { compareVersions } from "../../domain/version.js";
import { featuresMissing, frameworkLine } from "./frameworks.js";
import { hostNeedsFor } from "./host-needs.js";
import { askedFramework } from "./required.js";

/** What runs on a card, what the machine around it must have, and until when. */
export const cardSoftware = (gpu: Gpu, scenario: Scenario, catalog: Catalog): CardSoftware => {
  const missing = featuresMissing(gpu, catalog);
  const frameworks = [...catalog.frameworks.values()];
  return {
    frameworks: frameworks.map((framework) => frameworkLine(gpu, askedFramework(framework, scenario, catalog), true, missing)),
    hostNeeds: hostNeedsFor(
      [gpu],
      1,
      frameworks.map(({ id }) => id),
      catalog,
    ),
    ends: catalog.subjects.architectures().get(targetOf(gpu))?.ends ?? [],
  };
};

const VENDORS = ["nvidia", "amd", "intel", "apple"];

/** By maker, then older cards first. */
const byAge = (a: Architecture, b: Architecture): number =>
  VENDORS.indexOf(a.vendor) - VENDORS.indexOf(b.vendor) || compareVersions(a.id, b.id) || (a.id < b.id ? -1 : 1);

/** A framework card by card; kinds of card that nobody sells here are left out. */
export const frameworkCards = (framework: Framework, catalog: Catalog): readonly FrameworkCards[] => {
  const gpusOf = new Map<string, string[]>();
  for (const gpu of catalog.parts.gpu.values()) gpusOf.set(targetOf(gpu), [...(gpusOf.get(targetOf(gpu)) ?? []), gpu.id]);
  return [...catalog.subjects.architectures().values()].sort(byAge).flatMap(({ id, name }) => {
    const support = framework.support.find(({ targets }) => targets.includes(id));
    const gpus = gpusOf.get(id) ?? [];
    return support === undefined || gpus.length === 0 ? [] : [{ target: id, name, support, gpus }];
  });
};
