import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { loadCatalog } from "../catalog/load.js";
import { FOLDER_OF } from "../domain/names.js";
import { skeleton } from "./new-part/skeleton.js";
import { wishFrom } from "./new-part/wish.js";

// `npm run new:part -- gpu my-card`: a commented file for a part that the catalogue does not have yet.

const BAD_USAGE = 2;
const refuse = (message: string): never => {
  process.stderr.write(`error: ${message}\n`);
  process.exit(BAD_USAGE);
};

const wish = wishFrom(process.argv.slice(2));
const { kind, id } = "refused" in wish ? refuse(wish.refused) : wish;

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

writeFileSync(path, skeleton(kind, richest, new Date().toISOString().slice(0, 10)));
process.stdout.write(
  `wrote catalog/${FOLDER_OF[kind]}/${id}.yaml\nFill it in, then:\n  npm run build                      says with file and line what is still wrong\n  npx rigplan catalog show ${id}\n  npx rigplan plan --budget 3000 --currency GBP --with ${id}\n`,
);
