import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));
const hasTerminal = spawnSync("script", ["-qec", "true", "/dev/null"]).status === 0;

const COMPARE = ["compare", "2x:rtx-3090", "cloud:runpod/a100", "--region", "GB"];
const POWER = ["power", "2x:rtx-3090", "--region", "GB"];

/** Whether a run read the library that draws. */
const readsLibrary = async (args: readonly string[]): Promise<boolean> =>
  withFolder(async (folder) => {
    const spy = join(folder, "spy.cjs");
    writeFileSync(
      spy,
      "process.on('exit', () => { if (Object.keys(require.cache).some((file) => file.includes('ascii-chart'))) process.stderr.write('DRAWS'); });",
    );
    const { stderr } = await rigplan(args, { env: { NODE_OPTIONS: `--require=${spy}` } });
    return stderr.includes("DRAWS");
  });

describe("pictures", () => {
  test("stand in a pipe only where they are asked for", async () => {
    const [bare, drawn] = [await rigplan(COMPARE), await rigplan([...COMPARE, "--pictures"])];
    expect(bare.stdout).not.toContain("COST OVER THE YEARS");
    expect(drawn.stdout).toContain("COST OVER THE YEARS");
    expect(drawn.stdout).toMatch(/£0┤/);
  });

  test("the library is read by no run that draws no lines", async () => {
    expect(await readsLibrary(["plan", "--budget", "3000", "--currency", "GBP", "--json", "--pictures"])).toBe(false);
    expect(await readsLibrary(["plan", "--budget", "3000", "--currency", "GBP", "--pictures"])).toBe(false);
    expect(await readsLibrary(POWER)).toBe(false);
    expect(await readsLibrary([...POWER, "--pictures"])).toBe(true);
  });

  test("JSON and CSV are the same with them and without", async () => {
    for (const format of ["json", "csv"]) {
      const [bare, drawn] = [await rigplan([...POWER, "--format", format]), await rigplan([...POWER, "--format", format, "--pictures"])];
      expect(drawn.stdout).toBe(bare.stdout);
    }
  });

  test("the bars of a price go by the money: 63 % gets the longest, and all add up to the total", async () => {
    const { stdout } = await rigplan(["cost", "examples/dual-3090.yaml", "--pictures"]);
    const rows = [...stdout.matchAll(/^ {2}[a-z ]+? {2,}£([\d,.]+) +(\d+) % {2}(█*▌?)$/gm)];
    const sum = rows.reduce((total, [, amount = "0"]) => total + Math.round(Number(amount.replaceAll(",", "")) * 100), 0);
    const total = Number((/Total +£([\d,.]+)/.exec(stdout)?.[1] ?? "0").replaceAll(",", "")) * 100;
    expect(rows.length).toBeGreaterThan(4);
    expect(sum).toBe(Math.round(total));
    const lengths = rows.map(([, , , bar = ""]) => bar.length);
    expect(lengths).toEqual([...lengths].sort((a, b) => b - a));
  });

  test("Markdown and HTML hold them as preformatted text", async () => {
    const markdown = await rigplan([...POWER, "--format", "markdown", "--pictures"]);
    const html = await rigplan([...POWER, "--format", "html", "--pictures"]);
    expect(markdown.stdout).toMatch(/```text\n[^`]*100 %┤[^`]*```/);
    expect(html.stdout).toMatch(/<pre>[^<]*100 %┤[^<]*<\/pre>/);
  });

  test.skipIf(!hasTerminal)("a terminal gets them unless it says no", () => {
    const screen = (args: readonly string[], term: string): string =>
      stripVTControlCharacters(
        spawnSync("script", ["-qec", [process.execPath, bin, ...args].join(" "), "/dev/null"], {
          encoding: "utf8",
          env: { PATH: process.env["PATH"] ?? "", XDG_CONFIG_HOME: "/nonexistent", TERM: term, COLUMNS: "80" },
        }).stdout,
      );
    expect(screen(POWER, "xterm")).toContain("100 %┤");
    expect(screen([...POWER, "--no-pictures"], "xterm")).not.toContain("100 %┤");
    expect(screen(POWER, "dumb")).not.toContain("100 %┤");
  });
});
