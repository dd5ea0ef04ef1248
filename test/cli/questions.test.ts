import { expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

interface Line {
  readonly workload: string;
  readonly throughput: number;
  readonly paced_by?: string;
}
const performanceOf = async (...args: readonly string[]): Promise<readonly Line[]> => {
  const { stdout } = await rigplan([...args, "--json"]);
  return (JSON.parse(stdout) as { result: { performance: readonly Line[] } }).result.performance;
};

test("two models of card on one job go at the pace of the slower: an RTX 3060 holds an RTX 3090 back below the 3090 alone", async () => {
  const [mixed] = await performanceOf("cost", "examples/mixed-cards.yaml");
  const [slow] = await performanceOf("cost", "1x:rtx-3060-12gb", "--region", "GB");
  expect(mixed?.paced_by).toContain("RTX 3060");
  expect(mixed?.throughput).toBeGreaterThan(slow?.throughput ?? 0);
  expect(mixed?.throughput).toBeLessThanOrEqual(2 * (slow?.throughput ?? 0));
  expect(mixed?.throughput).toBeLessThan(100);
});
