import { readBytes } from "../../catalog/files.js";
import { findPart } from "../../catalog/lookup.js";
import type { Catalog } from "../../domain/catalog.js";
import { Failure } from "../../domain/failure.js";
import { nearest } from "../../domain/nearest.js";
import type { Gpu } from "../../domain/part.js";
import { parseTable, type Table } from "./csv.js";
import type { ValidateOptions } from "./validation.js";

/** @throws Failure when the file cannot be read or lacks a needed column */
export const readTable = (path: string, needed: readonly string[]): Table => parseTable(new TextDecoder().decode(readBytes(path)), path, needed);

const OPTIONS = ["--table", "--json"];

/** @throws Failure for a word that is no option */
export const parseOptions = (words: readonly string[]): ValidateOptions => {
  let table: string | undefined;
  let json = false;
  const usage = (message: string, fix: string): Failure => new Failure("usage", message, { code: "RP1001", fix });
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? "";
    const [name, inline] = word.startsWith("--table=") ? ["--table", word.slice("--table=".length)] : [word, undefined];
    if (name === "--json") json = true;
    else if (name === "--table") {
      if (table !== undefined) throw usage("--table is given twice", "give it once");
      if (inline === undefined) at += 1;
      table = inline ?? words[at];
      if (table === undefined || table === "") throw usage("--table needs the path of a CSV file", "--table FILE.csv");
    } else {
      const [guess] = nearest(word, OPTIONS, 1);
      throw usage(`${JSON.stringify(word.slice(0, 80))} is not an option`, guess === undefined ? OPTIONS.join(", ") : `did you mean ${guess}?`);
    }
  }
  return { json, ...(table === undefined ? {} : { table }) };
};

/** A GPU as a table names it: a board, or one half of a board that is two GPUs. */
export interface NamedGpu {
  readonly gpu: Gpu;
  readonly isHalf: boolean;
}

const HALF = /[-_ ](?:die|gcd|half)$/;
const PREFIXES = /^(?:nvidia|geforce|amd|intel|1x)[-_ ]+/;
/** Where people leave a space out: `rtx3080ti` is an `rtx 3080 ti`. */
const apart = (word: string): string => word.replace(/\b(rtx|gtx|rx|tesla|titan|quadro)(?=[a-z]?\d)/, "$1 ").replace(/(\d)(ti|super|xtx|xt)\b/g, "$1 $2");

/** The card a person means, with a maker's name before it or not; undefined where no card, or more than one, has that name. */
export const findGpu = (catalog: Catalog, text: string): NamedGpu | undefined => {
  let word = text.trim().toLowerCase();
  const isHalf = HALF.test(word);
  word = word.replace(HALF, "");
  for (;;) {
    for (const spelling of [word, apart(word)]) {
      const found = findPart(catalog, spelling, ["gpu"]);
      if (found.status === "found" && found.part.kind === "gpu") {
        return isHalf && found.part.deviceCount === 1 ? undefined : { gpu: found.part, isHalf };
      }
    }
    const shorter = word.replace(PREFIXES, "");
    if (shorter === word) return undefined;
    word = shorter;
  }
};
