import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

interface JobMemory {
  readonly workload: string;
  readonly verdict: string;
  readonly required_gib: number;
  readonly required_low_gib: number;
  readonly required_high_gib: number;
  readonly available_gib: number;
  readonly gpu_count: number;
  readonly terms: readonly { readonly term: string; readonly gib: number }[];
  readonly largest: { readonly setting: string; readonly value: number };
  readonly next_method?: { readonly workload: string; readonly verdict: string };
}
interface Output {
  readonly result: {
    readonly best: { readonly rig: object; readonly memory: { readonly per_gpu_gib: number; readonly workloads: readonly JobMemory[] } };
    readonly memory: { readonly workloads: readonly JobMemory[] };
    readonly findings: readonly { readonly code: string; readonly verdict: string; readonly other?: string }[];
  };
}

const json = async <T = Output>(...args: readonly string[]): Promise<T> => {
  const { stdout, stderr } = await rigplan([...args, "--json"]);
  expect(stderr).not.toContain("error");
  return JSON.parse(stdout) as T;
};

test("a 70B model in 4 bits fits two 24 GB cards, split by layers; the sum is printed and the schema describes it", async () => {
  const { result } = await json("cost", "2x:rtx-3090", "--workload", "llama-3.3-70b:infer,q4_k_m");
  const [job] = result.memory.workloads;
  expect(job).toMatchObject({ workload: "llama-3.3-70b:infer,q4_k_m", verdict: "fits", gpu_count: 2, shared: "layers" });
  expect(job?.required_gib).toBeGreaterThan(20);
  expect(job?.required_high_gib).toBeLessThan(job?.available_gib ?? 0);
  expect(job?.terms.reduce((sum, { gib }) => sum + gib, 0)).toBeCloseTo(job?.required_gib ?? 0, 1);
  const schema = JSON.parse((await rigplan(["catalog", "schema", "output"])).stdout) as object;
  const { stdout } = await rigplan(["cost", "2x:rtx-3090", "--workload", "llama-3.3-70b:infer,q4_k_m", "--json"]);
  expect(new Ajv2020({ strict: false }).validate(schema, JSON.parse(stdout))).toBe(true);
});

test("a job that does not fit is a finding with both numbers, and the next thinner way that fits is named", async () => {
  const { result } = await json("cost", "1x:rtx-3090", "--workload", "llama-3-8b:finetune");
  expect(result.findings).toContainEqual(expect.objectContaining({ code: "RP3301", verdict: "does_not_fit", other: "llama-3-8b:finetune" }));
  expect(result.memory.workloads[0]).toMatchObject({ verdict: "does_not_fit", next_method: { verdict: "fits" } });
  const text = (await rigplan(["cost", "1x:rtx-3090", "--workload", "llama-3-8b:finetune"])).stdout;
  expect(text).toContain("llama-3-8b:finetune (Llama 3 / 3.1 8B) does NOT fit");
  expect(text).toContain("optimizer states");
  expect(text).toContain("QLoRA");
});

test("a plan chooses cards on which the job surely fits", async () => {
  const { result } = await json("plan", "--budget", "3000", "--currency", "GBP", "--workload", "llama-3.3-70b:infer,q4_k_m");
  expect(result.best.memory.workloads[0]?.verdict).toBe("fits");
});

test("a job whose memory nobody can add up is not known, and is no pass", async () => {
  const { result } = await json("cost", "1x:rtx-3090", "--workload", "transformer-xl-base");
  expect(result.memory.workloads[0]).toMatchObject({ verdict: "unknown", missing: "workloads/transformer-xl-base: activation_mb" });
  expect(result.findings).toContainEqual(expect.objectContaining({ code: "RP3301", verdict: "unknown" }));
});

test.each([
  ["resnet5O", "did you mean resnet50"],
  ["resnet50:qlora", "it has train, finetune, infer"],
  ["llama-3-8b:infer,q4_k_n", "did you mean q4_k_m?"],
])("--workload %s ends with status 2 and says what to write", async (word, words) => {
  const { exitCode, stdout, stderr } = await rigplan(["cost", "1x:rtx-3090", "--workload", word]);
  expect(exitCode).toBe(2);
  expect(stdout).toBe("");
  expect(stderr).toContain(words);
});

const rigWith = (workloads: string): string =>
  `schema: 1\nparts:\n  gpu: [{ id: rtx-3090, condition: used }]\nscenario:\n  region: GB\n  workloads:\n${workloads}`;
