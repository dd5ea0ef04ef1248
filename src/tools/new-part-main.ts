import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { loadCatalog } from "../catalog/load.js";
import { FOLDER_OF } from "../domain/names.js";
import { nearest } from "../domain/nearest.js";
import { PART_KINDS, type PartKind } from "../domain/part.js";
import { skeleton } from "./new-part/skeleton.js";

// `npm run new:part -- gpu my-card`: a commented file for a part that the catalogue does not have yet.

const BAD_USAGE = 2;
const refuse = (message: string): never => {
  process.stderr.write(`error: ${message}\n`);
  process.exit(BAD_USAGE);
};

const kindFrom = (text: string): PartKind => {
  const kind = PART_KINDS.find((known) => known === text || FOLDER_OF[known] === text);
  if (kind !== undefined) return kind;
  const [guess] = nearest(text, PART_KINDS, 1);
  return refuse(
    `${text === "" ? "say what kind of part" : `there is no kind ${JSON.stringify(text.slice(0, 40))}`}: ${guess === undefined ? PART_KINDS.join(", ") : `did you mean ${guess}?`}\n  npm run new:part -- gpu rtx-9090`,
  );
};

const [kindText = "", id = ""] = process.argv.slice(2);
const kind = kindFrom(kindText);
if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) refuse("the id is written in small letters, digits and single hyphens, such as rtx-9090");

const folder = fileURLToPath(new URL(`../catalog/${FOLDER_OF[kind]}/`, import.meta.url));
const catalog = await loadCatalog();
const path = `${folder}${id}.yaml`;
if (existsSync(path) || catalog.parts[kind].has(id)) refuse(`catalog/${FOLDER_OF[kind]}/${id}.yaml is there already: correct that file`);

/** The file of the kind that knows most, as an example of what values look like. */
const richest = readdirSync(folder)
  .filter((name) => name.endsWith(".yaml"))
  .map((name): Readonly<Record<string, unknown>> => {
    const found: unknown = parse(readFileSync(`${folder}${name}`, "utf8"));
    return typeof found === "object" && found !== null ? { ...found } : {};
  })
  .reduce<Readonly<Record<string, unknown>>>((most, file) => (Object.keys(file).length > Object.keys(most).length ? file : most), {});

writeFileSync(path, skeleton(kind, richest, catalog.asOf));
process.stdout.write(
  `wrote catalog/${FOLDER_OF[kind]}/${id}.yaml\nFill it in, then:\n  npm run build                      says with file and line what is still wrong\n  npx rigplan catalog show ${id}\n  npx rigplan plan --budget 3000 --currency GBP --with ${id}\n`,
);
