import type { CardFailure, PartLine } from "../../domain/assessment.js";
import type { ShareRange } from "../../domain/resale.js";
import type { WorthModels } from "./worth.js";

/**
 * How likely it is that at least one card fails while no maker pays for it: 1 - (1 - p)^(cards x years without warranty), failures
 * being independent and as likely in each year. A card that is bad on the day it comes is not in it.
 * @returns undefined for a rig without cards, or where no rate is known
 */
export const cardFailure = (lines: readonly PartLine[], years: number, { reliability }: WorthModels): CardFailure | undefined => {
  const cards = lines.filter(({ kind }) => kind === "gpu");
  const rate = reliability?.kinds["gpu"];
  if (cards.length === 0 || rate === undefined) return undefined;
  const uncoveredYears = ({ condition, owned, warrantyYears }: PartLine): number =>
    Math.max(0, years - (owned || condition !== "new" ? rate.warrantyYears[owned ? "used" : condition] : (warrantyYears ?? rate.warrantyYears.new)));
  const exposure = cards.reduce((total, line) => total + line.quantity * uncoveredYears(line), 0);
  const chance = (edge: keyof ShareRange): number => 1 - (1 - rate.perYear[edge]) ** exposure;
  const prices = cards.flatMap(({ unitPrice }) => unitPrice ?? []);
  const [dearest] = [...prices].sort((a, b) => b.minor - a.minor);
  return {
    cards: cards.reduce((total, { quantity }) => total + quantity, 0),
    uncoveredYears: Math.max(...cards.map(uncoveredYears)),
    perYear: rate.perYear,
    chance: { value: chance("value"), low: chance("low"), high: chance("high"), basis: rate.basis, source: rate.source },
    ...(dearest === undefined ? {} : { replacement: dearest }),
  };
};
