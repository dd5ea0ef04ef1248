import type { RigChange } from "../domain/change.js";
import type { Column, Comparison } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { hoursText } from "./allowance-words.js";
import { changeWords } from "./change-table.js";
import { moneyText, plural } from "./format.js";

const costText = ({ equalWork }: Column): string => (equalWork?.cost === undefined ? "not known" : moneyText(equalWork.cost));

const isGift = (column: Column): boolean => column.kind === "free" && column.pricePerMonth === undefined;

const cheapestWords = ({ columns, ranking, work }: Comparison, { years }: Scenario): string => {
  if (work === undefined) return "Which is cheapest for the same work is not known: no speed is known.";
  const at = (label: string | undefined): Column | undefined => columns.find((column) => column.label === label);
  const ranked = ranking.map(at).filter((column) => column !== undefined);
  const gifts = ranked.filter(isGift).map(({ name, memory }) => `${name} (${hoursText(memory.totalGib)} GB)`);
  const [first, second] = ranked.filter((column) => !isGift(column));
  const task = `For the work that ${at(work.reference)?.name ?? work.reference} does in ${hoursText(work.hoursPerDay)} h a day over ${plural(years, "year")}`;
  const gift = gifts.length === 0 ? "" : `${gifts.join(" and ")} costs nothing and has hours enough${first === undefined ? "." : "; of what is paid for,"}`;
  if (first === undefined) return gifts.length === 0 ? `${task}, no column does all of it with every figure known.` : `${task}, ${gift}`;
  return `${task}, ${gift}${gift === "" ? "" : " "}${first.name} is cheapest: ${costText(first)}${second === undefined ? "" : `, then ${second.name} (${costText(second)})`}.`;
};

/** Which is cheapest a piece of work when each is used for all its hours. */
const fullUseWords = ({ columns, ranking, work }: Comparison, { loadHoursPerDay }: Scenario): string => {
  const able = columns.filter((column) => ranking.includes(column.label) && !isGift(column) && column.perWorkHour !== undefined);
  const [best] = [...able].sort((a, b) => (a.perWorkHour?.minor ?? 0) - (b.perWorkHour?.minor ?? 0));
  const isSaid = best === undefined || best.label === ranking.find((label) => able.some((column) => column.label === label));
  if (work === undefined || isSaid) return "";
  return ` Used in full for ${hoursText(loadHoursPerDay)} h a day, ${best.name} does each piece of work for least.`;
};

/** What stands in the way of those that would be cheaper. */
const passedOver = ({ columns, ranking }: Comparison): string => {
  const best = columns.find(({ label }) => label === ranking[0])?.equalWork?.cost?.minor;
  const cheaper = columns.filter(
    ({ label, equalWork }) =>
      !ranking.includes(label) && equalWork?.cost !== undefined && equalWork.share >= 1 && (best === undefined || equalWork.cost.minor < best),
  );
  return cheaper.length === 0
    ? ""
    : ` ${cheaper.map(({ name, equalWork }) => `${name} (${equalWork?.cost === undefined ? "" : moneyText(equalWork.cost)})`).join(" and ")} would cost less, but has problems: see IN THE WAY.`;
};

const buyOrRent = ({ columns, breakEven }: Comparison, { loadHoursPerDay, years }: Scenario): string => {
  const pairs = breakEven.filter(({ rented }) => columns.some(({ label, kind }) => label === rented && kind === "cloud"));
  if (pairs.length === 0) return "";
  const kept = years * 12;
  const paying = pairs.filter(({ months }) => months !== undefined && months <= kept);
  const name = (label: string): string => columns.find((column) => column.label === label)?.name ?? label;
  if (paying.length === 0) {
    const hours = pairs.flatMap(({ paysFromHoursPerDay }) => (paysFromHoursPerDay === undefined ? [] : [paysFromHoursPerDay]));
    const least = hours.length === 0 ? ", nor at any" : `; it does from ${hoursText(Math.min(...hours))} h a day`;
    return ` At ${hoursText(loadHoursPerDay)} h a day buying does not beat renting within ${plural(years, "year")}${least}.`;
  }
  const [soonest] = [...paying].sort((a, b) => (a.months ?? 0) - (b.months ?? 0));
  if (soonest === undefined) return "";
  return ` Buying beats renting soonest with ${name(soonest.owned)}: from month ${soonest.months ?? 0} against ${name(soonest.rented)}.`;
};

/** There is nothing to decide about one column: what it is, and what changed. */
const aloneWords = (column: Column, change: RigChange | undefined, { years }: Scenario): string => {
  if (change !== undefined) return changeWords(change, column.name);
  const cost = costText(column);
  return isGift(column)
    ? `${column.name} costs nothing.`
    : `${column.name} costs ${cost} over ${plural(years, "year")}; name more rigs, or cloud: and free: ones, to compare it with.`;
};

/** The answer in one or two sentences. */
export const decisionWords = (comparison: Comparison, scenario: Scenario): string => {
  const [first, second] = comparison.columns;
  if (first !== undefined && second === undefined) return aloneWords(first, comparison.changes?.[0], scenario);
  return answerWords(comparison, scenario);
};

const answerWords = (comparison: Comparison, scenario: Scenario): string =>
  `${cheapestWords(comparison, scenario)}${passedOver(comparison)}${fullUseWords(comparison, scenario)}${buyOrRent(comparison, scenario)}`;
