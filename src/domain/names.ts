import type { PartKind } from "./part.js";

/** Catalogue folders by kind of part. */
export const FOLDER_OF: { readonly [K in PartKind]: string } = {
  gpu: "gpus",
  cpu: "cpus",
  motherboard: "motherboards",
  memory: "memory",
  psu: "psus",
  case: "cases",
  cooler: "coolers",
  storage: "storage",
  network: "networking",
  riser: "risers",
};

/** `board_power_w` → `boardPowerW`, `eps_8pin` → `eps8pin`: a field of a file as code spells it. */
export const camelKey = (key: string): string => key.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `boardPowerW` → `board_power_w`, `eps8pin` → `eps_8pin`: the way back. */
export const snakeKey = (key: string): string =>
  key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replace(/^(eps|pcie|hpwr|bays)(\d)/, "$1_$2")
    .toLowerCase();

/** The same value with the keys of its maps as files spell them. */
export const snaked = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(snaked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [snakeKey(key), snaked(inner)]));
};
