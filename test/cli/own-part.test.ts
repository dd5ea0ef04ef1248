import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, test } from "vitest";
import { type Answer, projectFile, rigplanHere } from "../support/in-process.js";
import { withFolder } from "../support/run-cli.js";

/** A card of one's own, as its file has it: the RTX 3090 under another name, with other sources. */
const cardWith = (sources: string): string => {
  const [head = ""] = projectFile("catalog/gpus/rtx-3090.yaml").split(/^(?:sources|notes|doubtful|prices):/m);
  const prices = 'prices:\n  - { amount: "900.00", currency: GBP, condition: used, market: GB, tax: none, seen_on: "2026-11-20" }\n';
  return `${head.replace(/^(?:#|aliases:).*\n/gm, "").replace(/^name:.*$/m, "name: Mine 24 GB")}${sources}${prices}`;
};

const FIELDS = "vendor, architecture, device_count, memory_type, bandwidth_gb_per_s, peak_tflops, int8_tops, compute_capability, board_power_w";

const withFile = <T>(path: string, content: string, use: (folder: string) => Promise<T>): Promise<T> =>
  withFolder(async (folder) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    return use(folder);
  });

const shown = (content: string): Promise<Answer> =>
  withFile("gpus/mine.yaml", content, (folder) => rigplanHere(["catalog", "show", "mine", "--catalog", folder]));

const trustIn = ({ out }: Answer, field: string): string | undefined =>
  new RegExp(`^ *${field} .*? {2,}(\\S.*)$`, "m").exec(out)?.[1]?.trim().split(/ {2,}/).at(-1);

describe("a part file of one's own, laid over with --catalog", () => {
  test("keeps what it says about its sources, and tells what it gives without one as the user's own figure", async () => {
    const sources = `sources:\n  - { grade: recalled, cite: the box, read_on: "2026-11-01", covers: [length_mm, slot_width] }\n  - { grade: sourced, cite: "https://maker.example/x", read_on: "2026-11-02", covers: [${FIELDS}] }\n`;
    const answer = await shown(cardWith(sources));
    expect([trustIn(answer, "length_mm"), trustIn(answer, "board_power_w"), trustIn(answer, "vram_gib")]).toEqual([
      "from memory: confirm",
      "read at its source",
      "your own figure",
    ]);
    expect(answer.out).toMatch(/from memory: confirm \(2026-11-01\): the box \[length_mm, slot_width\]/);
  });

  test("a plan asks to confirm what the file says was from memory, as it would inside the repository", async () => {
    const sources = 'sources:\n  - { grade: recalled, cite: the box, read_on: "2026-11-01", covers: [length_mm, slot_width] }\n';
    const plan = (content: string): Promise<Answer> =>
      withFile("gpus/mine.yaml", content, (folder) => rigplanHere(["plan", "--budget", "2500", "--currency", "GBP", "--with", "mine", "--catalog", folder]));
    const [remembered, told] = [await plan(cardWith(sources)), await plan(cardWith(""))];
    expect([remembered.code, told.code]).toEqual([0, 0]);
    const confirm = (text: string): string => (text.split("CONFIRM BEFORE YOU BUY")[1] ?? "").split(/^[A-Z ]{6,}$/m)[0] ?? "";
    expect(confirm(remembered.out)).toMatch(/Mine 24 GB|mine/);
    expect(confirm(told.out)).not.toMatch(/Mine 24 GB|mine/);
  });

  test("a source that speaks of a misspelt field is refused: its mark of trust would be lost", async () => {
    const { code, err } = await shown(cardWith('sources:\n  - { grade: recalled, cite: the box, read_on: "2026-11-01", covers: [slotwidth] }\n'));
    expect([code, err.includes('the source covers "slotwidth", which is not in the file')]).toEqual([2, true]);
  });

  test("one figure laid over a known card is the user's own; the sources of the others stay", async () => {
    const answer = await withFile("mine.yaml", "schema: 1\ngpus:\n  rtx-3090: { board_power_w: 300 }\n", (folder) =>
      rigplanHere(["catalog", "show", "rtx-3090", "--catalog", join(folder, "mine.yaml")]),
    );
    expect([trustIn(answer, "board_power_w"), trustIn(answer, "vram_gib")]).toEqual(["your own figure", "read at its source"]);
  });

  test("given bare, without a folder or a head, it is refused once, with what to do", async () => {
    await withFile("mine.yaml", cardWith(""), async (folder) => {
      const { code, err } = await rigplanHere(["catalog", "list", "gpus", "--catalog", join(folder, "mine.yaml")]);
      expect(code).toBe(2);
      expect(err.match(/^error/gm)).toHaveLength(1);
      expect(err).toMatch(/a part's own file.*\n.*\n? {2}fix: put it in a folder gpus\//s);
    });
  });

  test("the folder of one kind can be given by itself", async () => {
    await withFile("gpus/mine.yaml", cardWith(""), async (folder) => {
      const { code, out } = await rigplanHere(["catalog", "list", "gpus", "--catalog", join(folder, "gpus")]);
      expect([code, out.includes("Mine 24 GB")]).toEqual([0, true]);
    });
  });

  test.each([
    ["16384 GiB of memory", "vram_gib: 24", "vram_gib: 16384", "is it 16, written in MiB? vram_gib counts GiB"],
    ["a colon without a space in braces", "peak_tflops: { ", "peak_tflops: { fp8:1, ", "put a space after the colon: fp8: 1"],
  ])("%s", async (_, right, wrong, fix) => {
    const { code, err } = await shown(cardWith("").replace(right, wrong));
    expect([code, err.replace(/\s+/g, " ").includes(fix)]).toEqual([2, true]);
  });
});
