import type { Catalog } from "../domain/catalog.js";
import type { Framework, FrameworkSupport } from "../domain/framework.js";
import type { FrameworkCards } from "../domain/software.js";
import { head } from "./catalog-table.js";
import { frameworkJson } from "./framework-json.js";
import { systemsText } from "./software-table.js";
import type { Page } from "./style.js";
import { bullet, paragraph, section, tableLines } from "./table.js";

/** A framework card by card, for machines. */
export const frameworkDocument = (framework: Framework, cards: readonly FrameworkCards[], catalog: Catalog): unknown => ({
  ...head("catalog show", catalog),
  result: {
    kind: "framework",
    id: framework.id,
    name: framework.name,
    version: framework.newestVersion,
    seen_on: framework.newestSeenOn,
    cards: cards.map(({ target, name, support, gpus }) => {
      const { expectedUntil, targets: _targets, readOn: _read, ...rest } = support;
      const expected = expectedUntil?.[target];
      const line = { framework: framework.id, name: framework.name, requested: true, version: framework.newestVersion, ...rest };
      return { target, architecture: name, gpus, ...frameworkJson(expected === undefined ? line : { ...line, expectedUntil: expected }) };
    }),
  },
});

const runsText = ({ status, lastVersion = "", firstVersion }: FrameworkSupport): string => {
  if (status === "supported") return "yes";
  if (status === "older_version") return lastVersion === "" ? "older only" : `up to ${lastVersion}`;
  if (status === "unknown") return "not known";
  return firstVersion === undefined ? "no" : `from ${firstVersion}`;
};

/** A framework for a person: which cards run it, in which version and where. */
export const frameworkText = ({ name, id, newestVersion, newestSeenOn }: Framework, cards: readonly FrameworkCards[], page: Page): string => {
  const rows = cards.map(({ name: architecture, support, gpus }) => [
    architecture,
    String(gpus.length),
    runsText(support),
    systemsText(support.os).replace(" on ", ""),
  ]);
  const notes = new Map<string, string[]>();
  for (const { name: architecture, support } of cards)
    if (support.note !== undefined) notes.set(support.note, [...(notes.get(support.note) ?? []), architecture]);
  const sources = [...new Set(cards.map(({ support }) => support.source))];
  return [
    page.style.bold(`${name} ${newestVersion} (framework ${id}, seen ${newestSeenOn})`),
    ...section(
      "CARDS",
      tableLines([{ head: "Architecture" }, { head: "Cards", align: "right" }, { head: "Runs" }, { head: "On", flexible: "wraps" }], rows, page),
      page,
    ),
    ...section(
      "NOTES",
      [...notes].flatMap(([note, architectures]) => bullet(`${architectures.join(", ")}: ${note}`, page)),
      page,
    ),
    ...section(
      "SOURCES",
      sources.flatMap((source) => paragraph(source, page)),
      page,
    ),
    "",
  ].join("\n");
};
