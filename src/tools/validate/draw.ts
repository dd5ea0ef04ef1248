import type { Catalog } from "../../domain/catalog.js";
import { type DrawMeasurement, type MeasuredHost, servingState } from "../../domain/power-model.js";
import { dcDraw, servingDraw } from "../../evaluate/energy/draw.js";
import { rigOf, wallOf } from "../fit/measured-rig.js";
import { modelsWithout } from "../fit/power.js";
import { powerData } from "../fit/power-file.js";
import type { Table } from "./csv.js";
import { findGpu } from "./input.js";
import type { NotScored, Pass, Scored } from "./validation.js";

/** A reading with the row of the table it is from. */
interface Reading {
  readonly row: number;
  readonly reading: DrawMeasurement;
}

export const isDrawTable = ({ columns }: Table): boolean => ["average_power_w", "scope"].every((column) => columns.includes(column));

const CLASS_OF: Readonly<Record<string, DrawMeasurement["class"]>> = {
  training: "training",
  "llm-prefill": "prefill",
  "llm-decode": "decode",
  "llm-decode-moe": "decode",
  "llm-decode-batched": "decode",
  "llm-serving": "serving",
  idle: "idle",
};
const PLACE_OF: Readonly<Record<string, DrawMeasurement["at"]>> = { gpu: "gpu", "system-wall-peak": "wall", "system-wall-idle": "wall" };

/** The host that a note of a table names, among those the catalogue describes. */
const hostNamed = (note: string, hosts: Readonly<Record<string, MeasuredHost>>): string | undefined =>
  /265K/.test(note) && Object.hasOwn(hosts, "intel-265k")
    ? "intel-265k"
    : /^whole computer/.test(note) && Object.hasOwn(hosts, "whole-unit")
      ? "whole-unit"
      : undefined;

/** A mixture of experts by the name of its model: those whose makers say how much of them computes, and families that are nothing else. */
const SPARSE = /-A\d+(\.\d+)?B\b|gpt-oss|DeepSeek-(V[234]|R1(?!-Distill))|Llama-4-|Mixtral/i;

/** How a server was asked, as the name of its run says. */
const askedOf = (workload: string): Pick<DrawMeasurement, "requests" | "sparse"> => {
  const requests = /\bmax_num_seqs (\d+)/.exec(workload)?.[1];
  return requests === undefined ? {} : { requests: Number(requests), sparse: SPARSE.test(workload) };
};

const readingsOf = (
  table: Table,
  catalog: Catalog,
  hosts: Readonly<Record<string, MeasuredHost>>,
): { readonly found: readonly Reading[]; readonly notScored: readonly NotScored[] } => {
  const found: Reading[] = [];
  const notScored: NotScored[] = [];
  for (const row of table.rows) {
    const gpu = findGpu(catalog, row.text("gpu_id"))?.gpu;
    const kind = row.text("workload").startsWith("ncf_") ? "host-bound" : CLASS_OF[row.text("workload_class")];
    const at = PLACE_OF[row.text("scope")];
    const measuredW = row.number("average_power_w");
    const host = hostNamed(row.text("note"), hosts);
    const why =
      gpu === undefined
        ? `no card ${JSON.stringify(row.text("gpu_id"))} in the catalogue`
        : kind === undefined
          ? `no state of the model is ${JSON.stringify(row.text("workload_class"))}`
          : at === undefined
            ? "a server node, whose other parts are not known"
            : measuredW === undefined || measuredW <= 0
              ? "no reading"
              : undefined;
    if (gpu === undefined || kind === undefined || at === undefined || measuredW === undefined || why !== undefined) {
      notScored.push({ row: row.row, why: why ?? "no reading" });
      continue;
    }
    const source = row.text("source");
    found.push({
      row: row.row,
      reading: {
        gpu: gpu.id,
        cards: row.number("gpu_count") ?? 1,
        class: kind,
        workload: row.text("workload"),
        ...askedOf(row.text("workload")),
        measuredW,
        at,
        ...(host === undefined ? {} : { host }),
        source,
        seenOn: row.text("as_of"),
      },
    });
  }
  return { found, notScored };
};

const STATE_OF = { training: "typical", prefill: "inference", decode: "inference", idle: "idle" } as const;

/** Readings scored with the shares of a model that never saw their card; what is left out is named. */
export const drawPasses = (table: Table | undefined, catalog: Catalog): readonly [Pass] => {
  const { sweeps, readings, onCards, boardPowerW } = powerData(catalog);
  const { hosts } = readings;
  const { found, notScored } =
    table === undefined
      ? { found: readings.measurements.map((reading, index) => ({ row: index + 1, reading })), notScored: [] }
      : readingsOf(table, catalog, hosts);
  const without = modelsWithout(sweeps, onCards, boardPowerW);
  const scored: Scored[] = [];
  const left: NotScored[] = [...notScored];
  for (const { row, reading } of found) {
    const host = reading.host === undefined ? undefined : hosts[reading.host];
    const rig = rigOf(reading, host, catalog);
    const why =
      reading.class === "host-bound"
        ? "the job waits for the CPU: the card is not busy"
        : reading.at === "node"
          ? "a server node, whose other parts are not known"
          : rig === undefined
            ? "no such card in the catalogue"
            : reading.at === "wall" && host === undefined
              ? "the computer around the card is not known"
              : undefined;
    if (why !== undefined || rig === undefined || reading.class === "host-bound") {
      left.push({ row, why: why ?? "" });
      continue;
    }
    const model = without(reading.gpu).model;
    const assumptions = { ...catalog.assumptions, power: { ...catalog.assumptions.power, ...model } };
    const dc = reading.class === "serving" ? servingDraw(rig, assumptions, servingState(reading)) : dcDraw(rig, assumptions)[STATE_OF[reading.class]];
    const wall = wallOf(host, catalog);
    const to = (load: number): number => (reading.at === "gpu" ? load : wall(load));
    scored.push({
      row,
      actual: reading.measuredW,
      predicted: to(dc.value),
      low: to(dc.low),
      high: to(dc.high),
      slices: { read: reading.at === "gpu" ? "on the card" : "at the wall", gpu: reading.gpu, class: reading.class },
    });
  }
  return [{ way: "leaving one GPU out", rows: found.length + notScored.length, scored, notScored: left }];
};
