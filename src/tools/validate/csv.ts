import { failureOf, type Problem, quoted } from "../../catalog/problem.js";

/** One row of a table: its number (1 is the first below the header), its line in the file, and its cells by column. */
export interface Row {
  readonly row: number;
  readonly line: number;
  /** The cell without spaces around it; empty where the cell is, or where the table has no such column. */
  readonly text: (column: string) => string;
  /** The cell as a number; undefined where it is empty or is none. */
  readonly number: (column: string) => number | undefined;
}

export interface Table {
  readonly file: string;
  readonly columns: readonly string[];
  readonly rows: readonly Row[];
}

interface Cells {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Records of a comma-separated text as RFC 4180 has them: quoted cells may hold commas, doubled quotes and line breaks. */
const records = (text: string): readonly Cells[] => {
  const found: Cells[] = [];
  let cells: string[] = [];
  let cell = "";
  let quotes = false;
  let line = 1;
  let from = 1;
  const endRecord = (): void => {
    cells.push(cell);
    if (cells.length > 1 || cell.trim() !== "") found.push({ line: from, cells });
    cells = [];
    cell = "";
    from = line + 1;
  };
  for (let at = 0; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (quotes) {
      if (char !== '"') cell += char;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quotes = false;
    } else if (char === '"' && cell === "") quotes = true;
    else if (char === ",") {
      cells.push(cell);
      cell = "";
    } else if (char === "\n") endRecord();
    else if (char !== "\r") cell += char;
    if (char === "\n") line += 1;
  }
  if (cell !== "" || cells.length > 0) endRecord();
  return found;
};

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A table from text with a header line. Columns that nobody asks for are left alone.
 * @throws Failure naming every needed column that is missing
 */
export const parseTable = (text: string, file: string, needed: readonly string[]): Table => {
  const [header, ...rest] = records(text.replace(/^\uFEFF/, ""));
  const columns = header?.cells.map((cell) => cell.trim()) ?? [];
  const missing = needed.filter((column) => !columns.includes(column));
  if (missing.length > 0) {
    throw failureOf(
      missing.map(
        (column): Problem => ({
          kind: "missing-key",
          message: `the table has no column ${quoted(column)}`,
          at: { file, line: 1 },
          fix: `its header needs ${needed.join(", ")}`,
        }),
      ),
    );
  }
  const place = new Map(columns.map((column, index) => [column, index]));
  const rows = rest.map(({ line, cells }, index): Row => {
    const cellOf = (column: string): string => cells[place.get(column) ?? -1]?.trim() ?? "";
    return {
      row: index + 1,
      line,
      text: cellOf,
      number: (column) => (NUMBER.test(cellOf(column)) ? Number(cellOf(column)) : undefined),
    };
  });
  return { file, columns, rows };
};
