import type { Catalog } from "../../domain/catalog.js";
import { Failure } from "../../domain/failure.js";
import type { ErrorBand, LlmConstants } from "../../domain/llm.js";
import { ownInference } from "../llm/inference-rows.js";
import { bandsOf, type LeaveOneOut, leaveOneOut } from "../llm/relation.js";
import { leaveOneOutDecode, promptRelation, tuningRelation } from "../llm/relations.js";
import { ownTuning } from "../llm/tuning-rows.js";
import type { FittedFile } from "./fitted-file.js";

const DIGITS = 5;
const short = (value: number): string => String(Number(value.toPrecision(DIGITS)));

const constantLines = (constants: LlmConstants): readonly string[] => Object.entries(constants).map(([name, value]) => `    ${name}: ${short(value)}`);
const bandLines = (bands: Readonly<Record<string, ErrorBand>>): readonly string[] =>
  Object.entries(bands).map(([key, { low, high }]) => `    ${key}: { low: ${short(low)}, high: ${short(high)} }`);

const relationLines = <J>(name: string, what: string, { full, residuals }: LeaveOneOut<J>): readonly string[] => {
  const cards = new Set(residuals.map(({ gpu }) => gpu)).size;
  return [
    `${name}:`,
    `  source: "${what}: fitted to ${residuals.length} measurements of ${cards} cards in catalog/benchmarks"`,
    "  constants:",
    ...constantLines(full),
    "  # Measured over predicted, for cards left out of the fit: 80 % of the rows lie between.",
    "  errors:",
    ...bandLines(bandsOf(residuals)),
  ];
};

/** The file of fitted speeds, from the catalogue's measurements alone: the same measurements give the same bytes. */
const llmSpeedFile = (catalog: Catalog): string => {
  const inference = catalog.subjects.llmInference().get("llm-inference");
  const tuning = catalog.subjects.llmTuning().get("llm-tuning");
  if (inference === undefined || tuning === undefined) throw new Failure("bad-data", "the catalogue holds no measurements of language models");
  const { decode, prompt } = ownInference(catalog, inference);
  const fits = leaveOneOutDecode(decode);
  return [
    "# Written by `npm run fit`; src/evaluate/workload/llm has the equations. Do not edit.",
    "schema: 1",
    "name: Speed of language models",
    ...relationLines("decode", "tokens answered with llama.cpp", fits.decode),
    ...relationLines("serving", "tokens answered with other software", fits.serving),
    ...relationLines(
      "prompt",
      "prompt tokens read",
      leaveOneOut(() => promptRelation, prompt),
    ),
    ...relationLines(
      "tuning",
      "tokens trained on",
      leaveOneOut(() => tuningRelation, ownTuning(catalog, tuning).tuning),
    ),
    "",
  ].join("\n");
};

export const fittedFile = (catalog: Catalog): FittedFile => ({ path: "models/llm.yaml", text: llmSpeedFile(catalog) });
