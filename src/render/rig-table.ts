import type { Assessment } from "../domain/assessment.js";
import type { Scenario } from "../domain/scenario.js";
import { confirmLines, findingLines, gpuWords, indexWords, memoryWords, partsSection, priceAgeLines } from "./assessment-table.js";
import { moneyText, numberText } from "./format.js";
import type { Page } from "./style.js";
import { headline, labelled, section, tableLines } from "./table.js";

/** The rig in one line: cards, memory, speed. */
export const rigTitle = (assessment: Assessment, page: Page): readonly string[] => {
  const { rig } = assessment;
  const words = `${rig.name ?? gpuWords(assessment)}${rig.nodes > 1 ? `, ${rig.nodes} machines` : ""}: ${memoryWords(assessment)}; ${indexWords(assessment)} (one RTX 3090 = 100)`;
  return headline(words, page);
};

const problems = (assessment: Assessment, page: Page): readonly string[] => section("FINDINGS", findingLines(assessment, page), page);

/** What a rig costs to buy, to run and to own. */
export const costText = (assessment: Assessment, scenario: Scenario, page: Page): string => {
  const { cost, energy } = assessment;
  const years = tableLines(
    [
      { head: "After year" },
      { head: "Electricity that year", align: "right" },
      { head: "Could be sold for", align: "right" },
      { head: "Owning has cost", align: "right" },
    ],
    cost.years.map(({ year, running, resale, ownership }) => [String(year), moneyText(running), moneyText(resale), moneyText(ownership)]),
    page,
  );
  return [
    ...rigTitle(assessment, page),
    ...problems(assessment, page),
    ...partsSection(assessment, page),
    ...section(
      "COST OF OWNERSHIP",
      [
        ...labelled("Buy", moneyText(cost.purchase), page),
        ...labelled(
          "Run",
          cost.runningPerYear === undefined
            ? "not known: no electricity price for this region"
            : `${moneyText(cost.runningPerYear)} a year of electricity (${numberText(energy.kwhPerMonth.value)} kWh a month)`,
          page,
        ),
        ...labelled(
          "Resell",
          `${moneyText(cost.resale)} after ${scenario.years} years (likely ${moneyText(cost.resaleLow)} to ${moneyText(cost.resaleHigh)})`,
          page,
        ),
        ...(cost.ownership === undefined ? [] : labelled("Own", `${moneyText(cost.ownership)} in all over ${scenario.years} years`, page)),
        ...(cost.perGpuHour === undefined ? [] : labelled("Per hour", `${moneyText(cost.perGpuHour)} for each GPU-hour delivered`, page)),
        ...(cost.years.length === 0 ? [] : ["", ...years]),
      ],
      page,
    ),
    ...section("GOOD TO KNOW", priceAgeLines(assessment, page), page),
    ...section("CONFIRM BEFORE YOU BUY", confirmLines(assessment, page), page),
    "",
  ].join("\n");
};
