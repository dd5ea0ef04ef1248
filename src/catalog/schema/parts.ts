import { z } from "zod";
import { PART_KINDS, type PartKind } from "../../domain/part.js";
import {
  atLeastOne,
  common,
  count,
  date,
  generation,
  lengthMm,
  memoryGib,
  moneyFields,
  pcie,
  powerPlugs,
  rate,
  shortText,
  slotWidth,
  vramGib,
  wattage,
} from "./fields.js";

const ghz = rate(10).exactOptional();
const tflops = rate(20_000).exactOptional();
const flag = z.boolean().exactOptional();
const eccText = z.enum(["yes", "no", "board"]).exactOptional();

/** Fields of each kind of part, without the keys all parts share. */
export const PART_FIELDS = {
  gpu: {
    vendor: z.enum(["nvidia", "amd", "intel", "apple"]),
    architecture: shortText,
    launched_on: date.exactOptional(),
    launch_price: z.strictObject(moneyFields).exactOptional(),
    device_count: atLeastOne(16),
    vram_gib: vramGib,
    memory_type: shortText,
    bandwidth_gb_per_s: rate(20_000),
    peak_tflops: z.strictObject({ fp32: tflops, fp16: tflops, tensor_fp16: tflops, tensor_fp16_fp16acc: tflops, tensor_bf16: tflops, tensor_fp8: tflops }),
    int8_tops: tflops,
    compute_capability: z
      .string()
      .regex(/^\d{1,2}\.\d$/, 'is not a compute capability such as "8.6"')
      .exactOptional(),
    gfx_target: z
      .string()
      .regex(/^gfx[0-9a-f]{3,6}$/, 'is not a gfx target such as "gfx1100"')
      .exactOptional(),
    host_processor: z.enum(["arm"]).exactOptional(),
    shader_count: atLeastOne(100_000).exactOptional(),
    l2_mib: rate(1024).exactOptional(),
    board_power_w: wattage,
    idle_w: wattage.exactOptional(),
    power_limit_min_w: wattage.exactOptional(),
    pcie: pcie.exactOptional(),
    slot_width: slotWidth.exactOptional(),
    length_mm: lengthMm.exactOptional(),
    power_plugs: powerPlugs.exactOptional(),
    cooling: z.enum(["open-air", "blower", "passive", "system"]),
    display_output: flag,
    link: z.strictObject({ kind: shortText, gb_per_s: rate(10_000), max_cards: atLeastOne(64).exactOptional() }).exactOptional(),
    form: z.enum(["pcie", "sxm", "oam", "integrated"]),
    ecc: flag,
  },
  cpu: {
    vendor: z.enum(["intel", "amd", "apple", "ampere"]),
    socket: shortText,
    cores: atLeastOne(512),
    threads: atLeastOne(1024),
    base_ghz: ghz,
    boost_ghz: ghz,
    tdp_w: wattage,
    max_power_w: wattage.exactOptional(),
    pcie,
    memory: z.array(z.strictObject({ type: shortText, form: shortText })).min(1),
    memory_channels: atLeastOne(16).exactOptional(),
    max_memory_gib: memoryGib.exactOptional(),
    ecc: eccText,
    integrated_graphics: flag,
    cooler_included: flag,
    avx512: flag,
    l3_mib: rate(4096).exactOptional(),
    launched_on: date.exactOptional(),
    chipsets: z.array(shortText).exactOptional(),
  },
  motherboard: {
    socket: shortText,
    cpu_count: atLeastOne(4),
    chipset: shortText,
    form_factor: shortText,
    memory: z.strictObject({ type: shortText, forms: z.array(shortText).min(1) }),
    memory_slots: count(64).exactOptional(),
    max_memory_gib: memoryGib.exactOptional(),
    ecc: eccText,
    slots: z.array(z.strictObject({ position: atLeastOne(24), length: atLeastOne(16), lanes: atLeastOne(16), generation })).exactOptional(),
    lane_modes: z
      .strictObject({
        slots: z.array(atLeastOne(24)).min(1),
        modes: z.array(z.array(count(16)).min(1)).min(1),
        cpu_lanes: z.array(atLeastOne(256)).exactOptional(),
      })
      .refine(
        ({ slots, modes, cpu_lanes: lanes }) => modes.every((mode) => mode.length === slots.length) && (lanes === undefined || lanes.length === modes.length),
        {
          message: "has a mode that does not give one lane count for each of its slots",
        },
      )
      .exactOptional(),
    chipset_slots: z.array(atLeastOne(24)).exactOptional(),
    max_dual_slot_gpus: count(16).exactOptional(),
    m2_slots: count(16).exactOptional(),
    sata_ports: count(64).exactOptional(),
    ethernet_gbps: z.array(rate(800)).exactOptional(),
    eps_8pin: count(8).exactOptional(),
    extra_plugs: powerPlugs.exactOptional(),
    bmc: flag,
    launched_on: date.exactOptional(),
    unit: z.enum(["workstation", "barebone"]).exactOptional(),
  },
  memory: {
    type: shortText,
    form: shortText,
    ecc: flag,
    modules: atLeastOne(64),
    module_gib: memoryGib,
    total_gib: memoryGib,
    speed_mts: atLeastOne(20_000),
  },
  psu: {
    rated_power_w: wattage,
    efficiency: z.enum(["white", "bronze", "silver", "gold", "platinum", "titanium"]),
    form_factor: shortText,
    atx_version: z.enum(["2.x", "3.0", "3.1"]).exactOptional(),
    eps_8pin: count(16).exactOptional(),
    pcie_8pin: count(32).exactOptional(),
    hpwr_16pin: count(16).exactOptional(),
    sata: count(64).exactOptional(),
    length_mm: lengthMm.exactOptional(),
    warranty_years: atLeastOne(30).exactOptional(),
    full_power_from_v: atLeastOne(400).exactOptional(),
  },
  case: {
    type: z.enum(["tower", "open-frame", "rack"]),
    board_form_factors: z.array(shortText).min(1),
    expansion_slots: count(32).exactOptional(),
    max_gpu_length_mm: lengthMm.exactOptional(),
    max_cooler_height_mm: lengthMm.exactOptional(),
    psu_form_factors: z.array(shortText),
    psu_count: atLeastOne(8).exactOptional(),
    max_psu_length_mm: lengthMm.exactOptional(),
    radiator_mm: lengthMm.exactOptional(),
    fan_count: count(32).exactOptional(),
    bays_35: count(100).exactOptional(),
    bays_25: count(100).exactOptional(),
    forced_air: flag,
    cards_on_risers: flag,
    improvised: flag,
  },
  cooler: {
    type: z.enum(["air", "aio"]),
    sockets: z.array(shortText).min(1),
    height_mm: lengthMm.exactOptional(),
    radiator_mm: lengthMm.exactOptional(),
    rated_power_w: wattage.exactOptional(),
    noise_dba: rate(100).exactOptional(),
    boxed: flag,
  },
  storage: {
    type: z.enum(["nvme", "sata-ssd", "hdd"]),
    form_factor: z.enum(["M.2", "U.2", "2.5", "3.5"]),
    capacity_gb: rate(1_000_000),
    pcie: pcie.exactOptional(),
    read_mb_per_s: rate(100_000).exactOptional(),
    write_mb_per_s: rate(100_000).exactOptional(),
    endurance_tbw: rate(1_000_000).exactOptional(),
    idle_w: wattage.exactOptional(),
    active_w: wattage.exactOptional(),
  },
  network: {
    type: z.enum(["nic", "switch", "cable"]),
    speed_gbps: rate(1600),
    ports: atLeastOne(512).exactOptional(),
    interface: shortText.exactOptional(),
    rdma: shortText.exactOptional(),
    power_w: wattage.exactOptional(),
  },
  riser: {
    kind: z.enum(["riser", "psu-sync", "bifurcation"]),
    generation: generation.exactOptional(),
    lanes: atLeastOne(16).exactOptional(),
    length_mm: lengthMm.exactOptional(),
  },
} as const;

