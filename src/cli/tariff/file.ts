import type { TariffFile } from "../../catalog/tariff-file.js";
import type { Io } from "../io.js";

/** Whether a word names a file rather than a tariff of the catalogue. */
export const isTariffFile = (text: string): boolean => /[\\/]|\.(?:ya?ml|json|csv)$/i.test(text);

/**
 * The tariff a file holds.
 * @throws Failure with every problem of the file and its place
 */
export const tariffFile = async (path: string, io: Io): Promise<TariffFile> => {
  const [{ readTariff }, { aheadAt, clockYear }] = await Promise.all([import("../../catalog/tariff-file.js"), import("./clock.js")]);
  return readTariff(await io.readInput(path), path, { yearOf: clockYear, aheadAt });
};
