import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import type { Workload } from "../../../../src/domain/workload.js";
import { workloadFrom } from "../../../../src/domain/workload-name.js";
import { jobLimit } from "../../../../src/evaluate/workload/job-limit.js";
import { downloadHours, networkShares } from "../../../../src/evaluate/workload/job-needs.js";
import { rigplan } from "../../../support/run-cli.js";

const catalog = await loadCatalog();
const model = catalog.subjects.throughput().get("throughput");
const job = (name: string): Workload => workloadFrom(name, catalog.subjects.workloads());
const rtx3090 = catalog.parts.gpu.get("rtx-3090");

describe("what a job asks for", () => {
  test("147.9 GB at 50 Mbit/s take 147.9 x 8000 / 50 / 3600 = 6.57 hours", () => {
    expect(downloadHours(147.9, 50)).toBeCloseTo(6.573, 3);
  });

  test("two machines that swap 102.2 MB at each step of 141 ms keep 14 % over 1 Gbit/s, 62 % over 10 and 80 % over 25", () => {
    const shares = networkShares(2, 0.1022, 0.141);
    expect(shares.map(({ gbitPerS, efficiency }) => [gbitPerS, Math.round(efficiency * 100)])).toEqual([
      [1, 14],
      [10, 62],
      [25, 80],
      [100, 94],
    ]);
  });

  test("an 8B model in 4.9 GB answers at most 936 / 4.91 = 191 tokens a second by bandwidth, 71.16e12 / 16.06e9 = 4,431 by arithmetic", () => {
    if (rtx3090 === undefined) throw new Error("no card");
    const limit = jobLimit(rtx3090, job("llama-3.1-8b:infer,q4_k_m"), undefined, model);
    expect(limit?.by).toBe("bandwidth");
    expect(limit?.ceilings?.bandwidth).toBeCloseTo(936.2 / ((8.0303 * 4.8944) / 8), 0);
    expect(limit?.ceilings?.arithmetic).toBeCloseTo(71.16e12 / (2 * 8.0303e9), -1);
  });

  test("thirty requests at once share one reading of the weights, and arithmetic becomes the limit", () => {
    if (rtx3090 === undefined) throw new Error("no card");
    expect(jobLimit(rtx3090, job("llama-3.1-8b:infer,q4_k_m,batch=30"), undefined, model)?.by).toBe("arithmetic");
  });

  test("the shares of a vision job's time leave no more than all of it", () => {
    if (rtx3090 === undefined) throw new Error("no card");
    const shares = jobLimit(rtx3090, job("resnet50:train"), undefined, model)?.shares;
    expect((shares?.arithmetic ?? 0) + (shares?.bandwidth ?? 0)).toBeLessThanOrEqual(1);
    expect(shares?.bandwidth).toBeGreaterThan(0.2);
  });

  test("at its own speed an RTX 3090 reads 115 kB for each picture of ImageNet, and fetching it takes as long as the line says", async () => {
    interface Out {
      readonly result: {
        readonly performance: readonly { readonly workload: string; readonly throughput: number }[];
        readonly jobs: readonly {
          readonly pass: { readonly hours: { readonly value: number } };
          readonly reads_mb_per_s: { readonly value: number };
          readonly downloads: readonly { readonly hours: number }[];
          readonly system_memory: { readonly present_gib: number; readonly wanted_gib: number };
          readonly next_card: { readonly gain: number };
        }[];
      };
    }
    const { stdout } = await rigplan(["cost", "1x:rtx-3090", "--region", "GB", "--workload", "resnet50:train", "--mbit", "50", "--json"]);
    const { performance, jobs } = (JSON.parse(stdout) as Out).result;
    const rate = performance.find(({ workload }) => workload === "resnet50:train")?.throughput ?? 0;
    expect(jobs[0]?.reads_mb_per_s.value).toBeCloseTo(rate * (147_900 / 1_281_167), 0);
    expect(jobs[0]?.pass.hours.value).toBeCloseTo(1_281_167 / rate / 3600, 2);
    expect(jobs[0]?.downloads[0]?.hours).toBeCloseTo(6.57, 2);
    expect(jobs[0]?.next_card.gain).toBeGreaterThanOrEqual(1.25);
    // As much as the card has; the planner's host has at least that.
    expect(jobs[0]?.system_memory.wanted_gib).toBe(24);
    expect(jobs[0]?.system_memory.present_gib).toBeGreaterThanOrEqual(24);
  });
});
