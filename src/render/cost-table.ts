import type { Assessment, CardFailure, CostSummary } from "../domain/assessment.js";
import type { Scenario } from "../domain/scenario.js";
import { hoursWords } from "./assessment-table.js";
import { leftOutWords } from "./cost-words.js";
import { currencyMark, moneyText, numberText, plural, smallAmount } from "./format.js";
import type { Page } from "./style.js";
import { bullet, labelled, paragraph, section, tableLines } from "./table.js";

const MONTHS = 12;

const monthly = (cost: CostSummary, minor: number): string => moneyText({ minor: Math.round(minor / MONTHS), currency: cost.currency });

const yearsText = (years: number): string => plural(years, "year");

const buyWords = (cost: CostSummary): string => {
  const isRange = cost.purchaseLow.minor !== cost.purchaseHigh.minor;
  const range = isRange ? ` (likely ${moneyText(cost.purchaseLow)} to ${moneyText(cost.purchaseHigh)}: some prices are brought up to date by an index)` : "";
  const incomplete = cost.unpriced.length === 0 ? "" : `, without ${cost.unpriced.join(", ")}, whose price is not known`;
  return `${moneyText(cost.purchase)}${range}${incomplete}`;
};

const runWords = (cost: CostSummary, { energy }: Assessment): string => {
  const { electricityPerYear: electricity, runningPerYear: running, reservePerYear: reserve } = cost;
  if (electricity === undefined || running === undefined) {
    return `electricity not known: no price for this region; ${moneyText(reserve)} a year to put aside for repairs`;
  }
  const parts = `${moneyText(electricity)} of electricity (${numberText(energy.kwhPerMonth.value)} kWh a month) and ${moneyText(reserve)} put aside for repairs`;
  return `${monthly(cost, running.minor)} a month, ${moneyText(running)} a year: ${parts}`;
};

const ownWords = (cost: CostSummary, years: number): string | undefined => {
  if (cost.ownership === undefined || cost.ownershipLow === undefined || cost.ownershipHigh === undefined) return undefined;
  const loss = cost.ownedLoss.minor === 0 ? "" : `, with ${moneyText(cost.ownedLoss)} that your own parts lose in value`;
  return `${moneyText(cost.ownership)} in all over ${yearsText(years)} (likely ${moneyText(cost.ownershipLow)} to ${moneyText(cost.ownershipHigh)}), after selling it for ${moneyText(cost.resale)}${loss}`;
};

const replaceWords = ({ replacementPerMonth: monthly }: CostSummary, years: number): string | undefined =>
  monthly === undefined
    ? undefined
    : `${moneyText(monthly.value)} a month put aside (likely ${moneyText(monthly.low)} to ${moneyText(monthly.high)}), with what this rig then sells for, buys the same again after ${yearsText(years)}; Own counts it already`;

const hourWords = (cost: CostSummary): string | undefined => {
  const { perGpuHour: hour, perGpuHourLow: low, perGpuHourHigh: high } = cost;
  if (hour === undefined || low === undefined || high === undefined) return undefined;
  return `${moneyText(hour)} for each hour a GPU works (likely ${moneyText(low)} to ${moneyText(high)}); ${numberText(cost.gpuHours)} such hours in all`;
};

const workLines = ({ perWork }: CostSummary, page: Page): readonly string[] =>
  perWork.flatMap(({ workload, per, currency, cost }) => {
    const mark = currencyMark(currency);
    return labelled(
      "Work",
      `${smallAmount(cost.value, mark)} for ${per} of ${workload} (likely ${smallAmount(cost.low, mark)} to ${smallAmount(cost.high, mark)})`,
      page,
    );
  });

/** `3 in 100`; less than one in a hundred keeps a decimal. */
const inHundred = (share: number): string => numberText(share * 100, share < 0.0095 ? 1 : 0);

const failureRate = ({ perYear: { value, low, high } }: CardFailure): string =>
  `${numberText(value * 100, 1)} (${numberText(low * 100, 1)} to ${numberText(high * 100, 1)})`;

/** What may go wrong with the cards, in chances and money. */
const riskWords = ({ cardFailure }: CostSummary, years: number): string | undefined => {
  if (cardFailure === undefined) return undefined;
  const { cards, uncoveredYears, chance, replacement } = cardFailure;
  if (uncoveredYears === 0) return `a card that fails within ${yearsText(years)} is its maker's to replace, where the usual warranty holds: look at yours`;
  const without = uncoveredYears === years ? "no warranty" : `no warranty in the last ${yearsText(uncoveredYears)}`;
  const again = replacement === undefined ? "" : `; another costs ${moneyText(replacement)}`;
  return `${cards === 1 ? "the card fails" : `one of the ${cards} cards fails`} within ${yearsText(years)} in about ${inHundred(chance.value)} cases of 100 (likely ${inHundred(chance.low)} to ${inHundred(chance.high)}, ${chance.basis}), with ${without}${again}. One that is bad from the start is not in that: test it while it can go back`;
};

