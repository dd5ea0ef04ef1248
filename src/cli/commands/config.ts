import { wrapped } from "../../render/format.js";
import { safeText } from "../../render/safe-text.js";
import { type ConfigFlags, settingLayers } from "../config/layers.js";
import type { Io } from "../io.js";

interface ShowFlags extends ConfigFlags {
  readonly showOrigin?: boolean;
}

const fileKey = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** `rigplan config [--show-origin]`: every setting in force, and where it comes from. */
export const runConfig = async (flags: ShowFlags, io: Io): Promise<void> => {
  const layers = await settingLayers(flags, io);
  const names = [...new Set(layers.flatMap(({ values }) => Object.keys(values)))].sort();
  for (const name of names) {
    const places = layers.filter(({ values }) => values[name] !== undefined);
    const shown = flags.showOrigin === true ? places : places.slice(0, 1);
    shown.forEach(({ origin, values }, index) => {
      const value = values[name];
      const words = typeof value === "string" ? value : (value ?? []).join(", ");
      const mark = index === 0 ? "" : " (not used)";
      io.out(safeText(`${fileKey(name)}: ${words}${flags.showOrigin === true ? `  # ${origin}${mark}` : ""}`));
      io.out("\n");
    });
  }
  if (names.length === 0) io.err(`${wrapped("no settings: no RIGPLAN_ variable, no rigplan.yaml, no file of yours", io.columns).join("\n")}\n`);
};
