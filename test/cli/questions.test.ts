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

test("a rig without a GPU answers at a share of its memory's speed: two channels of DDR5-6000 are 96 GB/s, and 8.03e9 weights of 4.8944 bits 4.91 GB", async () => {
  const lines = await performanceOf("cost", "examples/cpu-only.yaml", "--workload", "llama-3.1-8b:infer,q4_k_m");
  const most = (2 * 6000e6 * 8) / ((8.0303e9 * 4.8944) / 8);
  const answer = lines.find(({ workload }) => workload !== "training-index")?.throughput ?? 0;
  expect(answer).toBeGreaterThan(most * 0.5);
  expect(answer).toBeLessThan(most * 0.8);
});

test("a desktop processor alone trains at a few hundredths of an RTX 3090", async () => {
  const [index] = await performanceOf("cost", "examples/cpu-only.yaml");
  expect(index?.workload).toBe("training-index");
  expect(index?.throughput).toBeGreaterThan(0.5);
  expect(index?.throughput).toBeLessThan(8);
});

test("the processor and the card of a rig stand beside each other in numbers", async () => {
  const { stdout } = await rigplan(["explain", "cpu-vs-gpu", "--rig", "1x:rtx-3090"]);
  expect(stdout).toContain("YOUR TWO PARTS");
  expect(stdout).toMatch(/Memory speed\s+\d+ GB\/s\s+936 GB\/s/);
});
