import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { projectFile } from "../support/in-process.js";
import { rigplan, withFolder } from "../support/run-cli.js";

const support = (name: string): string => fileURLToPath(new URL(`../support/${name}`, import.meta.url));
const project = fileURLToPath(new URL("../../", import.meta.url));

/** Every kind of command, on files of a folder of the user's; the files it may touch are those it names. */
const COMMANDS: readonly (readonly [string, (at: (name: string) => string) => readonly string[], number])[] = [
  ["plan, saved", (at) => ["plan", "--budget", "3000", "--currency", "GBP", "--save", at("saved.yaml"), "--output", `json=${at("out.json")}`], 0],
  ["cost", (at) => ["cost", at("rig.yaml"), "--format", "html"], 0],
  ["power by a tariff's file", (at) => ["power", at("rig.yaml"), "--tariff", at("tariff.yaml")], 0],
  ["compare with renting and a state", (at) => ["compare", at("rig.yaml"), "cloud:rtx-4090", "free:kaggle", "--baseline", at("rig.yaml"), "--json"], 0],
  ["validate", (at) => ["catalog", "validate", at("mine.yaml")], 0],
  ["a catalogue of one's own", (at) => ["catalog", "show", "rtx-3090", "--catalog", at("mine.yaml")], 0],
  ["settings", (at) => ["config", "--config", at("settings.yaml")], 0],
  ["explain", () => ["explain", "vram"], 0],
  ["completion", () => ["completion", "zsh"], 0],
  ["an address in place of a file", () => ["cost", "https://example.com/rig.yaml"], 2],
  ["an address in place of a catalogue", () => ["catalog", "list", "--catalog", "file:///etc/hostname"], 2],
];

/** Runs a command whose every touch of the world is noted. */
const watched = async (folder: string, command: readonly string[], nodeOptions: string) => {
  const notes = join(folder, "notes");
  writeFileSync(notes, "");
  const { exitCode, stdout, stderr } = await rigplan(command, {
    cwd: folder,
    env: { XDG_CONFIG_HOME: join(folder, "config"), RIGPLAN_WATCH: notes, NODE_OPTIONS: nodeOptions },
  });
  const lines = readFileSync(notes, "utf8").trim().split("\n");
  const paths = (what: string): readonly string[] => lines.filter((line) => line.startsWith(`${what} `)).map((line) => line.slice(what.length + 1));
  return { exitCode, stdout, stderr, read: paths("reads"), written: paths("writes"), refused: paths("refused") };
};

const prepared = (folder: string): ((name: string) => string) => {
  const root = realpathSync(folder);
  writeFileSync(join(root, "rig.yaml"), projectFile("examples/dual-3090.yaml"));
  writeFileSync(join(root, "mine.yaml"), "schema: 1\ngpus:\n  rtx-3090: { board_power_w: 350 }\n");
  writeFileSync(join(root, "settings.yaml"), "region: GB\n");
  writeFileSync(
    join(root, "tariff.yaml"),
    'schema: 1\nname: Mine\nzone: UTC\ncurrency: GBP\nwindows: [{ name: all, from: "00:00", to: "24:00", rate: "0.25" }]\n',
  );
  writeFileSync(join(root, ".env"), "RIGPLAN_REGION=XX\n");
  mkdirSync(join(root, "node_modules"));
  writeFileSync(join(root, "node_modules", "yaml.js"), "process.exit(98);\n");
  return (name) => join(root, name);
};

describe("a command starts no process, opens no socket, and touches no file but its own and those it was given", () => {
  test.each(COMMANDS)("%s", async (_, command, code) => {
    await withFolder(async (folder) => {
      const at = prepared(folder);
      const named = command(at).map((word) => word.replace(/^json=/, ""));
      const { exitCode, read, written, refused } = await watched(at("."), command(at), `--require ${support("watched.cjs")}`);
      expect([exitCode, refused]).toEqual([code, []]);
      const strange = read.filter((path) => Number.isNaN(Number(path)) && !named.includes(path) && !path.startsWith(project) && !path.startsWith("file:"));
      expect(strange.filter((path) => existsSync(path))).toEqual([]);
      expect(written.filter((path) => !named.some((own) => path === own || path.startsWith(`${own}.`)))).toEqual([]);
    });
  });

  test("the watch works: a process, a socket and a file are seen", async () => {
    await withFolder(async (folder) => {
      const at = prepared(folder);
      writeFileSync(at("bad.cjs"), `require("node:fs").readFileSync("${at("rig.yaml")}"); require("node:child_process").execSync("true");\n`);
      const { exitCode, read, refused } = await watched(at("."), ["--version"], `--require ${support("watched.cjs")} --require ${at("bad.cjs")}`);
      expect([exitCode, read.includes(at("rig.yaml")), refused]).toEqual([99, true, ["execSync"]]);
    });
  });
});

test("no command needs the prototype of an object through __proto__", async () => {
  for (const [, command, code] of COMMANDS) {
    await withFolder(async (folder) => {
      const at = prepared(folder);
      const { exitCode, stderr } = await rigplan(command(at), { cwd: folder, env: { NODE_OPTIONS: "--disable-proto=throw" } });
      expect([exitCode, stderr.includes("ERR_PROTO_ACCESS"), stderr.includes("a fault in rigplan")]).toEqual([code, false, false]);
    });
  }
});