/** A whole part file of each kind. */
export const PART_SCHEMAS = {
  gpu: z.strictObject({ ...common, ...PART_FIELDS.gpu }),
  cpu: z.strictObject({ ...common, ...PART_FIELDS.cpu }),
  motherboard: z.strictObject({ ...common, ...PART_FIELDS.motherboard }),
  memory: z.strictObject({ ...common, ...PART_FIELDS.memory }),
  psu: z.strictObject({ ...common, ...PART_FIELDS.psu }),
  case: z.strictObject({ ...common, ...PART_FIELDS.case }),
  cooler: z.strictObject({ ...common, ...PART_FIELDS.cooler }),
  storage: z.strictObject({ ...common, ...PART_FIELDS.storage }),
  network: z.strictObject({ ...common, ...PART_FIELDS.network }),
  riser: z.strictObject({ ...common, ...PART_FIELDS.riser }),
} as const;

type PartObjects = { readonly [K in PartKind]: z.ZodObject };
const byKind = (make: (kind: PartKind) => z.ZodObject): PartObjects => Object.fromEntries(PART_KINDS.map((kind) => [kind, make(kind)])) as PartObjects;

const ownCommon = { ...common, schema: common.schema.exactOptional(), sources: common.sources.exactOptional() };

/** A part that a user adds: whole, but its word is its own source. */
export const OWN_PART_SCHEMAS: PartObjects = byKind((kind) => z.strictObject({ ...ownCommon, ...PART_FIELDS[kind] }));
/** What a user changes of a part that is there. */
export const PART_CHANGE_SCHEMAS: PartObjects = byKind((kind) => z.strictObject({ ...ownCommon, ...PART_FIELDS[kind] }).partial());
