import { describe, expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

interface Point {
  readonly best_for: readonly string[];
  readonly work: number;
  readonly cost: { readonly purchase: { readonly minor: number } };
  readonly energy: { readonly bill_per_month: { readonly minor: number } };
}

interface Reason {
  readonly part: string;
  readonly status: string;
  readonly reason: string;
  readonly value?: number;
  readonly chosen_value?: number;
}

const plan = async <T>(key: string, ...flags: readonly string[]): Promise<T> => {
  const { stdout, exitCode } = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--json", ...flags]);
  expect(exitCode).toBe(0);
  return (JSON.parse(stdout) as { readonly result: Readonly<Record<string, T>> }).result[key] as T;
};

describe("the frontier", () => {
  test("has no rig that another beats on price, electricity and work, but for the best by an objective, and holds the best of each", async () => {
    const points = await plan<readonly Point[]>("frontier", "--frontier");
    expect(points.flatMap(({ best_for: objectives }) => objectives).sort()).toEqual(["cost", "efficiency", "throughput", "value", "vram"]);
    const beats = (a: Point, b: Point): boolean =>
      a.cost.purchase.minor <= b.cost.purchase.minor && a.energy.bill_per_month.minor <= b.energy.bill_per_month.minor && a.work >= b.work;
    for (const point of points) {
      expect(point.cost.purchase.minor).toBeLessThanOrEqual(300_000);
      const better = points.filter((other) => other !== point && beats(other, point) && !beats(point, other));
      if (point.best_for.length === 0) expect(better).toEqual([]);
    }
  });
});

describe("why not", () => {
  test("a reason for each part, worse ones with both scores", async () => {
    const ids = ["rtx-5090", "rtx-4090", "rtx-3090", "tesla-p40", "rx-7900-xtx", "gtx-1080-ti", "rtx-3060-12gb", "h100-sxm", "rtx-5080", "r9-7900x"];
    const reasons = await plan<readonly Reason[]>("why_not", ...ids.flatMap((id) => ["--why-not", id]));
    expect(reasons.map(({ part }) => part)).toEqual(ids);
    for (const { status, reason, value, chosen_value: chosen } of reasons) {
      expect(reason.length).toBeGreaterThan(10);
      if (status === "worse") expect(value).toBeLessThanOrEqual(chosen ?? Number.NaN);
    }
    const of = (id: string): Reason | undefined => reasons.find(({ part }) => part === id);
    expect(of("h100-sxm")?.reason).toContain("no card for a slot");
    expect(of("rtx-5090")?.reason).toMatch(/over the budget/);
  });

  test("a card over the budget is within it when the budget is raised by what was said", async () => {
    const [{ reason = "" } = {}] = await plan<readonly Reason[]>("why_not", "--why-not", "rtx-5090");
    const over = Number((/£([\d,]+\.\d\d) over the budget/.exec(reason)?.[1] ?? "").replace(/,/g, ""));
    const { stdout } = await rigplan([
      "plan",
      "--budget",
      (3000 + over).toFixed(2),
      "--currency",
      "GBP",
      "--with",
      "rtx-5090",
      "--alternatives",
      "0",
      "--json",
    ]);
    expect(JSON.parse(stdout).result.best.cost.purchase.amount).toBeCloseTo(3000 + over, 2);
    const less = await rigplan(["plan", "--budget", (2999.99 + over).toFixed(2), "--currency", "GBP", "--with", "rtx-5090", "--alternatives", "0", "--json"]);
    expect(less.exitCode).toBe(3);
  });
});

interface Line {
  readonly workload: string;
  readonly throughput: { readonly value: number } | number;
  readonly fits: boolean | string;
}

interface Found {
  readonly best: { readonly performance: readonly Line[] };
  readonly alternatives: readonly { readonly performance: readonly Line[] }[];
  readonly proof: { readonly objective: string; readonly value: number };
}

describe("a plan for a job", () => {
  test.each([["resnet50:train"], ["llama-3-8b:infer,q4_k_m"], ["llama-3.3-70b:infer,q4_k_m"]])(
    "%s: it fits, and nothing shown is faster at it",
    async (job) => {
      const { stdout, exitCode } = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--workload", job, "--json"]);
      expect(exitCode).toBe(0);
      const { best, alternatives, proof } = (JSON.parse(stdout) as { readonly result: Found }).result;
      const speed = ({ performance }: { readonly performance: readonly Line[] }): number => {
        const line = performance.find(({ workload }) => workload === job);
        return typeof line?.throughput === "number" ? line.throughput : (line?.throughput.value ?? Number.NaN);
      };
      expect(best.performance.find(({ workload }) => workload === job)?.fits).toBe(true);
      expect(proof.objective).toBe(`speed of ${job}`);
      expect(Math.abs(proof.value / speed(best) - 1)).toBeLessThan(0.01);
      for (const other of alternatives) expect(speed(other)).toBeLessThanOrEqual(speed(best));
    },
  );
});

describe("open frames", () => {
  const casesOf = async (...flags: string[]): Promise<readonly string[]> => {
    const { stdout } = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--gpus", "2", "--alternatives", "0", "--json", ...flags]);
    const { result } = JSON.parse(stdout) as { result: { best: { parts: readonly { kind: string; id: string }[] } } };
    return result.best.parts.filter(({ kind }) => kind === "case").map(({ id }) => id);
  };

  test("two cards are planned in a closed case, unless a frame is asked for by name", async () => {
    const [closed = ""] = await casesOf();
    const { stdout } = await rigplan(["catalog", "show", closed, "--json"]);
    expect(stdout).not.toContain("open-frame");
    expect(await casesOf("--with", "veddha-v3c-6")).toEqual(["veddha-v3c-6"]);
  });
});
