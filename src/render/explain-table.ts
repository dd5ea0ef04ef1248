import type { IndexStory } from "../domain/index-story.js";
import type { Term } from "../domain/term.js";
import { moneyText, numberText } from "./format.js";
import { indexStoryLines } from "./index-story.js";
import type { Page } from "./style.js";
import { headline, labelled, paragraph, section, tableLines } from "./table.js";

/** A figure of the user's own rig that shows a term at work. */
export interface TermFigure {
  readonly value: number | { readonly minor: number; readonly currency: string } | undefined;
  readonly words: string;
}

const figureText = ({ value }: TermFigure): string =>
  value === undefined ? "not known:" : typeof value === "number" ? numberText(value, value < 10 && !Number.isInteger(value) ? 2 : 0) : moneyText(value);

/**
 * A term in plain words.
 * @param see - names of other terms, by id
 * @param figures - of the rig asked about; empty when none was
 * @param story - of the training index, where that is the term
 */
export const termText = (
  term: Term,
  see: readonly { readonly id: string; readonly name: string }[],
  figures: readonly TermFigure[],
  story: IndexStory | undefined,
  page: Page,
): string =>
  [
    ...headline(`${term.name}${term.code === undefined ? "" : ` (${term.code})`}`, page),
    "",
    ...paragraph(term.says, page),
    ...(term.matters === undefined ? [] : ["", ...labelled("Why", term.matters, page)]),
    ...(term.formula === undefined ? [] : labelled("Formula", term.formula, page)),
    ...labelled("Source", term.source, page),
    ...(see.length === 0 ? [] : labelled("See", see.map(({ id, name }) => `${name} (\`rigplan explain ${id}\`)`).join("; "), page)),
    ...section(
      "IN YOUR RIG",
      figures.flatMap((figure) => paragraph(`${figureText(figure)} ${figure.words}`, page)),
      page,
    ),
    ...(story === undefined ? [] : indexStoryLines(story, page)),
    "",
  ].join("\n");

/** Every term, words before codes. */
export const termListText = (terms: readonly Term[], page: Page): string => {
  const words = terms.filter(({ code }) => code === undefined);
  const codes = terms.filter(({ code }) => code !== undefined);
  return [
    ...tableLines(
      [{ head: "Term" }, { head: "What it is", flexible: "wraps" }],
      words.map(({ id, name }) => [id, name]),
      page,
    ),
    "",
    ...tableLines(
      [{ head: "Code" }, { head: "What it says", flexible: "wraps" }],
      codes.map(({ code = "", name }) => [code, name]),
      page,
    ),
    "",
  ].join("\n");
};
