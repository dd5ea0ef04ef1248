import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const metered = fileURLToPath(new URL("../../examples/read-with-a-meter.yaml", import.meta.url));

interface Money {
  readonly amount: number;
  readonly minor: number;
}
interface Result {
  readonly findings: readonly { readonly code: string; readonly message: string; readonly file?: string; readonly line?: number }[];
  readonly energy: { readonly bill_per_month: Money; readonly bill_per_year: Money; readonly rate: string };
  readonly cost: { readonly purchase: Money; readonly ownership: Money; readonly leaves_out: readonly { readonly what: string }[] };
  readonly tariff: {
    readonly id: string;
    readonly zone?: string;
    readonly one_rate: boolean;
    readonly gap_days?: number;
    readonly priced_days?: { readonly count: number };
    readonly schedules: readonly {
      readonly name: string;
      readonly asked: boolean;
      readonly load_rate_per_kwh: number;
      readonly windows: readonly { readonly hours: readonly string[]; readonly share_of_days: number }[];
      readonly bill_per_month: Money;
      readonly bill_per_year: Money;
      readonly saves_per_month: Money;
    }[];
  };
}

const answer = async (args: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<Result> => {
  const run = await rigplan([...args, "--json"], { env });
  expect(run.stderr).not.toContain("error");
  expect(run.exitCode).toBe(0);
  return (JSON.parse(run.stdout) as { result: Result }).result;
};

describe("a rig of 437 W for 5.5 h and 64 W for 18.5 h a day on Octopus Go (8.5p from 00:30 to 05:30, 28p otherwise)", () => {
  test("at any hour: 1,309.438 kWh at 23.9375p are 313.45 a year", async () => {
    const { energy, tariff } = await answer(["power", metered, "--tariff", "octopus-go"]);
    expect(energy.bill_per_year.amount).toBe(313.45);
    expect(tariff.zone).toBe("Europe/London");
    expect(tariff.schedules.map(({ name }) => name)).toEqual(["whenever", "nights", "cheapest"]);
  });

  test("in the cheapest 5.5 h: 877.278 kWh at (5 × 8.5p + 0.5 × 28p) / 5.5 and 432.16 kWh at 28p are 211.11 a year on days of 24 h, and clock changes move that by pence", async () => {
    const { energy, tariff } = await answer(["power", metered, "--tariff", "octopus-go", "--schedule", "cheapest"]);
    const plain = (877.278 * (5 * 8.5 + 0.5 * 28)) / 5.5 / 100 + (432.16 * 28) / 100;
    expect(Math.abs(energy.bill_per_year.amount - plain)).toBeLessThan(0.2);
    const cheapest = tariff.schedules.find(({ name }) => name === "cheapest");
    expect(cheapest?.asked).toBe(true);
    expect(cheapest?.bill_per_year).toEqual(energy.bill_per_year);
    expect(cheapest?.windows[0]?.hours).toEqual(["00:00-05:30"]);
    expect(cheapest?.windows[0]?.share_of_days).toBeGreaterThan(0.99);
  });

  test("says in words what moving the hours saves", async () => {
    const { stdout } = await rigplan(["power", metered, "--tariff", "octopus-go", "--schedule", "nights"]);
    expect(stdout).toContain("WHEN TO RUN IT");
    expect(stdout).toContain("22:00-06:00");
    expect(stdout).toMatch(/saves £8\.5\d a month/);
    for (const line of stdout.split("\n")) expect(line.length).toBeLessThanOrEqual(80);
  });

  test("the region's own rate is one rate: 341.89 a year at any hour", async () => {
    const { energy, tariff } = await answer(["power", metered, "--schedule", "cheapest"]);
    expect(energy.bill_per_year.amount).toBe(341.89);
    expect(tariff.one_rate).toBe(true);
    expect(new Set(tariff.schedules.map(({ bill_per_year: bill }) => bill.minor))).toEqual(new Set([34189]));
  });
});

test("plan, cost, power and compare give one bill for a tariff and a schedule", { timeout: 60_000 }, async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "rig.yaml");
    const flags = ["--tariff", "octopus-go", "--schedule", "cheapest", "--pieces", "2", "--hours-per-day", "4"];
    const run = await rigplan(["plan", "--budget", "1500", "--currency", "GBP", ...flags, "--save", file, "--json"]);
    const planned = (JSON.parse(run.stdout) as { result: { best: Result } }).result.best;
    const [cost, power, compare] = await Promise.all([
      answer(["cost", file]),
      answer(["power", file]),
      rigplan(["compare", file, "--json"]).then(({ stdout }) => (JSON.parse(stdout) as { result: { columns: readonly Result[] } }).result.columns[0]),
    ]);
    expect(cost.energy).toEqual(planned.energy);
    expect(power.energy).toEqual(planned.energy);
    expect(compare?.energy).toEqual(planned.energy);
    expect(cost.cost.ownership).toEqual(planned.cost.ownership);
    expect(power.tariff.schedules.find(({ asked }) => asked)?.bill_per_month).toEqual(planned.energy.bill_per_month);
  });
});

