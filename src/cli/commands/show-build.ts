import type { Catalog } from "../../domain/catalog.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { buildText } from "../../render/build-table.js";
import { assessmentDocument } from "../../render/documents.js";
import { buildSubject } from "../build.js";
import type { Outputs } from "../output.js";
import { withBuild } from "../rig.js";
import type { ScenarioFlags } from "../scenario.js";

/** `rigplan catalog show build:ID`: what its author wrote, line by line. */
export const showBuild = async (text: string, flags: ScenarioFlags, catalog: Catalog, outputs: Outputs): Promise<void> => {
  const subject = buildSubject(text, flags, catalog);
  const assessment = withBuild(evaluate(subject.rig, subject.scenario, catalog), subject);
  await outputs.write({
    document: () => assessmentDocument("catalog show", assessment, subject.scenario, catalog),
    text: (page) => buildText(assessment, page),
  });
};
