import loadHighs from "highs";
import { constant } from "../../src/domain/assumptions.js";
import type { Catalog } from "../../src/domain/catalog.js";
import type { Finding } from "../../src/domain/finding.js";
import type { Part, PartKind, PartOf } from "../../src/domain/part.js";
import type { PlanRequest } from "../../src/domain/request.js";
import type { Rig, RigLine } from "../../src/domain/rig.js";
import type { Scenario } from "../../src/domain/scenario.js";
import { RULES } from "../../src/evaluate/compat/index.js";
import { largestGpuLimitW, sustainedPowerW } from "../../src/evaluate/compat/load.js";
import type { Rule } from "../../src/evaluate/compat/rule.js";
import { priceContext, ruleContext } from "../../src/evaluate/context.js";
import { marketPrice } from "../../src/evaluate/cost/price.js";
import { performance } from "../../src/evaluate/workload/performance.js";

const KINDS = ["gpu", "motherboard", "cpu", "memory", "case", "psu", "cooler", "storage"] as const;
type Kind = (typeof KINDS)[number];

/** A way to fill a kind; a cooler that comes with the CPU has no line. */
interface Choice {
  readonly name: string;
  readonly kind: Kind;
  readonly line: RigLine | undefined;
  readonly price: number;
}

const LISTED: ReadonlySet<Kind> = new Set(["gpu", "memory", "storage"]);

const NOTHING: Rig = { gpu: [], memory: [], storage: [], network: [], riser: [], nodes: 1 };
const rigOf = (choices: readonly Choice[]): Rig =>
  Object.assign({ ...NOTHING }, ...choices.filter(({ line }) => line !== undefined).map(({ kind, line }) => ({ [kind]: LISTED.has(kind) ? [line] : line })));

/** The part of a choice that is known to be of a kind. */
const partOf = <K extends Kind>(kind: K, { line }: Choice): PartOf[K] => {
  if (line?.part.kind !== kind) throw new Error(`no ${kind}`);
  return line.part as PartOf[K];
};

const isRefused = ({ rule, verdict, severity }: Finding): boolean =>
  verdict !== "fits" || (severity === "warning" && ["memory-amount", "cpu-cores", "memory-channels", "case-fans", "open-frame"].includes(rule));

const quantitiesOf = (kind: Kind): readonly number[] => (kind === "gpu" ? [1, 2] : kind === "memory" ? [1, 2, 3, 4] : [1]);

/** Sums of draws are rows of their own; the circuit is far from binding and a missing cooler has a row too. */
const BY_ROW: ReadonlySet<string> = new Set(["psu-power", "psu-transient", "circuit", "incomplete-rig"]);

const sum = (terms: readonly (readonly [number, string])[]): string =>
  terms
    .filter(([weight]) => weight !== 0)
    .map(([weight, name]) => `${weight < 0 ? "-" : "+"} ${Math.abs(weight)} ${name}`)
    .join("\n ");

/**
 * The highest training index within a budget as a mixed-integer program: a binary for every way to fill a kind, pairs that a rule forbids
 * as rows, power as sums; rules that read more than two kinds are asked of each solution, and what they refuse becomes a row.
 * @returns undefined when no rig satisfies the rows
 */
