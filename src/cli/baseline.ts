import { z } from "zod";
import { LIMITS } from "../catalog/limits.js";
import { quoted } from "../catalog/problem.js";
import { textOf } from "../catalog/text.js";
import type { Catalog } from "../domain/catalog.js";
import type { Baseline, RigFigures, ScenarioFigures } from "../domain/change.js";
import { Failure } from "../domain/failure.js";
import type { Scenario } from "../domain/scenario.js";
import { evaluate } from "../evaluate/evaluate.js";
import { assessmentJson, scenarioJson } from "../render/documents.js";
import type { Io } from "./io.js";
import { jsonFault } from "./json-text.js";
import { warn } from "./warnings.js";

const money = z.object({ minor: z.int().min(-1e15).max(1e15), currency: z.string().regex(/^[A-Z]{3}$/) });
const text = z.string().max(4000);
const figure = z.number();

const assessment = z.object({
  parts: z.array(z.object({ kind: text, id: text, name: text, quantity: figure, condition: text, price: money.optional() })).max(1000),
  findings: z.array(z.object({ code: text, part: text, other: text.optional(), verdict: text, message: text })).max(10_000),
  memory: z.object({ gpu_count: figure, total_gib: figure }),
  performance: z.array(z.object({ workload: text, throughput: figure })).max(1000),
  power: z.object({ idle_w: figure, wall_typical_w: figure, wall_peak_w: figure, gpu_power_limit_w: figure.optional() }),
  energy: z.object({ kwh_per_month: figure, bill_per_month: money.optional() }),
  cost: z.object({ purchase: money, running_per_year: money.optional(), resale: money, ownership: money.optional(), per_gpu_hour: money.optional() }),
});
type SavedAssessment = z.output<typeof assessment>;

const scenario = z.object({
  region: text.optional(),
  currency: text.optional(),
  as_of: text.optional(),
  load_hours_per_day: figure.optional(),
  idle_hours_per_day: figure.optional(),
  years: figure.optional(),
});

const saved = z.discriminatedUnion("command", [
  z.object({ schema_version: z.literal(1), command: z.literal("plan"), scenario, result: z.object({ best: assessment }) }),
  z.object({ schema_version: z.literal(1), command: z.literal("cost"), scenario, result: assessment }),
  z.object({ schema_version: z.literal(1), command: z.literal("power"), scenario, result: assessment }),
  z.object({
    schema_version: z.literal(1),
    command: z.literal("compare"),
    scenario,
    result: z.object({ columns: z.array(z.looseObject({ label: text, kind: text })).max(100) }),
  }),
]);

const given = <T>(fields: Readonly<Record<string, T | undefined>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, T] => entry[1] !== undefined));

const figuresOf = ({ parts, findings, memory, performance, power, energy, cost }: SavedAssessment): RigFigures => ({
  parts: parts.map(({ price, ...part }) => ({ ...part, ...(price === undefined ? {} : { price }) })),
  findings: findings.map(({ other, ...finding }) => ({ ...finding, ...(other === undefined ? {} : { other }) })),
  money: given({
    purchase: cost.purchase,
    bill_per_month: energy.bill_per_month,
    running_per_year: cost.running_per_year,
    resale: cost.resale,
    ownership: cost.ownership,
    per_gpu_hour: cost.per_gpu_hour,
  }),
  numbers: given({
    idle_w: power.idle_w,
    wall_typical_w: power.wall_typical_w,
    wall_peak_w: power.wall_peak_w,
    gpu_power_limit_w: power.gpu_power_limit_w,
    kwh_per_month: energy.kwh_per_month,
    gpu_count: memory.gpu_count,
    total_gib: memory.total_gib,
    ...Object.fromEntries(performance.map(({ workload, throughput }) => [workload, throughput])),
  }),
});

/** A rig's figures as a saved document would tell them: both sides of a change pass through the same rounding. */
export const figuresOfAssessment = (found: Parameters<typeof assessmentJson>[0]): RigFigures => figuresOf(assessment.parse(assessmentJson(found)));

export const scenarioFigures = (found: Scenario): ScenarioFigures => given(scenario.parse(scenarioJson(found)));

const refused = (file: string, message: string, fix: string): Failure => new Failure("bad-data", message, { code: "RP1202", at: { file }, fix });

const NOT_SAVED = "give a rig file, or what `rigplan plan`, `cost`, `power` or `compare` wrote with --json";

const parsed = (file: string, content: string): unknown => {
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw refused(file, "the baseline is not whole JSON", NOT_SAVED);
  }
  const fault = jsonFault(content);
  if (fault?.kind === "depth") throw refused(file, `the baseline is nested more than ${LIMITS.depth} deep`, NOT_SAVED);
  if (fault?.kind === "duplicate") throw refused(file, `the baseline has ${quoted(fault.key)} twice in one object`, "keep one of them, or save the state anew");
  return value;
};

const rigsOf = (document: z.output<typeof saved>): ReadonlyMap<string, RigFigures> => {
  if (document.command === "plan") return new Map([["", figuresOf(document.result.best)]]);
  if (document.command !== "compare") return new Map([["", figuresOf(document.result)]]);
  return new Map(
    document.result.columns.flatMap((column): readonly [string, RigFigures][] => {
      if (column.kind !== "rig" && column.kind !== "build") return [];
      const found = assessment.safeParse(column);
      return found.success ? [[column.label, figuresOf(found.data)]] : [];
    }),
  );
};

const fromJson = (file: string, content: string): Baseline => {
  const found = saved.safeParse(parsed(file, content));
  if (!found.success) {
    const [issue] = found.error.issues;
    const where = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".").slice(0, 100)}`;
    throw refused(file, `the baseline is not a document this version reads${where}`, NOT_SAVED);
  }
  const rigs = rigsOf(found.data);
  if (rigs.size === 0) throw refused(file, "the baseline holds no rig", NOT_SAVED);
  return { label: file, rigs, scenario: given(found.data.scenario) };
};

/**
 * A saved state to compare with: a rig file, looked at in the scenario of the comparison, or saved JSON with its own.
 * @throws Failure when it is neither
 */
export const readBaseline = async (path: string, now: Scenario, catalog: Catalog, io: Io): Promise<Baseline> => {
  const file = path === "-" ? "<stdin>" : path;
  const bytes = await io.readInput(path);
  const start = new TextDecoder().decode(bytes.subarray(0, 1024)).trimStart();
  if (start.startsWith("{")) {
    return fromJson(file, textOf(bytes, file));
  }
  const { readRig } = await import("../catalog/rig-file.js");
  const { rig, warnings } = readRig(bytes, file, catalog);
  warn(warnings, io);
  return { label: file, rigs: new Map([["", figuresOfAssessment(evaluate(rig, now, catalog))]]) };
};
