import type { PartKind } from "../domain/part.js";
import { type Problem, quoted } from "./problem.js";
import type { YamlFile } from "./read.js";
import { mebibytesSlip, valueAt } from "./validate.js";

type Values = Readonly<Record<string, unknown>>;
/** A thing in a file, and where. */
export interface Spot {
  readonly file: YamlFile;
  readonly path: readonly PropertyKey[];
}

/** What is usual for a kind; a figure outside is allowed and warned about. */
const USUAL: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  gpu: { board_power_w: [25, 1500], vram_gib: [1, 600], length_mm: [100, 400], slot_width: [1, 4], bandwidth_gb_per_s: [20, 10_000], idle_w: [1, 150] },
  cpu: { tdp_w: [10, 500], max_power_w: [15, 700], cores: [2, 192], max_memory_gib: [16, 8192], base_ghz: [0.8, 6], boost_ghz: [1, 7] },
  motherboard: { max_memory_gib: [16, 8192], memory_slots: [1, 32] },
  memory: { total_gib: [4, 2048], module_gib: [2, 512], speed_mts: [800, 10_000] },
  psu: { rated_power_w: [200, 3500], length_mm: [80, 400] },
  case: { max_gpu_length_mm: [150, 700], max_cooler_height_mm: [30, 250], max_psu_length_mm: [100, 450], radiator_mm: [100, 700] },
  cooler: { height_mm: [20, 200], rated_power_w: [35, 600], noise_dba: [5, 70], radiator_mm: [100, 700] },
  storage: { capacity_gb: [100, 64_000], active_w: [0.3, 30] },
  network: { power_w: [0.1, 1000] },
  riser: { length_mm: [20, 1200] },
};

/** Two fields that go together, and what the first is usually for one of the second: it finds a slip by ten where kinds are wide. */
interface Ratio {
  readonly of: string;
  readonly per: string;
  readonly usual: readonly [number, number];
}

const RATIOS: Readonly<Record<string, readonly Ratio[]>> = {
  gpu: [
    { of: "bandwidth_gb_per_s", per: "vram_gib", usual: [8, 120] },
    { of: "bandwidth_gb_per_s", per: "board_power_w", usual: [0.5, 12] },
    { of: "vram_gib", per: "board_power_w", usual: [0.012, 0.6] },
    { of: "power_limit_min_w", per: "board_power_w", usual: [0.15, 1] },
  ],
  cpu: [
    { of: "tdp_w", per: "cores", usual: [2, 30] },
    { of: "max_power_w", per: "tdp_w", usual: [1, 3.5] },
    { of: "threads", per: "cores", usual: [1, 2] },
  ],
};

/** What a slip of the unit looks like: the same figure in kilo- or milliunits. */
const likelySlip = (field: string, value: number, low: number, high: number): string => {
  const inMebibytes = mebibytesSlip(field, value, high);
  if (inMebibytes !== undefined) return inMebibytes;
  const within = (n: number): boolean => n >= low && n <= high;
  if (within(value * 1000)) return `is it ${value * 1000}, written in thousands?`;
  if (within(value * 10)) return `is it ${value * 10}, written in tens?`;
  if (within(value / 1000)) return `is it ${value / 1000}, written in thousandths?`;
  if (within(value / 10)) return `is it ${value / 10}, written in tenths?`;
  return "check it against the maker's page";
};

const isFigure = (value: unknown): value is number => typeof value === "number";

/** Figures that are each usual and are not beside each other. */
const unusualTogether = (kind: PartKind, raw: Values, { file, path }: Spot): readonly Problem[] => {
  // A computer on a chip shares its memory and its power.
  if (raw["form"] === "integrated") return [];
  const strange = (RATIOS[kind] ?? []).find(({ of, per, usual: [low, high] }) => {
    const [first, second] = [raw[of], raw[per]];
    return isFigure(first) && isFigure(second) && (first / second < low || first / second > high);
  });
  if (strange === undefined) return [];
  const { of, per } = strange;
  return [
    {
      kind: "out-of-range",
      message: `${quoted(of)} ${String(raw[of])} is unusual beside ${quoted(per)} ${String(raw[per])}`,
      at: file.place([...path, of]),
      fix: "check both against the maker's page",
    },
  ];
};

/** Figures that are possible and unusual, as problems that stop nothing. */
export const unusual = (kind: PartKind, raw: Values, spot: Spot): readonly Problem[] => {
  const alone = Object.entries(USUAL[kind] ?? {}).flatMap(([field, [low, high]]): Problem[] => {
    const value = raw[field];
    if (!isFigure(value) || (value >= low && value <= high)) return [];
    return [
      {
        kind: "out-of-range",
        message: `${quoted(field)} ${value} is unusual for a ${kind} (${low} to ${high})`,
        at: spot.file.place([...spot.path, field]),
        fix: likelySlip(field, value, low, high),
      },
    ];
  });
  return alone.length > 0 ? alone : unusualTogether(kind, raw, spot);
};

/** Figures of one part that contradict each other. */
export const contradictions = (kind: PartKind, raw: Values, { file, path }: Spot): readonly Problem[] => {
  const problem = (field: string, message: string): Problem => ({ kind: "conflict", message, at: file.place([...path, field]) });
  if (kind === "memory") {
    const { modules, module_gib: each, total_gib: total } = raw as { modules?: number; module_gib?: number; total_gib?: number };
    if (modules !== undefined && each !== undefined && total !== undefined && modules * each !== total) {
      return [problem("total_gib", `${modules} modules of ${each} GiB are not ${total} GiB`)];
    }
  }
  if (kind === "cpu") {
    const { cores, threads } = raw as { cores?: number; threads?: number };
    if (cores !== undefined && threads !== undefined && threads < cores) return [problem("threads", `${threads} threads on ${cores} cores`)];
  }
  if (kind === "motherboard") {
    const { slots, lane_modes: modes } = raw as { slots?: readonly { position: number }[]; lane_modes?: { slots: readonly number[] } };
    const stray = modes?.slots.find((position) => slots !== undefined && !slots.some((slot) => slot.position === position));
    if (stray !== undefined) return [problem("lane_modes", `speaks of a slot in position ${stray}, which is not in slots`)];
  }
  return [];
};

/** Keys whose dates say when somebody looked. */
const LOOKED_ON = /^(?:(?:newest_)?seen|read|priced)_on$|^as_of$/;

/** What an entry says was seen on a day that had not come by `lastDay`. */
export const futureDates = ({ file, path }: Spot, lastDay: string): readonly Problem[] => {
  const problems: Problem[] = [];
  const walk = (value: unknown, at: readonly PropertyKey[]): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const here = [...at, key];
      if (typeof inner !== "string") walk(inner, here);
      else if (LOOKED_ON.test(key) && inner > lastDay.slice(0, inner.length))
        problems.push({
          kind: "conflict",
          message: `${quoted(key)} is ${quoted(inner)}, which is after ${lastDay}`,
          at: file.place(here),
          fix: "check the year, or this computer's clock: nothing is seen before its day",
        });
    }
  };
  walk(valueAt(file.value, path), path);
  return problems;
};
