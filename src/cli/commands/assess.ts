import type { Assessment } from "../../domain/assessment.js";
import type { Scenario } from "../../domain/scenario.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { assessmentDocument } from "../../render/documents.js";
import { costText, powerText } from "../../render/rig-table.js";
import type { Page } from "../../render/style.js";
import { catalogFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { type OutputFlags, outputsFor } from "../output.js";
import { placed, subjectFrom } from "../rig.js";
import type { ScenarioFlags } from "../scenario.js";

export interface AssessFlags extends ScenarioFlags, OutputFlags {
  readonly catalog?: readonly string[];
}

type View = (assessment: Assessment, scenario: Scenario, page: Page) => string;
const VIEWS: { readonly [C in "cost" | "power"]: View } = { cost: costText, power: powerText };

/** `rigplan cost RIG` and `rigplan power RIG`: two views of one assessment. */
export const runAssess = async (command: "cost" | "power", rigText: string, flags: AssessFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const { rig, scenario, places } = await subjectFrom(rigText, flags, catalog, io);
  const assessment = placed(evaluate(rig, scenario, catalog), places);
  await outputs.write({
    exchange: catalog.exchange,
    document: () => assessmentDocument(command, assessment, scenario, catalog),
    text: (page) => VIEWS[command](assessment, scenario, page),
  });
};
