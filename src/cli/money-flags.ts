import type { Catalog } from "../domain/catalog.js";
import type { Inflation } from "../domain/money-history.js";
import type { Scenario } from "../domain/scenario.js";
import { usage } from "./parse.js";

/** Flags that say what later money is worth and what electricity will cost. */
export interface MoneyFlags {
  readonly real?: boolean;
  readonly electricityChange?: string;
}

const CHANGE = /^[+-]?\d{1,2}(?:\.\d{1,3})?$/;
const YEARS_LOOKED_BACK = 10;

const changeFrom = (text: string): number => {
  if (!CHANGE.test(text))
    throw usage(
      `--electricity-change ${JSON.stringify(text.slice(0, 80))} is not a change in percent a year`,
      "write a number from -99 to 99, such as 3 or -2.5",
    );
  return Number(text);
};

const pricesOf = ({ region, currency }: Scenario, catalog: Catalog): Inflation | undefined => {
  const known = [...catalog.subjects.inflation().values()];
  return (
    known.find(({ regions }) => regions.includes(region.market)) ??
    (currency === "EUR" && region.bloc === "europe" ? known.find(({ id }) => id === "ea") : undefined)
  );
};

/** Mean inflation of the last ten years on record. */
const inflationFor = (scenario: Scenario, catalog: Catalog): { readonly pctPerYear: number; readonly source: string } => {
  const prices = pricesOf(scenario, catalog);
  const years = Object.keys(prices?.levels ?? {}).sort();
  const last = years.at(-1);
  const first = years.at(-1 - YEARS_LOOKED_BACK) ?? years[0];
  const [from, to] = [prices?.levels[first ?? ""], prices?.levels[last ?? ""]];
  if (prices === undefined || first === undefined || last === undefined || from === undefined || to === undefined || first === last) {
    throw usage(
      `--real: the catalogue has no consumer prices for ${scenario.region.name}`,
      "leave --real out, or name a region that has them: GB, US, CA, DE, FR and the euro area",
    );
  }
  const pctPerYear = ((to / from) ** (1 / (Number(last) - Number(first))) - 1) * 100;
  return { pctPerYear: Math.round(pctPerYear * 100) / 100, source: `mean of ${first} to ${last}, ${prices.source}` };
};

/**
 * A scenario with what the flags say of money.
 * @throws Failure when a change is no percentage, or no consumer prices are known for the region
 */
export const withMoney = (scenario: Scenario, { real, electricityChange }: MoneyFlags, catalog: Catalog): Scenario => ({
  ...scenario,
  ...(electricityChange === undefined ? {} : { electricityChangePct: changeFrom(electricityChange) }),
  ...(real === true ? { inflation: inflationFor(scenario, catalog) } : {}),
});
