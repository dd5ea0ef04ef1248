import { Failure } from "../domain/failure.js";
import { nearest } from "../domain/nearest.js";
import { parseOptions } from "./validate/input.js";
import type { Validate } from "./validate/validation.js";

// `npm run validate:NAME -- [--table FILE.csv] [--json]`: a model against measurements it was not fitted on.

/** Every validation by name; each is loaded when it is asked for. */
const VALIDATIONS: Readonly<Record<string, () => Promise<{ readonly validate: Validate }>>> = {
  frameworks: () => import("./validate/frameworks.js"),
  memory: () => import("./validate/memory.js"),
  resale: () => import("./validate/resale.js"),
  power: () => import("./validate/power.js"),
  llm: () => import("./validate/llm.js"),
  scaling: () => import("./validate/scaling.js"),
  throughput: () => import("./validate/throughput.js"),
};

const validationOf = (name: string): (() => Promise<{ readonly validate: Validate }>) => {
  const found = Object.hasOwn(VALIDATIONS, name) ? VALIDATIONS[name] : undefined;
  if (found !== undefined) return found;
  const known = Object.keys(VALIDATIONS);
  const [guess] = nearest(name, known, 1);
  throw new Failure("usage", `there is no validation ${JSON.stringify(name.slice(0, 80))}`, {
    code: "RP1001",
    fix: guess === undefined ? `one of ${known.join(", ")}` : `did you mean ${guess}?`,
  });
};

const failureLines = ({ message, details: { code, at, fix } }: Failure): string =>
  `error${code === undefined ? "" : ` ${code}`}: ${message}\n${at === undefined ? "" : `  ${[at.file, at.line].filter((part) => part !== undefined).join(":")}\n`}${fix === undefined ? "" : `  fix: ${fix}\n`}`;

try {
  const [name = "", ...words] = process.argv.slice(2);
  const load = validationOf(name);
  const options = parseOptions(words);
  const { validate } = await load();
  const { text, json } = await validate(options);
  process.stdout.write(options.json ? `${JSON.stringify(json, null, 2)}\n` : text);
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  for (const failure of [error, ...(error.details.also ?? [])]) process.stderr.write(failureLines(failure));
  process.exitCode = 2;
}