describe("the standing charge", () => {
  test("is apart, and 365 days of 0.5719 when it is asked for: 208.74 a year more", async () => {
    const [apart, within] = await Promise.all([answer(["cost", metered]), answer(["cost", metered, "--with-standing-charge"])]);
    expect(within.energy.bill_per_year.minor - apart.energy.bill_per_year.minor).toBe(20874);
    expect(apart.cost.leaves_out.map(({ what }) => what)).toContain("standing_charge");
    expect(within.cost.leaves_out.map(({ what }) => what)).not.toContain("standing_charge");
  });
});

/** Half-hour starts from midnight UTC on, so many of them. */
const halves = (day: string, count: number, fromMinutes = 0): readonly string[] =>
  Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(`${day}T00:00:00Z`) + (fromMinutes + index * 30) * 60_000).toISOString().replace(":00.000Z", "Z"),
  );

describe("half-hour prices from a file", () => {
  const rig =
    "schema: 1\nparts: { gpu: { id: rtx-3090 } }\nmeasured_w: { idle: 1, typical: 1000, peak: 1000 }\nscenario: { region: GB, load_hours_per_day: 24 }\n";
  const withPrices = async (name: string, text: string, use: (rig: string, prices: string) => Promise<void>): Promise<void> =>
    withFolder(async (folder) => {
      const [rigFile, prices] = [join(folder, "rig.yaml"), join(folder, name)];
      writeFileSync(rigFile, rig);
      writeFileSync(prices, text);
      await use(rigFile, prices);
    });
  const csv = (zone: string, rows: readonly string[], header = "start,rate"): string => `# zone: ${zone}\n# currency: GBP\n${header}\n${rows.join("\n")}\n`;

  // The clock goes from 01:00 to 02:00 in London and back from 02:00 to 01:00; elsewhere at the local 02:00.
  test.each([
    ["Europe/London", "2026-03-29", 46, 0],
    ["Europe/London", "2026-10-25", 50, -60],
    ["America/New_York", "2026-03-08", 46, 300],
    ["America/New_York", "2026-11-01", 50, 240],
    ["Australia/Lord_Howe", "2026-04-05", 49, -660],
    ["Australia/Lord_Howe", "2026-10-04", 47, -630],
  ])("%s, %s has %i periods, whatever the process's own zone is", async (zone, day, count, fromMinutes) => {
    // 10p for each, and 33p for the last: the average is exact only when every period counts once.
    const rows = halves(day, count, fromMinutes).map((start, index) => `${start},${index === count - 1 ? "0.33" : "0.10"}`);
    await withPrices("prices.csv", csv(zone, rows), async (file, prices) => {
      const answers = await Promise.all(["UTC", "Pacific/Auckland", "America/St_Johns"].map((TZ) => answer(["power", file, "--tariff", prices], { TZ })));
      for (const { energy, tariff, findings } of answers) {
        expect(tariff.priced_days?.count).toBe(1);
        expect(findings.map(({ code }) => code)).not.toContain("RP3002");
        // 8,760 kWh a year at the average price of the day.
        expect(energy.bill_per_year.minor).toBe(Math.round((876_000 * (0.1 * (count - 1) + 0.33)) / count));
      }
    });
  });

  test("dates and numbers of periods say the same as times", async () => {
    const rows = Array.from({ length: 46 }, (_, index) => `2026-03-29,${index + 1},${index === 0 ? "0.56" : "0.10"}`);
    await withPrices("prices.csv", csv("Europe/London", rows, "date,period,rate"), async (file, prices) => {
      expect((await answer(["power", file, "--tariff", prices])).energy.bill_per_year.amount).toBe(963.6);
    });
    await withPrices("prices.csv", csv("Europe/London", [...rows, "2026-03-29,47,0.10"], "date,period,rate"), async (file, prices) => {
      const { exitCode, stderr, stdout } = await rigplan(["power", file, "--tariff", prices]);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("prices.csv:50");
      expect(stderr).toContain("that day has 46 periods");
    });
  });

  test("as YAML and JSON, with prices below zero: 44 half hours at 10p and four at -15p are 7.92p", async () => {
    const prices = halves("2026-01-10", 48).map((start, index) => ({ start, rate: index < 4 ? -0.15 : 0.1 }));
    const whole = { schema: 1, zone: "Europe/London", currency: "GBP", prices };
    for (const name of ["prices.json", "prices.yaml"]) {
      await withPrices(name, JSON.stringify(whole), async (file, path) => {
        const { energy, tariff } = await answer(["power", file, "--tariff", path, "--hours-per-day", "2"]);
        expect(energy.bill_per_year.minor).toBe(Math.round((73_000 * (44 * 0.1 - 4 * 0.15)) / 48));
        const cheapest = tariff.schedules.find(({ name: schedule }) => schedule === "cheapest");
        expect(cheapest?.bill_per_year.amount).toBe(-109.5);
        expect(cheapest?.windows[0]?.hours).toEqual(["00:00-02:00"]);
      });
    }
  });

  test("a day that lacks prices is left out and named with file and line; nothing is filled in", async () => {
    const rows = [...halves("2026-01-10", 48), ...halves("2026-01-11", 48)].filter((start) => start !== "2026-01-11T07:30Z").map((start) => `${start},0.10`);
    await withPrices("prices.csv", csv("Europe/London", rows), async (file, prices) => {
      const { tariff, findings, energy } = await answer(["power", file, "--tariff", prices]);
      expect([tariff.priced_days?.count, tariff.gap_days]).toEqual([1, 1]);
      const gap = findings.find(({ code }) => code === "RP3002");
      expect(gap?.message).toContain("2026-01-11 lacks 1 of 48, the first at 07:30");
      expect([gap?.file, gap?.line]).toEqual([prices, 52]);
      expect(energy.bill_per_year.amount).toBe(876);
    });
  });

  test("a price given twice, one without a zone, one that is no price: exit 2 with file and line", async () => {
    const rows = halves("2026-01-10", 48).map((start) => `${start},0.10`);
    const refusal = async (text: string): Promise<string> => {
      let said = "";
      await withPrices("prices.csv", text, async (file, prices) => {
        const { exitCode, stderr, stdout } = await rigplan(["power", file, "--tariff", prices]);
        expect([exitCode, stdout]).toEqual([2, ""]);
        said = stderr;
      });
      return said;
    };
    const twice = await refusal(csv("Europe/London", [...rows, rows[3] ?? ""]));
    expect(twice).toContain("prices.csv:52");
    expect(twice).toContain("period 4 of 2026-01-10 is priced twice");
    expect(await refusal(`start,rate\n${rows.join("\n")}\n`)).toContain("# zone: Europe/London");
    expect(await refusal(csv("Europe/London", ["2026-01-10T00:00Z,ten"]))).toContain("prices.csv:4");
    // A decimal comma is not read as a price of nothing.
    expect(await refusal(csv("Europe/London", ["2026-01-10T00:00Z,0,25"]))).toContain("the line has 3 cells, and the table 2 columns");
    expect(await refusal(csv("Europe/London", ["1,2,3"], "start,rate,rate"))).toContain('two columns are called "rate"');
    expect(await refusal(`# zone: Europe/Paris\n${csv("Europe/London", rows)}`)).toContain('"zone" stands above the table twice');
    expect(await refusal(csv("UTC", ["0999-01-10T00:00Z,0.25"]))).toContain("lies outside 1990 to 2099");
    expect(await refusal(csv("UTC", ["1990-01-10,1,0.25", "2099-01-10,1,0.25"], "date,period,rate"))).toContain("more than ten years");
    expect(await refusal(csv("UTC", ["9999-01-10,1,0.25"], "date,period,rate"))).toContain("is not a day of 1990 to 2099");
    expect(await refusal(csv(`A${"-".repeat(5000)}!`, rows))).toContain("is no zone");
    // Nothing is read as the first part of what was written.
    expect(await refusal(csv("UTC", [...rows, ...Array.from({ length: 500_000 }, () => "2026-01-10T00:00Z,0.25")]))).toContain("larger than 8 MiB");
    expect(await refusal(`${csv("UTC", rows)}\0`)).toContain("holds a NUL byte");
    expect(await refusal(csv("Europe/Londn", rows))).toContain("there is no time zone");
    expect(await refusal(csv("Europe/London", rows.slice(1)))).toContain("no day has a price for all of it");
  });
});

