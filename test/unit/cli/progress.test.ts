import { setTimeout } from "node:timers/promises";
import { expect, test } from "vitest";
import { layerOf } from "../../../src/catalog/layer.js";
import { progressFor, withProgress } from "../../../src/cli/progress.js";

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

test("work that fails wipes its line too, before the failure is told", async () => {
  const out: string[] = [];
  const work = withProgress("looking", {}, { ...terminal, err: (text) => out.push(text) }, async (step) => {
    await setTimeout(700);
    step();
    throw new Error("nothing found");
  });
  await expect(work).rejects.toThrow("nothing found");
  expect(out.at(-1)).toBe("\r\u001b[2K");
});

test("every file of a catalogue that is read is a step", () => {
  let steps = 0;
  const bytes = new TextEncoder().encode("schema: 1\n");
  layerOf(
    "mine",
    [
      { path: "one.yaml", bytes },
      { path: "two.yaml", bytes },
    ],
    () => {
      steps += 1;
    },
  );
  expect(steps).toBe(2);
});
