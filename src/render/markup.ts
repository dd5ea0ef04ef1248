import { inseparable } from "./format.js";
import { safeText } from "./safe-text.js";

/**
 * Begins a line that is markup already. `safeText` lets no control character through, so no text from a file can begin with it;
 * a line without it is text and is escaped when the report is put together.
 */
const MADE = "\u0001";

/** What may become a link by itself. */
const LINKED = /:\/\/|www\.|@/i;
const MARKDOWN = /[\\`*_{}[\]|~>]/g;
/** With the signs that addresses are made of. */
const MARKDOWN_LINKED = /[\\`*_{}[\]()+.!|~>-]/g;
/** A list, a rule or a number that would begin one. */
const MARKDOWN_START = /^(\s*(?:\d+(?=[.)]))?)([-+.)])/;
const MARKDOWN_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", "@": "&#64;", "#": "&#35;" };
const HTML_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text that Markdown shows as it is, and that reads well unshown: no link, mention, image, HTML, list or table cell comes of it. */
export const markdownText = (text: string): string =>
  safeText(text)
    .replace(LINKED.test(text) ? MARKDOWN_LINKED : MARKDOWN, (character) => `\\${character}`)
    .replace(MARKDOWN_START, (_, before: string, sign: string) => `${before}\\${sign}`)
    .replace(/[&<@#]/g, (character) => MARKDOWN_ENTITIES[character] ?? character);

/** Text that HTML shows as it is, in an element or an attribute. */
export const htmlText = (text: string): string => safeText(text).replace(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);

const DAY = /^([^/]*\d{4})-(\d\d)(?:-(\d\d))?(?![\w/])/;
/** A day is not broken at its hyphens: a joiner that takes no room stands after each. */
const unbroken = (html: string): string =>
  html.replace(DAY, (_, year: string, month: string, day: string | undefined) => [year, month, ...(day === undefined ? [] : [day])].join("-&#8288;"));

/** Words of a sentence as HTML: a number stays with its unit, and a day whole; what may be copied into a shell is left as it is. */
export const htmlWords = (text: string): string =>
  inseparable(safeText(text))
    .map((word) => (word.includes("`") ? htmlText(word) : unbroken(htmlText(word)).replaceAll(" ", "&nbsp;")))
    .join(" ");

/** A line of markup made here, from text that was escaped. */
export const made = (markup: string): string => `${MADE}${markup}`;

/** Lines of a report as the markup they stand for: what is not markup yet is text. */
export const markupLines = (report: string, medium: "markdown" | "html"): readonly string[] =>
  report.split("\n").map((line) => {
    if (line.startsWith(MADE)) return line.slice(MADE.length);
    if (line.trim() === "") return "";
    return medium === "html" ? `<p>${htmlText(line.trim())}</p>` : `${markdownText(line.trim())}\n`;
  });
