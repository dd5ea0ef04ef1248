import type { FrameworkLine } from "../../domain/assessment.js";
import type { Catalog } from "../../domain/catalog.js";
import { supportFor } from "../../domain/framework.js";
import type { Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";

/** What each framework says of a rig's cards, those asked for first. */
export const frameworkLines = (rig: Rig, scenario: Scenario, catalog: Catalog): readonly FrameworkLine[] => {
  const gpu = rig.gpu[0]?.part;
  if (gpu === undefined) return [];
  const requested = (id: string): number => (scenario.frameworks.includes(id) ? 0 : 1);
  return [...catalog.frameworks.values()]
    .sort((a, b) => requested(a.id) - requested(b.id))
    .map((framework): FrameworkLine => {
      const entry = supportFor(gpu, framework);
      return {
        framework: framework.id,
        requested: scenario.frameworks.includes(framework.id),
        status: entry?.status ?? "unknown",
        ...(entry?.lastVersion === undefined ? {} : { lastVersion: entry.lastVersion }),
        ...(entry?.install === undefined ? {} : { install: entry.install }),
        ...(entry?.expectedUntil === undefined ? {} : { expectedUntil: entry.expectedUntil }),
        source: entry?.source ?? "no entry in the catalogue",
      };
    });
};
