import type { Part, PartOf } from "../../src/domain/part.js";
import type { Rig, RigLine } from "../../src/domain/rig.js";
import type { RuleContext } from "../../src/evaluate/compat/rule.js";
import { gibibytes, millimetres, watts } from "../../src/units/quantity.js";
import { realAssumptions } from "./real-assumptions.js";

const base = (id: string): { id: string; name: string; aliases: readonly string[]; offers: () => readonly [] } => ({
  id,
  name: id,
  aliases: [],
  offers: () => [],
});

/** A two-slot 300 W card of 24 GiB. */
export const aGpu = (fields: Partial<PartOf["gpu"]> = {}): PartOf["gpu"] => ({
  ...base("gpu"),
  kind: "gpu",
  vendor: "nvidia",
  architecture: "Test",
  deviceCount: 1,
  vramGib: gibibytes(24),
  memoryType: "GDDR6X",
  bandwidthGbPerS: 900,
  peakTflops: { fp32: 30 },
  computeCapability: "8.6",
  boardPowerW: watts(300),
  pcie: { generation: 4, lanes: 16 },
  slotWidth: 2,
  lengthMm: millimetres(300),
  powerPlugs: { pcie8pin: 2 },
  cooling: "open-air",
  displayOutput: true,
  form: "pcie",
  ...fields,
});

export const aCpu = (fields: Partial<PartOf["cpu"]> = {}): PartOf["cpu"] => ({
  ...base("cpu"),
  kind: "cpu",
  vendor: "amd",
  socket: "AM4",
  cores: 8,
  threads: 16,
  tdpW: watts(65),
  maxPowerW: watts(90),
  pcie: { generation: 4, lanes: 20 },
  memory: [{ type: "DDR4", form: "UDIMM" }],
  memoryChannels: 2,
  maxMemoryGib: gibibytes(128),
  integratedGraphics: false,
  launchedOn: "2020-11",
  ...fields,
});

/** Slots in places 2 and 5, x16/x0 or x8/x8. */
export const aBoard = (fields: Partial<PartOf["motherboard"]> = {}): PartOf["motherboard"] => ({
  ...base("board"),
  kind: "motherboard",
  socket: "AM4",
  cpuCount: 1,
  chipset: "B550",
  formFactor: "ATX",
  memory: { type: "DDR4", forms: ["UDIMM"] },
  memorySlots: 4,
  maxMemoryGib: gibibytes(128),
  slots: [
    { position: 2, length: 16, lanes: 16, generation: 4 },
    { position: 5, length: 16, lanes: 8, generation: 4 },
  ],
  laneModes: {
    slots: [2, 5],
    modes: [
      [16, 0],
      [8, 8],
    ],
  },
  m2Slots: 2,
  sataPorts: 4,
  eps8pin: 1,
  bmc: false,
  ...fields,
});

export const aKit = (fields: Partial<PartOf["memory"]> = {}): PartOf["memory"] => ({
  ...base("kit"),
  kind: "memory",
  type: "DDR4",
  form: "UDIMM",
  ecc: false,
  modules: 2,
  moduleGib: gibibytes(32),
  totalGib: gibibytes(64),
  speedMts: 3200,
  ...fields,
});

export const aPsu = (fields: Partial<PartOf["psu"]> = {}): PartOf["psu"] => ({
  ...base("psu"),
  kind: "psu",
  ratedPowerW: watts(1000),
  efficiency: "gold",
  formFactor: "ATX",
  atxVersion: "3.0",
  eps8pin: 2,
  pcie8pin: 4,
  hpwr16pin: 1,
  sata: 6,
  lengthMm: millimetres(160),
  ...fields,
});

export const aCase = (fields: Partial<PartOf["case"]> = {}): PartOf["case"] => ({
  ...base("case"),
  kind: "case",
  type: "tower",
  boardFormFactors: ["ATX", "Micro ATX"],
  expansionSlots: 7,
  maxGpuLengthMm: millimetres(360),
  maxCoolerHeightMm: millimetres(165),
  psuFormFactors: ["ATX"],
  psuCount: 1,
  maxPsuLengthMm: millimetres(200),
  radiatorMm: millimetres(360),
  fanCount: 3,
  ...fields,
});

export const aCooler = (fields: Partial<PartOf["cooler"]> = {}): PartOf["cooler"] => ({
  ...base("cooler"),
  kind: "cooler",
  type: "air",
  sockets: ["AM4", "AM5"],
  heightMm: millimetres(155),
  ratedPowerW: watts(180),
  ...fields,
});

export const aDrive = (fields: Partial<PartOf["storage"]> = {}): PartOf["storage"] => ({
  ...base("drive"),
  kind: "storage",
  type: "nvme",
  formFactor: "M.2",
  capacityGb: 1000,
  activeW: watts(6),
  ...fields,
});

export const aRiser = (fields: Partial<PartOf["riser"]> = {}): PartOf["riser"] => ({
  ...base("riser"),
  kind: "riser",
  purpose: "riser",
  generation: 4,
  lanes: 16,
  ...fields,
});

export const line = <P extends Part>(part: P, quantity = 1, fields: Partial<RigLine<P>> = {}): RigLine<P> => ({
  part,
  quantity,
  condition: "new",
  owned: false,
  ...fields,
});

/** A machine with one card in which nothing is amiss, with whatever a test changes. */
export const aRig = (fields: Partial<Rig> = {}): Rig => ({
  gpu: [line(aGpu())],
  cpu: line(aCpu()),
  motherboard: line(aBoard()),
  memory: [line(aKit())],
  psu: line(aPsu()),
  case: line(aCase()),
  cooler: line(aCooler()),
  storage: [line(aDrive())],
  network: [],
  riser: [],
  nodes: 1,
  ...fields,
});

export const aContext = (fields: Partial<RuleContext> = {}): RuleContext => ({ assumptions: realAssumptions(), mainsVoltageV: 230, frameworks: [], ...fields });