describe("a tariff of one's own", () => {
  const refusal = async (windows: string): Promise<string> => {
    let said = "";
    await withFolder(async (folder) => {
      const file = join(folder, "mine.yaml");
      writeFileSync(file, `schema: 1\nname: Mine\nzone: Europe/London\ncurrency: GBP\nwindows:\n${windows}`);
      const { exitCode, stderr, stdout } = await rigplan(["power", metered, "--tariff", file]);
      expect([exitCode, stdout]).toEqual([2, ""]);
      said = stderr;
    });
    return said;
  };

  test("with a gap, an overlap or an impossible window is refused with its place", async () => {
    const window = (from: string, to: string): string => `  - { name: x, from: "${from}", to: "${to}", rate: "0.1" }\n`;
    const gap = await refusal(window("00:00", "07:00") + window("08:00", "24:00"));
    expect(gap).toContain("07:00 to 08:00 on weekdays has no price");
    expect(gap).toContain("mine.yaml:6:");
    const overlap = await refusal(window("00:00", "07:00") + window("06:00", "24:00"));
    expect(overlap).toContain("06:00 to 07:00 on weekdays is priced twice");
    expect(overlap).toContain("mine.yaml:7:");
    expect(await refusal(window("00:00", "26:00"))).toContain("mine.yaml:6:");
  });

  test("in pence where pounds are meant is refused with what is meant", async () => {
    const said = await refusal('  - { name: x, from: "00:00", to: "24:00", rate: "26.11" }\n');
    expect(said).toContain("mine.yaml:6:");
    expect(said).toContain("0.2611");
  });
});

