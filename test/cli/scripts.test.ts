import { spawn } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { type Run, rigplan, withFolder } from "../support/run-cli.js";

const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));

interface Money {
  readonly amount: number;
  readonly minor: number;
  readonly currency: string;
}
interface Assessment {
  readonly parts: readonly { readonly id: string; readonly owned: boolean; readonly price?: Money; readonly own_price?: boolean }[];
  readonly findings: readonly {
    readonly code: string;
    readonly verdict: string;
    readonly actual?: unknown;
    readonly limit?: unknown;
    readonly fix: string;
    readonly file?: string;
  }[];
  readonly performance: readonly { readonly throughput: number }[];
  readonly power: Readonly<Record<string, number>>;
  readonly energy: { readonly bill_per_month: Money };
  readonly cost: { readonly purchase: Money; readonly ownership?: Money };
}
interface PlanOutput {
  readonly schema_version: number;
  readonly result: { readonly best: Assessment; readonly proof: { readonly optimal: boolean }; readonly binding: readonly unknown[] };
}

const jsonOf = <T>({ stdout, exitCode }: Run): T => {
  expect(exitCode).toBe(0);
  return JSON.parse(stdout) as T;
};
const ok = async (...args: string[]): Promise<Run> => {
  const run = await rigplan(args);
  expect(run.exitCode).toBe(0);
  return run;
};

/** Two 3-slot cards on a board whose long slots stand two apart, too small a power supply, too short a case. */
const CROWDED = `schema: 1
name: crowded
parts:
  gpu: { id: rtx-3090, quantity: 2, condition: used }
  cpu: { id: r5-3600 }
  motherboard:
    name: Board with slots two apart
    socket: AM4
    cpu_count: 1
    chipset: X570
    form_factor: ATX
    memory: { type: DDR4, forms: [UDIMM] }
    memory_slots: 4
    slots:
      - { position: 2, length: 16, lanes: 16, generation: 4 }
      - { position: 4, length: 16, lanes: 8, generation: 4 }
    lane_modes: { slots: [2, 4], modes: [[16, 0], [8, 8]] }
    m2_slots: 2
    sata_ports: 6
    eps_8pin: 1
    price: { amount: "150.00", currency: GBP }
  memory: { id: d4u-2x16-3600 }
  psu:
    name: Supply of 650 W
    rated_power_w: 650
    efficiency: gold
    form_factor: ATX
    atx_version: "2.x"
    eps_8pin: 1
    pcie_8pin: 2
    length_mm: 140
    price: { amount: "80.00", currency: GBP }
  case:
    name: Case of 300 mm
    type: tower
    board_form_factors: [ATX]
    expansion_slots: 7
    max_gpu_length_mm: 300
    max_cooler_height_mm: 165
    psu_form_factors: [ATX]
    fan_count: 3
    price: { amount: "60.00", currency: GBP }
  storage: { id: lexar-nm790-1tb }
scenario: { region: GB }
`;

/** A rig of one priced line: what it costs is what is written here. */
const pricedAt = (amount: string): string =>
  `schema: 1\nname: priced\nparts:\n  gpu: { id: rtx-3090, condition: used, price: { amount: "${amount}", currency: GBP } }\nscenario: { region: GB }\n`;

const inFolder = async (files: Readonly<Record<string, string>>, use: (folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    await use(folder);
  });

test("A1: help in under 40 lines with two examples; a plan without network or files", async () => {
  const help = await ok();
  expect(help.stdout.split("\n").length).toBeLessThan(40);
  expect(help.stdout.match(/\$ rigplan/g)?.length).toBeGreaterThanOrEqual(2);
  const { stdout } = await ok("plan", "--budget", "3000", "--currency", "GBP", "--no-input");
  for (const words of ["roven best", "at the wall", "a month", "OTHER GOOD RIGS", "would buy", "on each of", "h a day"])
    expect(stdout.replace(/\s+/g, " ")).toContain(words);
});

test("A2: for a script: valid against the schema it prints, the same bytes again, nothing but warnings on stderr", async () => {
  const args = ["plan", "--budget", "3000", "--currency", "GBP", "--json"];
  const run = await ok(...args);
  const { schema_version: version, result } = JSON.parse(run.stdout) as PlanOutput;
  expect([version, result.proof.optimal, typeof result.best.cost]).toEqual([1, true, "object"]);
  const schema = JSON.parse((await ok("catalog", "schema", "output")).stdout) as object;
  const validate = new Ajv2020({ strict: false }).compile(schema);
  expect(validate(JSON.parse(run.stdout))).toBe(true);
  expect((await ok(...args)).stdout).toBe(run.stdout);
  expect(run.stderr.split("\n").filter((line) => line !== "" && !line.startsWith("warning"))).toEqual([]);
});

