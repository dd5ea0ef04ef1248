// temporary stand-in while the rules are written
import { boardLimitW, systemMemoryGib, totalVramGib } from "../../domain/rig.js";
import { placeCards } from "../../domain/placement.js";
import type { Finding, RuleName } from "../../domain/finding.js";
import type { Rule, RuleContext } from "./rule.js";
import type { Rig } from "../../domain/rig.js";
const no = (rule: RuleName, part: string): readonly Finding[] => [{ rule, severity: "error", verdict: "does_not_fit", part }];
export const RULES: readonly Rule[] = [
  { name: "socket", reads: ["motherboard", "cpu"], check: (r) => r.cpu && r.motherboard && r.cpu.part.socket !== r.motherboard.part.socket ? no("socket", r.cpu.part.id) : [] },
  { name: "memory-slots", reads: ["motherboard", "memory"], check: (r) => r.motherboard && r.memory[0] && r.memory[0].quantity * r.memory[0].part.modules > (r.motherboard.part.memorySlots ?? 0) ? no("memory-slots", r.memory[0].part.id) : [] },
  { name: "memory-amount", reads: ["gpu", "memory"], check: (r) => r.memory[0] && systemMemoryGib(r) < Math.max(16, totalVramGib(r) / 2) ? no("memory-amount", r.memory[0].part.id) : [] },
  { name: "card-slots", reads: ["gpu", "motherboard", "cpu", "case"], check: (r) => { const g = r.gpu[0]; if (!g || !r.motherboard || !r.cpu || !r.case) return []; const p = placeCards(r.motherboard.part, r.cpu.part, g.part, r.gpu.reduce((n, l) => n + l.quantity, 0), r.case.part); return p.status === "placed" ? [] : no("card-slots", g.part.id); } },
  { name: "case-board", reads: ["motherboard", "case"], check: (r) => r.case && r.motherboard && !r.case.part.boardFormFactors.includes(r.motherboard.part.formFactor) ? no("case-board", r.case.part.id) : [] },
  { name: "card-length", reads: ["gpu", "case"], check: (r) => r.gpu[0] && r.case && (r.gpu[0].part.lengthMm ?? 999) > (r.case.part.maxGpuLengthMm ?? 0) ? no("card-length", r.case.part.id) : [] },
  { name: "cooler-height", reads: ["case", "cooler"], check: (r) => r.case && r.cooler && (r.cooler.part.heightMm ?? 0) > (r.case.part.maxCoolerHeightMm ?? 0) ? no("cooler-height", r.case.part.id) : [] },
  { name: "psu-power", reads: ["gpu", "cpu", "motherboard", "memory", "storage", "case", "psu"], check: (r) => { if (!r.psu) return []; let w = 100; for (const l of r.gpu) w += boardLimitW(r, l.part) * l.quantity; w += r.cpu?.part.maxPowerW ?? 0; return w > r.psu.part.ratedPowerW * r.psu.quantity * 0.8 ? no("psu-power", r.psu.part.id) : []; } },
  { name: "psu-gpu-plugs", reads: ["gpu", "motherboard", "psu"], check: (r) => { if (!r.psu) return []; let n = 0; for (const l of r.gpu) n += ((l.part.powerPlugs?.pcie8pin ?? 0) + 2 * (l.part.powerPlugs?.hpwr16pin ?? 0)) * l.quantity; return n > (r.psu.part.pcie8pin ?? 0) ? no("psu-gpu-plugs", r.psu.part.id) : []; } },
];
export const checkRig = (rig: Rig, context: RuleContext): readonly Finding[] => RULES.flatMap((rule) => [...rule.check(rig, context)]);
