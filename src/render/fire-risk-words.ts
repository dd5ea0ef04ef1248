import type { Assessment } from "../domain/assessment.js";
import type { CircuitRow, FireReason, PowerReport } from "../domain/power-report.js";
import type { Scenario } from "../domain/scenario.js";
import { percentText, wattsText } from "./format.js";

const CARE = "no extension lead, every plug pushed fully home, a smoke alarm in the room (more under SAFETY below)";
const HEADS = { low: "Low, by the figures", caution: "Low with care", raised: "RAISED as it stands", unknown: "Not known" } as const;

interface Told {
  readonly says: string;
  readonly todo: string;
}

const overloaded = (circuit: CircuitRow | undefined, isNvidia: boolean): Told => {
  const limit = circuit?.passingLimitW;
  const set = limit === undefined ? "take fewer cards" : `limit each card to ${limit} W${isNvidia ? ` (sudo nvidia-smi -pl ${limit}, after each start)` : ""}`;
  return {
    says: `it can take ${wattsText(Math.abs(circuit?.marginW ?? 0))} more than the circuit carries for hours: a breaker trips, or a cable in an old wall or a lead gets hot`,
    todo: `${set}, or put it on a larger circuit`,
  };
};

const told = (reason: FireReason, circuit: CircuitRow | undefined, { fireRisk }: PowerReport, isNvidia: boolean, place: string): Told => {
  switch (reason) {
    case "circuit_overloaded":
      return overloaded(circuit, isNvidia);
    case "plug_overloaded":
      return { says: `a card's plug carries ${percentText(fireRisk.plugShare ?? 0)} of what it is made for`, todo: "lower the cards' power limit" };
    case "card_leads":
      return fireRisk.verdict === "unknown"
        ? { says: "whether the power supply has a lead for every plug of the cards", todo: "count its leads; never split one over two plugs" }
        : { says: "the power supply has too few leads for the cards", todo: "choose one with more; never split one lead over two plugs of a card" };
    case "no_air":
      return fireRisk.verdict === "unknown"
        ? { says: "whether air is pushed through the cards, which have no fans", todo: "look at the case's fans" }
        : { says: "no air is pushed through cards that have no fans", todo: "use a chassis with forced air" };
    case "circuit_unknown":
      return { says: `no circuit of ${place} is in the catalogue`, todo: "read the breaker and give it, such as --circuit 16A@230V" };
    case "circuit_close":
      return {
        says: `the circuit is used to ${percentText(fireRisk.circuitShare ?? 0)} of what it carries for hours`,
        todo: "nothing else that heats on the same circuit",
      };
    case "plug_close":
      return {
        says: `a card's 16-pin plug carries ${percentText(fireRisk.plugShare ?? 0)} of what it is made for, and such plugs have melted, mostly where not fully pushed in`,
        todo: "a lower power limit",
      };
    default:
      return reason satisfies never;
  }
};

/** The answer to "is it a fire risk on this circuit?", and what to do about it. */
export const fireRiskWords = (assessment: Assessment, report: PowerReport, { region }: Scenario): string => {
  const { verdict, reasons, circuitShare, plugShare } = report.fireRisk;
  const circuit = report.circuits.find(({ isAsked }) => isAsked);
  if (verdict === "low") {
    const plugs = plugShare === undefined ? "" : `, the cards' plugs ${percentText(plugShare)} of what they are made for`;
    return `${HEADS.low}: the circuit is used to ${percentText(circuitShare ?? 0)} of what it carries for hours${plugs}. To do: ${CARE}.`;
  }
  const isNvidia = assessment.rig.gpu.every(({ part }) => part.vendor === "nvidia");
  const all = reasons.map((reason) => told(reason, circuit, report, isNvidia, region.name));
  const care = verdict === "caution" ? `; ${CARE}` : "";
  return `${HEADS[verdict]}: ${all.map(({ says }) => says).join("; ")}. To do: ${all.map(({ todo }) => todo).join("; ")}${care}.`;
};
