import type { PublishedBuild } from "../domain/build.js";
import type { Part } from "../domain/part.js";
import type { BuildUse, PartUse } from "../domain/part-use.js";
import type { WinnersPlatform } from "../domain/winner.js";

interface BuildLine {
  readonly id?: string;
  readonly quantity: number;
  readonly isUsed: boolean;
}

const linesOf = (build: PublishedBuild, kind: Part["kind"]): readonly BuildLine[] =>
  [build.parts[kind] ?? []].flat().flatMap((line: unknown) => {
    if (typeof line !== "object" || line === null) return [];
    const { id, quantity, condition } = line as Record<string, unknown>;
    return [{ ...(typeof id === "string" ? { id } : {}), quantity: typeof quantity === "number" ? quantity : 1, isUsed: condition === "used" }];
  });

const useIn = (build: PublishedBuild, part: Part): readonly BuildUse[] => {
  const own = linesOf(build, part.kind).filter(({ id }) => id === part.id);
  if (own.length === 0) return [];
  const { id, pricedOn, made, publishedTotal } = build;
  const quantity = own.reduce((sum, line) => sum + line.quantity, 0);
  return [{ id, pricedOn, made, quantity, isUsed: own.some(({ isUsed }) => isUsed), ...(publishedTotal === undefined ? {} : { publishedTotal }) }];
};

/** `RTX 3090` of `NVIDIA GeForce RTX 3090`, `A100` of `NVIDIA A100 SXM 80GB`: as write-ups name a card, whose form and memory they mostly leave out. */
const everydayName = (name: string): string =>
  name
    .replace(/^(?:NVIDIA |AMD |Intel )?(?:GeForce |Radeon |Tesla )?/i, "")
    .replace(/ \d+ ?GB$/i, "")
    .replace(/ (?:PCIe|SXM\d?)$/i, "");

/** Whether a write-up's hardware names the card, and not a longer name that begins alike (`RTX 3080 Ti` for `RTX 3080`). */
const names = (hardware: string, card: string): boolean => {
  const plain = card.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`(?<![\\w-])${plain}(?![\\w-]| ?(?:Ti|SUPER|XTX?|D|Ada)\\b)`, "i").test(hardware);
};

/**
 * Who is known to use a part: published builds that list it and, for a GPU, competition solutions whose write-up names it.
 *
 * Both are examples that were found, no census; a card that many have is one that others answer questions about.
 */
export const partUse = (part: Part, builds: Iterable<PublishedBuild>, platforms: Iterable<WinnersPlatform>): PartUse => {
  const all = [...builds];
  const has = (build: PublishedBuild): boolean => linesOf(build, part.kind).length > 0;
  const found = all.flatMap((build) => useIn(build, part)).sort((a, b) => (a.pricedOn < b.pricedOn ? -1 : 1));
  const shared = { builds: found, buildsKnown: all.filter(has).length, buildsSilent: all.filter((build) => !has(build) && !build.isComplete).length };
  if (part.kind !== "gpu") return shared;
  const solutions = [...platforms].flatMap((platform) => platform.solutions);
  const naming = solutions.filter(({ hardware }) => names(hardware, everydayName(part.name)));
  const newest = naming.length === 0 ? {} : { newest: Math.max(...naming.map(({ year }) => year)) };
  return { ...shared, winners: { naming: naming.length, known: solutions.length, ...newest } };
};
