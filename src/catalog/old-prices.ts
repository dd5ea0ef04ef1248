import { dayNumber } from "../domain/day.js";
import { kindOfSection, type Layer } from "./layer.js";
import type { Problem } from "./problem.js";
import { valueAt } from "./validate.js";

const DATE = /^\d{4}(?:-\d{2}(?:-\d{2})?)?$/;

/** Every price of a layer that was seen longer ago than a plan should rest on, with its place; history is meant to be old. */
export const oldPrices = ({ entries }: Layer, asOf: string, mostDays: number): readonly Problem[] =>
  entries.flatMap(({ section, id, file, path }): Problem[] => {
    if (kindOfSection(section) === undefined) return [];
    const value = valueAt(file.value, path);
    const prices: unknown = typeof value === "object" && value !== null && "prices" in value ? value.prices : undefined;
    if (!Array.isArray(prices)) return [];
    return prices.flatMap((price: unknown, index): Problem[] => {
      if (typeof price !== "object" || price === null || !("seen_on" in price) || "use" in price) return [];
      const seenOn = String(price.seen_on);
      const days = DATE.test(seenOn) ? dayNumber(asOf) - dayNumber(seenOn) : 0;
      if (days <= mostDays) return [];
      return [
        {
          kind: "catalogue",
          message: `the price of ${id} was seen on ${seenOn}, ${days} days before ${asOf}`,
          at: file.place([...path, "prices", index, "seen_on"]),
          fix: "look it up again: prices moved by factors in 2026",
        },
      ];
    });
  });
