import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

interface Money {
  readonly amount: number;
  readonly minor: number;
}
interface Column {
  readonly label: string;
  readonly kind: string;
  readonly memory: { readonly total_gib: number };
  readonly performance: readonly { readonly throughput: number; readonly basis: string }[];
  readonly cost: Readonly<Record<string, Money>>;
  readonly frameworks: readonly { readonly framework: string; readonly status: string; readonly last_version?: string }[];
  readonly equal_work: { readonly hours_per_day: number; readonly share: number; readonly cost?: Money };
  readonly allowance?: { readonly limits: readonly string[] };
}
interface Output {
  readonly result: {
    readonly columns: readonly Column[];
    readonly ranking: readonly string[];
    readonly break_even: readonly { readonly owned: string; readonly rented: string; readonly months: number | null; readonly rented_h_per_owned_h: number }[];
    readonly hybrid: readonly { readonly cost: Money; readonly rent_only: Money; readonly own_twice: Money; readonly pays: boolean }[];
  };
}

const compared = async (...args: string[]): Promise<Output> => {
  const run = await rigplan(["compare", ...args, "--json"]);
  expect(run.stderr).toBe("");
  expect(run.exitCode).toBe(0);
  return JSON.parse(run.stdout) as Output;
};

const MANY_OR_FEW = [
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

describe("many old or few new, or rent", () => {
  test("one table at 100 columns, the decision first, and the same figures in JSON", async () => {
    const { stdout, exitCode } = await rigplan(["compare", ...MANY_OR_FEW], { env: { COLUMNS: "100" } });
    expect(exitCode).toBe(0);
    const lines = stdout.split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
    expect(lines[0]).toMatch(/^For the work that 4 × GTX 1080 Ti does/);
    expect(lines.filter((line) => line.includes("GPU memory"))).toHaveLength(1);
    const { result } = await compared(...MANY_OR_FEW);
    const heading = lines.find((line) => line.includes("To buy")) ?? "";
    const shown = [...heading.matchAll(/£([\d,]+\.\d\d)/g)].map(([, figure = ""]) => Number(figure.replaceAll(",", "")));
    expect(shown).toEqual(result.columns.flatMap(({ cost }) => (cost["purchase"] === undefined ? [] : [cost["purchase"].amount])));
  });

  test("no owned figure is nothing, and the 1080 Ti says which version is the last that runs", async () => {
    const { result } = await compared(...MANY_OR_FEW);
    const owned = result.columns.filter(({ kind }) => kind === "rig");
    expect(owned).toHaveLength(3);
    for (const { cost } of owned)
      for (const name of ["purchase", "ownership", "per_gpu_hour", "running_per_year", "ownership_low"]) expect(cost[name]?.minor).toBeGreaterThan(0);
    const old = owned.find(({ label }) => label === "4x:gtx-1080-ti");
    expect(old?.frameworks.find(({ framework }) => framework === "pytorch")).toMatchObject({ status: "older_version" });
    expect(result.ranking).not.toContain("4x:gtx-1080-ti");
  });

  test("the output is as its schema says", async () => {
    const schema = JSON.parse((await rigplan(["catalog", "schema", "output"])).stdout) as object;
    const valid = new Ajv2020({ strict: false }).compile(schema);
    expect(valid(await compared(...MANY_OR_FEW)) || valid.errors).toBe(true);
  });

  test.each([60, 80])("at %i columns nothing is wider than the page", async (columns) => {
    const { stdout } = await rigplan(["compare", ...MANY_OR_FEW], { env: { COLUMNS: String(columns) } });
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(columns);
  });

  test("rented hours are scaled by speed: hours times speed is the same work in every column", async () => {
    const { result } = await compared(...MANY_OR_FEW);
    const works = result.columns.map(({ performance, equal_work: work }) => (performance[0]?.throughput ?? 0) * work.hours_per_day);
    for (const work of works) expect(work / (works[0] ?? 1)).toBeCloseTo(1, 1);
  });

  test("every owned and rented pair has its break-even month, or null", async () => {
    const { result } = await compared(...MANY_OR_FEW);
    expect(result.break_even.map(({ owned, rented }) => `${owned} ${rented}`)).toEqual(
      ["4x:gtx-1080-ti", "4x:rtx-3090@280W", "1x:rtx-5090"].flatMap((owned) => ["cloud:runpod/a100", "free:kaggle"].map((rented) => `${owned} ${rented}`)),
    );
    expect(result.break_even.find(({ rented }) => rented === "free:kaggle")?.months).toBeNull();
  });
});

describe("a rig's figures are the same in every command", () => {
  test("compare holds what cost and power say, field by field", async () => {
    const rig = "2x:rtx-3090@280W:used";
    const where = ["--region", "DE", "--hours-per-day", "5", "--years", "3", "--json"];
    const resultOf = async (command: string): Promise<Readonly<Record<string, unknown>>> =>
      (JSON.parse((await rigplan([command, rig, ...where])).stdout) as { readonly result: Record<string, unknown> }).result;
    const [cost, power] = [await resultOf("cost"), await resultOf("power")];
    const [column] = (await compared(rig, "cloud:rtx-4090", ...where.slice(0, -1))).result.columns;
    for (const field of ["rig", "parts", "findings", "memory", "performance", "energy", "frameworks", "safety"]) {
      expect(new Map(Object.entries(column ?? {})).get(field)).toEqual(cost[field]);
      expect(power[field]).toEqual(cost[field]);
    }
    expect(column?.cost).toMatchObject(cost["cost"] as object);
  });
});

test("more hours a day never put off the month from which buying is cheaper", async () => {
  const months: number[] = [];
  for (const hours of ["1", "3", "8", "24"]) {
    const { result } = await compared("1x:rtx-3090", "cloud:runpod/rtx-4090", "--region", "GB", "--hours-per-day", hours);
    months.push(result.break_even[0]?.months ?? Number.POSITIVE_INFINITY);
  }
  expect(months).toEqual([...months].sort((a, b) => b - a));
  expect(months.at(-1)).toBeLessThan(120);
});

test("peaks of twice the speed: own twice, rent all, or the mix", async () => {
  const { result } = await compared("2x:rtx-3090", "cloud:runpod/a100", "--peak-hours", "10", "--region", "GB", "--hours-per-day", "6");
  const [mix] = result.hybrid;
  expect(mix?.pays).toBe((mix?.cost.minor ?? 0) < Math.min(mix?.rent_only.minor ?? 0, mix?.own_twice.minor ?? 0));
});

test("parts one has cost nothing to buy, lose value, and cannot be had twice for nothing", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "own.yaml");
    writeFileSync(file, "schema: 1\nparts:\n  gpu: { id: rtx-3090, owned: true }\n  cpu: { id: r5-5600, owned: true }\n");
    const { stdout } = await rigplan(["compare", file, "cloud:rtx-4090", "--peak-hours", "20", "--region", "GB"]);
    expect(stdout).toContain("owned already");
    expect(stdout).toMatch(/lose £[1-9]/);
    expect(stdout).not.toContain("£0.00");
    expect(stdout).not.toContain("a second rig");
  });
});

