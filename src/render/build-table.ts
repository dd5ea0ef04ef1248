import type { Assessment } from "../domain/assessment.js";
import type { BuildSummary } from "../domain/build.js";
import { partsSection } from "./assessment-table.js";
import { moneyText, numberText, wattsText } from "./format.js";
import type { Page } from "./style.js";
import { bullet, labelled, paragraph, section } from "./table.js";

const MADE_WORDS = { built: "built", plan: "a priced plan", estimate: "estimates of a guide" } as const;

const totalWords = ({ sum, publishedTotal, difference, differenceWhy, isComplete }: BuildSummary): string => {
  if (!isComplete) {
    return publishedTotal === undefined
      ? "no total was published"
      : `${moneyText(publishedTotal)} or thereabouts was published for the whole; most of its lines are not known`;
  }
  if (publishedTotal === undefined || difference === undefined) return `its lines add up to ${moneyText(sum)}`;
  if (difference.minor === 0) return `${moneyText(publishedTotal)}, which its lines add up to`;
  const off = moneyText({ ...difference, minor: Math.abs(difference.minor) });
  return `${moneyText(publishedTotal)}, ${off} ${difference.minor > 0 ? "more" : "less"} than the ${moneyText(sum)} its lines add up to. ${differenceWhy ?? "No reason is known."}`;
};

const todayLines = ({ today: { inflated, market, converted } }: BuildSummary, page: Page): readonly string[] => [
  ...(inflated === undefined
    ? []
    : labelled(
        "Today",
        `${moneyText(inflated.amount)} in money of ${inflated.to}: consumer prices rose ${numberText(inflated.pct)} % since ${inflated.from}`,
        page,
      )),
  ...(market === undefined
    ? []
    : labelled(
        inflated === undefined ? "Today" : "",
        `${moneyText(market.amount)} for the same parts at today's prices (likely ${moneyText(market.low)} to ${moneyText(market.high)}; ${market.priced} of ${market.lines} lines as offered today, used where new ones are gone; the others by the price level of their kind)`,
        page,
      )),
  ...(converted === undefined
    ? []
    : labelled("Converted", `${moneyText(converted.amount)} at the average rate of ${converted.year}; lines below are at today's rate`, page)),
];

/** What is known of a published build, before it is costed. */
export const buildSection = ({ build }: Assessment, page: Page): readonly string[] => {
  if (build === undefined) return [];
  const power = [
    ...(build.measuredPowerW === undefined ? [] : [`${wattsText(build.measuredPowerW)} measured`]),
    ...(build.statedPowerW === undefined ? [] : [`${wattsText(build.statedPowerW)} by its author's reckoning`]),
  ];
  return section(
    "AS PUBLISHED",
    [
      ...labelled("By", `${build.author}, ${build.pricedOn}: ${MADE_WORDS[build.made]}${build.isComplete ? "" : ", known in part only"}`, page),
      ...labelled("Total", totalWords(build), page),
      ...todayLines(build, page),
      ...(power.length === 0 ? [] : labelled("Draws", power.join(", "), page)),
      ...build.notes.flatMap((note) => bullet(note, page)),
    ],
    page,
  );
};

/** A published build alone: what it is, its lines, where it was read. */
export const buildText = (assessment: Assessment, page: Page): string =>
  [
    page.style.bold(`${assessment.rig.name ?? ""} (build:${assessment.build?.id ?? ""})`),
    ...buildSection(assessment, page),
    ...partsSection(assessment, page, "each"),
    ...section("SOURCE", paragraph(assessment.build?.source ?? "", page), page),
    "",
  ].join("\n");
