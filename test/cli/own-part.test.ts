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
    ["a figure that must be there, left open", "vram_gib: 24", "vram_gib:", "fill it in: a number"],
    ["a figure that may be unknown, left open", "idle_w: 25", "idle_w:", "leave the key out where the value is not known"],
    ["a colon without a space in braces", "peak_tflops: { ", "peak_tflops: { fp8:1, ", "put a space after the colon: fp8: 1"],
  ])("%s", async (_, right, wrong, fix) => {
    const { code, err } = await shown(cardWith("").replace(right, wrong));
    expect([code, err.replace(/\s+/g, " ").includes(fix)]).toEqual([2, true]);
  });
});

describe("a part of one's own that was asked for and cannot be planned with", () => {
  const planned = (content: string, ...more: string[]): Promise<Answer> =>
    withFile("gpus/mine.yaml", content, (folder) =>
      rigplanHere(["plan", "--budget", "2500", "--currency", "GBP", "--with", "mine", "--catalog", folder, ...more]),
    );
  const inOneLine = (text: string): string => text.replace(/\s+/g, " ");

  test("with a doubtful price only: the answer says so and how to tell a price, where every limit could be relaxed in vain", async () => {
    const { code, out, err } = await planned(cardWith("").replace("tax: none", "tax: none, grade: doubtful"));
    expect(code).toBe(3);
    expect(inOneLine(err)).toContain("Mine 24 GB has no price firm enough to plan with: the only prices of it are doubtful");
    expect(inOneLine(err)).toContain(`fix: give mine a price in your own file, without "grade: doubtful", or leave it out of --with`);
    expect(out).toContain("WHAT STANDS IN THE WAY");
  });

  test("a built-in card is given a price with the command that the answer names", async () => {
    const { code, err } = await rigplanHere(["plan", "--budget", "2500", "--currency", "GBP", "--with", "gtx-1660-super"]);
    expect(code).toBe(3);
    expect(inOneLine(err)).toMatch(
      /has no price firm enough to plan with: .* fix: tell a price: rigplan catalog price \S+ AMOUNT --currency GBP --condition (?:new|used)/,
    );
  });

  test("without any price it says that nobody is known to sell it, in JSON too", async () => {
    const [head = ""] = cardWith("").split("prices:");
    const { code, out } = await planned(head, "--json");
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({
      result: { infeasible: { barred: [{ part: "mine", name: "Mine 24 GB", reason: "nobody is known to sell it", price_for: "new" }] } },
    });
  });

  test("without a compute capability it says that nobody knows whether the software runs", async () => {
    const { code, err } = await planned(cardWith("").replace(/^compute_capability:.*\n/m, ""));
    expect([code, inOneLine(err).includes("no plan takes Mine 24 GB: nobody knows whether PyTorch runs on it")]).toEqual([3, true]);
    expect(inOneLine(err)).toContain("compute_capability");
  });

  test("a card that only a limit keeps out is told by the limit, as before", async () => {
    const { code, err } = await planned(cardWith(""), "--min-vram", "20", "--max-watts", "200");
    expect([code, err.includes("no price firm"), err.includes("no plan takes")]).toEqual([3, false, false]);
  });
});

describe("`catalog validate` of what lies in a catalogue's folder is as strict as the build", () => {
  const faultsOf = async (sources: string, path = "gpus/mine.yaml"): Promise<string> =>
    withFile("catalog/gpus/mine.yaml", cardWith(sources), async (folder) => {
      for (const name of ["catalog.yaml", "assumptions.yaml", "exchange/rates.yaml"]) {
        mkdirSync(dirname(join(folder, "catalog", name)), { recursive: true });
        writeFileSync(join(folder, "catalog", name), projectFile(`catalog/${name}`));
      }
      return (await rigplanHere(["catalog", "validate", join(folder, "catalog", path)])).err;
    });
  const source = (readOn: string): string => `sources:\n  - { grade: sourced, cite: x, read_on: "${readOn}", covers: [${FIELDS}] }\n`;

  test.each([["gpus/mine.yaml"], ["gpus"]])("%s: a missing source, a figure without one, a price without one, a day that has not come", async (path) => {
    expect(await faultsOf("", path)).toContain('"sources" is missing');
    expect(await faultsOf("", "catalog.yaml")).toBe("");
    const err = await faultsOf(source("2099-01-01"), path);
    for (const words of ['"vram_gib" has no source', "the price has no source", '"read_on" is "2099-01-01"']) expect(err).toContain(words);
  });
});

test("`catalog show` says how many of the offers make the price, and which count", async () => {
  const offer = (amount: string, seenOn: string, statistic: string): string =>
    `      - { amount: "${amount}", currency: GBP, condition: used, market: GB, tax: none, seen_on: "${seenOn}", statistic: ${statistic} }\n`;
  const own = `schema: 1\ngpus:\n  rtx-3090:\n    prices:\n${offer("500", "2026-11-20", "typical")}`;
  const { out } = await withFile("mine.yaml", own, (folder) => rigplanHere(["catalog", "show", "rtx-3090", "--catalog", join(folder, "mine.yaml")]));
  expect(out).toMatch(/used +£500\.00: 1 of \d+ offers/);
  expect(out).toContain("Which offers count");
});
