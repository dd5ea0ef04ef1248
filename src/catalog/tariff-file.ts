import type { Place } from "../domain/failure.js";
import type { PriceTable, Tariff } from "../domain/tariff.js";
import { camel } from "./camel.js";
import { LIMITS } from "./limits.js";
import { type PlaceClock, pricesFromCsv, pricesFromYaml } from "./price-file.js";
import { failureOf, type Problem } from "./problem.js";
import { readYaml, type YamlFile } from "./read.js";
import { rateBand } from "./region-bands.js";
import { ownTariffSchema } from "./schema/tariffs.js";
import { tariffFaults } from "./tariff-faults.js";
import { textOf } from "./text.js";
import { check } from "./validate.js";

/** A tariff of the user's own: windows by the clock, or prices period by period. */
export type TariffFile = { readonly kind: "windows"; readonly tariff: Tariff } | { readonly kind: "prices"; readonly table: PriceTable };

const isPriced = (value: unknown): boolean => typeof value === "object" && value !== null && Object.hasOwn(value, "prices");

/** A file's tariff, with what is unusual in it. */
export interface TariffReading {
  readonly file: TariffFile;
  readonly warnings: readonly Problem[];
}

type Rates = Readonly<Record<string, string>>;

/**
 * Windows that cost what nothing costs are refused, unusual ones warned about.
 * @throws Failure with every impossible rate and its place
 */
const judgedWindows = (tariff: Tariff, yaml: YamlFile, perBase: Rates): readonly Problem[] => {
  const found = tariff.windows.flatMap(({ rate }, index) => {
    const band = rateBand(Number(rate), tariff.currency, perBase);
    return band === undefined ? [] : [{ ...band, problem: outOfBand(band, yaml.place(["windows", index, "rate"])) }];
  });
  const refused = found.filter(({ isPossible }) => !isPossible).map(({ problem }) => problem);
  if (refused.length > 0) throw failureOf(refused.slice(0, LIMITS.problems));
  return found.map(({ problem }) => problem);
};

const outOfBand = ({ message, fix }: { readonly message: string; readonly fix: string }, at: Place): Problem => ({ kind: "out-of-range", message, at, fix });

/**
 * Single half hours may cost anything; half of all periods may not.
 * @throws Failure when the middle price is one that nothing costs
 */
const judgedPrices = (table: PriceTable, perBase: Rates): readonly Problem[] => {
  const prices = table.days.flatMap(({ periods }) => periods.map(({ rate }) => Number(rate))).sort((a, b) => a - b);
  const middle = prices[Math.floor(prices.length / 2)];
  const band = middle === undefined || table.currency === undefined ? undefined : rateBand(middle, table.currency, perBase);
  if (band === undefined) return [];
  const problem = outOfBand({ ...band, message: `${band.message}, and half of the prices are higher` }, { file: table.id, line: 1 });
  if (!band.isPossible) throw failureOf([problem]);
  return [problem];
};

/**
 * Reads a tariff file: YAML or JSON with `windows` or `prices`, or CSV with prices.
 * @param perBase - exchange rates against the euro, by currency: pence that were written for pounds are told by them
 * @throws Failure with every problem of the file and its place
 */
export const readTariff = (bytes: Uint8Array, file: string, clock: PlaceClock, perBase: Rates): TariffReading => {
  const priced = (table: PriceTable): TariffReading => ({ file: { kind: "prices", table }, warnings: judgedPrices(table, perBase) });
  if (/\.csv$/i.test(file)) return priced(pricesFromCsv(textOf(bytes, file), file, clock));
  const yaml = readYaml(bytes, file);
  if (isPriced(yaml.value)) return priced(pricesFromYaml(yaml, clock));
  const checked = check(ownTariffSchema, yaml);
  if (!checked.ok) throw failureOf(checked.problems);
  const faults = tariffFaults(checked.value);
  if (faults.length > 0)
    throw failureOf(faults.slice(0, LIMITS.problems).map(({ path, message, fix }) => ({ kind: "conflict", message, at: yaml.place(path), fix })));
  const { schema: _schema, regions = [], seenOn = "", grade = "sourced", source = `your file ${file}`, ...rest } = camel(checked.value);
  const tariff = { id: file, regions, seenOn, grade, source, ...rest };
  return { file: { kind: "windows", tariff }, warnings: judgedWindows(tariff, yaml, perBase) };
};
