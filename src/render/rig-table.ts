import type { Assessment } from "../domain/assessment.js";
import type { Scenario } from "../domain/scenario.js";
import { confirmLines, findingLines, indexWords, limitedGpuWords, memoryWords, partsSection, priceAgeLines } from "./assessment-table.js";
import { buildSection } from "./build-table.js";
import { costInShort, costWordsSection, exchangeLines, yearsSection } from "./cost-table.js";
import { jobsSection } from "./jobs-section.js";
import { memorySection } from "./memory-section.js";
import { priceBars } from "./pictures.js";
import { speedSection } from "./speed-section.js";
import type { Page } from "./style.js";
import { headline, section } from "./table.js";
import { withWords } from "./words-section.js";

/** The rig in one line: cards, memory, speed. */
export const rigTitle = (assessment: Assessment, page: Page): readonly string[] => {
  const { rig } = assessment;
  const words = `${rig.name ?? limitedGpuWords(assessment)}${rig.nodes > 1 ? `, ${rig.nodes} machines` : ""}: ${memoryWords(assessment)}; ${indexWords(assessment)} (one RTX 3090 = 100)`;
  return headline(words, page);
};

const problems = (assessment: Assessment, page: Page): readonly string[] => section("FINDINGS", findingLines(assessment, page), page);

/** What a rig costs to buy, to run and to own: the answer first, then what it is made of. */
export const costText = (assessment: Assessment, scenario: Scenario, page: Page): string =>
  [
    ...withWords(
      [
        ...rigTitle(assessment, page),
        ...buildSection(assessment, page),
        ...section("IN SHORT", costInShort(assessment, scenario, page), page),
        ...problems(assessment, page),
        ...memorySection(assessment, page),
        ...speedSection(assessment, page),
        ...jobsSection(assessment, scenario, page),
        ...partsSection(assessment, page, "each"),
        ...priceBars(assessment, page),
        ...yearsSection(assessment, page),
        ...section("GOOD TO KNOW", priceAgeLines(assessment, page), page),
        ...section("CONFIRM BEFORE YOU BUY", confirmLines(assessment, page), page),
        ...costWordsSection(assessment, page),
        ...exchangeLines(assessment, scenario, page),
      ],
      page,
    ),
    "",
  ].join("\n");
