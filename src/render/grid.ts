import { folded } from "./format.js";
import { safeText } from "./safe-text.js";
import type { Page } from "./style.js";
import { tableLines } from "./table.js";

/** A row of a comparison: what is compared, and a cell for each column; a cell may have several lines. */
export interface GridRow {
  readonly label: string;
  readonly cells: readonly (readonly string[])[];
}

const GAP = 2;
const INDENT = "  ";
const WIDEST_LABEL = 18;
const NARROW_LABEL = 14;
const NARROW_PAGE = 90;
const WIDEST_HEAD = 18;
const NARROW_HEAD = 14;

const widthOf = (index: number, heads: readonly string[], rows: readonly GridRow[], widestHead: number): number => {
  const cells = rows.flatMap(({ cells }) => cells[index] ?? []).map((line) => line.length);
  const head = Math.min(widestHead, heads[index]?.length ?? 0);
  return Math.max(head, ...cells);
};

/** Columns side by side as far as the page is wide; the rest in further blocks, as even as can be. */
const blocksOf = (widths: readonly number[], room: number): readonly (readonly number[])[] => {
  const split = (limit: number): number[][] => {
    const blocks: number[][] = [];
    let used = 0;
    widths.forEach((width, index) => {
      const last = blocks.at(-1);
      if (last === undefined || used + GAP + width > room || last.length >= limit) {
        blocks.push([index]);
        used = width;
      } else {
        last.push(index);
        used += GAP + width;
      }
    });
    return blocks;
  };
  const greedy = split(widths.length);
  const even = split(Math.ceil(widths.length / greedy.length));
  return even.length === greedy.length ? even : greedy;
};

/** Criteria as rows, options as columns, within the page; where the page is too narrow for all options, in blocks under each other. */
export const gridLines = (heads: readonly string[], rows: readonly GridRow[], page: Page): readonly string[] => {
  const { columns, style, medium = "terminal" } = page;
  if (medium !== "terminal") {
    const named = ["", ...heads].map((head) => ({ head, flexible: "wraps" as const }));
    return tableLines(
      named,
      rows.map(({ label, cells }) => [label, ...cells.map((cell) => cell.join("; "))]),
      page,
    );
  }
  const labelWidth = columns < NARROW_PAGE ? NARROW_LABEL : WIDEST_LABEL;
  const safeRows = rows.map(({ label, cells }) => ({ label, cells: cells.map((cell) => cell.map((line): string => safeText(line))) }));
  const safeHeads = heads.map((head): string => safeText(head));
  const room = columns - INDENT.length - labelWidth - GAP;
  const laidOut = [WIDEST_HEAD, NARROW_HEAD].map((widest) => {
    const widths = safeHeads.map((_, index) => widthOf(index, safeHeads, safeRows, widest));
    return { widths, blocks: blocksOf(widths, room) };
  });
  // Heads have more room where that puts no column into a further block.
  const { widths, blocks } = laidOut.reduce((best, one) => (one.blocks.length < best.blocks.length ? one : best));
  const rowLines = (label: readonly string[], cells: readonly (readonly string[])[], block: readonly number[], weight: (text: string) => string): string[] => {
    const height = Math.max(label.length, ...cells.map((cell) => cell.length));
    return Array.from({ length: height }, (_, line) => {
      const first = style.dim((label[line] ?? "").padEnd(labelWidth));
      const rest = cells.map((cell, at) => weight((cell[line] ?? "").padEnd(widths[block[at] ?? 0] ?? 0)));
      return `${INDENT}${first}${" ".repeat(GAP)}${rest.join(" ".repeat(GAP))}`.trimEnd();
    });
  };
  return blocks.flatMap((block, index) => [
    ...(index === 0 ? [] : [""]),
    ...rowLines(
      [],
      block.map((at) => folded(safeHeads[at] ?? "", widths[at] ?? 0)),
      block,
      style.bold,
    ),
    ...safeRows.flatMap(({ label, cells }) =>
      rowLines(
        folded(label, labelWidth),
        block.map((at) => cells[at] ?? []),
        block,
        (text) => text,
      ),
    ),
  ]);
};
