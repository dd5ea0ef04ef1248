import type { Finding } from "../../domain/finding.js";
import type { Rig } from "../../domain/rig.js";
import { bios } from "./bios.js";
import { cardForm } from "./card-form.js";
import { cardLength } from "./card-length.js";
import { cardLink } from "./card-link.js";
import { cardSlots } from "./card-slots.js";
import { cardSpacing } from "./card-spacing.js";
import { caseBoard } from "./case-board.js";
import { caseFans } from "./case-fans.js";
import { circuit } from "./circuit.js";
import { coolerHeight } from "./cooler-height.js";
import { coolerRating } from "./cooler-rating.js";
import { coolerSocket } from "./cooler-socket.js";
import { cpuCores } from "./cpu-cores.js";
import { cpuCount } from "./cpu-count.js";
import { displayOutput } from "./display-output.js";
import { driverMix } from "./driver-mix.js";
import { frameworkSupport } from "./framework-support.js";
import { incompleteRig } from "./incomplete-rig.js";
import { jobMemory } from "./job-memory.js";
import { mainsVoltageRule } from "./mains-voltage.js";
import { memoryAmount } from "./memory-amount.js";
import { memoryChannels } from "./memory-channels.js";
import { memoryMaximum } from "./memory-maximum.js";
import { memorySlots } from "./memory-slots.js";
import { memoryType } from "./memory-type.js";
import { openFrame } from "./open-frame.js";
import { passiveCard } from "./passive-card.js";
import { powerLimit } from "./power-limit.js";
import { priceGap } from "./price-gap.js";
import { psuBoardPlugs } from "./psu-board-plugs.js";
import { psuGpuPlugs } from "./psu-gpu-plugs.js";
import { psuMount } from "./psu-mount.js";
import { psuPair } from "./psu-pair.js";
import { psuPower } from "./psu-power.js";
import { psuTransient } from "./psu-transient.js";
import { radiator } from "./radiator.js";
import { riser } from "./riser.js";
import type { Rule, RuleContext } from "./rule.js";
import { socket } from "./socket.js";
import { storagePorts } from "./storage-ports.js";
import { supportYears } from "./support-years.js";

/** Every rule, in the order a builder would check: what is missing, then from the board outwards to the wall. */
export const RULES: readonly Rule[] = [
  incompleteRig,
  socket,
  bios,
  cpuCount,
  memoryType,
  memorySlots,
  memoryMaximum,
  memoryAmount,
  memoryChannels,
  cardForm,
  cardSlots,
  cardLink,
  riser,
  cardSpacing,
  caseFans,
  openFrame,
  caseBoard,
  cardLength,
  coolerHeight,
  radiator,
  psuMount,
  psuPower,
  psuTransient,
  psuGpuPlugs,
  psuBoardPlugs,
  psuPair,
  mainsVoltageRule,
  powerLimit,
  coolerSocket,
  coolerRating,
  passiveCard,
  storagePorts,
  displayOutput,
  circuit,
  priceGap,
  cpuCores,
  frameworkSupport,
  supportYears,
  driverMix,
  jobMemory,
];

/** What must be put right, what is not known, what is worse than expected, what is good to know. */
const rank = ({ verdict, severity }: Finding): number => (verdict === "does_not_fit" ? 0 : verdict === "unknown" ? 1 : severity === "warning" ? 2 : 3);

/** What every rule finds in a rig, the gravest first, and in the order of the rules within that. */
export const checkRig = (rig: Rig, context: RuleContext): readonly Finding[] =>
  RULES.flatMap((rule) => [...rule.check(rig, context)]).sort((a, b) => rank(a) - rank(b));
