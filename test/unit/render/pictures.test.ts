import { describe, expect, test } from "vitest";
import { drawLines } from "../../../src/render/line-chart.js";
import { styleFor } from "../../../src/render/style.js";
import { picture } from "../../../src/render/table.js";

const chart = {
  series: [
    {
      mark: "a",
      points: [
        { x: 0, y: 0 },
        { x: 36, y: 3600 },
      ],
    },
    {
      mark: "o",
      points: [
        { x: 0, y: 1200 },
        { x: 36, y: 1200 },
      ],
    },
  ],
  xTicks: [12, 24, 36],
  xLabel: (month: number) => `${month / 12} y`,
  yLabel: (amount: number) => `£${amount}`,
  yFrom: 0,
};

describe("lines drawn with signs", () => {
  test("the axis has round values that hold every point", () => {
    const labels = drawLines(chart, 60).flatMap((row) => /(£\d+)┤/.exec(row)?.[1] ?? []);
    expect(labels).toEqual(["£4000", "£3000", "£2000", "£1000", "£0"]);
  });

  test("lines that meet at a third of the way cross at a third of the width", () => {
    const rows = drawLines(chart, 80);
    const level = rows.find((row) => row.includes("ooo")) ?? "";
    const start = level.indexOf("┤") === -1 ? level.indexOf("│") : level.indexOf("┤");
    // Rented has cost £1,200 after 12 of 36 months; the later line is drawn over the earlier one.
    const above = rows.slice(0, rows.indexOf(level)).findLast((row) => row.includes("a")) ?? "";
    const crossing = (above.indexOf("a") - start) / (level.length - start);
    expect(level.replace(/^.*[┤│]/, "")).toMatch(/^o+$/);
    expect(crossing).toBeGreaterThan(0.3);
    expect(crossing).toBeLessThan(0.45);
  });

  test.each([40, 58, 78, 118, 198])("no row is wider than %i columns", (columns) => {
    expect(Math.max(...drawLines(chart, columns).map((row) => row.length))).toBeLessThanOrEqual(columns);
  });

  test("a line that ends early is not drawn on", () => {
    const short = {
      ...chart,
      series: [
        chart.series[0] ?? { mark: "a", points: [] },
        {
          mark: "o",
          points: [
            { x: 0, y: 4000 },
            { x: 18, y: 4000 },
          ],
        },
      ],
    };
    const level = drawLines(short, 80).find((row) => row.includes("oo")) ?? "";
    expect(level.split("o").length - 1).toBeLessThanOrEqual(37);
  });
});

describe("a picture keeps its columns", () => {
  const page = { columns: 80, style: styleFor(false) };

  test("in Markdown and HTML it is preformatted, and no name ends it early", () => {
    const rows = ["  a <b>", "```"];
    expect(picture(rows, { ...page, medium: "markdown" }).map((line) => line.slice(1))).toEqual(["", "```text", "  a <b>", "'''", "```", ""]);
    expect(picture(rows, { ...page, medium: "html" }).map((line) => line.slice(1))).toEqual(["<pre>  a &lt;b&gt;", "```", "</pre>"]);
  });
});
