import { readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

const folder = fileURLToPath(new URL("../../examples", import.meta.url));
const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));
const files = readdirSync(folder).sort();

describe("the examples run as they stand", () => {
  test.each(files.filter((file) => file.endsWith(".yaml") && !file.startsWith("own-prices")))("%s", async (file) => {
    for (const command of ["cost", "power"]) {
      const run = await rigplan([command, `${folder}/${file}`]);
      expect(run.stderr).toBe("");
      expect(run.exitCode).toBe(0);
      expect(run.stdout).not.toContain("  x ");
    }
  });

  test("own-prices.yaml", async () => {
    const run = await rigplan(["plan", "--budget", "2000", "--currency", "GBP", "--with", "rtx-3090", "--catalog", `${folder}/own-prices.yaml`]);
    expect(run.exitCode).toBe(0);
    expect(run.stdout).toContain("2026-11-20 (own)");
    expect(run.stdout).toContain("0.1850 GBP a kWh");
  });

  test("plan.sh", async () => {
    const { stdout } = await execa("sh", [`${folder}/plan.sh`], {
      env: { RIGPLAN: `${process.execPath} ${bin}`, XDG_CONFIG_HOME: "/nonexistent/rigplan-test" },
    });
    expect(stdout.split("\n").map((line) => line.split(" ")[0])).toEqual(["purchase", "bill_per_month", "vram_gib"]);
  });
});
