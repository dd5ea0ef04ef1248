import type { LlmConstants } from "../../../domain/llm.js";

/** A constant that the relation cannot do without. */
export const needed = (constants: LlmConstants, name: string): number => {
  const value = constants[name];
  if (value === undefined) throw new Error(`no constant "${name}" in the language-model speeds`);
  return value;
};

/** A multiplier for something that may have one (a maker, an engine, a bench); 1 for what was never measured. */
export const factor = (constants: LlmConstants, name: string): number => constants[name] ?? 1;

/** A name as the constants spell it. */
export const slug = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "_")
    .replaceAll(/^_+|_+$/g, "");

/**
 * Generation of llama.cpp and its kin by month: before CUDA graphs and int8 matrix kernels, in between, and with both.
 * Both came in 2024.
 */
export const softwareEra = (month: string): "early" | "middle" | "recent" => {
  if (month < "2024-03") return "early";
  return month < "2024-09" ? "middle" : "recent";
};

/**
 * Share of the matrix rate on the data sheet that kernels written for older cards reach on these: they do without the instructions
 * that hold a whole tile at once, and those alone reach the full rate.
 * @see Luo et al., "Benchmarking and Dissecting the Nvidia Hopper GPU Architecture", 2024: mma reaches 62.9 % of the peak
 */
export const OLD_KERNEL_SHARE = 0.629;
