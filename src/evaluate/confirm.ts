import type { ToConfirm } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import { gpuBoardCount, type Rig, rigLines } from "../domain/rig.js";

/** Fields a verdict rests on, by kind, as the catalogue spells them. */
const DECISIVE_FIELDS: Readonly<Record<string, readonly string[]>> = {
  gpu: ["vram_gib", "board_power_w", "slot_width", "length_mm", "power_plugs", "cooling", "display_output", "pcie"],
  cpu: ["socket", "max_power_w", "pcie", "memory", "cooler_included", "integrated_graphics"],
  motherboard: ["slots", "lane_modes", "memory_slots", "max_memory_gib", "m2_slots", "sata_ports", "eps_8pin", "extra_plugs"],
  memory: ["type", "form", "modules", "module_gib"],
  psu: ["rated_power_w", "pcie_8pin", "hpwr_16pin", "eps_8pin", "length_mm", "atx_version"],
  case: ["board_form_factors", "expansion_slots", "max_gpu_length_mm", "max_cooler_height_mm", "max_psu_length_mm", "psu_count"],
  cooler: ["sockets", "height_mm", "rated_power_w", "radiator_mm"],
  storage: ["form_factor"],
  network: [],
  riser: ["generation", "lanes"],
};

/** Whether a fact bears on this very rig: ports for drives it has not got do not. */
const matters = (field: string, rig: Rig): boolean => {
  if (field === "sata_ports") return rig.storage.some(({ part }) => part.formFactor !== "M.2");
  if (field === "m2_slots") return rig.storage.some(({ part }) => part.formFactor === "M.2");
  if (field === "display_output" || field === "integrated_graphics") return rig.gpu.some(({ part }) => part.displayOutput !== true);
  if (field === "lane_modes") return gpuBoardCount(rig) > 1;
  return true;
};

const CONFIRM_WHY = [
  ["doubtful", "sources differ or are weak"],
  ["recalled", "from memory of the maker's data sheet, not read again"],
] as const;

/** Facts that decide whether the rig works and were not read at their source, part by part. */
export const confirmations = (rig: Rig, catalog: Catalog): readonly ToConfirm[] =>
  rigLines(rig).flatMap(({ kind, line }) => {
    const { sources } = catalog.provenance(kind, line.part.id);
    const decisive = DECISIVE_FIELDS[kind] ?? [];
    return CONFIRM_WHY.flatMap(([grade, why]) => {
      const covered = sources.filter((source) => source.grade === grade).flatMap(({ covers }) => covers.map((field) => field.split(".")[0] ?? field));
      const fields = [...new Set(covered.filter((field) => decisive.includes(field) && matters(field, rig)))];
      return fields.length === 0 ? [] : [{ part: line.part.id, fields, why }];
    });
  });
