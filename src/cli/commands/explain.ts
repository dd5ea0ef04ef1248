import type { Catalog } from "../../domain/catalog.js";
import { nearest } from "../../domain/nearest.js";
import type { SafetyStatement } from "../../domain/safety.js";
import type { Subjects } from "../../domain/subject.js";
import type { Term } from "../../domain/term.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { indexStory } from "../../evaluate/workload/basket.js";
import { assessmentDocument } from "../../render/documents.js";
import { type TermFigure, termListText, termText } from "../../render/explain-table.js";
import { indexStoryJson } from "../../render/index-story.js";
import { processorsBeside } from "../../render/processors-beside.js";
import { catalogFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { usage } from "../parse.js";
import { type Subject, subjectFrom } from "../rig.js";
import type { ScenarioFlags } from "../scenario.js";

interface ExplainFlags extends ScenarioFlags, OutputFlags {
  readonly catalog?: readonly string[];
  readonly rig?: string;
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[\s_-]+/g, " ")
    .trim();

const namesOf = ({ id, name, code, aliases = [] }: Term): readonly string[] => [id, name, ...(code === undefined ? [] : [code]), ...aliases];

/** A safety statement as a term: what it says, what to do, how sure it is, and where it is from. */
const statementTerm = ({ id, name, says, todo, confidence, source, seenOn }: SafetyStatement): Term => ({
  id,
  name,
  code: id.toUpperCase(),
  says: `${says}${confidence === "unconfirmed" ? " (No source that confirms it was found.)" : ""}${todo === undefined ? "" : ` To do: ${todo}`}`,
  source: seenOn === undefined ? source : `${source} (${seenOn})`,
});

const SAFETY_CODE = /^rp4\d{3}$/;

const termFrom = (terms: ReadonlyMap<string, Term>, text: string, subjects: Subjects): Term => {
  const code = text.trim().toLowerCase();
  const statement = SAFETY_CODE.test(code) ? subjects.safety().get(code) : undefined;
  if (statement !== undefined) return statementTerm(statement);
  const word = plain(text.slice(0, 100));
  const found = terms.get(text) ?? [...terms.values()].find((term) => namesOf(term).some((name) => plain(name) === word));
  if (found !== undefined) return found;
  const [guess] = nearest(
    word,
    [...terms.values()].flatMap((term) => namesOf(term).map(plain)),
    1,
  );
  throw usage(
    `there is no term or code ${JSON.stringify(text.slice(0, 80))}`,
    guess === undefined ? "`rigplan explain` lists them" : `did you mean ${guess}? (\`rigplan explain\` lists them all)`,
  );
};

type Figure = Exclude<TermFigure["value"], undefined>;
const isFigure = (value: unknown): value is Figure =>
  typeof value === "number" || (typeof value === "object" && value !== null && "minor" in value && "currency" in value);

const valueAt = (root: unknown, path: string): Figure | undefined => {
  let value: unknown = root;
  for (const step of path.split("."))
    value = typeof value === "object" && value !== null && Object.hasOwn(value, step) ? (value as Record<string, unknown>)[step] : undefined;
  return isFigure(value) ? value : undefined;
};

/** Terms that a processor and a GPU beside each other explain best. */
const PROCESSOR_TERMS: ReadonlySet<string> = new Set(["cpu-vs-gpu", "cache", "cores", "bandwidth"]);

const figuresOf = (term: Term, { rig, scenario }: Pick<Subject, "rig" | "scenario">, catalog: Catalog): readonly TermFigure[] => {
  const { result } = assessmentDocument("cost", evaluate(rig, scenario, catalog), scenario, catalog);
  return (term.figures ?? []).map(({ path, words }) => ({ value: valueAt(result, path), words }));
};

/** The one term that is told with the figures of the catalogue's cards. */
const INDEX = "training-index";
const jobSpeedsOf = ({ subjects }: Catalog): Readonly<Record<string, Readonly<Record<string, number>>>> =>
  subjects.trainingIndexJobs().get("training-index-jobs")?.jobs ?? {};

/** `rigplan explain [CODE|TERM] [--rig RIG]`: a word or a finding's code in plain words, with the numbers of one's own rig. */
export const runExplain = async (text: string | undefined, flags: ExplainFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const terms = catalog.subjects.terms();
  const head = {
    schema_version: 1,
    command: "explain",
    catalog: { version: catalog.version, as_of: catalog.asOf, digest: catalog.digest, overlays: catalog.overlays },
  };
  if (text === undefined) {
    const all = [...terms.values()];
    await outputs.write({
      document: () => ({ ...head, result: { entries: all.map(({ id, name, code }) => ({ id, name, ...(code === undefined ? {} : { code }) })) } }),
      text: (page) => termListText(all, page),
    });
    return;
  }
  const term = termFrom(terms, text, catalog.subjects);
  const subject = flags.rig === undefined ? undefined : await subjectFrom(flags.rig, flags, catalog, io);
  const figures = subject === undefined ? [] : figuresOf(term, subject, catalog);
  const beside = subject !== undefined && PROCESSOR_TERMS.has(term.id) ? subject.rig : undefined;
  const story = term.id === INDEX ? indexStory(catalog.parts.gpu.values(), jobSpeedsOf(catalog), catalog.assumptions) : undefined;
  const see = (term.see ?? []).flatMap((id) => {
    const other = terms.get(id);
    return other === undefined ? [] : [{ id, name: other.name }];
  });
  await outputs.write({
    document: () => ({
      ...head,
      result: {
        ...term,
        ...(story === undefined ? {} : { index: indexStoryJson(story) }),
        ...(flags.rig === undefined ? {} : { in_your_rig: figures.map(({ value = null, words }) => ({ value, words })) }),
      },
    }),
    text: (page) => `${termText(term, see, figures, story, page)}${beside === undefined ? "" : `${processorsBeside(beside, page).join("\n")}\n`}`,
  });
};
