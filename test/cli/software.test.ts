import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

interface Framework {
  readonly framework: string;
  readonly requested: boolean;
  readonly version: string;
  readonly status: string;
  readonly last_version?: string;
  readonly first_version?: string;
  readonly install?: string;
  readonly source: string;
}
interface Document {
  readonly scenario: { readonly frameworks: readonly string[]; readonly framework_versions?: Record<string, string> };
  readonly result: { readonly frameworks: readonly Framework[] };
}

const frameworksOf = async (rig: string, framework: string): Promise<ReadonlyMap<string, Framework>> => {
  const { stdout } = await rigplan(["power", rig, "--framework", framework, "--json"]);
  return new Map((JSON.parse(stdout) as Document).result.frameworks.map((line) => [line.framework, line]));
};

describe("--framework", () => {
  test("names may be joined by commas, in any spelling, with a version", async () => {
    const { stdout } = await rigplan(["power", "1x:gtx-1080-ti", "--framework", "torch@2.9,TensorFlow", "--framework", "flash-attn", "--json"]);
    expect((JSON.parse(stdout) as Document).scenario).toMatchObject({
      frameworks: ["pytorch", "tensorflow", "flash-attention"],
      framework_versions: { pytorch: "2.9.1" },
    });
  });

  test("a GTX 1080 Ti runs PyTorch 2.9, and needs 2.14.0 instead of today's", async () => {
    expect((await frameworksOf("1x:gtx-1080-ti", "pytorch@2.9")).get("pytorch")).toMatchObject({ requested: true, version: "2.9.1", status: "supported" });
    expect((await frameworksOf("1x:gtx-1080-ti", "pytorch")).get("pytorch")).toMatchObject({
      status: "older_version",
      last_version: "2.14.0",
      install: "pip install torch==2.14.0 --index-url https://download.pytorch.org/whl/cu126",
    });
  });

  test("PyTorch 2.6 came before the RTX 5080: 2.7.0 is the first that runs", async () => {
    expect((await frameworksOf("1x:rtx-5080", "pytorch@2.6")).get("pytorch")).toMatchObject({ status: "unsupported", first_version: "2.7.0" });
  });

  test.each([
    ["pytroch", "did you mean pytorch?"],
    ["pytorch@2.99", "did you mean pytorch@2."],
    ["tensorflow@2.16@1", "did you mean tensorflow@2.16.1?"],
    ["pytorch@2.9,pytorch@2.8", "ask for one at a time"],
  ])("%s is refused", async (words, says) => {
    const { exitCode, stdout, stderr } = await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--framework", words]);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
    expect(stderr).toContain(says);
  });
});

describe("--min-support-years", () => {
  test("an RTX 3090 may leave the builds within two years, an RTX 5080 does not", async () => {
    const rules = async (rig: string): Promise<readonly string[]> => {
      const { stdout } = await rigplan(["power", rig, "--min-support-years", "2", "--json"]);
      return [...stdout.matchAll(/"rule": "(support-years)"/g)].map(([, rule = ""]) => rule);
    };
    expect(await rules("1x:rtx-3090")).not.toEqual([]);
    expect(await rules("1x:rtx-5080")).toEqual([]);
  });

  test("without a framework it asks about nothing", async () => {
    const { exitCode, stderr } = await rigplan(["power", "1x:rtx-3090", "--framework", "none", "--min-support-years", "2"]);
    expect(exitCode).toBe(2);
    expect(stderr).toContain("--framework pytorch");
  });
});

test("what was asked for is saved with the rig and read again", async () => {
  await withFolder(async (folder) => {
    const file = join(folder, "rig.yaml");
    await rigplan(["plan", "--budget", "3000", "--currency", "GBP", "--framework", "pytorch@2.9", "--min-support-years", "1", "--save", file]);
    const { stdout } = await rigplan(["power", file, "--json"]);
    expect((JSON.parse(stdout) as { scenario: object }).scenario).toMatchObject({
      frameworks: ["pytorch"],
      framework_versions: { pytorch: "2.9.1" },
      min_support_years: 1,
    });
  });
});

describe("catalog show", () => {
  test("a card tells what runs on it, until when, and what it wants of the machine", async () => {
    const { stdout } = await rigplan(["catalog", "show", "tesla-p40", "--json"]);
    const { result } = JSON.parse(stdout) as {
      result: { frameworks: readonly Framework[]; host_needs: readonly { id: string }[]; support_ends: readonly { layer: string; from: string }[] };
    };
    expect(result.frameworks.find(({ framework }) => framework === "pytorch")).toMatchObject({ status: "older_version", last_version: "2.14.0" });
    expect(result.host_needs.map(({ id }) => id)).toEqual(expect.arrayContaining(["above-4g-decoding", "eps-plug", "forced-air", "driver-580-branch"]));
    expect(result.support_ends).toContainEqual(expect.objectContaining({ layer: "driver_security_fixes", from: "2028-06" }));
  });

  test("a framework tells which cards run it, in today's version or in an older one", async () => {
    const kepler = async (name: string): Promise<Framework | undefined> => {
      const { stdout } = await rigplan(["catalog", "show", name, "--json"]);
      const { result } = JSON.parse(stdout) as { result: { cards: readonly (Framework & { target: string })[] } };
      return result.cards.find(({ target }) => target === "3.7");
    };
    expect(await kepler("pytorch")).toMatchObject({ version: "2.15.0", status: "older_version", last_version: "2.7.1" });
    expect(await kepler("torch@2.6")).toMatchObject({ version: "2.6.0", status: "supported" });
  });
});

test("two cards without a driver in common are a finding", async () => {
  const parts = "schema: 1\nparts:\n  gpu: [{ id: tesla-k80 }, { id: rtx-5080 }]\n";
  const { stdout } = await rigplan(["power", "-", "--json"], { input: parts });
  expect(stdout).toContain('"driver-mix"');
  expect(stdout).toContain("no NVIDIA driver serves both");
});
