import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.js";

const fileWith = (text: string): string => {
  const path = join(mkdtempSync(join(tmpdir(), "rigplan-")), "own.yaml");
  writeFileSync(path, text);
  return path;
};

test("a user's file changes one field of a subject's entry and leaves the others", async () => {
  const before = (await loadCatalog()).subjects.terms().get("vram");
  const own = fileWith("schema: 1\nterms:\n  vram: { name: Video memory }\n");
  const after = (await loadCatalog({ overlays: [own] })).subjects.terms().get("vram");
  expect(after).toEqual({ ...before, name: "Video memory" });
});

test("a misspelt field of a subject is refused with its line", async () => {
  const own = fileWith("schema: 1\nterms:\n  tdp:\n    name: TDP\n    says: heat\n    source: x\n    sees: [vram]\n");
  await expect(loadCatalog({ overlays: [own] })).rejects.toMatchObject({ details: { at: { line: 7 }, fix: 'did you mean "see"?' } });
});

test.each([
  ["unit", "{ gpu: rtx-3090, count: 1, workload: net, precision: fp32, throughput: 100, software: pytorch-2.8, as_of: '2026' }"],
  ["count", "{ gpu: rtx-3090, workload: net, precision: fp32, throughput: 100, unit: images/s, software: pytorch-2.8, as_of: '2026' }"],
  ["software", "{ gpu: rtx-3090, count: 1, workload: net, precision: fp32, throughput: 100, unit: images/s, as_of: '2026' }"],
])("a benchmark row without %s is refused with its line", async (field, row) => {
  const own = fileWith(`schema: 1\nbenchmarks:\n  mine:\n    name: Mine\n    source: my desk\n    read_on: "2026-11"\n    rows:\n      - ${row}\n`);
  await expect(loadCatalog({ overlays: [own] })).rejects.toMatchObject({
    message: expect.stringContaining(`${field}" is missing`),
    details: { at: { line: 8 } },
  });
});
