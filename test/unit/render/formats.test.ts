import { readFileSync } from "node:fs";
import Ajv from "ajv-draft-04";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse as parseHtml } from "parse5";
import { describe, expect, test } from "vitest";
import { githubText, junitText, sarifDocument } from "../../../src/render/ci-formats.js";
import { csvText } from "../../../src/render/csv.js";
import { htmlReport } from "../../../src/render/html.js";
import { markdownReport } from "../../../src/render/markdown.js";
import { safeText } from "../../../src/render/safe-text.js";
import { type Medium, type Page, styleFor } from "../../../src/render/style.js";
import { bullet, headline, labelled, paragraph, section, tableLines } from "../../../src/render/table.js";

const pageFor = (medium: Medium): Page => ({ columns: 100, style: styleFor(false), medium });

/** A report with a stranger's text wherever text can stand. */
const reportWith = (text: string, medium: Medium): string => {
  const page = pageFor(medium);
  const table = tableLines(
    [
      { head: text, flexible: true },
      { head: "Price", align: "right" },
    ],
    [
      [text, "£1.00"],
      ["Total", text],
    ],
    page,
  );
  return [
    ...headline(text, page),
    ...section("PARTS", table, page),
    ...labelled(text, text, page),
    ...bullet(text, page, "!"),
    ...paragraph(text, page),
    safeText(text),
  ].join("\n");
};

const hostile = fc.oneof(
  fc.string({ unit: "binary", minLength: 1, maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        "|",
        "`",
        "```",
        "-->",
        "<!--",
        "[ok](https://x.example)",
        "![i](x)",
        "@team",
        "#1",
        "<svg onload=x>",
        "</title>",
        "\\",
        "*",
        "_",
        "\n",
        "\r",
        "&lt;",
        "&#64;a",
        "http://a.example",
        "~~",
        "1. ",
        "- ",
        "    ",
        "javascript:x",
        '" onfocus=x',
        "GPU",
      ),
      { minLength: 1, maxLength: 8 },
    )
    .map((pieces) => pieces.join("")),
);

describe("Markdown", () => {
  const parser = new MarkdownIt("default", { html: true, linkify: false });
  test("whatever a name holds, every row has the same cells and nothing of it becomes a link, an image or HTML", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = markdownReport(reportWith(text, "markdown"), "plan");
        const tokens = parser.parse(markdown, {});
        const cells: number[] = [];
        for (const { type } of tokens) {
          if (type === "tr_open") cells.push(0);
          if (type === "th_open" || type === "td_open") cells[cells.length - 1] = (cells.at(-1) ?? 0) + 1;
        }
        expect(cells).toEqual([2, 2, 2]);
        const inner = tokens.flatMap(({ children }) => children ?? []).map(({ type }) => type);
        expect(inner.filter((type) => /link|image|html|code/.test(type))).toEqual([]);
        expect(tokens.filter(({ type }) => type === "html_block").map(({ content }) => content.trim())).toEqual(["<!-- rigplan plan -->"]);
      }),
      { numRuns: 300 },
    );
  });

  test("figures and sentences are written as they are read; what would begin a list is not", () => {
    const written = (text: string): string => paragraph(text, pageFor("markdown")).join("").replaceAll("\u0001", "");
    expect(written("£2,533.92 (likely £2,177.38 to £2,996.19): it fits. Set --years to 2-3!")).toBe(
      "£2,533.92 (likely £2,177.38 to £2,996.19): it fits. Set --years to 2-3!",
    );
    expect([written("1. one"), written("2) two"), written("- three"), written("+ four"), written("--- five")]).toEqual([
      "1\\. one",
      "2\\) two",
      "\\- three",
      "\\+ four",
      "\\--- five",
    ]);
    expect(parser.parse(["1. a", "2) b", "- c", "+ d", "--- e"].map(written).join("\n\n"), {}).filter(({ type }) => /list|hr/.test(type))).toEqual([]);
  });

  test("a mention and an issue number are entities", () => {
    expect(markdownReport(reportWith("@team #1", "markdown"), "plan")).not.toMatch(/@team|#1/);
  });

  test("a report too long for a comment is cut at a line end with a note", () => {
    const page = pageFor("markdown");
    const long = Array.from({ length: 3000 }, (_, index) => bullet(`finding ${index} of a very long report`, page)).flat();
    const markdown = markdownReport(long.join("\n"), "compare");
    expect(markdown.length).toBeLessThan(65_536);
    expect(markdown).toMatch(/longer than a comment may be; run the command for the rest\.\*\n$/);
  });
});

