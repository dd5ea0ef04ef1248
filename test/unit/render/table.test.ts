import { describe, expect, test } from "vitest";
import { commandLines } from "../../../src/render/command-lines.js";
import { styleFor } from "../../../src/render/style.js";
import { tableLines } from "../../../src/render/table.js";

const columns = [
  { head: "Cards in each (and in how many)", flexible: "wraps" as const },
  { head: "Price", align: "right" as const },
];
const rows = [["2 × NVIDIA GeForce RTX 3090 Ti", "£1,960.42"]];

describe("a table on a narrow page", () => {
  test("names and heads go on in a further line, and a figure is never broken", () => {
    expect(tableLines(columns, rows, { columns: 34, style: styleFor(false) })).toEqual([
      "  Cards in each (and in      Price",
      "  how many)",
      "  2 × NVIDIA GeForce     £1,960.42",
      "  RTX 3090 Ti",
    ]);
  });

  test("each line that begins dim ends dim, so nothing after the table is", () => {
    for (const cell of ["plain", "ワイド"]) {
      const lines = tableLines(columns, [[cell, "£1.00"]], { columns: 30, style: styleFor(true) });
      const dims = lines.map((line) => [line.split("\u001b[2m").length, line.split("\u001b[22m").length]);
      for (const [on, off] of dims) expect(on).toBe(off);
      expect(dims.some(([on = 1]) => on > 1)).toBe(true);
    }
  });
});

describe("two columns that may give way", () => {
  const two = [
    { head: "Job", flexible: "wraps" as const },
    { head: "Share", align: "right" as const },
    { head: "Goes by", flexible: "wraps" as const },
  ];
  const jobs = [
    ["language model fine-tune, BERT large", "10 %", "at most as bert_large_squad/fp16-amp"],
    ["image generator", "20 %", "a stand-in"],
  ];

  test("both are whole on a wide page", () => {
    expect(tableLines(two, jobs, { columns: 100, style: styleFor(false) })).toHaveLength(3);
  });

  test("the second goes on in further lines where the first has lines of its own, and nothing is wider than the page", () => {
    const lines = tableLines(two, jobs, { columns: 40, style: styleFor(false) });
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(40);
    expect(lines.join(" ").replace(/\s+/g, " ").trim()).toBe(
      "Job Share Goes by language model fine-tune, BERT large 10 % at most as bert_large_squad/fp16-amp image generator 20 % a stand-in",
    );
  });
});

describe("a command line to copy", () => {
  test("goes on after a backslash, and only before a flag", () => {
    expect(commandLines("  $ rigplan plan --budget 1500 --region DE --save rig.yaml", 45)).toBe(
      "  $ rigplan plan --budget 1500 --region DE \\\n      --save rig.yaml",
    );
    expect(commandLines("  $ rigplan cost rig.yaml --fail-if 'errors > 0 or total > 4000 GBP'", 60)).toBe(
      "  $ rigplan cost rig.yaml \\\n      --fail-if 'errors > 0 or total > 4000 GBP'",
    );
  });

  test("is one line where it fits", () => {
    expect(commandLines("rigplan plan --budget 3000", 80)).toBe("rigplan plan --budget 3000");
  });
});
