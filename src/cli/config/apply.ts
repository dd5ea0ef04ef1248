import type { Command } from "commander";
import { safeText } from "../../render/safe-text.js";
import type { Io } from "../io.js";
import type { ConfigFlags, FlagValues, Layer } from "./layers.js";
import { settingLayers } from "./layers.js";

/** Settings that a rig file's own scenario comes before; the others have no place in a rig file. */
const SCENARIO: ReadonlySet<string> = new Set([
  "region",
  "currency",
  "hoursPerDay",
  "idleHours",
  "years",
  "framework",
  "workload",
  "circuit",
  "tariff",
  "schedule",
]);

const shown = (value: unknown): string => safeText(Array.isArray(value) ? value.join(", ") : String(value));

const wordsOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Says for each setting that more than one place gives which one won. */
const explain = (command: Command, layers: readonly Layer[], io: Io): void => {
  for (const name of new Set(layers.flatMap(({ values }) => Object.keys(values)))) {
    const given = command.getOptionValueSource(name) === "cli" ? [{ origin: wordsOf(name), value: command.getOptionValue(name) as unknown }] : [];
    const all = [...given, ...layers.flatMap(({ origin, values }) => (values[name] === undefined ? [] : [{ origin, value: values[name] }]))];
    const [winner, ...losers] = all;
    if (winner === undefined) continue;
    const over = losers.map(({ origin, value }) => `${safeText(origin)} (${shown(value)})`).join(", ");
    io.err(`${wordsOf(name).slice(2)} ${shown(winner.value)} from ${safeText(winner.origin)}${over === "" ? "" : `, over ${over}`}\n`);
  }
};

/** Lays the settings of environment and files under a command's flags, as far as the command has such flags. */
export const applySettings = async (command: Command, io: Io): Promise<void> => {
  const known = new Set(command.options.map((option) => option.attributeName()));
  if (!known.has("config")) return;
  const layers = await settingLayers(command.opts<ConfigFlags>(), io);
  if (layers.length === 0) return;
  const defaults: Record<string, FlagValues[string]> = {};
  for (const { kind, values } of layers) {
    for (const [name, value] of Object.entries(values)) {
      if (!known.has(name)) continue;
      if (name === "catalog") {
        // A weaker layer's catalogue is laid first, the flags' last.
        const before = (command.getOptionValue(name) as readonly string[] | undefined) ?? [];
        command.setOptionValueWithSource(name, [...value, ...before], "config");
      } else if (kind !== "environment" && SCENARIO.has(name)) defaults[name] ??= value;
      else if (command.getOptionValue(name) === undefined) command.setOptionValueWithSource(name, value, "config");
    }
  }
  command.setOptionValueWithSource("settings", defaults, "config");
  if (command.opts<{ verbose?: boolean }>().verbose === true) explain(command, layers, io);
};