test("how many runs of one's job a week an allowance has hours for", async () => {
  const { stdout } = await rigplan(["compare", "1x:rtx-3090", "free:kaggle", "--run-hours", "10", "--region", "GB"]);
  expect(stdout).toMatch(/runs of your job a week/);
  expect(stdout).toMatch(/your run takes [\d.]+ h and has to be saved/);
});

describe("what is not understood ends with 2, nothing on stdout and the nearest", () => {
  test.each([
    [["cloud:runpood/a100"], "did you mean runpod"],
    [["cloud:runpod/rtx-3900"], "did you mean rtx-3090"],
    [["cloud:runpod/gtx-1080-ti"], "there is cloud:"],
    [["free:kagle"], "did you mean kaggle"],
    [["free:colab/prro"], "did you mean colab/pro"],
    [["free:azure"], "cloud:azure/GPU"],
    [["cloud:runpod/a100:sport"], "did you mean spot"],
    [["cloud:aws/a10g"], "not known to the catalogue"],
    [["2x:rtx-3900"], "did you mean rtx-3090"],
    [["-", "-"], "read once"],
    [["1x:rtx-3090", "1x:rtx-3090"], "given twice"],
  ])("%j", async (args, hint) => {
    const { stdout, stderr, exitCode } = await rigplan(["compare", ...args], { input: "" });
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(hint);
  });
});

test("a rig file's place and hours hold for the shorthand beside it", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "rig.yaml");
    const saved = await rigplan(["plan", "--budget", "1500", "--currency", "EUR", "--region", "DE", "--hours-per-day", "5", "--save", file]);
    expect(saved.exitCode).toBe(0);
    const output = (await compared(file, "1x:rtx-3090")) as unknown as { readonly scenario: { readonly region: string; readonly load_hours_per_day: number } };
    expect([output.scenario.region, output.scenario.load_hours_per_day]).toEqual(["DE", 5]);
    writeFileSync(file, "schema: 1\nparts: { gpu: { idd: rtx-3090 } }\n");
    const broken = await rigplan(["compare", file]);
    expect([broken.exitCode, broken.stdout]).toEqual([2, ""]);
  });
});

