import type { Catalog } from "../domain/catalog.js";
import { snaked } from "../domain/names.js";
import type { Tariff, TariffWindow } from "../domain/tariff.js";
import { head } from "./catalog-table.js";
import type { Page } from "./style.js";
import { headline, labelled, section, tableLines } from "./table.js";

export const tariffDocument = (tariff: Tariff, catalog: Catalog): unknown => ({
  ...head("catalog show", catalog),
  result: { kind: "tariff", ...(snaked(tariff) as Record<string, unknown>) },
});

const daysWords = ({ days = "all", season, dayType }: TariffWindow): string =>
  [
    days === "all" ? (dayType === undefined ? "every day" : `${dayType} days`) : `${days}s${dayType === undefined ? "" : `, ${dayType}`}`,
    ...(season === undefined ? [] : [season]),
  ].join(", ");

/** A tariff's hours and rates, with where they are from. */
export const tariffText = (tariff: Tariff, page: Page): string => {
  const { name, regions, zone, currency, windows, seasons = [], dayTypes = [], standingPerDay, valid, seenOn, grade, source, note } = tariff;
  const rows = windows.map((window) => [window.name, daysWords(window), `${window.from}-${window.to}`, window.rate]);
  return `${[
    ...headline(name, page),
    ...section(
      "HOURS AND RATES",
      tableLines([{ head: "Rate", flexible: "wraps" }, { head: "Days" }, { head: "Hours" }, { head: `${currency} a kWh`, align: "right" }], rows, page),
      page,
    ),
    "",
    ...labelled("Sold in", `${regions.join(", ")}${zone === undefined ? "" : `; clocks of ${zone}`}`, page),
    ...(seasons.length === 0 ? [] : labelled("Seasons", seasons.map((season) => `${season.name} ${season.from} to ${season.to}`).join(", "), page)),
    ...(dayTypes.length === 0 ? [] : labelled("Days", dayTypes.map((type) => `${type.perYear} ${type.name} a year`).join(", "), page)),
    ...(standingPerDay === undefined ? [] : labelled("Standing", `${standingPerDay} ${currency} a day besides, with or without a rig`, page)),
    ...(valid === undefined ? [] : labelled("Valid", valid, page)),
    ...(note === undefined ? [] : labelled("Note", note, page)),
    ...labelled("Source", `${source}; seen ${seenOn}${grade === "doubtful" ? "; not checked at the seller's" : ""}`, page),
    ...labelled("Use it", `rigplan power RIG --tariff ${tariff.id} --schedule cheapest`, page),
  ].join("\n")}\n`;
};
