import { Failure } from "../../domain/failure.js";
import { failureText } from "../../render/failure.js";
import { styleFor } from "../../render/style.js";
import { catalogFor } from "../catalogs.js";
import { answerPlan, type Chosen, type PlanFlags, saveChosen } from "../commands/plan.js";
import { type Io, isColoured } from "../io.js";
import { checkTarget } from "../write-file.js";
import { type Asker, reasonOf, terminalAsker } from "./asker.js";
import { withoutQuestions } from "./command-line.js";
import { changedAnswers, guessedRegion, planAnswers } from "./plan-questions.js";

/** The chosen cards beside renting the same ones and the free allowances, for the same work. */
const compareWithRenting = async ({ rig, scenario }: Chosen, io: Io): Promise<void> => {
  const { runCompare } = await import("../commands/compare.js");
  const [line] = rig.gpu;
  if (line === undefined) return;
  const count = rig.gpu.reduce((total, { quantity }) => total + quantity, 0);
  const limit = rig.powerLimit === undefined ? "" : `@${Math.round(rig.powerLimit)}W`;
  const texts = [`${count}x:${line.part.id}${limit}:${line.condition}`, "cloud:rtx-4090", "cloud:a100-sxm4-80gb", "free:kaggle"];
  const flags = {
    region: scenario.region.code,
    currency: scenario.currency,
    hoursPerDay: String(scenario.loadHoursPerDay),
    years: String(scenario.years),
    ...(scenario.workloads === undefined ? {} : { workload: scenario.workloads.map(({ id }) => id) }),
    framework: scenario.frameworks.length === 0 ? ["none"] : scenario.frameworks,
  };
  await runCompare(texts, flags, io);
  io.err(`${withoutQuestions("compare", texts, flags, io.noteColumns)}\n`);
};

const save = async (chosen: Chosen, ask: Asker, io: Io): Promise<void> => {
  const path = await ask.line({ short: "Which file shall it be saved to?" }, "rig.yaml", (text) =>
    text === "" ? "a file name, such as rig.yaml" : reasonOf(() => checkTarget(text)),
  );
  await saveChosen(chosen, path, false, io);
};

/** Asks, plans, says the command line that gives the same, and goes on until the person has what they want. */
export const planSession = async (flags: PlanFlags, io: Io): Promise<void> => {
  const ask = terminalAsker(io);
  const catalog = await catalogFor(flags.catalog ?? [], io);
  const guess = guessedRegion(io.env, catalog);
  let answers = await planAnswers(flags, ask, catalog, guess);
  let chosen: Chosen | undefined;
  const plan = async (): Promise<void> => {
    io.err("\n");
    try {
      chosen = await answerPlan({ ...flags, ...answers }, io);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      chosen = undefined;
      io.err(failureText(error, styleFor(isColoured("auto", io, io.isErrTerminal)), io.noteColumns));
    }
    io.err(`${withoutQuestions("plan", [], { ...flags, ...answers }, io.noteColumns)}\n`);
  };
  await plan();
  for (;;) {
    const next = await ask.choose({ short: "What now?" }, [
      ...(chosen === undefined ? [] : [{ value: "stop", name: "That is all, thank you" }]),
      { value: "change", name: "Change one answer" },
      ...(chosen === undefined
        ? [{ value: "stop", name: "Stop here" }]
        : [
            { value: "save", name: "Save the rig to a file" },
            { value: "rent", name: "Compare it with renting" },
          ]),
    ]);
    if (next === "stop") return;
    if (next === "change") {
      answers = await changedAnswers(answers, ask, catalog, guess);
      await plan();
    } else if (chosen !== undefined) await (next === "save" ? save(chosen, ask, io) : compareWithRenting(chosen, io));
  }
};
