import { cpuMaxPowerW } from "./load.js";
import { pcieSockets } from "./plugs.js";
import type { Rule } from "./rule.js";
import { advice, doesNotFit, NOTHING, unknown } from "./verdict.js";

/** What one EPS lead carries. */
const EPS_LEAD_W = 300;

/** The power supply that feeds the board (the first of two) has the board's EPS plugs, and the extra ones it wants for its card slots. */
export const psuBoardPlugs: Rule = {
  name: "psu-board-plugs",
  reads: ["motherboard", "cpu", "psu"],
  check: ({ motherboard, cpu, psu }, { assumptions }) => {
    if (motherboard === undefined || psu === undefined) return NOTHING;
    const board = motherboard.part;
    const unit = psu.part;
    const ids = { rule: "psu-board-plugs", part: unit.id, other: board.id } as const;
    const extra = board.extraPlugs === undefined ? 0 : pcieSockets(board.extraPlugs);
    if (extra > (unit.pcie8pin ?? Number.POSITIVE_INFINITY)) {
      return [doesNotFit({ ...ids, actual: unit.pcie8pin ?? 0, limit: extra, unit: "8-pin leads", facts: { kind: "extra" } })];
    }
    if (unit.eps8pin === undefined) return [unknown({ ...ids, missing: `psus/${unit.id}: eps_8pin` })];
    if (board.eps8pin === undefined && unit.eps8pin > 0) return [unknown({ ...ids, missing: `motherboards/${board.id}: eps_8pin` })];
    if (extra > 0 && unit.pcie8pin === undefined) return [unknown({ ...ids, missing: `psus/${unit.id}: pcie_8pin` })];
    const sockets = board.eps8pin ?? 1;
    if (unit.eps8pin >= sockets) return NOTHING;
    const facts = { ...ids, actual: unit.eps8pin, limit: sockets, unit: "EPS leads" };
    if (unit.eps8pin === 0 || cpu === undefined) return [doesNotFit({ ...facts, facts: { kind: "eps" } })];
    const cpuPower = cpuMaxPowerW(cpu.part, assumptions) * cpu.quantity;
    const isEnough = unit.eps8pin >= cpu.quantity && cpuPower <= EPS_LEAD_W * unit.eps8pin;
    return [isEnough ? advice({ ...facts, facts: { kind: "eps", cpuPower } }) : doesNotFit({ ...facts, facts: { kind: "eps", cpuPower } })];
  },
};