export const bestIndexByProgram = async (request: PlanRequest, scenario: Scenario, catalog: Catalog): Promise<number | undefined> => {
  // Its types describe the other of its two module formats.
  const highs = await ("default" in loadHighs ? loadHighs.default : loadHighs)();
  const prices = priceContext(scenario, catalog);
  const context = ruleContext(scenario, catalog);
  const { assumptions } = catalog;
  const of = (kind: Kind): readonly Choice[] =>
    [...(catalog.parts[kind] as ReadonlyMap<string, Part>).values()].flatMap((part, at) =>
      request.conditions.flatMap((condition) => {
        const minor = marketPrice(part, condition, prices)?.price.minor;
        if (minor === undefined) return [];
        return quantitiesOf(kind).map((quantity) => ({
          name: `${kind}_${at}_${condition}_${quantity}`,
          kind,
          line: { part, quantity, condition, owned: false },
          price: minor * quantity,
        }));
      }),
    );
  const boxed: Choice = { name: "cooler_boxed", kind: "cooler", line: undefined, price: 0 };
  const choices = new Map<Kind, readonly Choice[]>(KINDS.map((kind) => [kind, kind === "cooler" ? [...of(kind), boxed] : of(kind)]));
  const among = (kind: Kind): readonly Choice[] => choices.get(kind) ?? [];
  const all = KINDS.flatMap(among);
  const refuses = (rule: Rule, chosen: readonly Choice[]): boolean => rule.check(rigOf(chosen), context).some(isRefused);

  // How fast the cards are depends on how the board wires its slots: one column for every choice of cards on every layout.
  const layouts = new Map<string, Choice[]>();
  for (const board of among("motherboard")) {
    const { slots, laneModes } = partOf("motherboard", board);
    const key = JSON.stringify([slots, laneModes]);
    layouts.set(key, [...(layouts.get(key) ?? []), board]);
  }
  const cpu = among("cpu").slice(0, 1);
  const objective: (readonly [number, string])[] = [];
  const rows: string[] = [];
  let wiring = 0;
  for (const boards of layouts.values()) {
    wiring += 1;
    const columns = among("gpu").map((gpu) => {
      const index = performance(rigOf([gpu, ...boards.slice(0, 1), ...cpu]), scenario, catalog)[0]?.throughput.value ?? 0;
      const column = `${gpu.name}_on_${wiring}`;
      objective.push([index, column]);
      rows.push(
        `${sum([
          [1, column],
          [-1, gpu.name],
        ])} <= 0`,
      );
      return column;
    });
    rows.push(`${sum([...columns.map((column) => [1, column] as const), ...boards.map(({ name }) => [-1, name] as const)])} <= 0`);
  }
  for (const kind of KINDS) rows.push(`${sum(among(kind).map(({ name }) => [1, name] as const))} = 1`);
  if (request.budget !== undefined) rows.push(`${sum(all.map(({ price, name }) => [price, name] as const))} <= ${request.budget.minor}`);
  const boxes = among("cpu").filter((choice) => partOf("cpu", choice).coolerIncluded === true);
  rows.push(`${sum([[1, boxed.name], ...boxes.map(({ name }) => [-1, name] as const)])} <= 0`);

  const draws = all.filter(({ kind }) => kind !== "psu").map((choice) => [sustainedPowerW(rigOf([choice]), assumptions), choice] as const);
  const rated = (choice: Choice): number => partOf("psu", choice).ratedPowerW;
  const headroom = 1 - constant(assumptions, "psu_headroom_share");
  const load = draws.map(([draw, { name }]) => [draw, name] as const);
  rows.push(`${sum([...load, ...among("psu").map((psu) => [-rated(psu) * headroom, psu.name] as const)])} <= 0`);
  const jump = constant(assumptions, "pre_atx3_transient_factor") - 1;
  const jumps = draws.map(([draw, choice]) => [draw + (choice.kind === "gpu" ? jump * largestGpuLimitW(rigOf([choice])) : 0), choice.name] as const);
  const ENDLESS = 100_000;
  const bears = (psu: Choice): number => (partOf("psu", psu).atxVersion?.startsWith("3") === true ? ENDLESS : rated(psu));
  rows.push(`${sum([...jumps, ...among("psu").map((psu) => [-bears(psu), psu.name] as const)])} <= 0`);

  for (const rule of RULES) {
    const kinds = rule.reads.filter((kind): kind is Kind => KINDS.includes(kind as Kind));
    if (BY_ROW.has(rule.name) || rule.reads.length > 2) continue;
    const [first, second] = kinds;
    if (first === undefined) continue;
    for (const a of among(first)) {
      if (second === undefined) {
        if (refuses(rule, [a])) rows.push(`${a.name} = 0`);
        continue;
      }
      const bad = among(second).filter((b) => refuses(rule, [a, b]));
      if (bad.length > 0) rows.push(`${sum([[1, a.name], ...bad.map(({ name }) => [1, name] as const)])} <= 1`);
    }
  }

  /** A row that forbids what a rule refuses, widened to every other choice of its kinds that the rule refuses in all combinations. */
  const cut = (rule: Rule, chosen: readonly Choice[]): string => {
    const read = chosen.filter(({ kind }) => rule.reads.includes(kind as PartKind));
    let sets = read.map((choice) => [choice]);
    for (const [at, { kind }] of read.entries()) {
      const others = sets
        .filter((_, other) => other !== at)
        .reduce<Choice[][]>((combos, set) => combos.flatMap((combo) => set.map((choice) => [...combo, choice])), [[]]);
      if (others.length > 3000) continue;
      const wide = among(kind).filter((choice) => others.every((combo) => refuses(rule, [...combo, choice])));
      sets = sets.map((set, other) => (other === at ? wide : set));
    }
    return `${sum(sets.flat().map(({ name }) => [1, name] as const))} <= ${read.length - 1}`;
  };

  for (;;) {
    const program = `Maximize\n ${sum(objective)}\nSubject To\n ${rows.map((row, at) => `r${at}: ${row}`).join("\n ")}\nBinary\n ${[...all.map(({ name }) => name), ...objective.map(([, name]) => name)].join("\n ")}\nEnd\n`;
    const solution = highs.solve(program);
    if (solution.Status !== "Optimal") return undefined;
    const chosen = all.filter(({ name }) => (solution.Columns[name]?.Primal ?? 0) > 0.5);
    const broken = RULES.filter((rule) => !BY_ROW.has(rule.name) && refuses(rule, chosen));
    if (broken.length === 0) return solution.ObjectiveValue;
    rows.push(...broken.map((rule) => cut(rule, chosen)));
  }
};
