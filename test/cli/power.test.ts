import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const metered = fileURLToPath(new URL("../../examples/read-with-a-meter.yaml", import.meta.url));

interface Power {
  readonly result: {
    readonly rig: object;
    readonly findings: readonly { readonly code: string; readonly severity: string; readonly message: string; readonly fix: string }[];
    readonly power: { readonly idle_w: number; readonly wall_typical_w: number; readonly wall_peak_w: number };
    readonly energy: { readonly bill_per_year: { readonly amount: number }; readonly kwh_per_year_load: number; readonly kwh_per_year_idle: number };
    readonly sweep: readonly {
      readonly limit_w: number;
      readonly speed: number;
      readonly wall_peak_w: number;
      readonly breaks: readonly string[];
      readonly best: boolean;
      readonly most_work: boolean;
      readonly hours_under_cap_per_month?: number;
    }[];
    readonly circuits: readonly { readonly margin_w: number; readonly asked: boolean; readonly passing_limit_w?: number; readonly max_continuous_w: number }[];
    readonly hours_under_cap?: { readonly hours_per_month: number; readonly rarely_driven: boolean };
    readonly safety_list: readonly { readonly code: string }[];
  };
}

const power = async (...args: readonly string[]): Promise<Power["result"]> => {
  const run = await rigplan(["power", ...args, "--json"]);
  expect(run.exitCode).toBe(0);
  return (JSON.parse(run.stdout) as Power).result;
};

describe("a machine read with a meter", () => {
  test("437 W for 5.5 h and 64 W for 18.5 h a day are 877.28 and 432.16 kWh and 341.89 GBP a year", async () => {
    const { energy, power: draw } = await power(metered);
    expect([draw.idle_w, draw.wall_typical_w]).toEqual([64, 437]);
    expect([energy.kwh_per_year_load, energy.kwh_per_year_idle]).toEqual([877.28, 432.16]);
    expect(energy.bill_per_year.amount).toBe(341.89);
  });

  test.each(["table", "json", "yaml", "csv", "markdown", "html"])("says so as %s", async (format) => {
    const { stdout, exitCode } = await rigplan(["power", metered, "--format", format]);
    expect(exitCode).toBe(0);
    // Markdown keeps its own marks behind a backslash.
    const text = stdout.replaceAll("\\", "");
    for (const figure of ["341.89", "877.28", "432.16", "437", "64"]) expect(text).toContain(figure);
  });
});

describe("the wall: four RTX 3090", () => {
  test("on 15 A at 120 V are too much by a stated number of watts, and the limit named passes", async () => {
    const { findings, power: draw, sweep } = await power("4x:rtx-3090", "--circuit", "15A@120V");
    const circuit = findings.find(({ code }) => code === "RP3001");
    const over = Math.round(draw.wall_peak_w - 1440);
    expect(over).toBeGreaterThan(0);
    expect(circuit?.message).toContain(`${over} W too much`);
    const named = Number(/limit each GPU to (\d+) W/.exec(circuit?.fix ?? "")?.[1]);
    const at = await power(`4x:rtx-3090@${named}W`, "--circuit", "15A@120V");
    expect(at.power.wall_peak_w).toBeLessThanOrEqual(1440);
    expect(at.findings.filter(({ code, severity }) => code === "RP3001" && severity === "error")).toEqual([]);
    const best = sweep.find((row) => row.best);
    expect(best?.breaks).toEqual([]);
    expect(sweep.filter(({ limit_w, breaks }) => limit_w > (best?.limit_w ?? 0) && breaks.length === 0)).toEqual([]);
  });

  test("at 280 W train within the circuit on average, and are still judged by the most they can take; at 350 W they do neither", async () => {
    const [limited, whole] = await Promise.all(
      ["4x:rtx-3090@280W", "4x:rtx-3090"].map((rig) => rigplan(["power", rig, "--circuit", "15A@120V"]).then(({ stdout }) => stdout.replace(/\s+/g, " "))),
    );
    const [, average = "0"] = /Training takes ([\d,]+) W on average, but a circuit is judged by the most/.exec(limited ?? "") ?? [];
    expect(Number(average.replace(",", ""))).toBeGreaterThan(4 * 280);
    expect(Number(average.replace(",", ""))).toBeLessThanOrEqual(1440);
    expect(whole).not.toContain("on average, but a circuit");
  });

  test("stand in the same machine whatever limit is set: a limit is forgotten at the next start", async () => {
    const [whole, limited] = await Promise.all(["4x:rtx-3090", "4x:rtx-3090@200W"].map((rig) => power(rig)));
    expect(limited?.rig).toEqual({ ...whole?.rig, gpu_power_limit_w: 200 });
  });

  test("at 280 W each are nearer by 280 W and what the power supply loses on them; 13 A at 230 V carries both", async () => {
    const [whole, limited, ...onBritish] = await Promise.all([
      power("4x:rtx-3090", "--circuit", "15A@120V"),
      power("4x:rtx-3090@280W", "--circuit", "15A@120V"),
      power("4x:rtx-3090", "--circuit", "13A@230V"),
      power("4x:rtx-3090@280W", "--circuit", "13A@230V"),
    ]);
    const nearer = whole.power.wall_peak_w - limited.power.wall_peak_w;
    expect(nearer).toBeGreaterThan(280);
    expect(nearer).toBeLessThan(280 * 1.25);
    for (const { findings } of onBritish) expect(findings.map(({ code }) => code)).not.toContain("RP3001");
  });
});

