import type { Page } from "./style.js";
import { paragraph, section } from "./table.js";

/** How a word of the trade shows itself in a report, and the term that explains it; in the order of who stumbles first. */
const TRACES: readonly (readonly [RegExp, string])[] = [
  [/GPU memory|VRAM/, "vram"],
  [/training index|Index\/100|Speed \(RTX/i, "training-index"],
  [/likely /, "interval"],
  [/roven best/, "proven-best"],
  [/~[^\s\d]*\d/, "modelled-price"],
  [/each card set to|POWER LIMITS|ower limits to choose/i, "power-limit"],
  [/at the wall/, "wall-power"],
  [/kWh/, "unit-rate"],
  [/power supply/i, "psu"],
  [/jumps above/, "excursion"],
  [/\b(?:6|8|12|16)-pin/, "power-plugs"],
  [/PCIe/, "pcie"],
  [/\briser/i, "riser"],
  [/[RU]DIMM/, "rdimm"],
  [/\bECC\b/, "ecc"],
  [/\bUPS\b/, "ups"],
  [/NVLink/i, "nvlink"],
  [/\b(?:fp8|bf16|fp16|int8)\b/i, "precision"],
  [/KV cache/i, "kv-cache"],
  [/q4_k_m|gguf/i, "gguf"],
  [/qlora/i, "qlora"],
  [/optimi[sz]er|gradient|activation/i, "checkpointing"],
  [/GPU-hour/, "per-gpu-hour"],
  [/[Rr]epairs/, "reserve"],
  [/[Ss]ells for|be sold for/, "resale"],
  [/from month|never dearer/, "break-even"],
  [/\bsupport|leave the card out/, "framework-support"],
];

/** Ids of the terms that closing lines may name: each is a word that `rigplan explain` knows. */
export const WORD_IDS: readonly string[] = TRACES.map(([, id]) => id);

/** A report with a closing line that names its words of the trade, for who does not know them. */
export const withWords = (lines: readonly string[], page: Page): readonly string[] => {
  const text = lines.join("\n").replaceAll("\\", "");
  const ids = TRACES.flatMap(([trace, id]) => (trace.test(text) ? [id] : []));
  if (ids.length === 0) return lines;
  return [...lines, ...section("WORDS", paragraph(`\`rigplan explain WORD\` says in plain words what a word means. Here: ${ids.join(", ")}.`, page), page)];
};
