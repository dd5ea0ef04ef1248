import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const scenarioOf = (stdout: string): Record<string, unknown> => (JSON.parse(stdout) as { scenario: Record<string, unknown> }).scenario;

describe("settings", () => {
  test("a flag wins over a variable, a variable over rigplan.yaml, and --verbose says so", async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, "rigplan.yaml"), "currency: EUR\nhours_per_day: 6\n");
      const cwd = join(folder, "inner");
      mkdirSync(cwd);
      const env = { RIGPLAN_CURRENCY: "USD" };
      const flag = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--json", "--verbose"], { cwd, env });
      expect(scenarioOf(flag.stdout)).toMatchObject({ currency: "GBP", load_hours_per_day: 6 });
      expect(flag.stderr).toContain("currency GBP from --currency, over RIGPLAN_CURRENCY (USD), ");
      expect(scenarioOf((await rigplan(["plan", "--budget", "3000", "--json"], { cwd, env })).stdout)).toMatchObject({ currency: "USD", region: "US" });
      expect(scenarioOf((await rigplan(["plan", "--budget", "3000", "--json"], { cwd })).stdout)).toMatchObject({ currency: "EUR", region: "DE" });
      expect((await rigplan(["plan", "--budget", "3000", "--no-config"], { cwd })).exitCode).toBe(2);
      expect((await rigplan(["config", "--show-origin"], { cwd, env })).stdout).toMatch(
        /currency: USD {2}# RIGPLAN_CURRENCY\ncurrency: EUR {2}# .*rigplan\.yaml \(not used\)/,
      );
    });
  });

  test.each([
    ["curency: EUR", 'did you mean "currency"?'],
    ["pager: less", "remove it"],
    ["output: /tmp/x", "remove it"],
    ["catalog: [../../elsewhere]", "name it with --catalog"],
    ["hours_per_day: 25", "at most 24"],
  ])("%s in a project's file is refused and does nothing", async (line, fix) => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, "rigplan.yaml"), `# mine\n${line}\n`);
      const { exitCode, stdout, stderr } = await rigplan(["plan", "--budget", "3000", "--currency", "GBP"], { cwd: folder });
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("rigplan.yaml");
      expect(stderr).toContain(fix);
    });
  });

  test("a rig file's own scenario comes before a settings file, and a flag before both", async () => {
    await withFolder(async (folder) => {
      writeFileSync(join(folder, "rigplan.yaml"), "years: 5\nhours_per_day: 2\n");
      writeFileSync(join(folder, "rig.yaml"), "schema: 1\nparts: { gpu: { id: rtx-3090 } }\nscenario: { region: GB, years: 2 }\n");
      const run = await rigplan(["cost", "rig.yaml", "--json", "--hours-per-day", "3"], { cwd: folder });
      expect(scenarioOf(run.stdout)).toMatchObject({ years: 2, load_hours_per_day: 3 });
    });
  });

  test("a variable that means nothing is named with the nearest that does", async () => {
    const { stderr } = await rigplan(["config"], { env: { RIGPLAN_REGOIN: "GB" } });
    expect(stderr).toContain("did you mean RIGPLAN_REGION?");
  });
});

describe("completion", () => {
  const completed = (words: readonly string[], script: string): readonly string[] => {
    const run = spawnSync("bash", [
      "-c",
      `${script}\nCOMP_WORDS=(${words.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${words.length - 1}; _rigplan; printf '%s\\n' "\${COMPREPLY[@]}"`,
    ]);
    expect(run.stderr.toString()).toBe("");
    return run.stdout.toString().trim().split("\n");
  };

  test("bash offers commands, flags and part ids", async () => {
    const { stdout } = await rigplan(["completion", "bash"]);
    expect(completed(["rigplan", "pl"], stdout)).toEqual(["plan"]);
    expect(completed(["rigplan", "plan", "--budg"], stdout)).toEqual(["--budget"]);
    expect(completed(["rigplan", "plan", "--with", "rtx-5090"], stdout)).toContain("rtx-5090");
    expect(completed(["rigplan", "catalog", "val"], stdout)).toEqual(["validate"]);
    expect(completed(["rigplan", "plan", "--region", "US-C"], stdout)).toContain("US-CA");
  });

  test("zsh and fish have every command; another shell is refused with the three", async () => {
    for (const shell of ["zsh", "fish"]) {
      const { stdout } = await rigplan(["completion", shell]);
      for (const command of ["plan", "cost", "power", "catalog"]) expect(stdout).toContain(`'${command}`);
    }
    expect(await rigplan(["completion", "bsh"])).toMatchObject({ exitCode: 2, stdout: "" });
  });
});
