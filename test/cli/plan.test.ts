import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

interface Money {
  readonly amount: number;
  readonly minor: number;
  readonly currency: string;
}
interface Assessment {
  readonly confirm: readonly unknown[];
  readonly rig: { readonly parts: Record<string, unknown>; readonly gpu_power_limit_w?: number };
  readonly parts: readonly {
    readonly kind: string;
    readonly id: string;
    readonly quantity: number;
    readonly condition: string;
    readonly owned: boolean;
    readonly price?: Money;
    readonly price_as_of?: string;
    readonly own_price?: boolean;
  }[];
  readonly findings: readonly { readonly rule: string; readonly verdict: string }[];
  readonly memory: { readonly per_gpu_gib: number; readonly gpu_count: number; readonly total_gib: number };
  readonly performance: readonly { readonly throughput: number }[];
  readonly power: { readonly wall_peak_w: number; readonly gpu_power_limit_w: number };
  readonly energy: { readonly bill_per_month: Money };
  readonly cost: { readonly purchase: Money };
  readonly safety: { readonly circuit: { readonly max_continuous_w: number } };
}
interface Output {
  readonly schema_version: number;
  readonly scenario: { readonly currency: string; readonly region: string };
  readonly result: {
    readonly status: string;
    readonly best: Assessment;
    readonly alternatives: readonly (Assessment & { readonly label: string })[];
    readonly proof: { readonly optimal: boolean };
    readonly infeasible?: { readonly relaxations: readonly { readonly limit: string; readonly short_by: number }[]; readonly cheapest?: Assessment };
  };
}

const planned = async (...args: string[]): Promise<Output> => {
  const fewer = args.includes("--alternatives") ? [] : ["--alternatives", "0"];
  const run = await rigplan(["plan", "--currency", "GBP", ...fewer, "--json", ...args]);
  expect(run.stderr).toBe("");
  expect(run.exitCode).toBe(0);
  return JSON.parse(run.stdout) as Output;
};
const gpusOf = ({ result }: Output): Assessment["parts"] => result.best.parts.filter(({ kind }) => kind === "gpu");