/** What nobody need have said and every figure rests on. */
const supposedWords = (scenario: Scenario): string =>
  `${hoursWords(scenario)}, kept for ${yearsText(scenario.years)}, in ${scenario.region.name} (--hours-per-day, --idle-hours, --years, --region change it)`;

/** What a person wants to know first. */
export const costInShort = (assessment: Assessment, scenario: Scenario, page: Page): readonly string[] => {
  const { cost } = assessment;
  const own = ownWords(cost, scenario.years);
  const hour = hourWords(cost);
  const replace = replaceWords(cost, scenario.years);
  const risk = riskWords(cost, scenario.years);
  return [
    ...labelled("Buy", buyWords(cost), page),
    ...labelled("Run", runWords(cost, assessment), page),
    ...(own === undefined ? [] : labelled("Own", own, page)),
    ...(replace === undefined ? [] : labelled("Replace", replace, page)),
    ...(hour === undefined ? [] : labelled("GPU-hour", hour, page)),
    ...(risk === undefined ? [] : labelled("Risk", risk, page)),
    ...workLines(cost, page),
    ...labelled("Supposed", supposedWords(scenario), page),
  ];
};

/** Money in and out, year by year. */
export const yearsSection = (assessment: Assessment, page: Page): readonly string[] => {
  const { cost } = assessment;
  const rows = cost.years.map(({ year, electricity, reserve, resale, ownership }) => [
    String(year),
    moneyText(electricity),
    moneyText(reserve),
    moneyText(resale),
    moneyText(ownership),
  ]);
  if (rows.length === 0) return [];
  const columns = [
    { head: "Year" },
    { head: "Electricity", align: "right" as const },
    { head: "Repairs", align: "right" as const },
    { head: "Sells for", align: "right" as const },
    { head: "Cost so far", align: "right" as const },
  ];
  return section("YEAR BY YEAR", tableLines(columns, rows, page), page);
};

const changeWords = ({ electricityChangePct: change }: CostSummary): string =>
  change === 0 ? "at today's price throughout" : `with a price that ${change > 0 ? "rises" : "falls"} by ${numberText(Math.abs(change), 1)} % a year`;

const moneyWords = ({ inflation }: CostSummary): string =>
  inflation === undefined
    ? "Later amounts are in the money of their own year; --real gives them in today's."
    : `Later amounts are in today's money, at ${numberText(inflation.pctPerYear, 1)} % inflation a year (${inflation.source}).`;

/** What the words mean, and what the totals do not hold. */
export const costWordsSection = ({ cost, parts }: Assessment, page: Page): readonly string[] => {
  const isMoved = parts.some(({ market }) => market?.moved !== undefined);
  const series = [...new Set(parts.flatMap(({ market }) => market?.moved?.series ?? []))];
  return [
    ...section(
      "HOW TO READ IT",
      [
        ...bullet(`Cost so far: all money spent up to then, less what the parts would sell for.`, page),
        ...(cost.years.length === 0 ? [] : bullet(`Electricity is reckoned ${changeWords(cost)}. ${moneyWords(cost)}`, page)),
        ...bullet(
          "Repairs: what to put aside for parts that fail out of warranty, the same each year; a chance spread thin, so one failure costs far more than a year's share of it. Sells for: what used parts of that age fetch; the 2022 fall after the mining boom counts as no ordinary ageing.",
          page,
        ),
        ...(cost.cardFailure === undefined || cost.cardFailure.uncoveredYears === 0
          ? []
          : bullet(`Risk supposes that ${failureRate(cost.cardFailure)} cards of 100 fail in a year: ${cost.cardFailure.chance.source}.`, page)),
        ...(isMoved
          ? bullet(
              `~ A price seen more than six weeks ago, brought to the day of the plan by the price level of its kind (${series.join("; ")}). It is an estimate; --observed-prices shows what was seen.`,
              page,
            )
          : []),
      ],
      page,
    ),
    ...section("NOT IN THE TOTALS", paragraph(`${cost.leavesOut.map((what) => leftOutWords(what, cost)).join("; ")}.`, page), page),
  ];
};

/** Rates used, with their day and source. */
export const exchangeLines = ({ parts }: Assessment, { exchange }: Scenario, page: Page): readonly string[] => {
  const conversions = [
    ...new Set(parts.flatMap(({ market }) => (market === undefined || market.conversion === "" ? [] : market.conversion.split("; ")))),
  ].sort();
  return conversions.length === 0 ? [] : ["", ...paragraph(`Converted: ${conversions.join("; ")}. Rates: ${exchange.source}, ${exchange.asOf}.`, page)];
};
