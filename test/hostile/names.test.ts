import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse as parseCsv } from "csv-parse/sync";
import { XMLValidator } from "fast-xml-parser";
import MarkdownIt from "markdown-it";
import { type DefaultTreeAdapterTypes, parse as parseHtml } from "parse5";
import { afterAll, describe, expect, test } from "vitest";
import { parse as parseYaml } from "yaml";
import { projectFile, rigplanHere } from "../support/in-process.js";

const folder = mkdtempSync(join(tmpdir(), "rigplan-names-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RIG = parseYaml(projectFile("examples/dual-3090.yaml")) as { readonly parts: Readonly<Record<string, object>> };

/** Names that a file may hold, and that mean something somewhere. */
const NAMES = [
  "=cmd|' /C calc'!A0",
  "+44 20",
  "@team #1",
  "[ok](https://x.example) ![i](x)",
  "<svg onload=alert(1)></title>",
  "`code` ``` ~~~ ** __",
  "--> ]]> &amp; %0A%0D::error::x",
  "::error file=x::y",
  "a | b || c \\| d",
  "__proto__",
  "constructor",
  "1. - # > x",
  `" autofocus onfocus="x`,
  "' ; $(touch x) `touch x` %n",
  "x".repeat(200),
  "显卡 🖥 ｗｉｄｅ".normalize("NFC"),
  "e\u0301".normalize("NFC").repeat(3),
] as const;

/** A rig with a name wherever a file may give one, and something wrong with it. */
const rigNamed = (name: string): string => {
  const path = join(folder, "rig.json");
  const rig = {
    ...RIG,
    name,
    parts: {
      ...RIG.parts,
      gpu: {
        name,
        vendor: "nvidia",
        architecture: name.slice(0, 100),
        device_count: 1,
        vram_gib: 24,
        memory_type: name.slice(0, 100),
        bandwidth_gb_per_s: 936,
        peak_tflops: { fp32: 35.6 },
        board_power_w: 350,
        length_mm: 399,
        slot_width: 3,
        cooling: "open-air",
        form: "pcie",
        quantity: 3,
        price: { amount: "650.00", currency: "GBP" },
      },
      cpu: { id: "r7-5700x", label: name },
      psu: { name, rated_power_w: 300, efficiency: "gold", form_factor: name.slice(0, 100) },
    },
    extras: [{ name, price: { amount: "12.50", currency: "GBP" } }],
  };
  writeFileSync(path, JSON.stringify(rig));
  return path;
};

type Node = DefaultTreeAdapterTypes.Node;
const elements = (node: Node): string => {
  const inner = "childNodes" in node ? node.childNodes.map(elements).join("") : "";
  return "tagName" in node ? `<${node.tagName} ${node.attrs.map(({ name }) => name).join(" ")}>${inner}</>` : inner;
};
const markdown = new MarkdownIt("default", { html: true, linkify: false });
const blocks = (text: string): string =>
  markdown
    .parse(text, {})
    .flatMap(({ type, children }) => [type, ...(children ?? []).map((child) => child.type).filter((inner) => !/^(?:text|softbreak|text_special)$/.test(inner))])
    .join(" ");

/** What a format's own reader makes of an answer, without the texts. */
const SHAPES: Readonly<Record<string, (out: string) => unknown>> = {
  html: (out) => elements(parseHtml(out)),
  markdown: blocks,
  csv: (out) => (parseCsv(out) as string[][]).map(({ length }) => length),
  junit: (out) => [XMLValidator.validate(out), out.split("\n").length],
  github: (out) => out.split("\n").map((line) => /^::(?:error|warning|notice) [^:]*::/.exec(line)?.[0].split(" ")[0]),
  sarif: (out) => Object.keys(JSON.parse(out) as object),
  json: (out) => Object.keys(JSON.parse(out) as object),
  yaml: (out) => Object.keys(parseYaml(out) as object),
};

describe.each(Object.keys(SHAPES))("in %s", (format) => {
  test("what a rig file calls things changes words and nothing else", async () => {
    const shapeOf = async (command: string, name: string): Promise<unknown> => {
      const { out, err, code } = await rigplanHere([command, rigNamed(name), "--format", format]);
      expect([code, err]).toEqual([0, ""]);
      if (format === "csv") for (const row of parseCsv(out) as string[][]) for (const cell of row) expect(cell).not.toMatch(/^\s*[=+@]/);
      return SHAPES[format]?.(out);
    };
    for (const command of ["cost", "power", "compare"]) {
      const plain = await shapeOf(command, "Card");
      for (const name of NAMES) expect(await shapeOf(command, name), `${command}: ${name}`).toEqual(plain);
    }
  });
});

test("a name keeps its value in JSON and YAML", async () => {
  for (const name of NAMES) {
    const { out } = await rigplanHere(["cost", rigNamed(name), "--json"]);
    expect(JSON.parse(out)).toMatchObject({ result: { rig: { name } } });
    expect(parseYaml((await rigplanHere(["cost", rigNamed(name), "--format", "yaml"])).out)).toMatchObject({ result: { rig: { name } } });
  }
});

test("no line of a table is wider than the page, whatever words a name holds", async () => {
  for (const name of NAMES.filter(({ length }) => length < 80)) {
    const { out } = await rigplanHere(["cost", rigNamed(name)]);
    for (const line of out.split("\n")) expect([...line].length, line).toBeLessThanOrEqual(80);
  }
});

const INVISIBLE = ["\u001b[2J", "a\u202eb", "a\u200bb", "a\u0000b", "a\nb", "a\rb", "\u009b31m", "\u{e0041}", "\u2028", "e\u0301", "\u00ad"] as const;
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe("a name that acts, hides or turns is refused wherever a file may give one, and told as text", () => {
  const rig = (name: string): object => ({ schema: 1, name, parts: { gpu: { id: "rtx-3090" } } });
  const refusals: readonly (readonly [string, (name: string) => object, (path: string) => readonly string[]])[] = [
    ["a rig", rig, (path) => ["cost", path]],
    ["a part's label", (label) => ({ schema: 1, parts: { gpu: { id: "rtx-3090", label } } }), (path) => ["cost", path]],
    ["a part's id", (id) => ({ schema: 1, parts: { gpu: { id } } }), (path) => ["cost", path]],
    ["a key", (key) => ({ schema: 1, parts: { gpu: { id: "rtx-3090" } }, [key]: 1 }), (path) => ["cost", path]],
    ["an extra", (name) => ({ ...rig("x"), extras: [{ name }] }), (path) => ["cost", path]],
    ["a job", (workload) => ({ ...rig("x"), scenario: { workloads: [workload] } }), (path) => ["cost", path]],
    ["a part of a catalogue", (name) => ({ schema: 1, gpus: { "rtx-3090": { name } } }), (path) => ["catalog", "list", "--catalog", path]],
    ["an id of a catalogue", (id) => ({ schema: 1, gpus: { [id]: {} } }), (path) => ["catalog", "validate", path]],
    ["a term", (name) => ({ schema: 1, terms: { vram: { name } } }), (path) => ["catalog", "validate", path]],
    ["a rental", (name) => ({ schema: 1, rentals: { runpod: { name } } }), (path) => ["catalog", "validate", path]],
    [
      "a tariff",
      (name) => ({ schema: 1, name, zone: "UTC", currency: "GBP", windows: [{ name, from: "00:00", to: "24:00", rate: "0.2" }] }),
      (path) => ["power", "1x:rtx-3090", "--tariff", path],
    ],
    [
      "a time zone",
      (zone) => ({ schema: 1, zone, prices: [{ start: "2026-01-10T00:00Z", rate: "0.2" }] }),
      (path) => ["power", "1x:rtx-3090", "--tariff", path],
    ],
    ["a setting", (region) => ({ region }), (path) => ["plan", "--budget", "3000", "--config", path]],
    ["a list of settings", (tag) => ({ frameworks: [tag] }), (path) => ["plan", "--budget", "3000", "--config", path]],
  ];
  test.each(refusals)("%s", async (_, fileOf, command) => {
    for (const name of INVISIBLE) {
      const path = join(folder, "bad.yaml");
      writeFileSync(path, JSON.stringify(fileOf(name)));
      const { out, err, code } = await rigplanHere(command(path));
      expect([code, out, err.startsWith("error")], JSON.stringify(name)).toEqual([2, "", true]);
      expect(err.replaceAll("\n", "")).not.toMatch(ACTING);
    }
  });

  test("a value and a name of the environment", async () => {
    for (const name of INVISIBLE) {
      for (const variable of ["RIGPLAN_REGION", "RIGPLAN_CURRENCY", "RIGPLAN_CATALOG", "RIGPLAN_CONFIG"]) {
        const { out, err, code } = await rigplanHere(["plan", "--budget", "3000"], { env: { [variable]: name } });
        expect([code, out, err.replaceAll("\n", "").match(ACTING)], `${variable} ${JSON.stringify(name)}`).toEqual([2, "", null]);
      }
      const { err } = await rigplanHere(["config"], { env: { [`RIGPLAN_${name}`]: "1" } });
      expect([err.includes("means nothing to rigplan"), err.replaceAll("\n", "").match(ACTING)]).toEqual([true, null]);
    }
  });
});