describe("a first minute", () => {
  test("without arguments: short help with two examples", async () => {
    const { stdout, exitCode } = await rigplan([]);
    expect(exitCode).toBe(0);
    expect(stdout.split("\n").length).toBeLessThan(40);
    expect(stdout.match(/\$ rigplan/g)?.length).toBeGreaterThanOrEqual(2);
  });

  test("a plan for 3,000 pounds is complete, within the budget, proven, with dated prices and reasons", async () => {
    const run = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--no-input"]);
    expect(run.exitCode).toBe(0);
    expect(run.stderr).toBe("");
    for (const words of ["Buy ", "Costs ", "of GPU memory", "a month", "Proven best", "OTHER GOOD RIGS", "binds", "WHAT TO DO NEXT"]) {
      expect(run.stdout).toContain(words);
    }
    expect(run.stdout).not.toContain("CONFIRM BEFORE YOU BUY");
    expect(Math.max(...run.stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  test.each([700, 1000, 1500, 2000, 3000, 5000, 10000, 30000])(
    "%i pounds: complete, priced and dated, nothing that does not fit or is not known, nor a fact that nobody read, nor in a runner-up up to 5,000 pounds",
    async (budget) => {
      const { result } = await planned("--budget", String(budget), "--alternatives", "3");
      const { best } = result;
      expect(result.proof.optimal).toBe(true);
      expect(best.cost.purchase.minor).toBeLessThanOrEqual(budget * 100);
      expect(best.findings.filter(({ verdict }) => verdict !== "fits")).toEqual([]);
      // Beyond that some runners-up rest on a power supply's room or a board's slots that no page was found for, and name them.
      expect([best, ...(budget > 5000 ? [] : result.alternatives)].flatMap(({ confirm }) => confirm)).toEqual([]);
      expect(best.parts.every(({ price, price_as_of: seen }) => price !== undefined && seen !== undefined)).toBe(true);
      expect(best.parts.reduce((sum, { price }) => sum + (price?.minor ?? 0), 0)).toBe(best.cost.purchase.minor);
      expect(["gpu", "cpu", "motherboard", "memory", "psu", "case", "storage"].filter((kind) => !best.parts.some((part) => part.kind === kind))).toEqual([]);
    },
  );

  test.each([1500, 3000, 10000])("asking for any part of the best rig for %d pounds gives the same rig again", async (budget) => {
    const { result } = await planned("--budget", String(budget));
    const bought = ({ parts }: Assessment): readonly string[] => parts.map(({ id, quantity }) => `${quantity} ${id}`);
    const asks = [
      ["--gpus", String(result.best.memory.gpu_count)],
      ...result.best.parts.filter(({ kind }) => kind !== "riser").map(({ id }) => ["--with", id]),
    ];
    for (const ask of asks) {
      const again = (await planned("--budget", String(budget), ...ask)).result;
      expect({ ask, parts: bought(again.best) }).toEqual({ ask, parts: bought(result.best) });
    }
  });

  test("more money is never slower", async () => {
    const speeds: number[] = [];
    for (const budget of [700, 1000, 2000, 5000, 20000]) speeds.push((await planned("--budget", String(budget))).result.best.performance[0]?.throughput ?? 0);
    expect(speeds).toEqual([...speeds].sort((a, b) => a - b));
  });
});

describe("limits are respected", () => {
  test("an electricity bill", async () => {
    const { result } = await planned("--budget", "3000", "--max-electricity", "15");
    expect(result.best.energy.bill_per_month.minor).toBeLessThanOrEqual(1500);
  });
  test("memory on each GPU, and a number of GPUs", async () => {
    const output = await planned("--budget", "3000", "--min-vram", "24", "--gpus", "2");
    expect(output.result.best.memory.per_gpu_gib).toBeGreaterThanOrEqual(24);
    expect(output.result.best.memory.gpu_count).toBe(2);
  });
  test("new parts only", async () => {
    const { result } = await planned("--budget", "3000", "--condition", "new");
    expect(result.best.parts.map(({ condition }) => condition)).toEqual(result.best.parts.map(() => "new"));
  });
  test("one maker's cards", async () => {
    const [gpu] = gpusOf(await planned("--budget", "3000", "--vendor", "amd"));
    expect(gpu?.id).toMatch(/^(?:rx|radeon|instinct)-/);
  });
  test("a part that is there costs nothing and is used", async () => {
    const { result } = await planned("--budget", "2000", "--own", "corsair-rm1000e-25", "--with", "corsair-rm1000e-25");
    const psu = result.best.parts.find(({ kind }) => kind === "psu");
    expect(psu).toMatchObject({ id: "corsair-rm1000e-25", owned: true, price: { minor: 0 } });
  });
  test("a circuit", async () => {
    const { result } = await planned("--budget", "10000", "--circuit", "10A@230V");
    expect(result.best.safety.circuit.max_continuous_w).toBe(1840);
    expect(result.best.power.wall_peak_w).toBeLessThanOrEqual(1840);
  });
  test("parts to have and parts to leave out", async () => {
    const [with3090] = gpusOf(await planned("--budget", "3000", "--with", "rtx-3090"));
    expect(with3090?.id).toBe("rtx-3090");
    const [without] = gpusOf(await planned("--budget", "3000", "--without", "rtx-5080"));
    expect(without?.id).not.toBe("rtx-5080");
  });
  test.each([
    ["US-CA", "USD"],
    ["DE", "EUR"],
  ])("a region with its money: %s", async (region, currency) => {
    const run = await rigplan(["plan", "--budget", "3000", "--currency", currency, "--region", region, "--json"]);
    const output = JSON.parse(run.stdout) as Output;
    expect(output.scenario).toMatchObject({ region, currency });
    expect(output.result.best.cost.purchase.currency).toBe(currency);
    expect(output.result.best.cost.purchase.minor).toBeLessThanOrEqual(300_000);
  });
  test("a tighter bill is never faster", async () => {
    const free = await planned("--budget", "3000");
    const capped = await planned("--budget", "3000", "--max-electricity", "25");
    const tight = await planned("--budget", "3000", "--max-electricity", "12");
    const speed = ({ result }: Output): number => result.best.performance[0]?.throughput ?? 0;
    expect(speed(free)).toBeGreaterThanOrEqual(speed(capped));
    expect(speed(capped)).toBeGreaterThanOrEqual(speed(tight));
    expect(capped.result.best.energy.bill_per_month.minor).toBeLessThanOrEqual(2500);
  });
});

describe("no such rig", () => {
  test("too little money: exit 3, the shortfall and the cheapest rig", async () => {
    const run = await rigplan(["plan", "--budget", "250", "--currency", "GBP", "--json"]);
    expect(run.exitCode).toBe(3);
    const { result } = JSON.parse(run.stdout) as Output;
    const cheapest = result.infeasible?.cheapest?.cost.purchase.amount ?? 0;
    expect(cheapest).toBeGreaterThan(250);
    expect(run.stderr).toContain("short by £");
    expect(result.infeasible?.relaxations.find(({ limit }) => limit === "budget")?.short_by).toBeCloseTo(cheapest - 250, 2);
  });
  test("48 GB for 300 pounds: what it costs, by how much it is short", async () => {
    const run = await rigplan(["plan", "--budget", "300", "--currency", "GBP", "--total-vram", "48"]);
    expect(run.exitCode).toBe(3);
    expect(run.stderr).toMatch(/no rig with 48 GB of GPU memory for £300\.00/);
    expect(run.stderr).toMatch(/the cheapest complete rig costs £[\d,]+\.\d\d, short by £[\d,]+\.\d\d/);
  });
  test("the relaxation that is named works", async () => {
    const run = await rigplan(["plan", "--budget", "250", "--currency", "GBP", "--json"]);
    const { result } = JSON.parse(run.stdout) as Output;
    const needed = result.infeasible?.cheapest?.cost.purchase.amount ?? 0;
    const { result: now } = await planned("--budget", needed.toFixed(2));
    expect(now.status).toBe("optimal");
  });
});

describe("for a script", () => {
  test("the output keeps to its schema, and a second run is byte-equal in any locale and zone", async () => {
    const args = ["plan", "--budget", "3000", "--currency", "GBP", "--json"];
    const first = await rigplan(args);
    const again = await rigplan(args, { env: { LC_ALL: "de_DE.UTF-8", TZ: "Pacific/Chatham" } });
    expect(again.stdout).toBe(first.stdout);
    const schema = JSON.parse((await rigplan(["catalog", "schema", "output"])).stdout) as object;
    const validate = new Ajv2020({ strict: false }).compile(schema);
    expect(validate(JSON.parse(first.stdout)) ? [] : validate.errors).toEqual([]);
    for (const command of ["cost", "power"]) {
      const run = await rigplan([command, "1x:rtx-3090:used", "--region", "GB", "--json"]);
      expect(validate(JSON.parse(run.stdout)) ? [] : validate.errors).toEqual([]);
    }
  });

  test("a saved rig costs and draws what the plan said, field by field", async () => {
    await withFolder(async (cwd) => {
      const plan = await rigplan(["plan", "--budget", "2000", "--currency", "GBP", "--save", "rig.yaml", "--json"], { cwd });
      const best = (JSON.parse(plan.stdout) as Output).result.best;
      expect(plan.stderr).toContain("saved rig.yaml");
      for (const command of ["cost", "power"]) {
        const run = await rigplan([command, "rig.yaml", "--json"], { cwd });
        expect(run.stderr).toBe("");
        // The commands say more (where in the file a finding is, the sweep of limits), and nothing else.
        expect((JSON.parse(run.stdout) as { result: Assessment }).result).toMatchObject(best);
      }
      const piped = await rigplan(["cost", "-", "--json"], { cwd, input: readFileSync(join(cwd, "rig.yaml"), "utf8") });
      expect((JSON.parse(piped.stdout) as { result: Assessment }).result).toMatchObject(best);
    });
  });

  test("YAML and JSON say the same", async () => {
    const { parse } = await import("yaml");
    const json = await rigplan(["plan", "--budget", "1000", "--currency", "GBP", "--json"]);
    const yaml = await rigplan(["plan", "--budget", "1000", "--currency", "GBP", "--format", "yaml"]);
    expect(parse(yaml.stdout)).toEqual(JSON.parse(json.stdout));
  });

  test("output to a file beside the screen", async () => {
    await withFolder(async (cwd) => {
      const run = await rigplan(["plan", "--budget", "1000", "--currency", "GBP", "--output", "json=plan.json"], { cwd });
      expect(run.stdout).toContain("Proven best");
      expect((JSON.parse(readFileSync(join(cwd, "plan.json"), "utf8")) as Output).schema_version).toBe(1);
    });
  });
});

describe("a slip of the finger", () => {
  test.each([
    [["plan", "--budegt", "3000"], "--budget"],
    [["pln"], "plan"],
    [["plan", "--budget", "3000", "--currency", "GPB"], "GBP"],
    [["plan", "--budget", "3000", "--currency", "GBP", "--objective", "vrma"], "vram"],
    [["cost", "2x:rtx-3900"], "rtx-3090"],
    [["plan", "--budget", "3000", "--region", "GBR"], "GB"],
    [["plan", "--budget", "3000", "--currency", "GBP", "--with", "rtx-309"], "rtx-3090"],
    [["catalog", "lst"], "list"],
    [["catalog", "schema", "gpuu"], "gpu"],
  ])("%j", async (args, guess) => {
    const run = await rigplan(args);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe("");
    expect(run.stderr).toContain(`did you mean ${guess}`);
  });

  test.each([["-5"], ["0"], ["1e3"], ["1,205"], ["3000.001"], ["Infinity"], ["99999999999"], ["٣٠٠٠"]])("a budget of %s is refused", async (budget) => {
    const run = await rigplan(["plan", `--budget=${budget}`, "--currency", "GBP"]);
    expect(run.exitCode).toBe(2);
    expect(run.stdout).toBe("");
  });

  test("flags without a terminal: all that are missing, at once", async () => {
    const run = await rigplan(["plan"]);
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("--budget");
    expect(run.stderr).toContain("--currency");
  });

  test("a flag given twice or empty is refused", async () => {
    expect((await rigplan(["plan", "--budget", "3000", "--budget", "4000", "--currency", "GBP"])).stderr).toContain("given twice");
    expect((await rigplan(["plan", "--budget=", "--currency", "GBP"])).stderr).toContain("empty");
  });

  test("no escape byte reaches a pipe", async () => {
    await withFolder(async (cwd) => {
      writeFileSync(join(cwd, "rig.yaml"), 'schema: 1\nname: "\\e[2J"\nparts: { gpu: { id: rtx-3090 } }\n');
      const run = await rigplan(["cost", "rig.yaml"], { cwd });
      expect(run.exitCode).toBe(2);
      expect(`${run.stdout}${run.stderr}`.includes("\u001b")).toBe(false);
    });
  });
});