describe("HTML", () => {
  type Node = DefaultTreeAdapterTypes.Node;
  const shape = (node: Node): string => {
    const inner = "childNodes" in node ? node.childNodes.map(shape).join("") : "";
    if ("tagName" in node) return `<${node.tagName} ${node.attrs.map(({ name }) => name).join(" ")}>${inner}</>`;
    return inner;
  };

  test("whatever a name holds, the elements and attributes are those of a harmless one", () => {
    const plain = shape(parseHtml(htmlReport(reportWith("GPU", "html"), "plan")));
    fc.assert(
      // A line break in the bare line makes two paragraphs of it; the primitives write it out.
      fc.property(
        hostile.map((text) => text.replaceAll("\n", " ")).filter((text) => text.trim() !== ""),
        (text) => {
          expect(shape(parseHtml(htmlReport(reportWith(text, "html"), "plan")))).toBe(plain);
        },
      ),
      { numRuns: 300 },
    );
  });

  test("a number stays with its unit and a day is whole, while a command and an address keep the signs they are copied with", () => {
    const html = paragraph("964 W on 2026-11-23; `rigplan explain psu` https://x.example/2025-07-01", pageFor("html")).join("");
    expect(html).toContain("964&nbsp;W on 2026-&#8288;11-&#8288;23;");
    expect(html).toContain("`rigplan explain psu` https://x.example/2025-07-01");
  });

  test("nothing may be loaded and nothing may run", () => {
    expect(htmlReport("", "plan")).toContain("default-src 'none'");
    expect(htmlReport("", "plan")).not.toContain("<script");
  });
});

const finding = (message: string, verdict = "does_not_fit"): object => ({
  code: "RP2301",
  rule: "card-slots",
  severity: "error",
  verdict,
  message,
  fix: "take a wider case",
  source: "a manual",
  file: "rigs/a b.yaml",
  line: 4,
  column: 8,
});
const documentOf = (name: string, findings: readonly object[]): object => ({
  command: "cost",
  result: {
    rig: { name },
    parts: [
      {
        kind: "gpu",
        id: "x",
        name,
        quantity: 2,
        unit_price: { amount: 10.05, minor: 1005, currency: "GBP" },
        price: { amount: 20.1, minor: 2010, currency: "GBP" },
        source: "=shop",
      },
    ],
    findings,
    cost: { purchase: { amount: 20.1, minor: 2010, currency: "GBP" } },
  },
});

describe("CSV", () => {
  test.each(["=IMPORTXML(1)", "+44", "-1+1", "@x", "\t=1", "a\n=1", " =1", "\u00a0=1", "\uff1d1"])("%j is no formula in a spreadsheet", (name) => {
    const rows = parse(csvText(documentOf(name, []))) as string[][];
    const cell = rows.find(([, section]) => section === "parts")?.[3] ?? "";
    expect(cell).toMatch(/^(?:'|a )/);
    expect(cell).not.toMatch(/[\t\r\n]/);
  });

  test("the lines of the parts add up to the purchase", () => {
    const rows = parse(csvText(documentOf("Card", [])), { columns: true }) as Record<string, string>[];
    const parts = rows.filter(({ section }) => section === "parts").reduce((sum, { value }) => sum + Math.round(Number(value) * 100), 0);
    expect(parts).toBe(Math.round(Number(rows.find(({ section, item }) => section === "cost" && item === "purchase")?.["value"]) * 100));
  });

  test("any text whatever survives a CSV parser as one cell", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 40 }), (name) => {
        const rows = parse(csvText(documentOf(name, []))) as string[][];
        expect(new Set(rows.map((row) => row.length))).toEqual(new Set([10]));
      }),
    );
  });
});

describe("formats for CI", () => {
  test("an annotation is one line whatever the message holds", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const output = githubText(documentOf(text, [finding(`${text}\n::add-mask::x%0A`)]));
        expect(output.split("\n").filter((line) => line !== "").length).toBe(1);
        expect(output).toMatch(/^::error file=rigs\/a b\.yaml,line=4,col=8,title=RP2301 /);
        expect(output).not.toContain("%0A");
      }),
    );
  });

  test("of thirteen errors nine are shown and a line tells of the other four", () => {
    const lines = githubText(
      documentOf(
        "rig",
        Array.from({ length: 13 }, (_, index) => finding(`problem ${index}`)),
      ),
    )
      .trim()
      .split("\n");
    expect(lines.length).toBe(10);
    expect(lines.at(-1)).toContain("4 more findings");
  });

  test("SARIF keeps the 2.1.0 schema", () => {
    const schema = JSON.parse(readFileSync(new URL("../../support/sarif-2.1.0.schema.json", import.meta.url), "utf8")) as object;
    const validate = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect(validate(sarifDocument(documentOf("rig", [finding("too wide"), finding("length not known", "unknown")]), "0.1.0"))).toBe(true);
    expect(validate.errors ?? []).toEqual([]);
  });

  test("JUnit is XML with a test for each rule; what does not fit fails, what is not known is skipped", () => {
    const xml = junitText(documentOf('a "b" ]]> \u0001 <c>', [finding("too wide & <deep>")]));
    expect(XMLValidator.validate(xml)).toBe(true);
    const suite = (new XMLParser({ ignoreAttributes: false }).parse(xml) as { testsuites: { testsuite: Record<string, unknown> } }).testsuites.testsuite;
    expect([suite["@_failures"], suite["@_skipped"]]).toEqual(["1", "0"]);
    expect(junitText(documentOf("rig", [finding("x", "unknown")]))).toContain('skipped="1"');
  });
});
