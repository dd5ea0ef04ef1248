import type { RigChange } from "../domain/change.js";
import type { Column, Comparison, WorkMeasure } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { hoursText } from "./allowance-words.js";
import { changeWords } from "./change-table.js";
import { moneyText, plural } from "./format.js";

const costText = ({ equalWork }: Column): string => (equalWork?.cost === undefined ? "not known" : moneyText(equalWork.cost));

const isGift = (column: Column): boolean => column.kind === "free" && column.pricePerMonth === undefined;

/** Whether it is not known that the work fits the column's memory. */
const isDoubtful = ({ performance }: Column, { workload }: WorkMeasure): boolean =>
  performance.some((line) => line.workload === workload && line.fits !== true);

const giftWords = (gifts: readonly Column[], work: WorkMeasure): string => {
  const names = (some: readonly Column[]): string => some.map(({ name, memory }) => `${name} (${hoursText(memory.totalGib)} GB)`).join(" and ");
  const sure = gifts.filter((gift) => !isDoubtful(gift, work));
  const doubtful = gifts.filter((gift) => isDoubtful(gift, work));
  return [
    ...(sure.length === 0 ? [] : [`${names(sure)} ${sure.length === 1 ? "costs nothing and has" : "cost nothing and have"} hours enough`]),
    ...(doubtful.length === 0 ? [] : [`${names(doubtful)} would cost nothing and have hours enough if the job fits there, which is not known`]),
  ].join("; ");
};

const cheapestWords = ({ columns, ranking, work }: Comparison, { years }: Scenario): string => {
  if (work === undefined) return "Which is cheapest for the same work is not known: no speed is known.";
  const at = (label: string | undefined): Column | undefined => columns.find((column) => column.label === label);
  const ranked = ranking.map(at).filter((column) => column !== undefined);
  const gifts = ranked.filter(isGift);
  const [first, second] = ranked.filter((column) => !isGift(column));
  const task = `For the work that ${at(work.reference)?.name ?? work.reference} does in ${hoursText(work.hoursPerDay)} h a day over ${plural(years, "year")}`;
  const gift = gifts.length === 0 ? "" : `${giftWords(gifts, work)}${first === undefined ? "." : "; of what is paid for,"}`;
  if (first === undefined) return gifts.length === 0 ? `${task}, no column does all of it with every figure known.` : `${task}, ${gift}`;
  return `${task}, ${gift}${gift === "" ? "" : " "}${first.name} is cheapest${isDoubtful(first, work) ? " if the job fits it, which is not known" : ""}: ${costText(first)}${second === undefined ? "" : `, then ${second.name} (${costText(second)})`}.`;
};

/** Which is cheapest a piece of work when each is used for all its hours. */
const fullUseWords = ({ columns, ranking, work }: Comparison, { loadHoursPerDay }: Scenario): string => {
  const able = columns.filter((column) => ranking.includes(column.label) && !isGift(column) && column.perWorkHour !== undefined);
  const [best] = [...able].sort((a, b) => (a.perWorkHour?.minor ?? 0) - (b.perWorkHour?.minor ?? 0));
  const isSaid = best === undefined || best.label === ranking.find((label) => able.some((column) => column.label === label));
  if (work === undefined || isSaid) return "";
  return ` Used in full for ${hoursText(loadHoursPerDay)} h a day, ${best.name} does each piece of work for least.`;
};

const whyNot = (column: Column): string => (column.kind === "cloud" ? "processor and memory are billed on top" : "see IN THE WAY");

/** Those that would be cheaper, and what stands in their way. */
const passedOver = ({ columns, ranking }: Comparison): string => {
  const best = columns.find((column) => column.label === ranking.find((label) => columns.some((other) => other.label === label && !isGift(other))))?.equalWork
    ?.cost;
  const cheaper = columns.filter((column) => {
    const { label, equalWork } = column;
    if (isGift(column) || ranking.includes(label) || equalWork?.cost === undefined || equalWork.share < 1) return false;
    return best === undefined || equalWork.cost.minor < best.minor;
  });
  if (cheaper.length === 0) return "";
  return ` ${cheaper.map((column) => `${column.name} (${costText(column)}; ${whyNot(column)})`).join(" and ")} would cost less.`;
};

/** The rented machine that does the work for least, those first whose price is whole. */
const cheapestRent = ({ columns, ranking }: Comparison): Column | undefined => {
  const rented = columns.filter((column) => column.kind === "cloud");
  const order = ({ label, equalWork }: Column): number =>
    (equalWork?.cost?.minor ?? Number.POSITIVE_INFINITY) + (ranking.includes(label) ? 0 : Number.MAX_SAFE_INTEGER / 2);
  return [...rented].sort((a, b) => order(a) - order(b))[0];
};

/** Whether buying pays against the cheapest rent, and from when. */
const buyOrRent = (comparison: Comparison, { loadHoursPerDay, years }: Scenario): string => {
  const { columns, breakEven } = comparison;
  const rent = cheapestRent(comparison);
  const pairs = breakEven.filter(({ rented }) => rented === rent?.label);
  if (rent === undefined || pairs.length === 0) return "";
  const kept = years * 12;
  const paying = pairs.filter(({ months }) => months !== undefined && months <= kept);
  const name = (label: string): string => columns.find((column) => column.label === label)?.name ?? label;
  if (paying.length === 0) {
    const hours = pairs.flatMap(({ paysFromHoursPerDay }) => (paysFromHoursPerDay === undefined ? [] : [paysFromHoursPerDay]));
    const least = hours.length === 0 ? ", nor would it at 24" : `; it does from ${hoursText(Math.min(...hours))} h a day`;
    return ` At ${hoursText(loadHoursPerDay)} h a day owning does not beat renting ${rent.name} within ${plural(years, "year")}${least}.`;
  }
  const [soonest] = [...paying].sort((a, b) => (a.months ?? 0) - (b.months ?? 0));
  if (soonest === undefined) return "";
  return ` Used at its own speed for ${hoursText(loadHoursPerDay)} h a day, ${name(soonest.owned)} beats renting ${rent.name} from month ${soonest.months ?? 0}.`;
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
