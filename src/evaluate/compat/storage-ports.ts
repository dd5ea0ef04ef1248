import type { Finding } from "../../domain/finding.js";
import type { Rule } from "./rule.js";
import { and, doesNotFit, NOTHING, unknown } from "./verdict.js";

const M2 = "M.2";
const U2 = "U.2";

/** The board has an M.2 slot for every M.2 drive and a SATA port for every other one. */
export const storagePorts: Rule = {
  name: "storage-ports",
  reads: ["motherboard", "storage"],
  check: ({ motherboard, storage }) => {
    const first = storage[0];
    if (motherboard === undefined || first === undefined) return NOTHING;
    const board = motherboard.part;
    let m2 = 0;
    let sata = 0;
    let found: readonly Finding[] = NOTHING;
    for (const { part, quantity } of storage) {
      if (part.formFactor === U2) {
        found = and(found, unknown({ rule: "storage-ports", part: part.id, other: board.id, missing: `motherboards/${board.id}: U.2 ports` }));
      } else if (part.formFactor === M2) m2 += quantity;
      else sata += quantity;
    }
    const judge = (wanted: number, there: number | undefined, field: string, unit: string): void => {
      if (wanted === 0) return;
      const ids = { rule: "storage-ports", part: first.part.id, other: board.id } as const;
      if (there === undefined) found = and(found, unknown({ ...ids, missing: `motherboards/${board.id}: ${field}` }));
      else if (wanted > there) found = and(found, doesNotFit({ ...ids, actual: wanted, limit: there, unit }));
    };
    judge(m2, board.m2Slots, "m2_slots", "M.2 slots");
    judge(sata, board.sataPorts, "sata_ports", "SATA ports");
    return found;
  },
};
