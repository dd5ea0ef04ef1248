import type { BuildUse, PartUse } from "../domain/part-use.js";
import { numberText, plural } from "./format.js";
import { type Json, known } from "./json-values.js";
import type { Page } from "./style.js";
import { paragraph, section, tableLines } from "./table.js";

const MADE_WORDS = { built: "built", plan: "planned", estimate: "a guide's" } as const;

const totalText = ({ publishedTotal: total }: BuildUse): string =>
  total === undefined ? "not given" : `${total.currency} ${numberText(Number(total.amount))}`;

const buildRows = (builds: readonly BuildUse[], page: Page): readonly string[] =>
  builds.length === 0
    ? []
    : tableLines(
        [
          { head: "When" },
          { head: "Of it", align: "right" },
          { head: "Whole machine", align: "right" },
          { head: "It was" },
          { head: "Build", flexible: "wraps" },
        ],
        builds.map((use) => [use.pricedOn, `${use.quantity}${use.isUsed ? " used" : ""}`, totalText(use), MADE_WORDS[use.made], use.id]),
        page,
      );

const buildsWords = ({ builds, buildsKnown, buildsSilent }: PartUse): string => {
  const silent = buildsSilent === 0 ? "" : ` (in ${plural(buildsSilent, "more list")}, known only in part, this line is missing)`;
  return `${builds.length === 0 ? "None" : builds.length} of ${buildsKnown} published builds ${builds.length > 1 ? "have" : "has"} it${silent}.`;
};

const winnersWords = ({ winners }: PartUse): string => {
  if (winners === undefined) return "";
  const { naming, known: all, newest } = winners;
  const since = newest === undefined ? "" : `, the newest of ${newest}`;
  return ` Of ${all} competition solutions whose hardware is known, ${naming === 0 ? "none names" : naming === 1 ? "1 names" : `${naming} name`} this card${since}.`;
};

/** Who else is known to use a part: the more there are, the more people can answer a question about it. */
export const partUseSection = (use: PartUse, page: Page): readonly string[] =>
  section(
    "WHO ELSE USES IT",
    [...paragraph(`${buildsWords(use)}${winnersWords(use)} These are examples that were found, not a census.`, page), ...buildRows(use.builds, page)],
    page,
  );

export const partUseJson = ({ builds, buildsKnown, buildsSilent, winners }: PartUse): Json => ({
  builds: builds.map(({ id, pricedOn, made, quantity, isUsed, publishedTotal }) => ({
    id,
    priced_on: pricedOn,
    made,
    quantity,
    used: isUsed,
    ...known("published_total", publishedTotal, ({ amount, currency }) => ({ amount: Number(amount), currency })),
  })),
  builds_known: buildsKnown,
  builds_silent: buildsSilent,
  ...known("competition_solutions", winners, ({ naming, known: all, newest }) => ({ naming, known: all, ...known("newest", newest) })),
});
