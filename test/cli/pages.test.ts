import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import { WORD_IDS } from "../../src/render/words-section.js";
import { rigplan } from "../support/run-cli.js";

const COMMANDS = [
  "plan --budget 3000 --currency GBP --max-electricity 40 --pictures",
  "plan --budget 2500 --currency GBP --workload llama-3-8b:qlora --frontier --why-not rtx-5090",
  "plan --budget 400 --currency GBP --min-vram 24",
  "cost examples/own-parts.yaml --pictures",
  "cost build:bjpl-2025-4x4090-plan",
  "power 2x:rtx-3090 --region GB --room 20m2 --max-electricity 20 --pictures",
  "compare 2x:rtx-3090 1x:rtx-5090 4x:gtx-1080-ti cloud:runpod/a100 free:kaggle --winners --peak-hours 20 --pictures",
  "compare examples/dual-3090.yaml --baseline examples/own-parts.yaml",
  "catalog list",
  "catalog list rentals",
  "catalog list builds",
  "catalog list free",
  "catalog show rtx-3090",
  "catalog show runpod",
  "catalog show pytorch",
  "explain",
  "explain vram --rig 2x:rtx-3090",
  "--help",
  "plan --help",
  "compare --help",
  "help exit-codes",
];

const UNIT = /^\s*(?:(?:[kM]?W|[kM]?Wh|VA|GB|GiB|GHz|%|mm|years?|months?)\b|× )/;
/** A line that could not be broken anywhere: one long word, or a command to be pasted. */
const isWhole = (line: string): boolean => line.trim().split(/\s+/).length === 1 || line.startsWith("  $ ");

describe.each([60, 80, 100, 120, 200])("on a page of %i columns", (columns) => {
  test.each(COMMANDS)(
    "rigplan %s stays within it and breaks no number",
    async (command) => {
      const { stdout } = await rigplan(command.split(" "), { env: { COLUMNS: String(columns) } });
      const lines = stdout.split("\n");
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => line.length > columns && !isWhole(line))).toEqual([]);
      const broken = lines.filter((line, index) => {
        const next = lines[index + 1] ?? "";
        const isCut = /\d[.,]$/.test(line) && /^\s*\d{3}\b/.test(next);
        return isCut || (/(?:^| )[~(]?\D?\d[\d,.]*$/.test(line) && UNIT.test(next)) || /[£€$]$/.test(line);
      });
      expect(broken).toEqual([]);
    },
    30_000,
  );
});

test("the bundle, which is read byte by byte, holds no character that takes two", () => {
  const bundle = readFileSync(fileURLToPath(new URL("../../dist/cli.cjs", import.meta.url)), "latin1");
  expect(bundle.length).toBeGreaterThan(100_000);
  expect(bundle.match(/[\x80-\xff].{0,40}/)).toBeNull();
});

test("every word the closing line may name is one that `rigplan explain` knows", async () => {
  const terms = (await loadCatalog()).subjects.terms();
  expect(WORD_IDS.filter((id) => !terms.has(id))).toEqual([]);
});
