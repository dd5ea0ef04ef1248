import type { Gibibytes, Millimetres, Watts } from "../units/quantity.js";
import type { Offer } from "./offer.js";

/** What a rig is made of. */
export const PART_KINDS = ["gpu", "cpu", "motherboard", "memory", "psu", "case", "cooler", "storage", "network", "riser"] as const;
export type PartKind = (typeof PART_KINDS)[number];

/** How far a figure can be trusted: read at its source, remembered, in doubt, or the user's own word. */
export type Grade = "sourced" | "recalled" | "doubtful" | "own";

export interface SourceNote {
  readonly grade: Grade;
  readonly cite: string;
  readonly readOn: string;
  /** Field names as the YAML file spells them (`slot_width`, `peak_tflops.fp32`). */
  readonly covers: readonly string[];
}

/** Where a part's figures come from, and what is left out of it as doubtful. */
export interface Provenance {
  readonly notes: readonly string[];
  readonly sources: readonly SourceNote[];
  readonly doubtful: readonly { readonly field: string; readonly note: string }[];
}

interface PartBase {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  /** What the part is offered for; read from its file when first asked. */
  readonly offers: () => readonly Offer[];
}

export interface PcieInterface {
  readonly generation: number;
  readonly lanes: number;
}

export type GpuCooling = "open-air" | "blower" | "passive" | "system";

/** Power sockets on a part, by type. */
export interface PowerPlugs {
  readonly pcie8pin?: number;
  readonly pcie6pin?: number;
  readonly eps8pin?: number;
  readonly hpwr16pin?: number;
}

export interface Gpu extends PartBase {
  readonly kind: "gpu";
  readonly vendor: "nvidia" | "amd" | "intel" | "apple";
  readonly architecture: string;
  readonly launchedOn?: string;
  /** Boards that are two GPUs count as two; the other figures are the whole board's. */
  readonly deviceCount: number;
  readonly vramGib: Gibibytes;
  readonly memoryType: string;
  readonly bandwidthGbPerS: number;
  readonly peakTflops: {
    readonly fp32?: number;
    readonly fp16?: number;
    readonly tensorFp16?: number;
    readonly tensorFp16Fp16acc?: number;
    readonly tensorBf16?: number;
    readonly tensorFp8?: number;
  };
  readonly int8Tops?: number;
  readonly computeCapability?: string;
  readonly gfxTarget?: string;
  /** Set where the GPU is one unit with an Arm processor, which needs software of its own. */
  readonly hostProcessor?: "arm";
  readonly shaderCount?: number;
  readonly l2Mib?: number;
  readonly boardPowerW: Watts;
  readonly idleW?: Watts;
  readonly powerLimitMinW?: Watts;
  readonly pcie?: PcieInterface;
  readonly slotWidth?: number;
  readonly lengthMm?: Millimetres;
  /** Absent when not known; an empty object when the slot alone feeds the card. */
  readonly powerPlugs?: PowerPlugs;
  readonly cooling: GpuCooling;
  readonly displayOutput?: boolean;
  readonly link?: { readonly kind: string; readonly gbPerS: number; readonly maxCards?: number };
  readonly form: "pcie" | "sxm" | "oam" | "integrated";
  readonly ecc?: boolean;
}

export interface MemoryKind {
  readonly type: string;
  readonly form: string;
}

export interface Cpu extends PartBase {
  readonly kind: "cpu";
  readonly vendor: string;
  readonly socket: string;
  readonly cores: number;
  readonly threads: number;
  readonly baseGhz?: number;
  readonly boostGhz?: number;
  readonly tdpW: Watts;
  readonly maxPowerW?: Watts;
  readonly pcie: PcieInterface;
  readonly memory: readonly MemoryKind[];
  readonly memoryChannels?: number;
  readonly maxMemoryGib?: Gibibytes;
  readonly ecc?: string;
  readonly integratedGraphics?: boolean;
  readonly coolerIncluded?: boolean;
  readonly avx512?: boolean;
  /** Shared last-level cache, as sold. */
  readonly l3Mib?: number;
  readonly launchedOn?: string;
  /** Given only where the socket alone does not settle the match. */
  readonly chipsets?: readonly string[];
}

export interface ExpansionSlot {
  /** Place counted from the CPU side, 1 being the case's first; one place is 20.32 mm. */
  readonly position: number;
  /** Physical connector length in lanes. */
  readonly length: number;
  /** Lanes wired at most. */
  readonly lanes: number;
  readonly generation: number;
}

export interface LaneModes {
  readonly slots: readonly number[];
  /** Alternatives; each gives the lanes of `slots` in order. */
  readonly modes: readonly (readonly number[])[];
  /** The smallest CPU lane count each mode needs, where it matters. */
  readonly cpuLanes?: readonly number[];
}