test("A3: no such rig: exit 3 with the cheapest, the shortfall and the most memory the money buys", async () => {
  const run = await rigplan(["plan", "--budget", "300", "--currency", "GBP", "--total-vram", "48", "--json"]);
  expect(run.exitCode).toBe(3);
  expect(run.stderr).toMatch(/no rig with 48 GB of GPU memory for £300\.00/);
  expect(run.stderr).toMatch(/the cheapest complete rig costs £[\d,.]+, short by £[\d,.]+/);
  const { result } = JSON.parse(run.stdout) as { result: { status: string; infeasible: { cheapest?: Assessment } } };
  expect(result.status).toBe("infeasible");
  expect(result.infeasible.cheapest?.cost.purchase.minor).toBeGreaterThan(30_000);
});

test("A4: two caps: the bill is kept, the limit chosen is said, less electricity is never faster", async () => {
  const planned = async (...more: string[]): Promise<PlanOutput["result"]["best"] | undefined> => {
    const run = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--hours-per-day", "8", "--region", "GB", "--json", ...more]);
    expect([0, 3]).toContain(run.exitCode);
    return run.exitCode === 3 ? undefined : (JSON.parse(run.stdout) as PlanOutput).result.best;
  };
  const free = await planned();
  const capped = await planned("--max-electricity", "25");
  const strict = await planned("--max-electricity", "5");
  expect(capped?.energy.bill_per_month.minor).toBeLessThanOrEqual(2500);
  expect(capped?.power["gpu_power_limit_w"]).toBeGreaterThan(0);
  expect(free?.performance[0]?.throughput).toBeGreaterThanOrEqual(capped?.performance[0]?.throughput ?? Number.POSITIVE_INFINITY);
  expect(strict?.performance[0]?.throughput ?? 0).toBeLessThan(capped?.performance[0]?.throughput ?? 0);
});

test.each([
  [["plan", "--budegt", "3000"], "--budget"],
  [["pln"], "plan"],
  [["plan", "--budget", "3000", "--currency", "GPB"], "GBP"],
  [["plan", "--budget", "3000", "--currency", "GBP", "--objective", "vrma"], "vram"],
  [["cost", "2x:rtx-3900"], "rtx-3090"],
])("A5: a slip of the finger: %j", async (args, nearest) => {
  const run = await rigplan(args);
  expect([run.exitCode, run.stdout]).toEqual([2, ""]);
  expect(run.stderr).toContain(`did you mean ${nearest}`);
});

test("A6: spacing, watts, connectors and length are found before the figures, and fail a gate", async () => {
  await inFolder({ "rig.yaml": CROWDED }, async (cwd) => {
    for (const command of ["power", "cost"]) {
      const run = await rigplan([command, "rig.yaml"], { cwd });
      expect(run.exitCode).toBe(0);
      for (const code of ["RP2301", "RP2501", "RP2503", "RP2403"]) expect(run.stdout).toContain(`[${code}]`);
      expect(run.stdout.indexOf("[RP2403]")).toBeLessThan(run.stdout.indexOf(command === "power" ? "WHAT IT DRAWS" : "PARTS"));
      const { result } = jsonOf<{ result: Assessment }>(await rigplan([command, "rig.yaml", "--json"], { cwd }));
      const wrong = result.findings.filter(({ verdict }) => verdict === "does_not_fit");
      expect(wrong.map(({ code }) => code)).toEqual(expect.arrayContaining(["RP2301", "RP2501", "RP2503", "RP2403"]));
      expect(wrong.every(({ fix, file }) => fix !== "" && file === "rig.yaml")).toBe(true);
      expect((await rigplan([command, "rig.yaml", "--fail-if", "errors > 0"], { cwd })).exitCode).toBe(4);
    }
  });
});

test("A7: in a pull request: what changed as Markdown, no change said, annotations with file and line", async () => {
  await inFolder({ "rig.yaml": CROWDED, "other.yaml": CROWDED.replace("quantity: 2", "quantity: 1") }, async (cwd) => {
    const main = await rigplan(["cost", "other.yaml", "--json"], { cwd });
    writeFileSync(join(cwd, "main.json"), main.stdout);
    const changed = await rigplan(["compare", "rig.yaml", "--baseline", "main.json", "--format", "markdown"], { cwd });
    expect(changed.exitCode).toBe(0);
    expect(changed.stdout).toMatch(/^<!-- rigplan compare -->\n/);
    expect(changed.stdout).toMatch(/RTX 3090/);
    writeFileSync(join(cwd, "same.json"), (await rigplan(["cost", "rig.yaml", "--json"], { cwd })).stdout);
    expect((await rigplan(["compare", "rig.yaml", "--baseline", "same.json"], { cwd })).stdout.toLowerCase()).toContain("no change");
    const github = await rigplan(["compare", "rig.yaml", "--baseline", "main.json", "--format", "github"], { cwd });
    expect(github.stdout).toMatch(/^::error file=rig\.yaml,line=\d+,col=\d+,title=RP2301[^:]*::/m);
  });
});

