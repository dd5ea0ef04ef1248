import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rigplanHere } from "../support/in-process.js";
import { blocksOf, refreshed } from "../support/transcript.js";

const readme = fileURLToPath(new URL("../../README.md", import.meta.url));
const questions = fileURLToPath(new URL("../../examples/questions", import.meta.url));
/** With this set, the transcripts are written anew instead of compared. */
const isUpdate = process.env["UPDATE_TRANSCRIPTS"] === "1";

/** Compares the outputs a page shows with what its commands print, or writes them anew. */
const hold = async (path: string, least: number): Promise<void> => {
  const page = readFileSync(path, "utf8");
  expect(blocksOf(page).length).toBeGreaterThanOrEqual(least);
  const now = await refreshed(page);
  expect(now).not.toMatch(/^error: a fault in rigplan/m);
  if (isUpdate) writeFileSync(path, now);
  else expect(page).toBe(now);
};

test("the README's transcripts are what the commands print", async () => {
  await hold(readme, 4);
}, 120_000);

test("the README's rig file is one: its parts go together, one is owned and one has a price of its own", async () => {
  const [, file = ""] = /```yaml\n(# rig\.yaml\n[\s\S]*?)```/.exec(readFileSync(readme, "utf8")) ?? [];
  const { out, err, code } = await rigplanHere(["cost", "-", "--json"], { input: new TextEncoder().encode(file) });
  expect([err, code]).toEqual(["", 0]);
  const { result } = JSON.parse(out) as {
    result: { findings: { verdict: string }[]; parts: { kind: string; owned: boolean; price_basis?: string; price?: { minor: number } }[] };
  };
  expect(result.findings.filter(({ verdict }) => verdict === "does_not_fit")).toEqual([]);
  expect(result.parts.filter(({ owned }) => owned).map(({ kind }) => kind)).toEqual(["psu"]);
  expect(result.parts.find(({ kind }) => kind === "case")?.price?.minor).toBe(110_00);
});

describe("every question's page shows what its commands print", () => {
  const pages = existsSync(questions) ? readdirSync(questions).filter((name) => /^[lq]\d+.*\.md$/.test(name)) : [];
  test.each(pages)(
    "%s",
    async (name) => {
      await hold(`${questions}/${name}`, 1);
    },
    60_000,
  );
});
