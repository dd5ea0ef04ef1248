import { beforeAll, describe, expect, test } from "vitest";
import { loadCatalog } from "../../src/catalog/load.js";
import { RULE_CODES } from "../../src/domain/finding.js";
import type { Term } from "../../src/domain/term.js";
import { rigplan } from "../support/run-cli.js";

let terms: ReadonlyMap<string, Term>;
beforeAll(async () => {
  terms = (await loadCatalog()).subjects.terms();
});

describe("terms", () => {
  test("every rule's code is explained", () => {
    const known = [...terms.values()].map(({ code }) => code);
    expect(Object.values(RULE_CODES).filter((code) => !known.includes(code))).toEqual([]);
  });

  test("every term that another sends the reader to is there", () => {
    const missing = [...terms.values()].flatMap(({ id, see = [] }) => see.filter((other) => !terms.has(other)).map((other) => `${id} → ${other}`));
    expect(missing).toEqual([]);
  });

  test("no word names two terms", () => {
    const words = [...terms.values()].flatMap(({ id, name, aliases = [] }) => [
      ...new Set([id, name.toLowerCase(), ...aliases.map((alias) => alias.toLowerCase())]),
    ]);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });

  test("a term is explained with the numbers of one's own rig", async () => {
    const { stdout } = await rigplan(["explain", "VRAM", "--rig", "2x:rtx-3090"]);
    expect(stdout).toContain("IN YOUR RIG");
    expect(stdout).toContain("24 GB on each GPU");
    expect(stdout).toContain("48 GB on all GPUs together");
  });

  test("every figure a term shows exists in a rig's document", async () => {
    const { stdout } = await rigplan(["cost", "2x:rtx-3090", "--json"]);
    const { result } = JSON.parse(stdout) as { result: unknown };
    const at = (path: string): unknown => path.split(".").reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], result);
    const paths = [...terms.values()].flatMap(({ figures = [] }) => figures.map(({ path }) => path));
    expect(paths.filter((path) => at(path) === undefined)).toEqual([]);
  });

  test("a code in any case is found; a slip is answered with the nearest", async () => {
    expect((await rigplan(["explain", "rp2501"])).stdout).toContain("Power supply too small (RP2501)");
    const slip = await rigplan(["explain", "bifurcaton"]);
    expect([slip.exitCode, slip.stdout]).toEqual([2, ""]);
    expect(slip.stderr).toContain("did you mean bifurcation?");
  });
});
