import type { Catalog } from "../domain/catalog.js";
import type { Framework } from "../domain/framework.js";
import { nearest } from "../domain/nearest.js";
import { PART_KINDS, type Part, type PartKind } from "../domain/part.js";

export interface Candidate {
  readonly kind: PartKind;
  readonly id: string;
  readonly name: string;
}

/** What a word names: one part, several to choose from, or nothing, with the nearest ids. */
export type Lookup =
  | { readonly status: "found"; readonly part: Part }
  | { readonly status: "ambiguous"; readonly candidates: readonly Candidate[] }
  | { readonly status: "unknown"; readonly nearest: readonly string[] };

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

/**
 * The part a person means: an id, else an alias or a name, in any case and with spaces or dashes.
 * An alias that several parts share names them all, unless one part has it as its own name's short form.
 */
export const findPart = (catalog: Catalog, text: string, kinds: readonly PartKind[] = PART_KINDS): Lookup => {
  const wanted = text.slice(0, 200);
  for (const kind of kinds) {
    const part = catalog.parts[kind].get(wanted) ?? catalog.parts[kind].get(wanted.toLowerCase());
    if (part !== undefined) return { status: "found", part };
  }
  const word = plain(wanted);
  const found: Part[] = [];
  const known: string[] = [];
  for (const kind of kinds) {
    for (const part of catalog.parts[kind].values()) {
      known.push(part.id);
      if (plain(part.name) === word || plain(part.id) === word || part.aliases.some((alias) => plain(alias) === word)) found.push(part);
    }
  }
  const [first, second] = found;
  if (first !== undefined && second === undefined) return { status: "found", part: first };
  if (first !== undefined) return { status: "ambiguous", candidates: found.map(({ kind, id, name }) => ({ kind, id, name })) };
  return { status: "unknown", nearest: nearest(word.replaceAll(" ", "-"), known) };
};

const bare = (text: string): string => text.toLowerCase().replace(/[^a-z0-9]+/g, "");

/** The framework a person means: its id, name or alias, in any case and with or without dashes and dots. */
export const findFramework = (catalog: Catalog, text: string): Framework | undefined => {
  const word = bare(text.slice(0, 200));
  return [...catalog.frameworks.values()].find(({ id, name, aliases = [] }) => [id, name, ...aliases].some((known) => bare(known) === word));
};
