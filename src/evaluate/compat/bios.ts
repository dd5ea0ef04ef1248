import type { Finding } from "../../domain/finding.js";
import type { Cpu, Motherboard } from "../../domain/part.js";
import type { Rule } from "./rule.js";
import { advice, and, NOTHING, unknown, warning } from "./verdict.js";

/** CPUs newer than the boards they go into: such a board from old stock does not start until its BIOS is updated. */
interface Update {
  readonly socket: string;
  /** Board chipsets concerned; absent means every board of the socket. */
  readonly chipsets?: ReadonlySet<string>;
  /** The CPUs came out in this month or later. */
  readonly from: string;
  readonly family: string;
  readonly severity: "advice" | "warning" | "unknown";
}

const UPDATES: readonly Update[] = [
  { socket: "AM4", chipsets: new Set(["A320", "B350", "X370", "B450", "X470"]), from: "2020-10", family: "Ryzen 5000", severity: "advice" },
  { socket: "AM5", chipsets: new Set(["A620", "B650", "B650E", "X670", "X670E"]), from: "2024-07", family: "Ryzen 9000", severity: "advice" },
  { socket: "LGA1200", chipsets: new Set(["Z490", "H470", "W480", "Q470"]), from: "2021-01", family: "11th generation Core", severity: "warning" },
  // Only some boards sold under these two names take the 11th generation, whatever the BIOS.
  { socket: "LGA1200", chipsets: new Set(["B460", "H410"]), from: "2021-01", family: "11th generation Core", severity: "unknown" },
  {
    socket: "LGA1700",
    chipsets: new Set(["H610", "B660", "H670", "Q670", "W680", "Z690"]),
    from: "2022-10",
    family: "13th and 14th generation Core",
    severity: "advice",
  },
  { socket: "SP3", from: "2021-01", family: "EPYC 7003 (Milan)", severity: "advice" },
  { socket: "sTR5", from: "2025-07", family: "Threadripper 9000", severity: "advice" },
];

/** Used CPUs of these sockets may be locked to the maker of the machine they come from. */
const LOCKABLE: ReadonlySet<string> = new Set(["SP3", "SP5", "sWRX8"]);

const MICROCODE_FROM = "2022-10";
/** The K parts of LGA1700 are those of 125 W and more. */
const K_PART_TDP_W = 125;

/** Whether a date as exact as a year or a month lies in or after a month; a bare year counts when any of it does. */
const isFrom = (launched: string | undefined, month: string): boolean =>
  launched !== undefined && (launched >= month || (launched.length === 4 && month.startsWith(launched)));

const updateFinding = (update: Update, cpu: Cpu, board: Motherboard): Finding => {
  const facts = { rule: "bios", part: board.id, other: cpu.id, actual: board.chipset, limit: update.family, facts: { kind: "update" } } as const;
  if (update.severity === "unknown") return unknown({ ...facts, missing: `motherboards/${board.id}: CPU support list` });
  return update.severity === "warning" ? warning(facts) : advice(facts);
};

/** What to see to in the board's BIOS before the CPU runs in it: updates, microcode, vendor locks. Never more than a warning. */
export const bios: Rule = {
  name: "bios",
  reads: ["motherboard", "cpu"],
  check: ({ cpu, motherboard }) => {
    if (cpu === undefined || motherboard === undefined) return NOTHING;
    const chip = cpu.part;
    const board = motherboard.part;
    if (chip.socket !== board.socket) return NOTHING;
    let found: readonly Finding[] = NOTHING;
    for (const update of UPDATES) {
      if (update.socket !== board.socket || update.chipsets?.has(board.chipset) === false || !isFrom(chip.launchedOn, update.from)) continue;
      found = and(found, updateFinding(update, chip, board));
    }
    if (chip.socket === "LGA1700" && chip.tdpW >= K_PART_TDP_W && isFrom(chip.launchedOn, MICROCODE_FROM)) {
      found = and(found, advice({ rule: "bios", part: chip.id, other: board.id, facts: { kind: "microcode", condition: cpu.condition } }));
    }
    if (cpu.condition !== "new" && !cpu.owned && LOCKABLE.has(chip.socket)) {
      found = and(found, advice({ rule: "bios", part: chip.id, other: board.id, facts: { kind: "lock" } }));
    }
    return found;
  },
};
