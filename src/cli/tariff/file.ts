import type { TariffFile } from "../../catalog/tariff-file.js";
import type { Io } from "../io.js";
import { warn } from "../warnings.js";

/** Whether a word names a file rather than a tariff of the catalogue. */
export const isTariffFile = (text: string): boolean => /[\\/]|\.(?:ya?ml|json|csv)$/i.test(text);

/**
 * The tariff a file holds; what is unusual in it is said.
 * @throws Failure with every problem of the file and its place
 */
export const tariffFile = async (path: string, io: Io): Promise<TariffFile> => {
  const [{ readTariff }, { aheadAt, clockYear }, { readSnapshot }] = await Promise.all([
    import("../../catalog/tariff-file.js"),
    import("./clock.js"),
    import("../../catalog/load.js"),
  ]);
  const clock = { yearOf: clockYear, aheadAt };
  const { file, warnings } = readTariff(await io.readInput(path), path, clock, readSnapshot().exchange.perBase);
  warn(warnings, io);
  return file;
};