test("a tariff or schedule that is not known is answered with the nearest", async () => {
  const [tariff, schedule] = await Promise.all([
    rigplan(["power", metered, "--tariff", "octopus-og"]),
    rigplan(["power", metered, "--tariff", "octopus-go", "--schedule", "cheepest"]),
  ]);
  expect([tariff.exitCode, tariff.stdout, schedule.exitCode, schedule.stdout]).toEqual([2, "", 2, ""]);
  expect(tariff.stderr).toContain("did you mean octopus-go?");
  expect(schedule.stderr).toContain("did you mean cheapest?");
});

test("every tariff of the catalogue is listed, shown with its source, and prices a rig", { timeout: 120_000 }, async () => {
  const { stdout } = await rigplan(["catalog", "list", "tariffs", "--json"]);
  const ids = (JSON.parse(stdout) as { result: { entries: readonly { id: string }[] } }).result.entries.map(({ id }) => id);
  expect(ids.length).toBeGreaterThan(10);
  for (const id of ids) {
    const { tariff } = await answer(["power", metered, "--tariff", id]);
    expect(tariff.id).toBe(id);
    expect(tariff.schedules.every(({ bill_per_year: bill }) => bill.minor > 0)).toBe(true);
  }
  expect((await rigplan(["catalog", "show", "pge-ev2-a"])).stdout).toContain("antiroyalty/ca-climate-action-initiative");
});

test("a rig file may name a tariff of the catalogue, and no other file", async () => {
  const rig = (name: string): string =>
    `schema: 1\nparts: { gpu: { id: rtx-3090 } }\nmeasured_w: { idle: 64, typical: 437, peak: 500 }\nscenario: { tariff: ${name}, schedule: nights }\n`;
  const [known, file] = await Promise.all([
    rigplan(["power", "-", "--json"], { input: rig("octopus-go") }),
    rigplan(["power", "-", "--json"], { input: rig("../secret.yaml") }),
  ]);
  expect((JSON.parse(known.stdout) as { result: Result }).result.tariff.id).toBe("octopus-go");
  expect([file.exitCode, file.stdout]).toEqual([2, ""]);
  expect(file.stderr).toContain("name a file with --tariff");
});

test("the words of the trade are explained", async () => {
  for (const term of ["time-of-use", "off-peak", "settlement period", "RP3002"]) {
    const { stdout, exitCode } = await rigplan(["explain", term]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Source");
  }
});
