import { evaluate } from "../../evaluate/evaluate.js";
import { assessmentDocument } from "../../render/documents.js";
import { costText } from "../../render/rig-table.js";
import { catalogFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { type MoneyFlags, withMoney } from "../money-flags.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { withProgress } from "../progress.js";
import { withoutQuestions } from "../prompts/command-line.js";
import { rigAsked } from "../prompts/rig-question.js";
import { placed, subjectFrom, withBuild } from "../rig.js";
import type { ScenarioFlags } from "../scenario.js";

export interface AssessFlags extends ScenarioFlags, OutputFlags, MoneyFlags {
  readonly catalog?: readonly string[];
}

/** `rigplan cost RIG`: a view of the rig's assessment. */
export const runAssess = async (rigWord: string | undefined, flags: AssessFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const rigText = rigWord ?? (await rigAsked("cost", flags, catalog, io));
  const subject = await withProgress("looking for the machine around the cards", flags, io, (step) => subjectFrom(rigText, flags, catalog, io, step));
  const { rig, places } = subject;
  const scenario = withMoney(subject.scenario, flags, catalog);
  const assessment = withBuild(placed(evaluate(rig, scenario, catalog), places), subject);
  await outputs.write({
    exchange: catalog.exchange,
    document: () => assessmentDocument("cost", assessment, scenario, catalog),
    text: (page) => costText(assessment, scenario, page),
  });
  if (rigWord === undefined) io.err(withoutQuestions("cost", [rigText], { ...flags }, io.noteColumns));
};
