import type { Catalog } from "../domain/catalog.js";
import type { Place } from "../domain/failure.js";
import { PART_KINDS, type PartKind, type PartOf } from "../domain/part.js";
import type { Rig, RigLine } from "../domain/rig.js";
import { findPart } from "./lookup.js";
import { contradictions, unusual } from "./plausible.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { readYaml } from "./read.js";
import { extraLines, inlinePart, type LineValues, rigLine } from "./rig-lines.js";
import { readWorkload } from "./rig-workloads.js";
import { RIG_LINES, type RigScenario, rigFrame } from "./schema/rig.js";
import { check } from "./validate.js";

/** A rig as its file describes it, with the scenario it was planned for. */
export interface RigFile {
  readonly rig: Rig;
  readonly scenario: RigScenario;
  /** Where in the file each part stands, by part id. */
  readonly places: ReadonlyMap<string, Place>;
  /** Figures of parts written out that are possible and unusual. */
  readonly warnings: readonly Problem[];
}

const MOST_LINES = 64;
const LISTED: ReadonlySet<PartKind> = new Set(["gpu", "memory", "storage", "network", "riser"]);

/**
 * Reads a rig file: parts by catalogue id or alias, or written out inline with the catalogue's own fields.
 * @throws Failure with every problem of the file and its place
 */
export const readRig = (bytes: Uint8Array, file: string, catalog: Catalog): RigFile => {
  const yaml = readYaml(bytes, file);
  const frame = check(rigFrame, yaml);
  if (!frame.ok) throw failureOf(frame.problems);
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const places = new Map<string, Place>();

  const knownPart = <K extends PartKind>(kind: K, id: string, path: readonly PropertyKey[]): PartOf[K] | undefined => {
    const found = findPart(catalog, id, [kind]);
    if (found.status === "found") return catalog.parts[kind].get(found.part.id);
    const at = yaml.place([...path, "id"]);
    if (found.status === "ambiguous") {
      problems.push({
        kind: "unknown-value",
        message: `${quoted(id)} names several ${kind} parts`,
        at,
        fix: `write one of ${found.candidates.map((candidate) => candidate.id).join(", ")}`,
      });
    } else {
      const [guess] = found.nearest;
      problems.push({
        kind: "unknown-value",
        message: `there is no ${kind} ${quoted(id)} in the catalogue`,
        at,
        fix: guess === undefined ? `\`rigplan catalog list ${kind}\` lists them` : `did you mean ${quoted(guess)}?`,
      });
    }
    return undefined;
  };

  const lineOf = <K extends PartKind>(kind: K, path: readonly PropertyKey[], value: unknown, index: number): RigLine<PartOf[K]> | undefined => {
    const isById = typeof value === "object" && value !== null && Object.hasOwn(value, "id");
    const checked = check(isById ? RIG_LINES[kind].byId : RIG_LINES[kind].inline, yaml, path);
    if (!checked.ok) {
      problems.push(...checked.problems);
      return undefined;
    }
    if (!isById) {
      problems.push(...contradictions(kind, checked.value, { file: yaml, path }));
      warnings.push(...unusual(kind, checked.value, { file: yaml, path }));
    }
    const values: LineValues = checked.value;
    const part = values.id === undefined ? inlinePart(kind, checked.value, index) : knownPart(kind, values.id, path);
    if (part === undefined) return undefined;
    if (!places.has(part.id)) places.set(part.id, yaml.place(path));
    return rigLine(part, values);
  };

  const linesOf = <K extends PartKind>(kind: K): readonly RigLine<PartOf[K]>[] => {
    const value = frame.value.parts[kind];
    if (value === undefined) return [];
    const path = ["parts", kind];
    if (!Array.isArray(value)) return [lineOf(kind, path, value, 0)].filter((line) => line !== undefined);
    if (value.length > MOST_LINES) {
      problems.push({
        kind: "out-of-range",
        message: `${value.length} lines of ${kind}, and a rig has at most ${MOST_LINES}`,
        at: yaml.place(path),
        fix: "use quantity for more of the same",
      });
      return [];
    }
    if (value.length > 1 && !LISTED.has(kind)) {
      problems.push({
        kind: "conflict",
        message: `a rig has one kind of ${kind}`,
        at: yaml.place([...path, 1]),
        fix: "keep one line; use quantity for more of the same",
      });
    }
    return value.map((item, index) => lineOf(kind, [...path, index], item, index)).filter((line) => line !== undefined);
  };

  const lines = { gpu: linesOf("gpu"), memory: linesOf("memory"), storage: linesOf("storage"), network: linesOf("network"), riser: linesOf("riser") };
  const [cpu] = linesOf("cpu");
  const [motherboard] = linesOf("motherboard");
  const [psu] = linesOf("psu");
  const [housing] = linesOf("case");
  const [cooler] = linesOf("cooler");
  if (PART_KINDS.every((kind) => frame.value.parts[kind] === undefined)) {
    problems.push({
      kind: "missing-key",
      message: "the rig has no parts",
      at: yaml.place(["parts"]),
      fix: "add at least a gpu; see `rigplan catalog schema rig`",
    });
  }
  const { measured_w: measuredW } = frame.value;
  const rising = [measuredW?.idle, measuredW?.typical, measuredW?.peak].filter((value) => value !== undefined);
  if (rising.some((value, index) => value < (rising[index - 1] ?? 0))) {
    problems.push({
      kind: "conflict",
      message: "the readings fall from idle to typical to peak",
      at: yaml.place(["measured_w"]),
      fix: "a busy machine draws more than an idle one: check the figures",
    });
  }
  const { name, gpu_power_limit_w: powerLimit, nodes = 1, extras = [], scenario: { workloads, ...scenario } = {} } = frame.value;
  const jobs = (workloads ?? []).flatMap((value, index) => {
    const read = readWorkload(yaml, ["scenario", "workloads", index], value, catalog.subjects.workloads());
    if ("job" in read) return [read.job];
    problems.push(...read.problems);
    return [];
  });
  if (problems.length > 0) throw failureOf(problems);
  return {
    rig: {
      ...(name === undefined ? {} : { name }),
      ...lines,
      ...(cpu === undefined ? {} : { cpu }),
      ...(motherboard === undefined ? {} : { motherboard }),
      ...(psu === undefined ? {} : { psu }),
      ...(housing === undefined ? {} : { case: housing }),
      ...(cooler === undefined ? {} : { cooler }),
      ...(extras.length === 0 ? {} : { extras: extraLines(extras) }),
      ...(powerLimit === undefined ? {} : { powerLimit }),
      ...(measuredW === undefined ? {} : { measuredW }),
      nodes,
    },
    scenario: jobs.length === 0 ? scenario : { ...scenario, workloads: jobs },
    places,
    warnings,
  };
};
