import { loadCatalog } from "../../catalog/load.js";
import { Failure } from "../../domain/failure.js";
import { INFERENCE_COLUMNS, ownInference, tableInference } from "../llm/inference-rows.js";
import type { InferenceObservations, TuningObservations } from "../llm/observation.js";
import { leaveOneOut, scoreLeftOut } from "../llm/relation.js";
import { isLlama, leaveOneOutDecode, promptRelation, tuningRelation } from "../llm/relations.js";
import { ownTuning, TUNING_COLUMNS, tableTuning } from "../llm/tuning-rows.js";
import { parseTable, type Table } from "./csv.js";
import { readTable } from "./input.js";
import { validationReport } from "./report.js";
import type { NotScored, Pass, Scored, Validate, ValidationReport } from "./validation.js";

const WAY = "each card's rows predicted without them";
const TITLE = "Language models";

/** A pass over all rows of a table, or over those that a test picks. */
const passOf = (what: string, rows: number, scored: readonly Scored[], notScored: readonly NotScored[]): Pass => ({
  way: `${what}; ${WAY}`,
  rows,
  scored,
  notScored,
});

const isLlamaRow = ({ slices }: Pick<Scored, "slices">): boolean => isLlama(slices["software"] ?? "");
const isOneSource = (one: Pick<Scored, "slices">): boolean => isLlamaRow(one) && one.slices["source"] === "xiongjiedai";

const decodePasses = (scored: readonly Scored[], { rows, decodeRejected }: InferenceObservations): readonly [Pass, ...Pass[]] => {
  const part = (what: string, test: (one: Scored) => boolean): Pass => {
    const members = scored.filter(test);
    return passOf(what, members.length, members, []);
  };
  return [
    passOf("decode rate, all software and sources", rows, scored, decodeRejected),
    part("decode rate, llama.cpp, all sources", isLlamaRow),
    part("decode rate, llama.cpp, all sources, one GPU", (one) => isLlamaRow(one) && one.slices["gpus"] === "1"),
    part("decode rate, llama.cpp, one source", isOneSource),
    part("decode rate, llama.cpp, one source, one GPU", (one) => isOneSource(one) && one.slices["gpus"] === "1"),
    part("decode rate, other software", (one) => !isLlamaRow(one)),
  ];
};

const inferencePasses = (own: InferenceObservations, scored: InferenceObservations): readonly [Pass, ...Pass[]] => {
  const fits = leaveOneOutDecode(own.decode);
  const answered = [
    ...scoreLeftOut(
      fits.decode,
      scored.decode.filter(({ job }) => isLlama(job.engine)),
    ),
    ...scoreLeftOut(
      fits.serving,
      scored.decode.filter(({ job }) => !isLlama(job.engine)),
    ),
  ];
  const decode = decodePasses(answered, scored);
  const prompt = scoreLeftOut(
    leaveOneOut(() => promptRelation, own.prompt),
    scored.prompt,
  );
  const llama = prompt.filter(isLlamaRow);
  return [
    ...decode,
    passOf("prompt rate, all software and sources", scored.rows, prompt, scored.promptRejected),
    passOf("prompt rate, llama.cpp", llama.length, llama, []),
    passOf(
      "prompt rate, llama.cpp, one GPU",
      llama.filter((one) => one.slices["gpus"] === "1").length,
      llama.filter((one) => one.slices["gpus"] === "1"),
      [],
    ),
  ];
};

const tuningPass = (own: TuningObservations, scored: TuningObservations): Pass =>
  passOf(
    "training rate",
    scored.rows,
    scoreLeftOut(
      leaveOneOut(() => tuningRelation, own.tuning),
      scored.tuning,
    ),
    scored.rejected,
  );

const holds = (table: Table, columns: readonly string[]): boolean => columns.every((column) => table.columns.includes(column));

/** Scores the language-model speeds against the catalogue's measurements, or against a table of answering or of training rates. */
export const validate: Validate = async ({ table: path }): Promise<ValidationReport> => {
  const catalog = await loadCatalog();
  const inference = catalog.subjects.llmInference().get("llm-inference");
  const tuning = catalog.subjects.llmTuning().get("llm-tuning");
  if (inference === undefined || tuning === undefined) throw new Failure("bad-data", "the catalogue holds no measurements of language models");
  const own = ownInference(catalog, inference);
  const ownTrained = ownTuning(catalog, tuning);
  if (path === undefined) {
    const [first, ...rest] = inferencePasses(own, own);
    return validationReport(TITLE, [first, ...rest, tuningPass(ownTrained, ownTrained)]);
  }
  const table = readTable(path, []);
  if (holds(table, INFERENCE_COLUMNS)) return validationReport(TITLE, inferencePasses(own, tableInference(table, catalog, inference)));
  if (holds(table, TUNING_COLUMNS)) return validationReport(TITLE, [tuningPass(ownTrained, tableTuning(table, catalog, tuning))]);
  // Names what is missing of the kind of table it most looks like.
  const wanted = table.columns.includes("method") ? TUNING_COLUMNS : INFERENCE_COLUMNS;
  parseTable(`${table.columns.join(",")}\n`, path, wanted);
  throw new Failure("bad-data", `${path} is no table of rates`);
};
