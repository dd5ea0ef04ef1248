import { stringify } from "csv-stringify/sync";
import { type FlatRow, flatRows } from "./flat.js";
import { safeText } from "./safe-text.js";

const COLUMNS: readonly (readonly [keyof FlatRow, string])[] = [
  ["rig", "rig"],
  ["section", "section"],
  ["item", "item"],
  ["name", "name"],
  ["quantity", "quantity"],
  ["value", "value"],
  ["unit", "unit"],
  ["unitPrice", "unit_price"],
  ["asOf", "as_of"],
  ["source", "source"],
];

// What a spreadsheet takes for the start of a formula, after any spaces; the full-width forms too.
const FORMULA = /^[\s\u00a0]*[=+\-@\uff1d\uff0b\uff0d\uff20]/;

/** A text cell that no spreadsheet runs: an apostrophe before what looks like a formula, line breaks as spaces. Numbers stay numbers. */
export const csvCell = (value: number | string): number | string => {
  if (typeof value === "number") return value;
  const plain = safeText(value.replace(/[\t\r\n\v\f]+/g, " "));
  return FORMULA.test(plain) ? `'${plain}` : plain;
};

/** Every figure of a document as comma-separated values, one a row. */
export const csvText = (document: unknown): string =>
  stringify([COLUMNS.map(([, head]) => head), ...flatRows(document).map((row) => COLUMNS.map(([key]) => csvCell(row[key])))], { record_delimiter: "unix" });
