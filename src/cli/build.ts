import { buildRig } from "../catalog/build-rig.js";
import type { PublishedBuild } from "../domain/build.js";
import type { Catalog } from "../domain/catalog.js";
import { nearest } from "../domain/nearest.js";
import type { Region } from "../domain/region.js";
import { buildSummary } from "../evaluate/published.js";
import { usage } from "./parse.js";
import type { Subject } from "./rig.js";
import { type ScenarioFlags, scenarioFrom } from "./scenario.js";

const PREFIX = "build:";

/** @throws Failure when the catalogue has no such build */
export const buildNamed = (text: string, catalog: Catalog): PublishedBuild => {
  const id = text.slice(text.toLowerCase().startsWith(PREFIX) ? PREFIX.length : 0).toLowerCase();
  const builds = catalog.subjects.builds();
  const found = builds.get(id);
  if (found !== undefined) return found;
  const [guess] = nearest(id, builds.keys(), 1);
  throw usage(
    `there is no published build ${JSON.stringify(id.slice(0, 80))}`,
    guess === undefined ? "`rigplan catalog list builds` lists them" : `did you mean build:${guess}?`,
  );
};

/** A country the catalogue knows nothing of but the build's prices: no electricity price, no socket. */
const bareRegion = ({ market, currency }: PublishedBuild): Region => ({
  code: market,
  name: market,
  currency,
  market,
  bloc: "other",
  circuits: [],
  sources: [],
});

/** A published build in its own country and money, unless flags say otherwise. */
export const buildSubject = (text: string, flags: ScenarioFlags, catalog: Catalog): Subject => {
  const build = buildNamed(text, catalog);
  const known = catalog.regions.has(build.market) ? catalog : { ...catalog, regions: new Map([...catalog.regions, [build.market, bareRegion(build)]]) };
  const own: ScenarioFlags = flags.region === undefined ? { region: build.market, currency: build.currency } : {};
  const scenario = scenarioFrom(known, { ...own, ...flags });
  const rig = buildRig(build, catalog);
  return { rig, scenario, places: new Map(), build: buildSummary(build, rig, scenario, catalog) };
};
