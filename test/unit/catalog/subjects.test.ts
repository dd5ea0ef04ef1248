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
