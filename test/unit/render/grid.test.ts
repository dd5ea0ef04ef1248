import { expect, test } from "vitest";
import { gridLines } from "../../../src/render/grid.js";
import { styleFor } from "../../../src/render/style.js";

const page = (columns: number): Parameters<typeof gridLines>[2] => ({ columns, style: styleFor(false) });
const rows = [{ label: "To buy", cells: [["£1,234,567.00"], ["-"], ["£9.00", "low £8.00"]] }];
const heads = ["4 × GTX 1080 Ti", "cloud:some-provider/a-card", "Kaggle"];

test("options that do not fit beside each other stand in blocks, each with its criteria, and no line is wider than the page", () => {
  for (const columns of [40, 60, 80, 120]) {
    const lines = gridLines(heads, rows, page(columns));
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
    expect(lines.join("\n")).toContain("£1,234,567.00");
  }
  expect(gridLines(heads, rows, page(40)).filter((line) => line.includes("To buy"))).toHaveLength(3);
  expect(gridLines(heads, rows, page(120)).filter((line) => line.includes("To buy"))).toHaveLength(1);
});

test("a long name is broken after the signs that join its parts, and not stretched", () => {
  const [first = "", second = ""] = gridLines(["x"], [{ label: "llama-3-8b:qlora,seq=2048", cells: [["1"]] }], page(80)).slice(1);
  expect([first.trim(), second.trim()]).toEqual(["llama-3-8b:     1", "qlora,seq=2048"]);
});

test("in Markdown every row has as many cells as there are options and one more", () => {
  const lines = gridLines(heads, rows, { ...page(100), medium: "markdown" }).filter((line) => line.includes("|"));
  for (const line of lines) expect(line.match(/\|/g)).toHaveLength(heads.length + 2);
  expect(lines.at(-1)).toContain("£9");
});

test("what a name holds cannot move the cursor", () => {
  expect(gridLines(["\u001b[2Jx"], rows.slice(0, 0), page(80)).join("")).not.toContain("\u001b");
});
