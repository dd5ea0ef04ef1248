import { buildRig } from "../../catalog/build-rig.js";
import type { ListedBuild, PublishedBuild } from "../../domain/build.js";
import type { Catalog } from "../../domain/catalog.js";
import type { Rig } from "../../domain/rig.js";
import type { Scenario } from "../../domain/scenario.js";
import { freeSources } from "../../evaluate/free-sources.js";
import { inMoneyOfToday, paidForBuild } from "../../evaluate/published.js";
import { buildListDocument, buildListText } from "../../render/build-list.js";
import { freeDocument, freeText } from "../../render/free-list.js";
import { shortName } from "../../render/short-name.js";
import type { Outputs } from "../output.js";

/** `4 × RTX 3090, used`, from the cards as their author listed them; lines of one card are taken together. */
const cardsOf = ({ gpu }: Rig): readonly string[] => {
  const counts = new Map<string, number>();
  for (const { part, quantity, condition } of gpu) {
    const words = `${shortName(part.name)}${condition === "used" ? ", used" : ""}`;
    counts.set(words, (counts.get(words) ?? 0) + quantity);
  }
  return [...counts].map(([words, count]) => `${count} × ${words}`);
};

const listed = (build: PublishedBuild, scenario: Scenario, catalog: Catalog): ListedBuild => {
  const { id, pricedOn, made, isComplete } = build;
  const rig = buildRig(build, catalog);
  const paid = paidForBuild(build, rig);
  const now = paid === undefined ? undefined : inMoneyOfToday(paid, build, scenario, catalog);
  return { id, pricedOn, made, isComplete, cards: cardsOf(rig), ...(paid === undefined ? {} : { paid }), ...(now === undefined ? {} : { now }) };
};

/** `rigplan catalog list builds`: by what they cost, and one by one. */
export const listBuilds = async (scenario: Scenario, catalog: Catalog, outputs: Outputs): Promise<void> => {
  const builds = [...catalog.subjects.builds().values()].sort((a, b) => (a.pricedOn < b.pricedOn ? -1 : 1)).map((build) => listed(build, scenario, catalog));
  await outputs.write({
    exchange: catalog.exchange,
    document: () => buildListDocument(builds, catalog),
    text: (page) => buildListText(builds, scenario.currency, page),
  });
};

/** `rigplan catalog list free`: who gives GPU time for nothing. */
export const listFree = async (catalog: Catalog, outputs: Outputs): Promise<void> => {
  const sources = freeSources(catalog);
  await outputs.write({ document: () => freeDocument(sources, catalog), text: (page) => freeText(sources, page) });
};
