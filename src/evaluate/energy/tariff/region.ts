import type { Region } from "../../../domain/region.js";
import type { TariffUse } from "../../../domain/tariff.js";
import { decimalText } from "../../../units/decimal.js";
import { flatYear } from "./year.js";

/** A region's flat rate, as a tariff; undefined where the catalogue knows none. */
export const regionTariff = ({ code, name, electricity, sources }: Region): Omit<TariffUse, "schedule" | "rates" | "withStanding"> | undefined => {
  if (electricity === undefined) return undefined;
  const { unitRate, currency, standingPerDay, period } = electricity;
  return {
    id: code,
    name: `${name}, one rate`,
    currency,
    source: sources.find(({ covers }) => covers.includes("electricity"))?.cite ?? "",
    asOf: period,
    grade: "sourced",
    ...(standingPerDay === undefined ? {} : { standingPerDay: decimalText(standingPerDay) }),
    year: flatYear(decimalText(unitRate)),
    gaps: [],
  };
};
