import { describe, expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

interface Plan {
  readonly result: {
    readonly proof: { readonly optimal: boolean };
    readonly best: {
      readonly rig: { readonly gpu_power_limit_w?: number };
      readonly performance: readonly { readonly throughput: number }[];
      readonly power: {
        readonly wall_peak_w: number;
        readonly gpu_power_limit_speed?: { readonly value: number; readonly low: number; readonly basis: string; readonly source: string };
      };
      readonly energy: { readonly bill_per_month: { readonly amount: number } };
    };
  };
}

const plan = async (...args: readonly string[]): Promise<Plan["result"]> => {
  const { stdout, exitCode } = await rigplan(["plan", ...args, "--alternatives", "0", "--json"]);
  expect(exitCode).toBe(0);
  const { result } = JSON.parse(stdout) as Plan;
  expect(result.proof.optimal).toBe(true);
  return result;
};
const speedOf = ({ best }: Plan["result"]): number => best.performance[0]?.throughput ?? 0;

describe("a plan under a cap on power", () => {
  test("keeps a 15 A circuit's 1,440 W, and a circuit that carries more gives at least as much work", async () => {
    const request = ["--budget", "6000", "--currency", "USD", "--region", "US-CA"];
    const small = await plan(...request, "--circuit", "15A@120V");
    const large = await plan(...request, "--circuit", "50A@240V");
    expect(small.best.power.wall_peak_w).toBeLessThanOrEqual(1440);
    expect(speedOf(large)).toBeGreaterThanOrEqual(speedOf(small));
  });

  test("keeps an electricity bill, and says what its power limit costs in speed, how sure that is and where it is from", async () => {
    const request = ["--budget", "3000", "--currency", "GBP", "--hours-per-day", "8"];
    const capped = await plan(...request, "--max-electricity", "25");
    const free = await plan(...request);
    expect(capped.best.energy.bill_per_month.amount).toBeLessThanOrEqual(25);
    expect(speedOf(free)).toBeGreaterThanOrEqual(speedOf(capped));
    expect(capped.best.rig.gpu_power_limit_w).toBeGreaterThan(0);
    const { value = 0, low = 0, basis, source = "" } = capped.best.power.gpu_power_limit_speed ?? {};
    expect(low <= value && value <= 1).toBe(true);
    expect(basis).toBe("modelled");
    expect(source).toContain("sweeps");
  });
});
