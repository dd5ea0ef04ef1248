import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { basename, dirname, join, relative, sep } from "node:path";
import { Failure } from "../domain/failure.js";
import { FOLDER_OF } from "../domain/names.js";
import { nearest } from "../domain/nearest.js";
import { PART_KINDS, type PartKind } from "../domain/part.js";
import { barePart } from "./bare-part.js";
import { isFolder, readBytes, yamlFilesUnder } from "./files.js";
import { LIMITS } from "./limits.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { readYaml, type YamlFile } from "./read.js";
import { ID } from "./schema/fields.js";
import { SUBJECT_FOLDERS } from "./schema/registry.js";

/** A thing described in a file: at `path` within it. */
export interface Entry {
  readonly section: string;
  readonly id: string;
  readonly file: YamlFile;
  readonly path: readonly PropertyKey[];
}

/** One catalogue file or folder as given. */
export interface Layer {
  readonly name: string;
  readonly entries: readonly Entry[];
  /** SHA-256 over names and bytes, in the order of the names. */
  readonly digest: string;
  /** Whether it is a whole catalogue (has a `catalog.yaml`), to be held to every rule. */
  readonly isWhole: boolean;
}

/** Sections that are one file, and sections that are a folder of files. */
const SINGLE = ["assumptions", "catalog", "exchange"] as const;
const SECTIONS: readonly string[] = [...PART_KINDS.map((kind) => FOLDER_OF[kind]), "regions", "frameworks", ...SUBJECT_FOLDERS, ...SINGLE];

const KIND_OF: ReadonlyMap<string, PartKind> = new Map(PART_KINDS.map((kind) => [FOLDER_OF[kind], kind]));
export const kindOfSection = (section: string): PartKind | undefined => KIND_OF.get(section);

const isSingle = (section: string): boolean => SINGLE.some((name) => name === section);
const isFolderSection = (section: string): boolean => SECTIONS.includes(section) && !isSingle(section);

const badSection = (section: string, at: Problem["at"]): Problem => {
  const [guess] = nearest(section, SECTIONS, 1);
  return {
    kind: "unknown-key",
    message: `${quoted(section)} is not a part of a catalogue`,
    at,
    fix: guess === undefined ? `one of ${SECTIONS.join(", ")}` : `did you mean ${quoted(guess)}?`,
  };
};

const badId = (id: string, at: Problem["at"]): Problem => ({
  kind: "format",
  message: `${quoted(id)} is not an id`,
  at,
  fix: "lower-case letters, digits, dot, dash and underscore, at most 80, beginning with a letter or digit",
});

/** Entries of a file that holds several things: `schema: 1`, then sections, then ids. */
const collectionEntries = (file: YamlFile): readonly Entry[] => {
  const { value } = file;
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw failureOf([
      {
        kind: "wrong-type",
        message: "a catalogue file is a map of sections",
        at: { file: file.file, line: 1 },
        fix: "begin with `schema: 1`, then for example `gpus:`",
      },
    ]);
  }
  const bare = barePart(Object.keys(value), file);
  if (bare !== undefined) throw failureOf([bare]);
  const problems: Problem[] = [];
  const entries: Entry[] = [];
  for (const [section, content] of Object.entries(value)) {
    if (section === "schema") {
      if (content !== 1)
        problems.push({
          kind: "unknown-value",
          message: `schema ${quoted(content)} is not known`,
          at: file.place(["schema"]),
          fix: "this program reads schema 1",
        });
    } else if (isSingle(section)) entries.push({ section, id: section, file, path: [section] });
    else if (!SECTIONS.includes(section)) problems.push(badSection(section, file.place([section], true)));
    else if (typeof content !== "object" || content === null || Array.isArray(content)) {
      problems.push({
        kind: "wrong-type",
        message: `${quoted(section)} is not a map of ids`,
        at: file.place([section]),
        fix: "write one id a line, its fields below it",
      });
    } else {
      for (const id of Object.keys(content)) {
        if (!ID.test(id)) problems.push(badId(id, file.place([section, id], true)));
        entries.push({ section, id, file, path: [section, id] });
      }
    }
  }
  if (!Object.hasOwn(value, "schema"))
    problems.push({ kind: "missing-key", message: '"schema" is missing', at: { file: file.file, line: 1, column: 1 }, fix: "begin the file with `schema: 1`" });
  if (problems.length > 0) throw failureOf(problems);
  return entries;
};

/** What a path inside a catalogue folder describes: `gpus/x.yaml`, `exchange/rates.yaml`, `assumptions.yaml`, or a collection. */
const entriesOf = (bytes: Uint8Array, path: string, relative: string): readonly Entry[] => {
  const [folder = "", ...rest] = relative.replace(/\.ya?ml$/, "").split("/");
  const id = rest.join("/");
  // What lies in a strange place is refused unread.
  if (rest.length > 0 && !SECTIONS.includes(folder)) throw failureOf([badSection(folder, { file: path })]);
  if (rest.length > 0 && folder !== "exchange" && !ID.test(id)) throw failureOf([badId(id, { file: path })]);
  const file = readYaml(bytes, path);
  if (rest.length === 0) return isSingle(folder) ? [{ section: folder, id: folder, file, path: [] }] : collectionEntries(file);
  if (folder === "exchange") return [{ section: "exchange", id: "exchange", file, path: [] }];
  return [{ section: folder, id, file, path: [] }];
};

