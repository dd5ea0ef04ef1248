import type { Finding, RuleName, Verdict } from "../../domain/finding.js";
import type { CircuitRow, FireReason, FireRisk, PlugLoad } from "../../domain/power-report.js";
import type { SafetyStatement } from "../../domain/safety.js";

/** Findings that mean heat where it must not be; a rig's other faults keep it from working, and burn nothing. */
const HOT_RULES: Readonly<Partial<Record<RuleName, FireReason>>> = {
  circuit: "circuit_overloaded",
  "psu-gpu-plugs": "card_leads",
  "passive-card": "no_air",
};

const reasonsAmong = (findings: readonly Finding[], verdict: Verdict): readonly FireReason[] =>
  findings.flatMap(({ rule, verdict: found }) => (found === verdict ? (HOT_RULES[rule] ?? []) : []));

/** Plugs of 16 pins have melted near their limit, and the list says from which share on; 8-pin plugs near theirs are usual. */
const isPlugClose = (statements: readonly SafetyStatement[]): boolean =>
  statements.some(({ applies }) => applies.when === "hpwr_16pin" && applies.abovePlugShare !== undefined);

/**
 * Whether anything known would run above what it is made for on the circuit asked for. `low` says that nothing known does, not that nothing can burn.
 * @param circuit - what the rig hangs on; undefined where none is known
 * @param statements - the safety list of this rig
 */
export const fireRisk = (
  findings: readonly Finding[],
  circuit: CircuitRow | undefined,
  plugs: readonly PlugLoad[],
  statements: readonly SafetyStatement[],
): FireRisk => {
  const plugShare = plugs.length === 0 ? undefined : Math.max(...plugs.map(({ loadW, ratedW }) => loadW / ratedW));
  const wrong = new Set(reasonsAmong(findings, "does_not_fit"));
  if (circuit !== undefined && circuit.marginW < 0) wrong.add("circuit_overloaded");
  if (plugShare !== undefined && plugShare > 1) wrong.add("plug_overloaded");
  const open = new Set(reasonsAmong(findings, "unknown"));
  if (circuit === undefined) open.add("circuit_unknown");
  const close = new Set<FireReason>();
  if (findings.some(({ rule, verdict }) => rule === "circuit" && verdict === "fits")) close.add("circuit_close");
  if (isPlugClose(statements)) close.add("plug_close");
  const [verdict, reasons] = worst(wrong, open, close);
  return {
    verdict,
    reasons: [...reasons],
    ...(circuit === undefined ? {} : { circuitShare: circuit.wallPeakW / circuit.maxContinuousW }),
    ...(plugShare === undefined ? {} : { plugShare }),
  };
};

const worst = (
  wrong: ReadonlySet<FireReason>,
  open: ReadonlySet<FireReason>,
  close: ReadonlySet<FireReason>,
): readonly [FireRisk["verdict"], ReadonlySet<FireReason>] => {
  if (wrong.size > 0) return ["raised", wrong];
  if (open.size > 0) return ["unknown", open];
  return [close.size > 0 ? "caution" : "low", close];
};
