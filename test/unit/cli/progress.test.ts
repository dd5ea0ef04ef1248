import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { progressFor } from "../../../src/cli/progress.js";

const written = async (world: { readonly isErrTerminal: boolean; readonly env: Readonly<Record<string, string>> }, quiet: boolean, wait: number) => {
  const out: string[] = [];
  const progress = progressFor("looking", { quiet }, { ...world, err: (text) => out.push(text) });
  progress.step();
  await setTimeout(wait);
  progress.step();
  progress.done();
  return out;
};
const terminal = { isErrTerminal: true, env: {} };

test("what is quick shows nothing; what is not shows a line and wipes it", async () => {
  expect(await written(terminal, false, 0)).toEqual([]);
  const [shown = "", wiped] = await written(terminal, false, 700);
  expect(shown).toMatch(/looking \(\d\.\d s\)$/);
  expect(wiped).toBe("\r\u001b[2K");
});

test("a pipe, CI and --quiet never show it", async () => {
  expect(await written({ isErrTerminal: false, env: {} }, false, 700)).toEqual([]);
  expect(await written({ isErrTerminal: true, env: { CI: "true" } }, false, 700)).toEqual([]);
  expect(await written(terminal, true, 700)).toEqual([]);
});
