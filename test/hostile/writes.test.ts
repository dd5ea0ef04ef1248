import { mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rigplan, withFolder } from "../support/run-cli.js";

const RIG = fileURLToPath(new URL("../../examples/dual-3090.yaml", import.meta.url));
const FAULTY = fileURLToPath(new URL("../support/faulty-disk.cjs", import.meta.url));
const OLD_PRICES = "schema: 1 # mine\ngpus:\n  rtx-3090:\n    name: RTX 3090\n";

const CALLS = ["open", "write", "fsync", "close", "chmod", "rename"] as const;
// A search takes a while, and the way to the file is the same.
const SOME: readonly (typeof CALLS)[number][] = ["write", "rename"];

/** What writes a file of the user's: the command, the file, what stood in it before, and the calls that fail. */
const WRITERS = [
  ["cost --output", "x.json", "old\n", (folder: string) => ["cost", RIG, "--output", `json=${join(folder, "x.json")}`], CALLS],
  ["plan --save", "rig.yaml", "old\n", (folder: string) => ["plan", "--budget", "900", "--currency", "GBP", "--save", join(folder, "rig.yaml")], SOME],
  ["catalog price", "rigplan/prices.yaml", OLD_PRICES, () => ["catalog", "price", "rtx-3090", "520", "--currency", "GBP"], CALLS],
] as const;

describe.each(WRITERS)("%s", (_, name, old, command, calls) => {
  const run = async (fault: Readonly<Record<string, string>>) =>
    withFolder(async (folder) => {
      mkdirSync(join(folder, "rigplan"));
      writeFileSync(join(folder, name), old);
      const { stdout, stderr, exitCode } = await rigplan(command(folder), {
        env: { XDG_CONFIG_HOME: folder, RIGPLAN_FAULT_FOLDER: folder, NODE_OPTIONS: `--require ${FAULTY}`, ...fault },
      });
      const place = join(folder, name, "..");
      return { stdout, stderr, exitCode, now: readFileSync(join(folder, name), "utf8"), files: readdirSync(place).filter((file) => file !== "rigplan") };
    });

  test("without a fault the file is new and whole, and nothing lies beside it", async () => {
    const { now, files, exitCode } = await run({});
    expect([exitCode, now === old, files]).toEqual([0, false, [name.split("/").at(-1)]]);
    if (name.endsWith(".json")) expect(JSON.parse(now)).toMatchObject({ schema_version: 1 });
    else expect(now).toMatch(/^schema: 1\b[\s\S]*\n$/);
  });

  test.each(calls.flatMap((call) => ["ENOSPC", "EACCES", "EIO"].map((fault) => [call, fault] as const)))("%s fails with %s", async (call, fault) => {
    const { now, files, exitCode, stderr } = await run({ RIGPLAN_FAULT_CALL: call, RIGPLAN_FAULT: fault });
    expect({ now, files, exitCode }).toEqual({ now: old, files: [name.split("/").at(-1)], exitCode: 2 });
    expect(stderr).toContain({ ENOSPC: "the disk is full", EACCES: "no permission to write there", EIO: "the disk fails" }[fault]);
    expect(stderr).not.toMatch(/\n {4}at |a fault in rigplan/);
  });

  test.each(calls)("killed at %s: the old file is whole, and what lies beside it is read by nothing", async (call) => {
    const { now, files, exitCode } = await run({ RIGPLAN_FAULT_CALL: call, RIGPLAN_FAULT: "kill" });
    expect([now, exitCode]).toEqual([old, undefined]);
    expect(files.length).toBeLessThanOrEqual(2);
    for (const file of files) if (file !== name.split("/").at(-1)) expect(file).toMatch(/\.\d+$/);
  });
});

test("what a killed run left beside a price file changes nothing and is no part of a catalogue", async () => {
  await withFolder(async (folder) => {
    mkdirSync(join(folder, "mine"));
    writeFileSync(join(folder, "mine", "prices.yaml"), OLD_PRICES);
    writeFileSync(join(folder, "mine", "prices.yaml.3141592653"), "schema: 1\ngpus: { rtx-3090: { nam");
    const { stdout, exitCode } = await rigplan(["catalog", "validate", join(folder, "mine")]);
    expect([exitCode, stdout]).toEqual([0, `${join(folder, "mine")}: 1 entry, nothing wrong\n`]);
  });
});

test("a file larger than the system lets it be leaves the old one", async () => {
  if (process.platform === "win32") return;
  await withFolder(async (folder) => {
    const target = join(folder, "x.json");
    writeFileSync(target, "old\n");
    const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));
    const { execa } = await import("execa");
    // 512 or 1,024 bytes a block by the shell: the answer has 40,000.
    await execa("sh", ["-c", 'ulimit -f 8; exec "$0" "$@"', process.execPath, bin, "cost", RIG, "--output", `json=${target}`], { reject: false });
    expect(readFileSync(target, "utf8")).toBe("old\n");
  });
});

describe("a target that cannot be replaced is refused before anything is worked out", () => {
  test.each([
    ["a link", "link.json", "it is a link"],
    ["a folder", "inner", "it is not a file that can be replaced"],
    ["a folder that is not there", "none/x.json", "there is no such folder"],
    ["a path through a file", "file/x.json", "a part of the path is not a folder"],
    ["a name that is too long", "x".repeat(300), "the name is too long"],
  ])("%s", async (_, name, why) => {
    await withFolder(async (folder) => {
      mkdirSync(join(folder, "inner"));
      writeFileSync(join(folder, "file"), "old\n");
      symlinkSync(join(folder, "file"), join(folder, "link.json"));
      for (const flag of ["--output", "--save"]) {
        const { stdout, stderr, exitCode } = await rigplan(["plan", "--budget", "900", "--currency", "GBP", flag, join(folder, name)]);
        expect([exitCode, stdout, stderr.includes(why)]).toEqual([2, "", true]);
      }
      expect([readFileSync(join(folder, "file"), "utf8"), readdirSync(folder).sort()]).toEqual(["old\n", ["file", "inner", "link.json"]]);
    });
  });
});
