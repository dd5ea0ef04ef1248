import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";

const path = fileURLToPath(new URL("../../README.md", import.meta.url));
const root = fileURLToPath(new URL("../..", import.meta.url));
const BLOCK = /```console\n\$ rigplan ([^\n]*)\n([\s\S]*?)```/g;
/** With this set, the transcripts are written anew instead of compared. */
const isUpdate = process.env["UPDATE_README"] === "1";

/** What a terminal shows for a command, with ` | head -N` understood. */
const transcript = async (command: string): Promise<string> => {
  const [line = "", head] = command.split(" | head -");
  const { stdout, stderr } = await rigplan(line.split(" "), { cwd: root });
  const lines = stdout.trimEnd().split("\n");
  const shown = head === undefined ? lines : lines.slice(0, Number(head));
  return `${[...shown, ...stderr.trimEnd().split("\n")].join("\n").trimEnd()}\n`;
};

test("the README's transcripts are what the commands print", async () => {
  const readme = readFileSync(path, "utf8");
  const blocks = [...readme.matchAll(BLOCK)];
  expect(blocks.length).toBeGreaterThan(4);
  let next = readme;
  for (const [whole, command = "", shown = ""] of blocks) {
    const now = await transcript(command);
    if (isUpdate) next = next.replace(whole, () => `\`\`\`console\n$ rigplan ${command}\n${now}\`\`\``);
    else expect(shown).toBe(now);
  }
  if (isUpdate) writeFileSync(path, next);
});
