import type { Scenario } from "../../domain/scenario.js";
import { evaluate } from "../../evaluate/evaluate.js";
import { type PowerCaps, powerReport } from "../../evaluate/power-report.js";
import { powerDocument } from "../../render/power-json.js";
import { powerText } from "../../render/power-table.js";
import { rigTitle } from "../../render/rig-table.js";
import { catalogFor } from "../catalogs.js";
import type { Io } from "../io.js";
import { outputsFor } from "../output.js";
import { numberWithin, usage } from "../parse.js";
import { electricityCap, wattCap } from "../power-caps.js";
import { withProgress } from "../progress.js";
import { withoutQuestions } from "../prompts/command-line.js";
import { rigAsked } from "../prompts/rig-question.js";
import { placed, subjectFrom, withBuild } from "../rig.js";
import type { AssessFlags } from "./assess.js";

export interface PowerFlags extends AssessFlags {
  readonly maxElectricity?: string;
  readonly maxWatts?: string;
  readonly room?: string;
}

const ROOM = /^(\d{1,4}(?:\.\d{1,2})?)m([23])$/i;
/** Usual height of a room, to come from its volume to its floor. */
const HEIGHT_M = 2.4;

/** `20m2` or `48m3`: the floor of a room, m2. */
const roomFrom = (text: string): number => {
  const [, size = "", power = ""] = ROOM.exec(text) ?? [];
  if (size === "") throw usage(`--room ${JSON.stringify(text.slice(0, 80))} is not a room`, "write its floor or its volume: 20m2 or 48m3");
  const [low, high] = power === "2" ? [2, 500] : [5, 1200];
  const value = numberWithin("--room", size, low, high, power === "2" ? "m2" : "m3");
  return power === "2" ? value : value / HEIGHT_M;
};

const capsFrom = (flags: PowerFlags, scenario: Scenario, io: Io): PowerCaps => ({
  ...(flags.maxElectricity === undefined ? {} : { maxElectricityPerMonth: electricityCap(flags.maxElectricity, scenario, io) }),
  ...(flags.maxWatts === undefined ? {} : { maxWatts: wattCap(flags.maxWatts, io) }),
  ...(flags.room === undefined ? {} : { roomM2: roomFrom(flags.room) }),
});

/** `rigplan power RIG`: the same assessment that `cost` prints, with the power limits, circuits and the safety list. */
export const runPower = async (rigWord: string | undefined, flags: PowerFlags, io: Io): Promise<void> => {
  const outputs = await outputsFor(flags, io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const rigText = rigWord ?? (await rigAsked("power", flags, catalog, io));
  const subject = await withProgress("looking for the machine around the cards", flags, io, (step) => subjectFrom(rigText, flags, catalog, io, step));
  const { rig, scenario, places } = subject;
  const caps = capsFrom(flags, scenario, io);
  const assessment = withBuild(placed(evaluate(rig, scenario, catalog), places), subject);
  const report = powerReport(rig, scenario, catalog, caps, assessment.findings);
  await outputs.write({
    exchange: catalog.exchange,
    drawsLines: true,
    document: () => powerDocument(assessment, report, scenario, catalog),
    text: (page) => powerText(rigTitle(assessment, page), assessment, report, scenario, page),
  });
  if (rigWord === undefined) io.err(withoutQuestions("power", [rigText], { ...flags }, io.noteColumns));
};
