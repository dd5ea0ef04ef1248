import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Failure } from "../domain/failure.js";
import { compileCatalog } from "./compile.js";
import { readLayer } from "./layer.js";
import { lastDay } from "./load.js";
import { asciiJson, filedTexts } from "./texts.js";

// The build step: catalog/ to dist/catalog.json, or every problem of every file.
const root = new URL("../", import.meta.url);

const describe = ({ message, details }: Failure): string => {
  const { file = "", line, column } = details.at ?? {};
  const place = [file, line, column].filter((part) => part !== undefined).join(":");
  return `${place}: ${details.code ?? ""} ${message}${details.fix === undefined ? "" : ` (${details.fix})`}\n`;
};

try {
  const { version } = JSON.parse(readFileSync(new URL("package.json", root), "utf8")) as { version: string };
  const { snapshot, texts, subjects, warnings } = compileCatalog(readLayer(fileURLToPath(new URL("catalog", root))), version, {
    lastDay: lastDay(""),
  });
  for (const { at, message, fix = "" } of warnings) process.stderr.write(`warning ${at.file}:${at.line ?? 1}: ${message} (${fix})\n`);
  writeFileSync(new URL("dist/catalog.json", root), asciiJson(snapshot));
  writeFileSync(new URL("dist/regions.txt", root), filedTexts(texts.regions));
  writeFileSync(new URL("dist/details.txt", root), filedTexts(texts.details));
  writeFileSync(new URL("dist/offers.txt", root), filedTexts(texts.offers));
  rmSync(new URL("dist/subjects", root), { recursive: true, force: true });
  mkdirSync(new URL("dist/subjects", root), { recursive: true });
  for (const [name, values] of Object.entries(subjects)) writeFileSync(new URL(`dist/subjects/${name}.json`, root), asciiJson(values));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  for (const failure of [error, ...(error.details.also ?? [])]) process.stderr.write(describe(failure));
  process.exitCode = 2;
}
