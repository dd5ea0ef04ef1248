import type { PriceTable, Tariff } from "../domain/tariff.js";
import { camel } from "./camel.js";
import { type PlaceClock, pricesFromCsv, pricesFromYaml } from "./price-file.js";
import { failureOf } from "./problem.js";
import { readYaml } from "./read.js";
import { ownTariffSchema } from "./schema/tariffs.js";
import { tariffFaults } from "./tariff-faults.js";
import { check } from "./validate.js";

/** A tariff of the user's own: windows by the clock, or prices period by period. */
export type TariffFile = { readonly kind: "windows"; readonly tariff: Tariff } | { readonly kind: "prices"; readonly table: PriceTable };

const isPriced = (value: unknown): boolean => typeof value === "object" && value !== null && Object.hasOwn(value, "prices");

/**
 * Reads a tariff file: YAML or JSON with `windows` or `prices`, or CSV with prices.
 * @throws Failure with every problem of the file and its place
 */
export const readTariff = (bytes: Uint8Array, file: string, clock: PlaceClock): TariffFile => {
  if (/\.csv$/i.test(file)) return { kind: "prices", table: pricesFromCsv(csvText(bytes, file), file, clock) };
  const yaml = readYaml(bytes, file);
  if (isPriced(yaml.value)) return { kind: "prices", table: pricesFromYaml(yaml, clock) };
  const checked = check(ownTariffSchema, yaml);
  if (!checked.ok) throw failureOf(checked.problems);
  const faults = tariffFaults(checked.value);
  if (faults.length > 0) throw failureOf(faults.slice(0, 20).map(({ path, message, fix }) => ({ kind: "conflict", message, at: yaml.place(path), fix })));
  const { schema: _schema, regions = [], seenOn = "", grade = "sourced", source = `your file ${file}`, ...rest } = camel(checked.value);
  return { kind: "windows", tariff: { id: file, regions, seenOn, grade, source, ...rest } };
};

const csvText = (bytes: Uint8Array, file: string): string => {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw failureOf([{ kind: "bytes", message: "the file is not valid UTF-8", at: { file }, fix: "save it as UTF-8 text" }]);
  }
};