const hash = (bytes: Uint8Array | string): string => createHash("sha256").update(bytes).digest("hex");

const duplicates = (entries: readonly Entry[]): readonly Problem[] => {
  const seen = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const entry of entries) {
    const key = `${entry.section}/${entry.id}`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, entry);
    else {
      const { file, line } = first.file.place(first.path, true);
      problems.push({
        kind: "conflict",
        message: `${quoted(entry.id)} is described twice`,
        at: entry.file.place(entry.path, true),
        fix: `it also stands in ${file}${line === undefined ? "" : `:${line}`}; keep one`,
      });
    }
  }
  return problems;
};

/** A folder with so much wrong is no catalogue: the rest of it stays unread. */
const MOST_FAILURES = 1000;

const problemsOf = (failure: Failure): readonly Failure[] => [failure, ...(failure.details.also ?? [])];

/** A file given alone is a collection, unless it lies in a folder that says what it describes. */
const relativeOf = (path: string): string => {
  const folder = basename(dirname(path));
  return isFolderSection(folder) || folder === "exchange" ? `${folder}/${basename(path)}` : basename(path);
};

/** A layer from files already in memory: paths relative to its root (empty for a file given alone), with their bytes. */
export const layerOf = (name: string, files: readonly { readonly path: string; readonly bytes: Uint8Array }[], onStep?: () => void): Layer => {
  const entries: Entry[] = [];
  const failures: Failure[] = [];
  let total = 0;
  for (const { path, bytes } of files) {
    onStep?.();
    total += bytes.byteLength;
    if (total > LIMITS.allBytes)
      throw failureOf([{ kind: "bytes", message: `the catalogue is larger than ${LIMITS.allBytes / 1024 / 1024} MiB`, at: { file: name } }]);
    try {
      // One by one: a list of a hundred thousand does not fit a call's arguments.
      for (const entry of entriesOf(bytes, path === "" ? name : join(name, path), path === "" ? relativeOf(name) : path)) entries.push(entry);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      for (const failure of problemsOf(error)) failures.push(failure);
      if (failures.length >= MOST_FAILURES) break;
    }
  }
  const [first, ...rest] = failures;
  if (first !== undefined) throw new Failure("bad-data", first.message, { ...first.details, also: rest });
  const twice = duplicates(entries);
  if (twice.length > 0) throw failureOf(twice);
  const digest = hash(
    [...files]
      .map(({ path, bytes }) => `${path}\n${hash(bytes)}\n`)
      .sort()
      .join(""),
  );
  return { name, entries, digest, isWhole: entries.some(({ section }) => section === "catalog") };
};

const SINGLE_FILES = /^(?:catalog|assumptions)\.ya?ml$|^exchange\//;
/** From a part's file to the catalogue it stands in are two steps. */
const STEPS_UP = 2;

/**
 * A file or folder that lies in a catalogue, with what a catalogue must have beside it: it can be held to every rule of the build.
 * @returns undefined where no folder above it has a `catalog.yaml`
 * @throws Failure with every fault of these files
 */
export const readWithinCatalogue = (path: string): Layer | undefined => {
  let root = isFolder(path) ? path : dirname(path);
  for (let step = 0; step < STEPS_UP && !existsSync(join(root, "catalog.yaml")); step += 1) root = join(root, "..");
  if (!existsSync(join(root, "catalog.yaml"))) return undefined;
  const within = relative(root, path).split(sep).join("/");
  const isAsked = (inner: string): boolean => within === "" || inner === within || inner.startsWith(`${within}/`);
  const names = yamlFilesUnder(root).filter((inner) => SINGLE_FILES.test(inner) || isAsked(inner));
  return layerOf(
    root,
    names.map((inner) => ({ path: inner, bytes: readBytes(join(root, inner)) })),
  );
};

/**
 * Reads a catalogue file or folder.
 * @throws Failure with every fault of every file
 */
export const readLayer = (path: string, onStep?: () => void): Layer => {
  if (!isFolder(path)) return layerOf(path, [{ path: "", bytes: readBytes(path) }]);
  const files = yamlFilesUnder(path).map((inner) => ({ path: inner, bytes: readBytes(join(path, inner)) }));
  if (files.length === 0) throw failureOf([{ kind: "bytes", message: "the folder holds no YAML file", at: { file: path } }]);
  const section = basename(path);
  if (!isFolderSection(section)) return layerOf(path, files, onStep);
  // The folder of one kind, given by itself.
  const within = files.map((file) => ({ ...file, path: `${section}/${file.path}` }));
  return { ...layerOf(dirname(path), within, onStep), name: path };
};