test("A8: a budget gate: the whole table first, then by how much; at the limit it holds; what is not understood is refused", async () => {
  await inFolder({ "over.yaml": pricedAt("4012.40"), "at.yaml": pricedAt("4000.00") }, async (cwd) => {
    const over = await rigplan(["cost", "over.yaml", "--years", "3", "--fail-if", "total > 4000"], { cwd });
    expect(over.exitCode).toBe(4);
    expect(over.stdout).toContain("£4,012.40");
    expect(over.stderr).toContain("over by £12.40");
    expect((await rigplan(["cost", "at.yaml", "--years", "3", "--fail-if", "total > 4000"], { cwd })).exitCode).toBe(0);
    const wrong = await rigplan(["cost", "at.yaml", "--fail-if", "total >> 4000"], { cwd });
    expect([wrong.exitCode, wrong.stdout]).toEqual([2, ""]);
    expect(wrong.stderr).toMatch(/total >> 4000\n +\^/);
  });
});

test("A9: many old or few new, or rent: one table, no owned row is nothing, what the free tier cannot do", async () => {
  const args = [
    "compare",
    "4x:gtx-1080-ti",
    "4x:rtx-3090@280W",
    "1x:rtx-5090",
    "cloud:runpod/a100",
    "free:kaggle",
    "--hours-per-day",
    "3",
    "--years",
    "2",
    "--region",
    "GB",
  ];
  const { stdout } = await rigplan(args, { env: { COLUMNS: "100" } });
  for (const words of ["To buy", "Electricity", "Sells for", "low £", "Per GPU-hour", "GPU memory", "Speed", "a session ends", "h a week", "month"])
    expect(stdout).toContain(words);
  const { result } = jsonOf<{ result: { columns: { kind: string; cost: { ownership?: Money } }[]; break_even: { months: number | null }[] } }>(
    await rigplan([...args, "--json"]),
  );
  expect(result.columns.filter(({ kind }) => kind === "rig").every(({ cost }) => (cost.ownership?.minor ?? 0) > 0)).toBe(true);
  expect(result.break_even.length).toBeGreaterThanOrEqual(3);
});

test("A10: the wall: what fails, by how much, which limit passes", async () => {
  const { stdout } = await ok("power", "4x:rtx-3090", "--circuit", "15A@120V");
  for (const words of ["1,440 W", "BTU/h", "kWh", "a month"]) expect(stdout).toContain(words);
  expect(stdout).toMatch(/\d W too much|too much by|over by|more than/);
  const peak = async (...args: string[]): Promise<number> =>
    jsonOf<{ result: Assessment }>(await rigplan(["power", ...args, "--json"])).result.power["wall_peak_w"] ?? 0;
  const [full, limited] = [await peak("4x:rtx-3090", "--circuit", "15A@120V"), await peak("4x:rtx-3090@280W", "--circuit", "15A@120V")];
  expect(full - limited).toBeGreaterThan(280);
  for (const rig of ["4x:rtx-3090", "4x:rtx-3090@280W"]) {
    const { result } = jsonOf<{ result: Assessment }>(await rigplan(["power", rig, "--circuit", "13A@230V", "--json"]));
    expect(result.findings.filter(({ code, verdict }) => code === "RP3001" && verdict === "does_not_fit")).toEqual([]);
  }
});