const withRig = (workloads: string, use: (path: string, folder: string) => Promise<void>): Promise<void> =>
  withFolder(async (folder) => {
    const path = join(folder, "rig.yaml");
    writeFileSync(path, rigWith(workloads));
    await use(path, folder);
  });

test("a job is written out in a rig file: 100 million parameters with SGD and momentum take 1.2 GB, and 0.5 GB for ten images of 50 MB", async () => {
  const own = "    - { name: My Net, family: vision, method: train, params_m: 100, activation_mb: 50, settings: { batch: 10, precision: amp } }\n";
  await withRig(`    - llama-3-8b:qlora\n${own}`, async (path) => {
    const { result } = await json("cost", path);
    expect(result.memory.workloads.map(({ workload, verdict }) => [workload, verdict])).toEqual([
      ["llama-3-8b:qlora", "fits"],
      ["my-net:train", "fits"],
    ]);
    const terms = new Map(result.memory.workloads[1]?.terms.map(({ term, gib }) => [term, (gib * 1024 ** 3) / 1e9]));
    const states = ["weights", "gradients", "master_weights", "optimizer_states"].reduce((sum, term) => sum + (terms.get(term) ?? 0), 0);
    expect(states).toBeCloseTo(1.2, 1);
    expect(terms.get("activations")).toBeCloseTo(0.5, 1);
  });
});

test.each([
  ["    - { name: My Net, family: vision, method: train, params_n: 100 }\n", ":7:", 'did you mean "params_m"?'],
  ["    - { name: My Net, family: vision, method: train, params_m: 100, settings: { seq: 5 } }\n", ":7:", "it takes batch"],
  ["    - lama-3-8b\n", ":7:", "did you mean llama-3-8b"],
  ["    - 5\n", ":7:", "write its name"],
])("a job that a rig file gets wrong is refused with its line: %s", async (workloads, line, words) => {
  await withRig(workloads, async (path) => {
    const { exitCode, stdout, stderr } = await rigplan(["cost", path]);
    expect(exitCode).toBe(2);
    expect(stdout).toBe("");
    expect(stderr).toContain(line);
    expect(stderr).toContain(words);
  });
});

test("memory and speed of a training job are for one batch, which gives way to the card where nobody named it", async () => {
  interface Speed {
    readonly workload: string;
    readonly batch_per_gpu: number;
    readonly usual_batch_per_gpu?: number;
    readonly fits: boolean | "unknown";
  }
  const of = async (workload: string): Promise<{ readonly speed: Speed | undefined; readonly memory: object | undefined }> => {
    const { result } = await json<Output & { readonly result: { readonly performance: readonly Speed[] } }>(
      "cost",
      "1x:rtx-3080-10gb:used",
      "--workload",
      workload,
    );
    return { speed: result.performance.find((line) => line.workload === workload), memory: result.memory.workloads[0] };
  };
  const usual = await of("resnet50:train");
  expect(usual.memory).toMatchObject({ verdict: "fits", batch_per_gpu: 128, usual_batch_per_gpu: 256 });
  expect(usual.speed).toMatchObject({ batch_per_gpu: 128, usual_batch_per_gpu: 256, fits: true });
  expect((await of("resnet50:train,batch=256")).memory).toMatchObject({ verdict: "does_not_fit", batch_per_gpu: 256 });
  const { stdout } = await rigplan(["cost", "1x:rtx-3080-10gb:used", "--workload", "resnet50:train,batch=256"]);
  expect(stdout).toContain("does NOT run here");
  expect(stdout).not.toContain("images a second");
});

test("six million tokens of Alpaca take as long as the tokens a second say", async () => {
  const { result } = await json<{
    readonly result: {
      readonly performance: readonly { readonly unit: string; readonly throughput: number }[];
      readonly jobs: readonly { readonly pass: { readonly tokens: number; readonly hours: { readonly value: number } } }[];
    };
  }>("cost", "1x:rtx-3090:used", "--workload", "llama-3-8b:qlora");
  const rate = result.performance.find(({ unit }) => unit === "trained tokens/s")?.throughput ?? 0;
  expect(result.jobs[0]?.pass.tokens).toBe(6_000_000);
  expect(result.jobs[0]?.pass.hours.value).toBeCloseTo(6_000_000 / rate / 3600, 1);
});