export interface Motherboard extends PartBase {
  readonly kind: "motherboard";
  readonly socket: string;
  readonly cpuCount: number;
  readonly chipset: string;
  readonly formFactor: string;
  readonly memory: { readonly type: string; readonly forms: readonly string[] };
  readonly memorySlots?: number;
  readonly maxMemoryGib?: Gibibytes;
  readonly ecc?: string;
  readonly slots?: readonly ExpansionSlot[];
  readonly laneModes?: LaneModes;
  readonly chipsetSlots?: readonly number[];
  readonly maxDualSlotGpus?: number;
  readonly m2Slots?: number;
  readonly sataPorts?: number;
  readonly ethernetGbps?: readonly number[];
  readonly eps8pin?: number;
  readonly extraPlugs?: PowerPlugs;
  readonly bmc?: boolean;
  readonly launchedOn?: string;
  /** A whole unit with its own case and power supply, never combined with a case. */
  readonly unit?: "workstation" | "barebone";
}

export interface MemoryKit extends PartBase {
  readonly kind: "memory";
  readonly type: string;
  readonly form: string;
  readonly ecc?: boolean;
  readonly modules: number;
  readonly moduleGib: Gibibytes;
  readonly totalGib: Gibibytes;
  readonly speedMts: number;
}

export type EfficiencyLevel = "white" | "bronze" | "silver" | "gold" | "platinum" | "titanium";

export interface Psu extends PartBase {
  readonly kind: "psu";
  readonly ratedPowerW: Watts;
  readonly efficiency: EfficiencyLevel;
  readonly formFactor: string;
  readonly atxVersion?: string;
  readonly eps8pin?: number;
  readonly pcie8pin?: number;
  readonly hpwr16pin?: number;
  readonly sata?: number;
  readonly lengthMm?: Millimetres;
  readonly warrantyYears?: number;
  /** Mains voltage from which the unit gives its full power. */
  readonly fullPowerFromV?: number;
}

export interface Case extends PartBase {
  readonly kind: "case";
  readonly type: "tower" | "open-frame" | "rack";
  readonly boardFormFactors: readonly string[];
  readonly expansionSlots?: number;
  readonly maxGpuLengthMm?: Millimetres;
  readonly maxCoolerHeightMm?: Millimetres;
  readonly psuFormFactors: readonly string[];
  readonly psuCount?: number;
  readonly maxPsuLengthMm?: Millimetres;
  readonly radiatorMm?: Millimetres;
  readonly fanCount?: number;
  readonly bays35?: number;
  readonly bays25?: number;
  /** Fans push air through the cards, as a passive one needs. */
  readonly forcedAir?: boolean;
  /** A frame whose cards stand apart from the board, each on a riser. */
  readonly cardsOnRisers?: boolean;
  /** A makeshift (a board on a bench), never chosen unless asked for by name. */
  readonly improvised?: boolean;
}

export interface Riser extends PartBase {
  readonly kind: "riser";
  readonly purpose: "riser" | "psu-sync" | "bifurcation";
  readonly generation?: number;
  readonly lanes?: number;
  readonly lengthMm?: Millimetres;
}

export interface Cooler extends PartBase {
  readonly kind: "cooler";
  readonly type: "air" | "aio";
  readonly sockets: readonly string[];
  readonly heightMm?: Millimetres;
  readonly radiatorMm?: Millimetres;
  readonly ratedPowerW?: Watts;
  readonly noiseDba?: number;
  /** Comes in the CPU's box and is not sold alone. */
  readonly boxed?: boolean;
}

export interface Storage extends PartBase {
  readonly kind: "storage";
  readonly type: "nvme" | "sata-ssd" | "hdd";
  readonly formFactor: string;
  readonly capacityGb: number;
  readonly pcie?: PcieInterface;
  readonly readMbPerS?: number;
  readonly writeMbPerS?: number;
  readonly enduranceTbw?: number;
  readonly idleW?: Watts;
  readonly activeW?: Watts;
}

export interface NetworkPart extends PartBase {
  readonly kind: "network";
  readonly type: "nic" | "switch" | "cable";
  readonly speedGbps: number;
  readonly ports?: number;
  readonly interface?: string;
  readonly rdma?: string;
  readonly powerW?: Watts;
}

export interface PartOf {
  readonly gpu: Gpu;
  readonly cpu: Cpu;
  readonly motherboard: Motherboard;
  readonly memory: MemoryKit;
  readonly psu: Psu;
  readonly case: Case;
  readonly cooler: Cooler;
  readonly storage: Storage;
  readonly network: NetworkPart;
  readonly riser: Riser;
}
export type Part = PartOf[PartKind];
