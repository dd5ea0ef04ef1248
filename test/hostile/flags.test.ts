import { describe, expect, test } from "vitest";
import { type Answer, rigplanHere } from "../support/in-process.js";

const VALUES = [
  "x".repeat(100_000),
  "-1",
  "٦٥٠",
  "1e309",
  "NaN",
  "0x10",
  "650.",
  "1,205",
  "999999999999",
  "__proto__",
  "constructor",
  "\u001b[2Jx",
  "a\u202eb",
  "1\n2",
  "\u0000",
  "*",
] as const;

const PLAN = ["plan", "--budget", "3000", "--currency", "GBP"];
const FLAGS: readonly (readonly [string, readonly string[]])[] = [
  ...["--max-electricity", "--max-watts", "--min-vram", "--total-vram", "--gpus", "--vendor", "--condition", "--own", "--with", "--without"].map(
    (flag) => [flag, PLAN] as const,
  ),
  ...["--objective", "--alternatives", "--region", "--hours-per-day", "--idle-hours", "--years", "--as-of", "--framework", "--min-support-years"].map(
    (flag) => [flag, PLAN] as const,
  ),
  ...["--workload", "--circuit", "--format", "--fail-if", "--color", "--catalog", "--config"].map((flag) => [flag, PLAN] as const),
  ["--budget", ["plan", "--currency", "GBP"]],
  ["--currency", ["plan", "--budget", "3000"]],
  ["--room", ["power", "1x:rtx-3090"]],
  ["--run-hours", ["compare", "1x:rtx-3090"]],
  ["--peak-hours", ["compare", "1x:rtx-3090"]],
  ["--equal-budget", ["compare", "rtx-3090"]],
  ["--baseline", ["compare", "1x:rtx-3090"]],
  ["--rig", ["explain", "vram"]],
];

/** What holds of every refusal: nothing computed, words and not a stack, a page at most, nothing that acts on a terminal. */
const expectRefused = ({ out, err, code }: Answer): void => {
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toMatch(/^error/);
  expect(err).not.toMatch(/a fault in rigplan|\n {4}at /);
  expect(err.length).toBeLessThan(4000);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the test
  expect(err).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\p{Cf}]/u);
};

describe("a value that a flag does not take ends in a refusal, and is never read as something else", () => {
  test.each(FLAGS)("%s", async (flag, command) => {
    for (const value of VALUES) expectRefused(await rigplanHere([...command, `${flag}=${value}`]));
    expectRefused(await rigplanHere([...command, `${flag}=`]));
  });

  test("a single flag given twice", async () => {
    for (const [flag, command] of FLAGS.filter(([name]) => !["--own", "--with", "--without", "--framework", "--workload", "--catalog"].includes(name))) {
      const { err, code } = await rigplanHere([...command, `${flag}=1`, `${flag}=1`]);
      expect([flag, code, err.includes(`${flag} is given twice`)]).toEqual([flag, 2, true]);
    }
  });
});

describe("a word that names nothing", () => {
  const words = [...VALUES.filter((value) => value !== "-1"), ""];
  test.each([
    ["a rig", ["cost"], []],
    ["a column", ["compare"], []],
    ["a part", ["catalog", "show"], []],
    ["a kind", ["catalog", "list"], []],
    ["a schema", ["catalog", "schema"], []],
    ["a catalogue", ["catalog", "validate"], []],
    ["a part that is priced", ["catalog", "price"], ["5", "--currency", "GBP", "--dry-run"]],
    ["a price", ["catalog", "price", "rtx-3090"], ["--currency", "GBP", "--dry-run"]],
    ["a term", ["explain"], []],
    ["a shell", ["completion"], []],
  ] as const)("%s", async (_, before, after) => {
    for (const word of words) expectRefused(await rigplanHere([...before, word, ...after]));
  });

  test.each(["1x:", "2x:rtx-3090@", "2x:rtx-3090:", "cloud:", "cloud:runpod/", "cloud:rtx-4090:", "free:", "free:kaggle/", "build:"])("%s…", async (start) => {
    for (const word of words) expectRefused(await rigplanHere(["compare", `${start}${word === "" || word === "*" ? "__proto__" : word}`]));
  });

  test("a command, also in help", async () => {
    for (const word of ["pln", "constructor", "__proto__", "\u001b[2J"]) {
      expectRefused(await rigplanHere([word]));
      expectRefused(await rigplanHere(["help", word]));
    }
    expect((await rigplanHere(["help", "pln"])).err).toContain("did you mean plan?");
    expect((await rigplanHere(["catalog", "price", "rtx-3090", "5", "GBP"])).err).toContain("`rigplan catalog price --help`");
  });
});

describe("files an answer is written to", () => {
  test.each([
    ["no name", ["--output", "json="]],
    ["standard output's own sign", ["--output", "-"]],
    ["a format that is none", ["--output", "constructor=x"]],
    ["the same file twice", ["--output", "json=/tmp/rigplan-x", "--output", "csv=/tmp/./rigplan-x"]],
    ["a folder", ["--output", "/"]],
    ["a device", ["--output", "json=/dev/null"]],
    ["a folder for the rig", ["--save", "/"]],
    ["a path through a file", ["--output", "/etc/hostname/x.json"]],
  ])("%s", async (_, flags) => {
    expectRefused(await rigplanHere([...PLAN, ...flags]));
  });
});
