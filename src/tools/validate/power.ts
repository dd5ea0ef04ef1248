import { loadCatalog } from "../../catalog/load.js";
import type { Catalog } from "../../domain/catalog.js";
import type { PowerSweep, SweepClass } from "../../domain/power-model.js";
import { speedAt } from "../../evaluate/workload/limit-speed.js";
import { BELOW_DEFAULT, heldOutPoints, LOWEST_SHARE, modelsWithout, samplesOf, speedClass } from "../fit/power.js";
import { powerData } from "../fit/power-file.js";
import type { Table } from "./csv.js";
import { drawPasses, isDrawTable } from "./draw.js";
import { findGpu, readTable } from "./input.js";
import { validationReport } from "./report.js";
import type { NotScored, Pass, Scored, Validate } from "./validation.js";

/** A sweep with the row of the table each of its points is from. */
interface NumberedSweep {
  readonly sweep: PowerSweep;
  readonly rows: readonly number[];
}

const CLASS_WORDS: Readonly<Record<string, SweepClass>> = {
  training: "training",
  "llm-prefill": "prefill",
  prefill: "prefill",
  "llm-decode": "decode",
  "llm-decode-moe": "decode",
  "llm-decode-batched": "decode",
  decode: "decode",
  gaming: "gaming",
};

/** The limit at which the speed is 1, the nearest to the card's default one: a table may be relative to a raised limit. */
const wholeSpeedAt = (points: readonly (readonly number[])[], defaultLimitW: number): number => {
  const away = (limitW: number): number => Math.abs(limitW - defaultLimitW);
  const whole = points.flatMap(([limitW = defaultLimitW, speed]) => (speed === 1 ? [limitW] : []));
  return whole.length === 0 ? defaultLimitW : whole.reduce((nearest, limitW) => (away(limitW) < away(nearest) ? limitW : nearest));
};

const SPEED_COLUMNS = ["gpu_id", "default_limit_w", "power_limit_w", "relative_performance", "workload", "workload_class"];

/** A table of speeds at limits as sweeps; rows that are no part of one are named. */
const sweepsOf = (table: Table, catalog: Catalog): { readonly sweeps: readonly NumberedSweep[]; readonly notScored: readonly NotScored[] } => {
  const sweeps = new Map<string, { sweep: PowerSweep; points: number[][]; rows: number[] }>();
  const notScored: NotScored[] = [];
  for (const row of table.rows) {
    const gpu = findGpu(catalog, row.text("gpu_id"));
    const kind = CLASS_WORDS[row.text("workload_class")];
    const [limit, usual, speed, draw] = ["power_limit_w", "default_limit_w", "relative_performance", "average_draw_w"].map(row.number);
    if (gpu === undefined) notScored.push({ row: row.row, why: `no card ${JSON.stringify(row.text("gpu_id"))} in the catalogue` });
    else if (kind === undefined) notScored.push({ row: row.row, why: `no class of work ${JSON.stringify(row.text("workload_class"))}` });
    else if (limit === undefined || usual === undefined || speed === undefined || !(limit > 0 && usual > 0 && speed > 0))
      notScored.push({ row: row.row, why: "a limit or the speed is not given" });
    else {
      const workload = row.text("workload");
      const key = [gpu.gpu.id, workload, kind, row.text("source"), usual].join("\n");
      const known = sweeps.get(key) ?? {
        sweep: { gpu: gpu.gpu.id, workload, class: kind, defaultLimitW: usual, source: row.text("source"), seenOn: row.text("as_of"), points: [] },
        points: [],
        rows: [],
      };
      known.points.push([limit, speed, ...(draw === undefined ? [] : [draw])]);
      known.rows.push(row.row);
      sweeps.set(key, known);
    }
  }
  return {
    sweeps: [...sweeps.values()].map(({ sweep, points, rows }) => ({
      sweep: { ...sweep, points, defaultLimitW: wholeSpeedAt(points, sweep.defaultLimitW) },
      rows,
    })),
    notScored,
  };
};

const numbered = (sweeps: readonly PowerSweep[]): readonly NumberedSweep[] => {
  let row = 0;
  return sweeps.map((sweep) => ({ sweep, rows: sweep.points.map(() => (row += 1)) }));
};

const WAYS = {
  known: "leaving one GPU out, the job's draw at the default limit known",
  usual: "leaving one GPU out, only the usual draw of a card known",
} as const;

/** Both ways of scoring the speed kept at a limit; the speed is a share of the speed at the default limit. */
const speedPasses = (sweeps: readonly NumberedSweep[], notScored: readonly NotScored[], catalog: Catalog): readonly [Pass, Pass] => {
  const { sweeps: own, onCards, boardPowerW } = powerData(catalog);
  const held = heldOutPoints(
    sweeps.map(({ sweep }) => sweep),
    modelsWithout(own, onCards, boardPowerW),
  );
  const left = sweeps.flatMap(({ sweep, rows }): readonly NotScored[] =>
    samplesOf(sweep).flatMap(({ limitW }, index) => {
      const share = limitW / sweep.defaultLimitW;
      const why =
        speedClass(sweep) === undefined
          ? "games, which no rig is planned for"
          : share > BELOW_DEFAULT
            ? "at or above the default limit: nothing to predict"
            : share < LOWEST_SHARE
              ? `below ${LOWEST_SHARE * 100} % of the default limit: the model does not speak of it`
              : undefined;
      return why === undefined ? [] : [{ row: rows[index] ?? 0, why }];
    }),
  );
  const pass = (way: "known" | "usual"): Pass => ({
    way: WAYS[way],
    rows: sweeps.reduce((count, { rows }) => count + rows.length, notScored.length),
    notScored: [...notScored, ...left],
    scored: held.map(({ sweep, kind, at: [place, point], actual, shares, model }): Scored => {
      const { draw } = model;
      const usual = draw[kind === "decode" ? "inference" : "training"];
      const points = model.speedAtLimit[kind];
      const edge = (level: "low" | "high", share: number): number => speedAt(points, share)[level];
      return {
        row: sweeps[place]?.rows[point] ?? 0,
        actual,
        predicted: speedAt(points, shares[way]).value,
        low: edge("low", way === "known" ? shares.known : (shares.usual * usual.value) / usual.high),
        high: edge("high", way === "known" ? shares.known : (shares.usual * usual.value) / usual.low),
        slices: { gpu: sweep.gpu, class: sweep.class },
      };
    }),
  });
  return [pass("known"), pass("usual")];
};

/** Speed kept at a power limit and draw, against sweeps and readings the model did not see. */
export const validate: Validate = async ({ table: path }) => {
  const catalog = await loadCatalog();
  if (path !== undefined) {
    const table = readTable(path, ["gpu_id"]);
    if (isDrawTable(table)) return validationReport("draw", drawPasses(table, catalog));
    const { sweeps, notScored } = sweepsOf(readTable(path, SPEED_COLUMNS), catalog);
    return validationReport("speed at a power limit", speedPasses(sweeps, notScored, catalog));
  }
  const speed = validationReport("speed at a power limit", speedPasses(numbered(powerData(catalog).sweeps.sweeps), [], catalog));
  const draw = validationReport("draw", drawPasses(undefined, catalog));
  return { text: `${speed.text}\n${draw.text}`, json: { speed: speed.json, draw: draw.json } };
};
