import { basename } from "node:path";
import { compileCatalog } from "../../catalog/compile.js";
import { type Layer, readLayer, readWithinCatalogue } from "../../catalog/layer.js";
import { lastDay, readSnapshot, readSubject, readTexts } from "../../catalog/load.js";
import { findFramework, findPart } from "../../catalog/lookup.js";
import { oldPrices } from "../../catalog/old-prices.js";
import { overlaid } from "../../catalog/overlay.js";
import type { Problem } from "../../catalog/problem.js";
import { jsonSchemaFor, SCHEMA_KINDS } from "../../catalog/schema/json-schema.js";
import { constant } from "../../domain/assumptions.js";
import type { Catalog } from "../../domain/catalog.js";
import { Failure } from "../../domain/failure.js";
import { FOLDER_OF } from "../../domain/names.js";
import { nearest } from "../../domain/nearest.js";
import { PART_KINDS, type PartKind } from "../../domain/part.js";
import { priceContext } from "../../evaluate/context.js";
import { marketPrice } from "../../evaluate/cost/price.js";
import { partUse } from "../../evaluate/part-use.js";
import { type ListRow, listDocument, listText, partDocument, partText } from "../../render/catalog-table.js";
import { jsonText } from "../../render/json.js";
import { outputSchema } from "../../render/output-schema.js";
import { safeText } from "../../render/safe-text.js";
import { catalogFor, partFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { type OutputFlags, type Outputs, outputsFor } from "../output.js";
import { usage } from "../parse.js";
import { withProgress } from "../progress.js";
import { type ScenarioFlags, scenarioFrom } from "../scenario.js";
import { softwareFrom } from "../software.js";
import { warn } from "../warnings.js";

export { runPrice } from "./price.js";

interface CatalogFlags extends OutputFlags {
  readonly catalog?: readonly string[];
}

const SUBJECTS = ["regions", "frameworks", "workloads", "rentals", "winners", "builds", "free", "tariffs"] as const;
const KIND_BY_WORD: ReadonlyMap<string, PartKind> = new Map(PART_KINDS.flatMap((kind) => [[kind, kind] as const, [FOLDER_OF[kind], kind] as const]));

const rowsOf = (catalog: Catalog, word: string | undefined): readonly ListRow[] => {
  const partRows = (kind: PartKind): ListRow[] =>
    [...catalog.parts[kind].values()].map(({ id, name, offers }) => ({ kind, id, name, offers: offers().length }));
  if (word === undefined) return PART_KINDS.flatMap(partRows);
  const kind = KIND_BY_WORD.get(word);
  if (kind !== undefined) return partRows(kind);
  if (word === "regions" || word === "region") return [...catalog.regions.values()].map(({ code, name }) => ({ kind: "region", id: code, name, offers: 0 }));
  if (word === "frameworks" || word === "framework")
    return [...catalog.frameworks.values()].map(({ id, name, newestVersion }) => ({ kind: "framework", id, name: `${name} ${newestVersion}`, offers: 0 }));
  if (word === "workloads" || word === "workload")
    return [...catalog.subjects.workloads().values()].map(({ id, name, methods }) => ({
      kind: "workload",
      id,
      name: `${name}: ${methods.map(({ method }) => method).join(", ")}`,
      offers: 0,
    }));
  if (word === "rentals" || word === "rental")
    return [...catalog.subjects.rentals().values()].map(({ id, name, kind, offers = [], tiers = [] }) => ({
      kind: "rental",
      id,
      name: `${name} (${kind})${tiers.length === 0 ? "" : ", with allowances"}`,
      offers: offers.length,
    }));
  if (word === "tariffs" || word === "tariff")
    return [...catalog.subjects.tariffs().values()].map(({ id, name, regions, valid }) => ({
      kind: "tariff",
      id,
      name: `${name} (${regions.join(", ")}${valid === undefined ? "" : `; ${valid}`})`,
      offers: 0,
    }));
  if (word === "winners")
    return [...catalog.subjects.winners().values()].map(({ id, name, solutions }) => ({
      kind: "winners",
      id,
      name: `${name}: ${solutions.length} solutions`,
      offers: 0,
    }));
  const [guess] = nearest(word, [...KIND_BY_WORD.keys(), ...SUBJECTS], 1);
  throw usage(
    `there is nothing called ${JSON.stringify(word.slice(0, 80))} to list`,
    guess === undefined ? `one of ${[...PART_KINDS.map((part) => FOLDER_OF[part]), ...SUBJECTS].join(", ")}` : `did you mean ${guess}?`,
  );
};

/** `rigplan catalog list [KIND]` */
export const runList = async (word: string | undefined, flags: CatalogFlags & ScenarioFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  if (word === "builds" || word === "build") return (await import("./list-special.js")).listBuilds(scenarioFrom(catalog, flags), catalog, outputs);
  if (word === "free") return (await import("./list-special.js")).listFree(catalog, outputs);
  const rows = rowsOf(catalog, word);
  await outputs.write({ document: () => listDocument(rows, catalog), text: (page) => listText(rows, page) });
};

/** A framework, or one version of it, card by card. */
const showFramework = async (text: string, catalog: Catalog, outputs: Outputs): Promise<void> => {
  const [{ frameworkCards }, { askedFramework }, { frameworkDocument, frameworkText }] = await Promise.all([
    import("../../evaluate/support/card-software.js"),
    import("../../evaluate/support/required.js"),
    import("../../render/framework-table.js"),
  ]);
  const { frameworks, ...asked } = softwareFrom(catalog, [text]);
  const known = frameworks.map((id) => catalog.frameworks.get(id)).find((found) => found !== undefined);
  if (known === undefined) throw new RangeError(`no framework ${text}`);
  const framework = askedFramework(known, asked, catalog);
  const cards = frameworkCards(framework, catalog);
  await outputs.write({ document: () => frameworkDocument(framework, cards, catalog), text: (page) => frameworkText(framework, cards, page) });
};

/** `rigplan catalog show ID`: a part, or a framework by its name */
export const runShow = async (text: string, flags: CatalogFlags & ScenarioFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  if (findFramework(catalog, text.split("@")[0] ?? "") !== undefined) return showFramework(text, catalog, outputs);
  if (/^build:/i.test(text) || catalog.subjects.builds().has(text.toLowerCase()))
    return (await import("./show-build.js")).showBuild(text, flags, catalog, outputs);
  const scenario = scenarioFrom(catalog, flags);
  if (findPart(catalog, text).status === "unknown") {
    const tariff = catalog.subjects.tariffs().get(text.toLowerCase());
    if (tariff !== undefined) {
      const { tariffDocument, tariffText } = await import("../../render/tariff-show.js");
      return outputs.write({ document: () => tariffDocument(tariff, catalog), text: (page) => tariffText(tariff, page) });
    }
    const provider = (await import("../../catalog/lookup-rental.js")).findProvider(catalog, text);
    if (provider !== undefined) return (await import("./show-rental.js")).showRental(provider, scenario, catalog, outputs);
  }
  const part = partFor(catalog, "catalog show", text);
  const prices = (["new", "used", "refurbished"] as const).flatMap((condition) => {
    const market = marketPrice(part, condition, priceContext(scenario, catalog));
    return market === undefined ? [] : [{ condition, market }];
  });
  const provenance = catalog.provenance(part.kind, part.id);
  const software = part.kind === "gpu" ? (await import("../../evaluate/support/card-software.js")).cardSoftware(part, scenario, catalog) : undefined;
  const use = partUse(part, catalog.subjects.builds().values(), part.kind === "gpu" ? catalog.subjects.winners().values() : []);
  const known = { provenance, prices, use, ...(software === undefined ? {} : { software }) };
  await outputs.write({ document: () => partDocument(part, known, catalog), text: (page) => partText(part, known, page) });
};

/** Old prices told one by one; the rest are counted. */
const MOST_OLD = 20;

/** A catalogue has no key `parts`; a rig file has. */
const isRigFile = (failure: Failure): boolean =>
  [failure, ...(failure.details.also ?? [])].some(({ details: { code }, message }) => code === "RP1203" && message.startsWith('"parts"'));

const unusualWords = ({ length }: readonly unknown[]): string => (length === 0 ? "" : `, ${length} unusual`);

const countOf = (layer: Layer): string => `${layer.entries.length} ${layer.entries.length === 1 ? "entry" : "entries"}`;

/** What is unusual in a file or folder, read and checked, and its layer where it is a catalogue's; without one it is a rig file. */
interface Validated {
  readonly layer?: Layer;
  readonly warnings: readonly Problem[];
}

const validated = async (path: string, flags: CatalogFlags, io: Io, step: () => void): Promise<Validated> => {
  const base = readSnapshot();
  try {
    const layer = readLayer(path, step);
    // The file `catalog.yaml` by itself is no whole catalogue.
    const whole = layer.isWhole && layer.entries.length > 1 ? layer : readWithinCatalogue(path);
    const { warnings } =
      whole !== undefined
        ? compileCatalog(whole, base.version, { lastDay: lastDay(base.asOf), onStep: step })
        : overlaid(base, readTexts(), layer, readSubject, lastDay(base.asOf));
    return { layer, warnings };
  } catch (error) {
    if (!(error instanceof Failure) || !isRigFile(error)) throw error;
    const { readRig } = await import("../../catalog/rig-file.js");
    return readRig(await io.readInput(path), path, await catalogFor(flags.catalog ?? [], io));
  }
};

/** `rigplan catalog validate PATH …`: every problem with its place, or what was found to be right. */
export const runValidate = async (paths: readonly string[], flags: CatalogFlags, io: Io): Promise<void> => {
  for (const path of paths) {
    const { layer, warnings } = await withProgress("checking the catalogue", flags, io, (step) => validated(path, flags, io, step));
    if (layer === undefined) {
      warn(warnings, io);
      io.out(`${safeText(path)}: a rig file, nothing wrong${unusualWords(warnings)}\n`);
      continue;
    }
    const base = readSnapshot();
    const old = oldPrices(layer, base.asOf, constant(base.assumptions, "price_recent_days"));
    warn(warnings, io);
    warn(old.slice(0, MOST_OLD), io);
    if (old.length > MOST_OLD) io.err(`warning: ${old.length - MOST_OLD} more prices are as old\n`);
    io.out(
      `${safeText(path)}: ${countOf(layer)}, nothing wrong${unusualWords(warnings)}${old.length === 0 ? "" : `, ${old.length} old ${old.length === 1 ? "price" : "prices"}`}\n`,
    );
  }
};

/** `rigplan catalog schema KIND|output` */
export const runSchema = async (kind: string, io: Io): Promise<void> => {
  if (kind === "output") {
    io.out(jsonText(outputSchema()));
    return;
  }
  const name = KIND_BY_WORD.get(kind) ?? basename(kind);
  const found = jsonSchemaFor(name);
  if (found === undefined) {
    const [guess] = nearest(kind, [...SCHEMA_KINDS, "output"], 1);
    throw usage(
      `there is no schema ${JSON.stringify(kind.slice(0, 80))}`,
      guess === undefined ? `one of ${[...SCHEMA_KINDS, "output"].join(", ")}` : `did you mean ${guess}?`,
    );
  }
  io.out(jsonText(found));
};
