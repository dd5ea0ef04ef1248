import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { validate } from "../../../src/tools/validate/frameworks.js";

interface Scores {
  readonly rows: number;
  readonly correct: number;
  readonly wrong: readonly { readonly row: number; readonly got: string }[];
}

const scored = async (...lines: readonly string[]): Promise<Scores> => {
  const table = join(mkdtempSync(join(tmpdir(), "rigplan-")), "checks.csv");
  writeFileSync(table, `gpu_id,framework,version,os,expected,last_version_that_works\n${lines.join("\n")}\n`);
  return (await validate({ table, json: true })).json as Scores;
};

test("the catalogue's own checks hold", async () => {
  const { rows, correct, wrong } = (await validate({ json: true })).json as Scores;
  expect(wrong).toEqual([]);
  expect(correct).toBe(rows);
  expect(rows).toBeGreaterThan(300);
});

test("names, systems, versions and verdicts are read as people write them", async () => {
  expect(
    await scored(
      "K80,torch,latest,Linux,needs older version,2.7.1+cu118",
      "GeForce RTX 3090,PyTorch,2.9,Windows 11,works,",
      "rtx 5090,TensorFlow,2.21.0,ubuntu,not_supported,",
      "NVIDIA GeForce GTX 1080 Ti,flash-attn,2.8.3,linux-x86_64,unsupported,",
    ),
  ).toEqual({ rows: 4, correct: 4, wrong: [] });
});

test("a row that is answered otherwise, or cannot be, is wrong and says why", async () => {
  const { correct, wrong } = await scored(
    "tesla-k80,pytorch,2.15.0,linux,works,",
    "tesla-k80,pytorch,2.15.0,linux,needs older version,2.3.1",
    "no-such-card,pytorch,2.15.0,linux,works,",
    "rtx-3090,pytorch,9.9,linux,works,",
  );
  expect(correct).toBe(0);
  expect(wrong.map(({ row, got }) => [row, got])).toEqual([
    [1, "needs older version (2.7.1)"],
    [2, "needs older version (2.7.1)"],
    [3, "no such GPU, or more than one of that name"],
    [4, "no such version"],
  ]);
});