test("the catalogue lists who lets GPUs, and shows one of them in the buyer's money", async () => {
  const list = await rigplan(["catalog", "list", "rentals"]);
  expect(list.stdout).toMatch(/^runpod +RunPod/m);
  const shown = await rigplan(["catalog", "show", "RunPod", "--region", "DE"]);
  expect(shown.stdout).toContain("EUR a GPU-hour");
  const colab = (await rigplan(["catalog", "show", "colab"])).stdout.replace(/\s+/g, " ");
  // 100 units at 1.84 an hour are 54 hours of a T4, at 11.77 they are 8.5 of an A100; the V100 is no longer to be had.
  expect(colab).toMatch(/pro: 9.99 USD a month; 100 compute units; lasts some 54 h of Tesla T4 or 21 h of L4 24GB or 8.5 h of A100 SXM4 40GB;/);
  const json = JSON.parse((await rigplan(["catalog", "show", "google-colab", "--json"])).stdout) as {
    readonly result: { readonly id: string; readonly tiers: readonly { readonly id: string; readonly use?: string }[] };
  };
  expect(json.result.id).toBe("colab");
  expect(json.result.tiers.filter(({ use }) => use === "history").length).toBeGreaterThan(2);
});

describe("published builds and named jobs", () => {
  test("a build stands beside a rented card at the figures that cost gives for the same place and hours", async () => {
    const where = ["--region", "GB", "--hours-per-day", "4"];
    const { result } = await compared("build:gerry-2016-4x980ti", "cloud:runpod/rtx-3090", ...where);
    const cost = JSON.parse((await rigplan(["cost", "build:gerry-2016-4x980ti", ...where, "--currency", "GBP", "--json"])).stdout) as {
      readonly result: { readonly cost: object };
    };
    expect(result.columns.map(({ kind }) => kind)).toEqual(["build", "cloud"]);
    expect(result.columns[0]?.cost).toEqual(cost.result.cost);
  });

  test("the work is that of the job asked for, where its speed is known", async () => {
    const output = (await compared("1x:rtx-3090", "cloud:runpod/h100", "--workload", "llama-3-8b:qlora,seq=2048", "--region", "GB")) as unknown as {
      readonly result: { readonly work: { readonly workload: string } };
    };
    expect(output.result.work.workload).toBe("llama-3-8b:qlora,seq=2048");
  });

  test("a price without processor and memory is shown and does not win", async () => {
    const { result } = await compared("1x:rtx-3090", "cloud:salad/rtx-4090:spot", "--region", "GB");
    expect(result.ranking).not.toContain("cloud:salad/rtx-4090:spot");
  });
});

describe("against a saved state", () => {
  test("the JSON of the plan that made the rig: no change, in every form", async () => {
    await withFolder(async (folder) => {
      const [rig, saved] = [join(folder, "rig.yaml"), join(folder, "main.json")];
      const planned = await rigplan(["plan", "--budget", "2000", "--currency", "GBP", "--alternatives", "0", "--save", rig, "--output", saved, "--quiet"]);
      expect(planned.exitCode).toBe(0);
      const same = await rigplan(["compare", rig, "--baseline", saved]);
      expect(same.stdout.split("\n")[0]).toContain("no change");
      expect((await rigplan(["compare", rig, "--baseline", rig, "--format", "markdown"])).stdout).toMatch(/^<!-- rigplan compare -->\n.*no change/);
      const changed = (await compared(rig, "--baseline", saved, "--hours-per-day", "2")) as unknown as {
        readonly result: { readonly changes: readonly { readonly changed: boolean; readonly scenario: readonly { readonly field: string }[] }[] };
      };
      expect(changed.result.changes[0]?.scenario.map(({ field }) => field)).toEqual(["load_hours_per_day"]);
      const schema = JSON.parse((await rigplan(["catalog", "schema", "output"])).stdout) as object;
      const valid = new Ajv2020({ strict: false }).compile(schema);
      expect(valid(changed) || valid.errors).toBe(true);
    });
  });

  test.each([
    ["{", "not whole JSON"],
    ["{}", "not a document this version reads"],
    ['{"schema_version":2,"command":"cost","scenario":{},"result":{}}', "at schema_version"],
    ['{"schema_version":1,"command":"cost","scenario":{},"result":{"parts":[{"kind":1}]}}', "not a document"],
    ["schema: 1\nparts: {}\n", "no parts"],
  ])("%j is refused with 2", async (content, words) => {
    await withFolder(async (folder) => {
      const file = join(folder, "main.json");
      writeFileSync(file, content);
      const { stdout, stderr, exitCode } = await rigplan(["compare", "1x:rtx-3090", "--baseline", file]);
      expect([exitCode, stdout]).toEqual([2, ""]);
      expect(stderr).toContain(words);
    });
  });
});

