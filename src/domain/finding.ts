import type { Place } from "./failure.js";

/** Unknown is a verdict: neither yes nor no, and never a pass. */
export const VERDICTS = ["fits", "does_not_fit", "unknown"] as const;
export type Verdict = (typeof VERDICTS)[number];
export type Severity = "error" | "warning" | "advice";

/** Every compatibility rule by its stable code. The words for each are in `render/findings.ts`. */
export const RULE_CODES = {
  "incomplete-rig": "RP2001",
  socket: "RP2101",
  bios: "RP2102",
  "cpu-count": "RP2103",
  "memory-type": "RP2201",
  "memory-slots": "RP2202",
  "memory-maximum": "RP2203",
  "memory-amount": "RP2204",
  "memory-channels": "RP2205",
  "card-slots": "RP2301",
  "card-link": "RP2302",
  riser: "RP2303",
  "card-form": "RP2304",
  "case-board": "RP2401",
  "card-length": "RP2403",
  "cooler-height": "RP2404",
  radiator: "RP2405",
  "psu-mount": "RP2406",
  "open-frame": "RP2407",
  "psu-power": "RP2501",
  "psu-transient": "RP2502",
  "psu-gpu-plugs": "RP2503",
  "psu-board-plugs": "RP2504",
  "psu-pair": "RP2505",
  "mains-voltage": "RP2506",
  "power-limit": "RP2507",
  "cooler-socket": "RP2601",
  "cooler-rating": "RP2602",
  "passive-card": "RP2701",
  "card-spacing": "RP2702",
  "case-fans": "RP2703",
  "storage-ports": "RP2801",
  "display-output": "RP2901",
  circuit: "RP3001",
  "price-gap": "RP3002",
  "cpu-cores": "RP3101",
  "framework-support": "RP3201",
  "job-memory": "RP3301",
  "support-years": "RP3202",
  "driver-mix": "RP3203",
} as const;
export type RuleName = keyof typeof RULE_CODES;

/**
 * What a rule found, as facts; the words are made from them when they are printed.
 * A finding whose verdict is `fits` is advice: the rig works, with something to do or to know.
 */
export interface Finding {
  readonly rule: RuleName;
  readonly severity: Severity;
  readonly verdict: Verdict;
  /** The part it is about, by id. */
  readonly part: string;
  /** The other part concerned, by id. */
  readonly other?: string;
  /** What the rig has or needs … */
  readonly actual?: number | string;
  /** … and what is allowed or offered. */
  readonly limit?: number | string;
  readonly unit?: string;
  /** With the verdict `unknown`: the catalogue field that is not known (`motherboards/x: slots`). */
  readonly missing?: string;
  /** Further facts the words need. */
  readonly facts?: Readonly<Record<string, number | string>>;
  /** Where a user's file is at fault. */
  readonly at?: Place;
}
