import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

describe("looking things up", () => {
  test("parts, regions and frameworks are listed", async () => {
    expect((await rigplan(["catalog", "list", "gpus"])).stdout).toContain("rtx-3090");
    expect((await rigplan(["catalog", "list", "regions"])).stdout).toContain("Great Britain");
    expect((await rigplan(["catalog", "list", "frameworks"])).stdout).toContain("pytorch");
  });

  test("published builds are counted by what they cost: 1,100 dollars of 2017 are some 1,480 of today, and 1,120 pounds", async () => {
    const { stdout } = await rigplan(["catalog", "list", "builds", "--region", "GB"]);
    expect(stdout).toMatch(/£1,000 to £2,000 +\d+ {2}.*1 × GTX 1070 \(2\)/);
    expect(stdout).toMatch(/^ {2}2017 +1 × GTX 1070 +~£1,1\d0 +hypraptive-2017-gtx1070$/m);
    const json = JSON.parse((await rigplan(["catalog", "list", "builds", "--region", "DE", "--json"])).stdout) as {
      result: { entries: { id: string; paid?: object; paid_in_money_of_today?: { currency: string } }[] };
    };
    const found = json.result.entries.find(({ id }) => id === "hypraptive-2017-gtx1070");
    expect(found).toMatchObject({ paid: { amount: 1100, currency: "USD" }, paid_in_money_of_today: { currency: "EUR" } });
  });

  test("what is given for nothing is listed: hours a week, credits that come again, credits to start with", async () => {
    const { stdout } = await rigplan(["catalog", "list", "free"]);
    const [again = "", once = ""] = stdout.split("ONCE, TO START WITH");
    expect(again).toMatch(/Kaggle: 2 × Tesla T4 +30 h a week +12 h +2025-11-21/);
    expect(again).toMatch(/Modal, starter: your choice +USD 30 a month/);
    // 300 dollars at the 0.5263 dollars an hour of a T4 machine are 570 hours.
    expect(once).toMatch(/Amazon Web Services +USD 300, some 5\d\d h of Tesla T4/);
    expect(stdout).not.toContain("K80");
  });

  test.each([["3090"], ["RTX 3090"], ["rtx-3090"], ["geforce rtx 3090"]])("%s is the RTX 3090", async (word) => {
    expect((await rigplan(["catalog", "show", word])).stdout).toContain("gpu rtx-3090");
  });

  test.each([["v100"], ["3080"]])("%s names several cards, which are listed", async (word) => {
    const run = await rigplan(["catalog", "show", word]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toMatch(/names several parts\n {2}fix: write one of \S+, \S+/);
  });

  test("a part is shown with the trust in each figure, its prices and its sources", async () => {
    const { stdout } = await rigplan(["catalog", "show", "k80"]);
    for (const words of ["device_count", "read at its source", "SOURCES"]) expect(stdout).toContain(words);
  });
});

describe("a catalogue of one's own", () => {
  test("one changed field changes that field only, and its source is the file", async () => {
    await withFolder(async (cwd) => {
      writeFileSync(join(cwd, "mine.yaml"), "schema: 1\ngpus:\n  rtx-3090: { board_power_w: 300 }\n");
      const fields = async (...args: string[]): Promise<Record<string, unknown>> =>
        (JSON.parse((await rigplan(["catalog", "show", "rtx-3090", "--json", ...args], { cwd })).stdout) as { result: { fields: Record<string, unknown> } })
          .result.fields;
      const before = await fields();
      const after = await fields("--catalog", "mine.yaml");
      expect(after).toEqual({ ...before, board_power_w: 300 });
    });
  });

  test("a part of one's own is planned with", async () => {
    await withFolder(async (cwd) => {
      writeFileSync(
        join(cwd, "mine.yaml"),
        `schema: 1
psus:
  my-psu:
    name: My power supply
    rated_power_w: 1200
    efficiency: gold
    form_factor: ATX
    atx_version: "3.1"
    eps_8pin: 2
    pcie_8pin: 6
    hpwr_16pin: 2
    length_mm: 140
    prices: [{ amount: "1.00", currency: GBP, condition: new, market: GB, tax: included, seen_on: "2026-11-20" }]
`,
      );
      const run = await rigplan(["plan", "--budget", "2000", "--currency", "GBP", "--catalog", "mine.yaml", "--json"], { cwd });
      expect(run.stderr).toBe("");
      expect((JSON.parse(run.stdout) as { result: { best: { parts: { id: string }[] } } }).result.best.parts.map(({ id }) => id)).toContain("my-psu");
    });
  });

  test("every problem of a broken file, with place, what was expected and a fix; nothing is computed", async () => {
    await withFolder(async (cwd) => {
      writeFileSync(
        join(cwd, "broken.yaml"),
        `schema: 1
gpus:
  rtx-3090:
    board_power_w: "350"
    slot_widht: 3
    length_mm: 0
    pcie: { generation: 4 }
    prices: [{ amount: 1,299.00, currency: GBP, condition: nwe, market: GB, tax: included, seen_on: "2026-13" }]
  Bad Id: {}
`,
      );
      const ids = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--catalog", "broken.yaml"], { cwd });
      expect(ids.exitCode).toBe(2);
      expect(ids.stdout).toBe("");
      expect(ids.stderr).toContain("broken.yaml:9:3");
      writeFileSync(join(cwd, "broken.yaml"), readFileSync(join(cwd, "broken.yaml"), "utf8").replace("  Bad Id: {}\n", ""));
      const run = await rigplan(["catalog", "validate", "broken.yaml"], { cwd });
      expect(run.exitCode).toBe(2);
      for (const words of [
        "broken.yaml:4:20",
        'did you mean "slot_width"?',
        "broken.yaml:6:16",
        'pcie.lanes" is missing',
        'did you mean "new"?',
        "299.00",
        '"2026-11"',
      ]) {
        expect(run.stderr).toContain(words);
      }
    });
  });

  test("the same id in two files of a folder is refused with both places", async () => {
    await withFolder(async (cwd) => {
      mkdirSync(join(cwd, "mine"));
      for (const name of ["a.yaml", "b.yaml"]) writeFileSync(join(cwd, "mine", name), "schema: 1\ngpus: { rtx-3090: { board_power_w: 300 } }\n");
      const run = await rigplan(["catalog", "validate", "mine"], { cwd });
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toMatch(/described twice\n {2}mine\/b\.yaml:2:9\n {2}fix: it also stands in mine\/a\.yaml:2/);
    });
  });

  test("an unusual figure is warned about with the likely slip", async () => {
    await withFolder(async (cwd) => {
      writeFileSync(join(cwd, "mine.yaml"), "schema: 1\ngpus: { rtx-3090: { board_power_w: 0.35 } }\n");
      const run = await rigplan(["catalog", "validate", "mine.yaml"], { cwd });
      expect(run.exitCode).toBe(0);
      expect(run.stderr).toContain("is it 350, written in thousands?");
    });
  });

  test("a file that is not there, a folder without files, a device", async () => {
    for (const path of ["nothing.yaml", "/dev/null"]) {
      const run = await rigplan(["catalog", "validate", path]);
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toMatch(/^error RP1201:/);
    }
  });
});

describe("prices of one's own", () => {
  test("a price entered is used by the plan, which says whose it is; comments stay", async () => {
    await withFolder(async (folder) => {
      const env = { XDG_CONFIG_HOME: folder };
      const first = await rigplan(["catalog", "price", "rtx-3090", "320", "--currency", "GBP", "--condition", "used"], { env });
      expect(first.exitCode).toBe(0);
      const file = join(folder, "rigplan", "prices.yaml");
      writeFileSync(file, `# my note\n${readFileSync(file, "utf8")}`);
      await rigplan(["catalog", "price", "rtx-3090", "330", "--currency", "GBP", "--condition", "used", "--date", "2026-11-01"], { env });
      expect(readFileSync(file, "utf8")).toContain("# my note");
      const run = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--with", "rtx-3090", "--json"], { env });
      const gpu = (
        JSON.parse(run.stdout) as { result: { best: { parts: { kind: string; own_price: boolean; unit_price: { minor: number } }[] } } }
      ).result.best.parts.find(({ kind }) => kind === "gpu");
      expect(gpu).toMatchObject({ own_price: true, unit_price: { minor: 32_000 } });
      expect((await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--with", "rtx-3090"], { env })).stdout).toContain("(own)");
    });
  });

  test("a dry run writes nothing; a wrong id is refused with the nearest", async () => {
    await withFolder(async (folder) => {
      const env = { XDG_CONFIG_HOME: folder };
      expect((await rigplan(["catalog", "price", "rtx-3090", "1", "--currency", "GBP", "--dry-run"], { env })).stdout).toContain("would write");
      const run = await rigplan(["catalog", "price", "rtx-3900", "1", "--currency", "GBP"], { env });
      expect(run.exitCode).toBe(2);
      expect(run.stderr).toContain("did you mean rtx-3090");
    });
  });
});