describe("A11: pipes and colour", () => {
  test("a rig from standard input gives the same figures, with places as <stdin>", async () => {
    await inFolder({ "rig.yaml": CROWDED }, async (cwd) => {
      const piped = jsonOf<{ result: Assessment }>(await rigplan(["power", "-", "--json"], { input: CROWDED }));
      const named = jsonOf<{ result: Assessment }>(await rigplan(["power", "rig.yaml", "--json"], { cwd }));
      expect(piped.result.power).toEqual(named.result.power);
      expect(piped.result.findings.every(({ file }) => file === undefined || file === "<stdin>")).toBe(true);
    });
    expect((await rigplan(["compare", "-", "-"], { input: CROWDED })).exitCode).toBe(2);
  });

  test("escape bytes only where colour is asked for", async () => {
    const args = ["plan", "--budget", "3000", "--currency", "GBP"];
    const forced = await rigplan(args, { env: { NO_COLOR: "", FORCE_COLOR: "1" } });
    const plain = await rigplan(args, { env: { NO_COLOR: "" } });
    expect([forced.stdout.includes("\u001b"), plain.stdout.includes("\u001b")]).toEqual([true, false]);
  });

  test("a reader that has seen enough ends it quietly", async () => {
    const { stderr, exitCode } = await execa("sh", ["-c", `"${process.execPath}" "${bin}" catalog list | head -1`], { reject: false });
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  test("Ctrl-C says so and ends with 130", async () => {
    const child = spawn(process.execPath, [bin, "cost", "-"]);
    let stderr = "";
    child.stderr.on("data", (chunk: Buffer) => {
      stderr += chunk.toString();
    });
    const closed = new Promise<number | null>((resolve) => child.on("close", resolve));
    // The program waits for its standard input; a moment lets it get there.
    await new Promise((resolve) => setTimeout(resolve, 1500));
    child.kill("SIGINT");
    expect(await closed).toBe(130);
    expect(stderr).toContain("stopped");
  });
});

test("A12: which setting won: see the tests of settings; a pager in a project's file is never run", async () => {
  await inFolder({ "rigplan.yaml": "pager: touch ran\n" }, async (cwd) => {
    const run = await rigplan(["plan", "--budget", "3000", "--currency", "GBP"], { cwd });
    expect([run.exitCode, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toMatch(/rigplan\.yaml:1:1/);
  });
});

test("A13: old prices: the oldest that matters is named once, and a gate fails with the list", async () => {
  const args = ["cost", "2x:rtx-3090", "--region", "GB", "--as-of", "2027-06-01"];
  const run = await ok(...args);
  expect(run.stdout.match(/the oldest that matters/g)?.length).toBe(1);
  const gate = await rigplan([...args, "--fail-if", "price_age_days > 90"]);
  expect(gate.exitCode).toBe(4);
  expect(gate.stderr).toMatch(/price_age_days > 90: it is \d+/);
});

test("A14: my own prices and parts: a price entered is used and named; an owned part is free to buy and still draws", async () => {
  await withFolder(async (folder) => {
    const env = { XDG_CONFIG_HOME: folder };
    const priced = await rigplan(["catalog", "price", "rtx-3090", "520", "--currency", "GBP", "--condition", "used"], { env });
    expect(priced.exitCode).toBe(0);
    const plan = jsonOf<PlanOutput>(await rigplan(["plan", "--budget", "2500", "--currency", "GBP", "--with", "rtx-3090", "--json"], { env }));
    expect(plan.result.best.parts.find(({ id }) => id === "rtx-3090")).toMatchObject({ own_price: true });
  });
  const owned = jsonOf<PlanOutput>(await ok("plan", "--budget", "1500", "--currency", "GBP", "--own", "corsair-rm1000e-25", "--json"));
  expect(owned.result.best.parts.some(({ owned: isOwned, price }) => isOwned && price?.minor === 0)).toBe(true);
  const wrong = await rigplan(["catalog", "price", "rtx-3900", "520", "--currency", "GBP"]);
  expect(wrong.exitCode).toBe(2);
  expect(wrong.stderr).toContain("did you mean");
});

test("A15: the same figures everywhere: plan, cost, power and compare of the saved rig, and CSV, Markdown and HTML", async () => {
  await withFolder(async (cwd) => {
    const planned = jsonOf<PlanOutput>(await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--save", "rig.yaml", "--json", "--quiet"], { cwd }))
      .result.best;
    const figures = ({ cost, power, energy }: Assessment): unknown => ({
      purchase: cost.purchase,
      ownership: cost.ownership,
      wall: power["wall_typical_w"],
      bill: energy.bill_per_month,
    });
    for (const command of ["cost", "power"]) {
      const { result } = jsonOf<{ result: Assessment }>(await rigplan([command, "rig.yaml", "--json"], { cwd }));
      expect(figures(result)).toEqual(figures(planned));
    }
    const { result } = jsonOf<{ result: { columns: Assessment[] } }>(await rigplan(["compare", "rig.yaml", "--json"], { cwd }));
    expect(result.columns[0]?.cost.purchase).toEqual(planned.cost.purchase);
    const total = planned.cost.purchase.amount;
    const grouped = `£${total.toFixed(2).replace(/\B(?=(?:\d{3})+\.)/g, ",")}`;
    await rigplan(["cost", "rig.yaml", "--output", "a.csv", "--output", "a.md", "--output", "a.html", "--quiet"], { cwd });
    expect(readFileSync(join(cwd, "a.csv"), "utf8")).toContain(`,cost,purchase,,,${total},GBP,`);
    expect(readFileSync(join(cwd, "a.md"), "utf8")).toContain(grouped);
    expect(readFileSync(join(cwd, "a.html"), "utf8")).toContain(grouped);
    expect(planned.parts.reduce((sum, { price }) => sum + (price?.minor ?? 0), 0)).toBe(planned.cost.purchase.minor);
  });
});