describe("the rows of a comparison", () => {
  test("a language model has a row for answering and one for reading, each with its own figures", async () => {
    const { stdout } = await rigplan(["compare", "1x:rtx-3090", "--region", "GB", "--workload", "llama-3.1-8b:infer,q4_k_m"]);
    // 87.49 and 2,527.4 tokens a second were measured at a context of 8,192 tokens.
    expect(stdout).toMatch(/llama-3\.1-8b:\s+87\n(?:(?!2,527).)*answered/s);
    expect(stdout).toMatch(/llama-3\.1-8b:\s+2,527\n(?:(?!answered).)*prompt/s);
  });

  test("work that costs less than a penny an hour is not told as nothing", async () => {
    const args = ["compare", "examples/cpu-only.yaml", "1x:rtx-3090", "--region", "GB", "--workload", "bert-base:finetune"];
    const { stdout } = await rigplan(args, { cwd: fileURLToPath(new URL("../..", import.meta.url)) });
    expect(stdout).toMatch(/An hour of\s+£0\.1\d\s+£0\.00\d\d/);
    // 2.68 sequences a second at 158 W, and 165, at a batch of 32, at 431 W.
    expect(stdout).toMatch(/Sequences\/s\s+1\.7\s+38\n\s+for each 100 W/);
    // 8 h × 2.68 / 165
    expect(stdout).toMatch(/Equal work\s+8\.0 h a day\s+8 min a day/);
    // A machine without a GPU has no price of a GPU-hour, and nothing in its way.
    expect(stdout).toMatch(/Per GPU-hour\s+no GPU/);
    expect(stdout).toMatch(/In the way\s+nothing/);
  });
});

describe("as many of each as the money buys", () => {
  test("every rig is within the amount, and one more card with its host is not", async () => {
    const { result } = await compared("rtx-3090", "rtx-3060-12gb", "--equal-budget", "2500", "--region", "GB");
    expect(result.columns.map(({ label }) => label)).toEqual(["rtx-3090", "rtx-3060-12gb"]);
    for (const { cost } of result.columns) expect(cost["purchase"]?.minor).toBeLessThanOrEqual(250_000);
    for (const { label, memory } of result.columns) {
      const count = Math.round(memory.total_gib / (label === "rtx-3090" ? 24 : 12));
      const more = await compared(`${count + 1}x:${label}`, "--region", "GB");
      expect(more.result.columns[0]?.cost["purchase"]?.minor).toBeGreaterThan(250_000);
    }
  });

  test("an amount too small for one ends with 3", async () => {
    const { stdout, stderr, exitCode } = await rigplan(["compare", "rtx-5090", "--equal-budget", "500", "--region", "GB"]);
    expect([exitCode, stdout]).toEqual([3, ""]);
    expect(stderr).toContain("does not buy one NVIDIA GeForce RTX 5090");
  });
});

test("two columns of one card are told apart by what differs", async () => {
  const { stdout } = await rigplan(["compare", "1x:rtx-3090:used", "1x:rtx-3090:new", "1x:rtx-3060-12gb", "--region", "GB"]);
  expect(stdout.replace(/\s+/g, " ")).toMatch(/For the work that RTX 3090 \(used\) does .* RTX 3060 12GB/);
  expect(stdout).toMatch(/^ +RTX 3090 \(used\) +RTX 3090 \(new\) +RTX 3060 12GB$/m);
});

test("a total that rests on leftover stock of an old card is marked, and what that means is said; one with a market is not", async () => {
  const { stdout } = await rigplan(["compare", "1x:gtx-1080", "1x:rtx-3060-12gb", "--region", "GB"]);
  expect(stdout).toMatch(/^ {2}To buy +£[\d.,]+ +£[\d.,]+\n {18}weak price$/m);
  expect(stdout.replace(/\s+/g, " ")).toContain("Weak price: leftover stock of an old card");
  const firm = await rigplan(["compare", "1x:rtx-3060-12gb", "1x:rtx-3090", "--region", "GB"]);
  expect(firm.stdout.toLowerCase()).not.toContain("weak price");
});

test("a card without a fan is refused with the reason", async () => {
  const { exitCode, stderr } = await rigplan(["power", "1x:tesla-k80", "--region", "GB"]);
  expect(exitCode).toBe(3);
  expect(stderr).toContain("the card has no fan of its own");
});
