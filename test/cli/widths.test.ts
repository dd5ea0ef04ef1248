import { describe, expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

const COMMANDS: readonly (readonly string[])[] = [
  ["plan", "--budget", "3000", "--currency", "GBP", "--max-electricity", "40"],
  ["plan", "--budget", "300", "--region", "GB", "--min-vram", "48"],
  ["cost", "2x:rtx-3090@280W:used", "--region", "GB", "--workload", "llama-3-8b:qlora", "--workload", "resnet50:train"],
  ["cost", "build:gblake-2025-4x3090-5090", "--region", "US"],
  ["power", "2x:rtx-3090@280W:used", "--region", "GB", "--tariff", "octopus-go", "--max-electricity", "30", "--room", "20m2"],
  ["compare", "4x:gtx-1080-ti", "1x:rtx-3090", "cloud:runpod/a100", "free:kaggle", "--region", "GB", "--winners"],
  ["catalog", "list", "gpus"],
  ["catalog", "list", "builds"],
  ["catalog", "list", "free"],
  ["catalog", "show", "rtx-3090"],
  ["catalog", "show", "kaggle"],
  ["explain"],
  ["explain", "training-index"],
  ["help", "exit-codes"],
  ["plan", "--help"],
];

/** An address or a path is one word, which a terminal breaks where it must. */
const hasLongWord = (line: string, columns: number): boolean =>
  line
    .trim()
    .split(" ")
    .some((word) => word.length > columns - 20);

const UNIT = /^(?:W|kWh|GB|GB\/s|mm|%|×|h|years?|months?|days?|hours?|GPUs?)(?=[\s),.;:]|$)/;
const endsInNumber = (line: string): boolean => /(?:^| )[(~]?[£€$]?\d[\d,.]*$/.test(line);
/** In a table a figure at the end of a line has nothing to do with the next line. */
const isProse = (line: string): boolean => !/\S {2,}\S/.test(line.trim());

describe.each([60, 80, 120])("at %i columns", (columns) => {
  test.each(COMMANDS.map((command) => ({ line: command.join(" "), command })))(
    "rigplan $line stays on the page and keeps numbers with their units",
    async ({ command }) => {
      const { stdout } = await rigplan(command, { env: { COLUMNS: String(columns) } });
      const lines = stdout.split("\n");
      expect(lines.length).toBeGreaterThan(5);
      expect(lines.filter((line) => line.length > columns && !hasLongWord(line, columns))).toEqual([]);
      const parted = lines.filter((line, at) => isProse(line) && endsInNumber(line) && UNIT.test((lines[at + 1] ?? "").trim()));
      expect(parted).toEqual([]);
    },
  );
});
