import CliTable from "cli-table3";
import { wrapped } from "./format.js";
import { safeText } from "./safe-text.js";
import type { Page } from "./style.js";

export interface Column {
  readonly head: string;
  readonly align?: "left" | "right";
  /** The one column that gives way when the page is narrow. */
  readonly flexible?: boolean;
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

/** Rows in columns within the page; only the flexible column is ever cut, so no number breaks. */
export const tableLines = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { columns: width, style }: Page,
  indent = "  ",
): readonly string[] => {
  const natural = columns.map(({ head }, index) => Math.max(head.length, ...rows.map((row) => row[index]?.length ?? 0)));
  const fixed = natural.reduce((total, size, index) => total + (columns[index]?.flexible === true ? 0 : size), 0);
  const room = width - indent.length - fixed - GAP * (columns.length - 1);
  const sizes = natural.map((size, index) => (columns[index]?.flexible === true ? Math.max(LEAST_FLEXIBLE, Math.min(size, room)) : size));
  const table = new CliTable({
    head: columns.map(({ head, align }, index) => style.dim(align === "right" && index < columns.length - 1 ? `${head}${" ".repeat(GAP)}` : head)),
    colAligns: columns.map(({ align = "left" }) => align),
    colWidths: sizes.map((size, index) => size + (index === sizes.length - 1 ? 0 : GAP)),
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 0 },
    wordWrap: false,
  });
  for (const row of rows) {
    // A right-aligned cell keeps its distance from the next column by a gap inside the cell.
    table.push(
      row.map((cell, index) => (columns[index]?.align === "right" && index < row.length - 1 ? `${safeText(cell)}${" ".repeat(GAP)}` : safeText(cell))),
    );
  }
  return table
    .toString()
    .split("\n")
    .map((line) => `${indent}${line}`.trimEnd());
};

/** A heading and what stands under it. */
export const section = (title: string, body: readonly string[], { style }: Page): readonly string[] =>
  body.length === 0 ? [] : ["", style.bold(title), ...body];

const LABEL = 11;

/** `Label     words …`, wrapped under the words. */
export const labelled = (label: string, words: string, { columns, style }: Page): readonly string[] => {
  const [first = "", ...rest] = wrapped(safeText(words), Math.min(columns, 110) - LABEL - 2);
  return [`  ${style.bold(label.padEnd(LABEL))}${first}`, ...rest.map((line) => `  ${" ".repeat(LABEL)}${line}`)];
};

/** `- words …`, wrapped under the words. */
export const bullet = (words: string, { columns }: Page, mark = "-"): readonly string[] => {
  const [first = "", ...rest] = wrapped(safeText(words), Math.min(columns, 110) - 4);
  return [`  ${mark} ${first}`, ...rest.map((line) => `    ${line}`)];
};

/** A paragraph. */
export const paragraph = (words: string, { columns }: Page): readonly string[] =>
  wrapped(safeText(words), Math.min(columns, 110) - 2).map((line) => `  ${line}`);
