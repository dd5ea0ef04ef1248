import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { rigplan } from "../support/run-cli.js";
import { blocksOf, words } from "../support/transcript.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const folder = `${root}/examples/questions`;

const spaced = (text: string): string => text.replace(/\s+/g, " ").toLowerCase();
/** The first column alone: a row's name may go on in the next line, with figures beside both. */
const firstColumn = (shown: string): string =>
  shown
    .split("\n")
    .map((line) => /^ {2}(\S+(?: \S+)*)(?: {2,}|$)/.exec(line)?.[1] ?? "")
    .join(" ");

/** A whole command, without placeholders such as `ID`. */
const isRunnable = (text: string): boolean => /^rigplan /.test(text) && !/[A-Z]{2,}|…/.test(text.replace(/--(?:currency|region) \S+/g, ""));

const pages = readdirSync(folder)
  .filter((name) => /^[lq]\d+.*\.md$/.test(name))
  .map((name) => {
    const page = readFileSync(`${folder}/${name}`, "utf8");
    const shown = blocksOf(page).flatMap((block) => [block.command, block.shown, firstColumn(block.shown)]);
    const prose = page.slice(page.indexOf("## How to read it"));
    const commands = [...prose.matchAll(/`([^`]+)`/g)].map(([, text = ""]) => text).filter(isRunnable);
    return { name, prose: prose.replace(/`[^`]+`/g, " "), commands, shown: spaced(shown.join("\n")) };
  });

describe("the words under a page's outputs fit them", () => {
  test.each(pages)("$name: what it points at stands above", ({ prose, shown }) => {
    const named = [...prose.matchAll(/\*([^*\n]+)\*/g)].map(([, text = ""]) => text);
    expect(named.filter((text) => !shown.includes(text.toLowerCase()))).toEqual([]);
  });

  test.each(pages)("$name: no sum of money, watts, hours or shares but those above", ({ prose, shown }) => {
    const figures = [...prose.matchAll(/[£$€]\d[\d,.]*\d|\b\d[\d,.]*(?= (?:W|kWh|%|h|GB|pounds)(?![a-z]))/g)].map(([text]) => text);
    expect(figures.filter((text) => !shown.includes(text))).toEqual([]);
  });

  test.each(pages.filter(({ commands }) => commands.length > 0))(
    "$name: the commands it names work",
    async ({ commands }) => {
      for (const text of commands) {
        const { exitCode, stderr } = await rigplan(words(text).slice(1), { cwd: root });
        // 3: there is no such rig, which is an answer.
        expect([0, 3], `${text}\n${stderr}`).toContain(exitCode);
      }
    },
    60_000,
  );
});