test("an RTX 5090 is told that it refuses less than 400 W", async () => {
  const { findings, sweep } = await power("1x:rtx-5090@300W");
  expect(findings.find(({ code }) => code === "RP2507")?.message).toContain("no limit below 400 W");
  expect(Math.min(...sweep.filter(({ limit_w }) => limit_w !== 300).map(({ limit_w }) => limit_w))).toBe(400);
});

test("a cap of 20 GBP says how many hours it pays for, and which limit gets most work out of them", async () => {
  const { hours_under_cap: hours, sweep } = await power("2x:rtx-3090", "--max-electricity", "20", "--currency", "GBP", "--hours-per-day", "8");
  expect(hours?.hours_per_month).toBeGreaterThan(0);
  expect(hours?.hours_per_month).toBeLessThan((8 * 730) / 24);
  expect(sweep.filter(({ most_work }) => most_work)).toHaveLength(1);
  const paid = sweep.map((row) => row.hours_under_cap_per_month ?? 0);
  expect([...paid].sort((a, b) => a - b)).toEqual(paid);
});

test("every line of the safety list is one `explain` away from its source", async () => {
  const { safety_list: list } = await power("1x:rtx-5090");
  expect(list.length).toBeGreaterThan(10);
  for (const code of [list[0]?.code, list.at(-1)?.code, "RP4101"]) {
    const { stdout, exitCode } = await rigplan(["explain", String(code)]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Source");
  }
});

describe("a slip of the unit", () => {
  test("kilowatts for watts are refused, with what was meant", async () => {
    const { stderr, exitCode, stdout } = await rigplan(["power", metered, "--max-watts", "1.4"]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain("did you mean 1400?");
  });

  test("pence for pounds are warned about", async () => {
    const { stderr, exitCode } = await rigplan(["power", metered, "--max-electricity", "250000"]);
    expect(exitCode).toBe(0);
    expect(stderr).toContain("£2,500.00, written in hundredths?");
  });

  test("a reading in kilowatts is refused with its place", async () => {
    await withFolder(async (folder) => {
      const file = join(folder, "rig.yaml");
      writeFileSync(file, "schema: 1\nparts:\n  gpu: { id: rtx-3090 }\nmeasured_w: { idle: 64, typical: 0.437 }\n");
      const { stderr, exitCode } = await rigplan(["power", file]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain("rig.yaml:4:");
      expect(stderr).toContain("is it 437, written in thousands");
    });
  });

  test("readings that fall from idle to busy are refused", async () => {
    const { stderr, exitCode } = await rigplan(["power", "-"], {
      input: "schema: 1\nparts:\n  gpu: { id: rtx-3090 }\nmeasured_w: { idle: 437, typical: 64 }\n",
    });
    expect(exitCode).toBe(2);
    expect(stderr).toContain("the readings fall");
  });
});
