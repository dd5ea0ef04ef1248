import { dayNumber } from "../domain/day.js";
import type { PartKind } from "../domain/part.js";
import type { SubjectName } from "../domain/subject.js";
import type { AnyRawPart } from "./encode.js";
import type { Entry } from "./layer.js";
import { type Problem, quoted } from "./problem.js";
import { PART_FIELDS } from "./schema/parts.js";
import { SUBJECTS } from "./schema/registry.js";

type Values = Readonly<Record<string, unknown>>;

/** What is usual for a kind; a figure outside is allowed and warned about. */
const USUAL: Readonly<Record<string, Readonly<Record<string, readonly [number, number]>>>> = {
  gpu: { board_power_w: [25, 1500], vram_gib: [1, 600], length_mm: [100, 400], slot_width: [1, 4], bandwidth_gb_per_s: [20, 10_000], idle_w: [1, 150] },
  cpu: { tdp_w: [10, 500], max_power_w: [15, 700], cores: [2, 192], max_memory_gib: [16, 8192] },
  motherboard: { max_memory_gib: [16, 8192], memory_slots: [1, 32] },
  memory: { total_gib: [4, 2048], speed_mts: [800, 10_000] },
  psu: { rated_power_w: [200, 3500], length_mm: [80, 400] },
  case: { max_gpu_length_mm: [150, 700], max_cooler_height_mm: [30, 250], max_psu_length_mm: [100, 450] },
  cooler: { height_mm: [20, 200], rated_power_w: [35, 600], noise_dba: [5, 70] },
  storage: { capacity_gb: [100, 64_000], active_w: [0.3, 30] },
  network: { power_w: [0.1, 1000] },
  riser: { length_mm: [20, 1200] },
};

/** What a slip of the unit looks like: the same figure in kilo- or milliunits. */
const likelySlip = (value: number, low: number, high: number): string => {
  const within = (n: number): boolean => n >= low && n <= high;
  if (within(value * 1000)) return `is it ${value * 1000}, written in thousands?`;
  if (within(value * 10)) return `is it ${value * 10}, written in tens?`;
  if (within(value / 1000) || within(value / 1024)) return `is it ${value / 1000}, written in thousandths?`;
  if (within(value / 10)) return `is it ${value / 10}, written in tenths?`;
  return "check it against the maker's page";
};

/** Figures that are possible and unusual, as problems that stop nothing. */
export const unusual = (kind: PartKind, raw: Values, entry: Entry): readonly Problem[] =>
  Object.entries(USUAL[kind] ?? {}).flatMap(([field, [low, high]]): Problem[] => {
    const value = raw[field];
    if (typeof value !== "number" || (value >= low && value <= high)) return [];
    return [
      {
        kind: "out-of-range",
        message: `${quoted(field)} ${value} is unusual for a ${kind} (${low} to ${high})`,
        at: entry.file.place([...entry.path, field]),
        fix: likelySlip(value, low, high),
      },
    ];
  });

const holdsFigure = (value: unknown): boolean =>
  typeof value === "number" || typeof value === "boolean" || (typeof value === "object" && value !== null && Object.values(value).some(holdsFigure));

const fieldValue = (raw: Values, dotted: string): unknown => {
  const [field = "", inner] = dotted.split(".");
  const value = raw[field];
  if (inner === undefined) return value;
  return typeof value === "object" && value !== null && Object.hasOwn(value, inner) ? (value as Values)[inner] : undefined;
};

/** Every figure has one source, every source speaks of something that is there, and nothing left out as doubtful is there after all. */
const sourcing = (kind: PartKind, raw: AnyRawPart, entry: Entry): readonly Problem[] => {
  const problems: Problem[] = [];
  const values: Values = raw;
  const problem = (message: string, path: readonly PropertyKey[], fix: string): void => {
    problems.push({ kind: "catalogue", message, at: entry.file.place([...entry.path, ...path]), fix });
  };
  const covered = new Map<string, number>();
  raw.sources.forEach(({ covers }, index) => {
    for (const field of covers) {
      if (fieldValue(values, field) === undefined)
        problem(`the source covers ${quoted(field)}, which is not in the file`, ["sources", index], "remove the field from covers, or add it to the file");
      if (covered.has(field)) problem(`${quoted(field)} has two sources`, ["sources", index], "name both in one entry, separated by a semicolon");
      covered.set(field, index);
    }
  });
  for (const field of Object.keys(PART_FIELDS[kind])) {
    const value = values[field];
    if (value === undefined || !holdsFigure(value) || covered.has(field)) continue;
    const inner = typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value).map((key) => `${field}.${key}`) : [];
    const uncovered = inner.filter((key) => !covered.has(key));
    if (inner.length === 0 || uncovered.length === inner.length) problem(`${quoted(field)} has no source`, [field], "add it to the covers of a source");
    else for (const key of uncovered) problem(`${quoted(key)} has no source`, [field], "add it to the covers of a source");
  }
  (raw.doubtful ?? []).forEach(({ field }, index) => {
    if (values[field] !== undefined) problem(`${quoted(field)} is named doubtful, and is given`, ["doubtful", index], "leave the figure out, or the doubt");
  });
  return problems;
};

/** Figures of one part that contradict each other. */
const contradictions = (kind: PartKind, raw: Values, entry: Entry): readonly Problem[] => {
  const problem = (field: string, message: string): Problem => ({ kind: "conflict", message, at: entry.file.place([...entry.path, field]) });
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

const futureOffers = (raw: AnyRawPart, entry: Entry, asOf: string): readonly Problem[] =>
  (raw.prices ?? []).flatMap((offer, index): Problem[] =>
    dayNumber(offer.seen_on) <= dayNumber(asOf)
      ? []
      : [
          {
            kind: "conflict",
            message: `the price was seen on ${offer.seen_on}, after the catalogue's date ${asOf}`,
            at: entry.file.place([...entry.path, "prices", index, "seen_on"]),
          },
        ],
  );

/** What is wrong with a part beyond its fields one by one. */
export const partProblems = (kind: PartKind, raw: AnyRawPart, entry: Entry, asOf: string | undefined): readonly Problem[] => [
  ...contradictions(kind, raw, entry),
  ...(asOf === undefined ? [] : [...sourcing(kind, raw, entry), ...futureOffers(raw, entry, asOf)]),
];

/** What is wrong with an entry of a subject beyond its fields one by one. */
export const entryProblems = (subject: SubjectName, raw: object, { file, path }: Entry): readonly Problem[] =>
  (SUBJECTS[subject].faults?.(raw as never) ?? []).map(({ path: inner, message, fix }) => ({
    kind: "conflict",
    message,
    at: file.place([...path, ...inner]),
    fix,
  }));
