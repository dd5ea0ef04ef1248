import CliTable from "cli-table3";
import { cut, folded, wrapped } from "./format.js";
import { htmlText, htmlWords, made, markdownText } from "./markup.js";
import { safeText } from "./safe-text.js";
import type { Page, Style } from "./style.js";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /**
   * The column that gives way when the page is narrow: its text is cut, or goes on in further lines. Of several the first
   * does; where even that is too little and it gets lines of its own, the next one does.
   */
  readonly flexible?: boolean | "wraps";
}

const GAP = 2;
const LEAST_FLEXIBLE = 16;
const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
} as const;

const markdownTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] => {
  const row = (cells: readonly string[]): string => made(`| ${cells.join(" | ")} |`);
  return [
    made(""),
    row(columns.map(({ head }) => (head === "" ? " " : markdownText(head)))),
    row(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...rows.map((cells) => row(columns.map((_, index) => markdownText(cells[index] ?? "")))),
    made(""),
  ];
};

const htmlTable = (columns: readonly Column[], rows: readonly (readonly string[])[]): readonly string[] => {
  const classOf = ({ align, flexible }: Column): string => (align === "right" ? ' class="number"' : flexible === undefined ? ' class="short"' : "");
  const row = (tag: "th" | "td", cells: readonly string[]): string =>
    made(`<tr>${columns.map((column, index) => `<${tag}${classOf(column)}>${htmlWords(cells[index] ?? "")}</${tag}>`).join("")}</tr>`);
  return [
    made("<table>"),
    row(
      "th",
      columns.map(({ head }) => head),
    ),
    ...rows.map((cells) => row("td", cells)),
    made("</table>"),
  ];
};

/** Characters that fill one place each; a table with others is measured by the library. */
const NARROW = /^[\x20-\x7e\xa0-\u02ff\u2010-\u2027\u20ac]*$/;

interface Grid {
  readonly heads: readonly (readonly string[])[];
  readonly cells: readonly (readonly string[])[];
  readonly columns: readonly Column[];
  readonly sizes: readonly number[];
}

/** Lines of a table whose cells fit their columns; undefined where one does not, or has characters that may be wide. */
const plainLines = ({ heads, cells, columns, sizes }: Grid, style: Style): readonly string[] | undefined => {
  const fits = (row: readonly string[]): boolean => row.every((cell, at) => cell.length <= (sizes[at] ?? 0) && NARROW.test(cell));
  if (!heads.every(fits) || !cells.every(fits)) return undefined;
  const line = (row: readonly string[], paint: (text: string) => string): string =>
    sizes
      .map((size, at) => {
        const cell = row[at] ?? "";
        const blank = " ".repeat(size - cell.length);
        return columns[at]?.align === "right" ? `${blank}${paint(cell)}` : `${paint(cell)}${blank}`;
      })
      .join(" ".repeat(GAP));
  return [...heads.map((head) => line(head, style.dim)), ...cells.map((row) => line(row, String))];
};

/** The same lines by the width that each character takes on a screen; what does not fit is cut. */
const measuredLines = ({ heads, cells, columns, sizes }: Grid, style: Style): readonly string[] => {
  // A right-aligned cell keeps its distance from the next column by a gap inside the cell.
  const spaced = (text: string, at: number): string => (columns[at]?.align === "right" && at < columns.length - 1 ? `${text}${" ".repeat(GAP)}` : text);
  const table = new CliTable({
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: sizes.map((size, at) => size + (at === sizes.length - 1 ? 0 : GAP)),
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    wordWrap: false,
  });
  for (const row of heads) table.push(row.map(spaced).map(style.dim));
  for (const row of cells) table.push(row.map(spaced));
  return table.toString().split("\n");
};

/** A row as the lines it takes when the text at `index` goes on under itself. */
const unfolded = (row: readonly string[], index: number, size: number): readonly (readonly string[])[] => {
  const [first = "", ...rest] = folded(safeText(row[index] ?? ""), size);
  return [row.map((cell, at) => (at === index ? first : cell)), ...rest.map((line) => row.map((_, at) => (at === index ? line : "")))];
};

/** A table's lines, row by row. */
interface Laid {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Too narrow for the flexible column beside the others: it gets lines of its own, before the others' where it is the first column, else after them. */
const foldedTable = (columns: readonly Column[], rows: readonly (readonly string[])[], flexible: number, page: Page, indent: string): Laid => {
  const without = <T>(cells: readonly T[]): readonly T[] => cells.filter((_, index) => index !== flexible);
  const least = without(columns).reduce((total, { head }, at) => total + GAP + Math.max(head.length, ...rows.map((row) => without(row)[at]?.length ?? 0)), 0);
  const step = flexible === 0 && least + indent.length <= page.columns ? `${indent}  ` : indent;
  const rest = laid(without(columns), rows.map(without), page, step);
  const own = (text: string): readonly string[] =>
    text === ""
      ? []
      : wrapped(safeText(text), page.columns - indent.length - 4).map((line, index) => `${indent}${flexible === 0 && index === 0 ? "" : "    "}${line}`);
  const title = columns[flexible]?.head ?? "";
  return {
    head: [...(flexible === 0 && title !== "" ? [`${indent}${page.style.dim(title)}`] : []), ...rest.head],
    rows: rows.map((row, index) => {
      const text = own(row[flexible] ?? "");
      const others = rest.rows[index] ?? [];
      return flexible === 0 ? [...text, ...others] : [...others, ...text];
    }),
  };
};

const laid = (columns: readonly Column[], rows: readonly (readonly string[])[], page: Page, indent: string): Laid => {
  const natural = columns.map(({ head }, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const flexible = columns.findIndex(({ flexible: gives = false }) => gives !== false);
  const fixed = natural.reduce((total, size, index) => total + (index === flexible ? 0 : size), 0);
  const room = page.columns - indent.length - fixed - GAP * (columns.length - 1);
  if (flexible !== -1 && room < Math.min(LEAST_FLEXIBLE, natural[flexible] ?? 0)) return foldedTable(columns, rows, flexible, page, indent);
  const sizes = natural.map((size, index) => (index === flexible ? Math.min(size, room) : size));
  const size = sizes[flexible] ?? 0;
  const fitted = (cells: readonly string[]): readonly string[] => cells.map((cell, index) => (index === flexible ? cut(safeText(cell), size) : safeText(cell)));
  const lines = (row: readonly string[]): readonly (readonly string[])[] =>
    (columns[flexible]?.flexible === "wraps" ? unfolded(row, flexible, size) : [row]).map(fitted);
  const heads = unfolded(
    columns.map(({ head }) => head),
    flexible,
    size,
  );
  const groups = rows.map(lines);
  const grid = { heads, cells: groups.flat(), columns, sizes };
  const shown = (plainLines(grid, page.style) ?? measuredLines(grid, page.style)).map((line) => `${indent}${line}`.trimEnd());
  let from = heads.length;
  return {
    head: shown.slice(0, from),
    rows: groups.map(({ length }) => {
      from += length;
      return shown.slice(from - length, from);
    }),
  };
};

/** Rows in columns within the page; only the flexible column is ever cut, so no number breaks. */
export const tableLines = (columns: readonly Column[], rows: readonly (readonly string[])[], page: Page, indent = "  "): readonly string[] => {
  if (page.medium === "markdown") return markdownTable(columns, rows);
  if (page.medium === "html") return htmlTable(columns, rows);
  const { head, rows: lines } = laid(columns, rows, page, indent);
  return [...head, ...lines.flat()];
};

/** What the report is about, as its first words. */
export const headline = (words: string, page: Page): readonly string[] => {
  if (page.medium === "markdown") return [made(`### ${markdownText(words)}`), made("")];
  if (page.medium === "html") return [made(`<h1>${htmlWords(words)}</h1>`)];
  return paragraph(words, page).map((line) => page.style.bold(line.trimStart()));
};

/** A heading and what stands under it. */
export const section = (title: string, body: readonly string[], { style, medium }: Page): readonly string[] => {
  if (body.length === 0) return [];
  if (medium === "markdown") return [made(""), made(`#### ${markdownText(sentenceCase(title))}`), made(""), ...body];
  if (medium === "html") return [made(`<h2>${htmlText(sentenceCase(title))}</h2>`), ...body];
  return ["", style.bold(title), ...body];
};

/** `WHY THIS ONE` → `Why this one`: capitals are for terminals, which have no larger letters. */
const sentenceCase = (title: string): string => (title === title.toUpperCase() ? `${title.slice(0, 1)}${title.slice(1).toLowerCase()}` : title);

const LABEL = 11;

/** `Label     words …`, wrapped under the words. */
export const labelled = (label: string, words: string, { columns, style, medium }: Page): readonly string[] => {
  if (medium === "markdown") return [made(`- ${label === "" ? "" : `**${markdownText(label)}**: `}${markdownText(words)}`)];
  if (medium === "html") return [made(`<p class="fact"><b>${htmlText(label)}</b> ${htmlWords(words)}</p>`)];
  // A label wider than its column runs on into the first line of the words.
  const name = safeText(label);
  const over = name.length < LABEL ? "" : name.slice(LABEL - 1);
  const width = Math.min(columns, 110) - LABEL - 2;
  const [first = "", ...rest] = wrapped(safeText(over === "" ? words : `${over} ${words}`), over === "" ? width : width - 1);
  return [
    `  ${style.bold(name.padEnd(LABEL - 1))}${over === "" ? " " : ""}${first.slice(over.length)}`,
    ...rest.map((line) => `  ${" ".repeat(LABEL)}${line}`),
  ];
};

/** `- words …`, wrapped under the words. */
export const bullet = (words: string, { columns, medium }: Page, mark = "-"): readonly string[] => {
  if (medium === "markdown")
    return [made(/^(?:-|\d+\.)$/.test(mark) ? `${mark} ${markdownText(words)}` : `- **${markdownText(mark)}** ${markdownText(words)}`)];
  if (medium === "html") return [made(`<p class="item"><b>${htmlText(mark)}</b> ${htmlWords(words)}</p>`)];
  const [first = "", ...rest] = wrapped(safeText(words), Math.min(columns, 110) - 4);
  return [`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)];
};

/** A paragraph. */
export const paragraph = (words: string, { columns, medium }: Page): readonly string[] => {
  if (medium === "markdown") return [made(markdownText(words)), made("")];
  if (medium === "html") return [made(`<p>${htmlWords(words)}</p>`)];
  return wrapped(safeText(words), Math.min(columns, 110) - 2).map((line) => `  ${line}`);
};

/** Rows whose columns must stay under each other. */
export const picture = (rows: readonly string[], { columns, medium }: Page): readonly string[] => {
  if (rows.length === 0) return [];
  const safe = rows.map((row): string => safeText(row));
  if (medium === "markdown") return [made(""), made("```text"), ...safe.map((row) => made(row.replaceAll("`", "'"))), made("```"), made("")];
  if (medium === "html") return [made(`<pre>${htmlText(safe[0] ?? "")}`), ...safe.slice(1).map((row) => made(htmlText(row))), made("</pre>")];
  return safe.map((row) => cut(`  ${row}`, columns));
};
