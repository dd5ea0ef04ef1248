import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { contradictions, unusual } from "../../src/catalog/plausible.js";
import { readYaml } from "../../src/catalog/read.js";
import { PART_SCHEMAS } from "../../src/catalog/schema/parts.js";
import { FOLDER_OF } from "../../src/domain/names.js";
import { PART_KINDS, type PartKind } from "../../src/domain/part.js";
import { projectFile, rigplanHere } from "../support/in-process.js";
import { withFolder } from "../support/run-cli.js";

const RIG = projectFile("examples/dual-3090.yaml");
const CARD = `gpu:
    name: A card of mine
    vendor: nvidia
    architecture: ampere
    device_count: 1
    vram_gib: 24
    memory_type: GDDR6X
    bandwidth_gb_per_s: 936
    peak_tflops: { fp32: 35.6 }
    board_power_w: 350
    length_mm: 300
    slot_width: 3
    cooling: open-air
    form: pcie`;

const rigWith = (from: string, to: string): Uint8Array => Buffer.from(RIG.replace(/gpu: \{.*\}/, CARD.replace(from, to)));

describe("a part written out in a rig file is looked at as one of a catalogue is", () => {
  test("usual figures are not spoken of", async () => {
    expect(await rigplanHere(["cost", "-"], { input: rigWith("", "") })).toMatchObject({ code: 0, err: "" });
  });

  test.each([
    [
      "kilowatts",
      "board_power_w: 350",
      "board_power_w: 0.35",
      'warning <stdin>:14:20: "board_power_w" 0.35 is unusual for a gpu (',
      "is it 350, written in thousands?",
    ],
    ["centimetres", "length_mm: 300", "length_mm: 30", 'warning <stdin>:15:16: "length_mm" 30 is unusual', "is it 300, written in tens?"],
    [
      "terabytes a second",
      "bandwidth_gb_per_s: 936",
      "bandwidth_gb_per_s: 0.936",
      'warning <stdin>:12:25: "bandwidth_gb_per_s" 0.936 is unusual',
      "is it 936, written in thousands?",
    ],
  ])("%s are asked about, with the place and what is meant", async (_, from, to, said, meant) => {
    for (const command of ["cost", "power", "compare"]) {
      const { code, err } = await rigplanHere([command, "-"], { input: rigWith(from, to) });
      expect([code, err.includes(said), err.includes(meant)]).toEqual([0, true, true]);
    }
  });

  test("a baseline too, and what `catalog validate` says of a rig file", async () => {
    await withFolder(async (folder) => {
      const path = join(folder, "rig.yaml");
      writeFileSync(path, rigWith("board_power_w: 350", "board_power_w: 0.35"));
      expect((await rigplanHere(["compare", "1x:rtx-3090", "--baseline", path])).err).toContain("is it 350, written in thousands?");
      const { out, err, code } = await rigplanHere(["catalog", "validate", path]);
      expect([code, out, err.includes("is it 350")]).toEqual([0, `${path}: a rig file, nothing wrong, 1 unusual\n`, true]);
    });
  });

  test("figures that contradict each other are refused", async () => {
    const memory = "memory: { name: Mine, type: DDR4, form: UDIMM, modules: 2, module_gib: 16, total_gib: 64, speed_mts: 3200 }";
    const { code, err } = await rigplanHere(["cost", "-"], { input: Buffer.from(RIG.replace(/memory: \{.*\}/, memory)) });
    expect([code, err.includes("2 modules of 16 GiB are not 64 GiB")]).toEqual([2, true]);
  });
});

test("of forty figures in a catalogue that are unusual twenty are told, the rest are counted", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "mine.yaml");
    const card = (index: number): string => `  g${index}: { name: G, rated_power_w: 4999, efficiency: gold, form_factor: ATX }\n`;
    writeFileSync(path, `schema: 1\npsus:\n${Array.from({ length: 40 }, (_, index) => card(index)).join("")}`);
    const { err, code } = await rigplanHere(["catalog", "list", "psus", "--catalog", path]);
    expect([code, err.match(/^warning/gm)?.length, err.includes("warning: 20 more like these")]).toEqual([0, 21, true]);
  });
});

describe("a day that has not come", () => {
  const offer = (seenOn: string): string =>
    `schema: 1\ngpus:\n  rtx-3090:\n    prices:\n      - { amount: "500.00", currency: GBP, condition: used, market: GB, tax: none, seen_on: ${seenOn} }\n`;
  const planWith = (content: string) =>
    withFolder(async (folder) => {
      const path = join(folder, "mine.yaml");
      writeFileSync(path, content);
      return rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--catalog", path]);
    });

  test("a date beyond the calendar is none", async () => {
    for (const day of ['"2026-02-30"', '"2999-01-01"', '"0001-01-01"']) expect((await planWith(offer(day))).code).toBe(2);
    for (const day of ["2026-02-30", "0001-01-01", "9999-12-31"]) {
      expect(await rigplanHere(["cost", "1x:rtx-3090", "--as-of", day])).toMatchObject({ code: 2, out: "" });
      const input = Buffer.from(RIG.replace("years: 3", `years: 3, as_of: "${day}"`));
      expect(await rigplanHere(["power", "-", "--tariff", "octopus-go"], { input })).toMatchObject({ code: 2, out: "" });
    }
    expect((await rigplanHere(["power", "1x:rtx-3090", "--tariff", "octopus-go", "--as-of", "2099-12-31"])).code).toBe(0);
  });

  test.each(['"2099"', '"2099-01"', '"2099-01-01"'])("a price of one's own seen on %s is refused with its place", async (day) => {
    const { code, out, err } = await planWith(offer(day));
    expect([code, out]).toEqual([2, ""]);
    expect(err).toMatch(/^error RP1209: "seen_on" is "2099[^"]*", which is after \d{4}-\d{2}-\d{2}\n {2}\S+mine\.yaml:5:\d+\n/);
  });

  test("one of the catalogue's own day, month and year is taken", async () => {
    for (const day of ['"2026-11-20"', '"2026-11"', '"2026"']) expect((await planWith(offer(day))).code).toBe(0);
  });

  test.each([
    ["an exchange rate", 'exchange:\n  as_of: "2099-01-01"\n  rates: { GBP: "0.85" }\n'],
    ["a region's source", "regions:\n  gb:\n    sources: [{ grade: sourced, cite: x, read_on: 2099-01-01, covers: [carbon] }]\n"],
    ["a tariff", "tariffs:\n  octopus-go: { seen_on: 2099-01-01 }\n"],
  ])("%s too", async (_, text) => {
    const { code, err } = await planWith(`schema: 1\n${text}`);
    expect([code, err.includes("which is after")]).toEqual([2, true]);
  });

  test("`catalog price` takes no such day, and the user's own file is held to it by every command", async () => {
    const { code, err } = await rigplanHere(["catalog", "price", "rtx-3090", "520", "--currency", "GBP", "--date", "2099-01-01", "--dry-run"]);
    expect([code, err.includes("--date 2099-01-01 has not come yet")]).toEqual([2, true]);
    await withFolder(async (folder) => {
      mkdirSync(join(folder, "rigplan"));
      writeFileSync(join(folder, "rigplan", "prices.yaml"), offer("2099-01-01"));
      for (const command of [
        ["catalog", "list", "gpus"],
        ["plan", "--budget", "3000", "--currency", "GBP"],
        ["explain", "RP1102", "--rig", "1x:rtx-3090"],
      ]) {
        expect(await rigplanHere(command, { env: { XDG_CONFIG_HOME: folder } })).toMatchObject({ code: 2, out: "" });
      }
    });
  });
});

describe("a figure of the built-in parts times or divided by 10, 100, 1,000 or 1,024", () => {
  const FACTORS = [10, 100, 1000, 1024, 1 / 10, 1 / 100, 1 / 1000, 1 / 1024];
  /** What decides whether a rig is chosen, fits and is safe. */
  const DECISIVE: { readonly [K in PartKind]?: readonly string[] } = {
    gpu: ["vram_gib", "bandwidth_gb_per_s", "board_power_w", "length_mm", "slot_width"],
    cpu: ["tdp_w", "max_power_w", "cores"],
    motherboard: ["memory_slots"],
    memory: ["module_gib", "total_gib", "modules", "speed_mts"],
    psu: ["rated_power_w", "length_mm"],
    case: ["max_gpu_length_mm", "max_cooler_height_mm", "max_psu_length_mm"],
    cooler: ["height_mm", "rated_power_w"],
  };
  const rows = PART_KINDS.flatMap((kind) => (DECISIVE[kind] ?? []).map((field) => [kind, field] as const));

  test.each(rows)("%s %s: refused or asked about in nine of ten cases", (kind, field) => {
    const folder = new URL(`../../catalog/${FOLDER_OF[kind]}/`, import.meta.url);
    let [all, silent] = [0, 0];
    for (const name of readdirSync(folder)) {
      const file = readYaml(readFileSync(new URL(name, folder)), name);
      const whole = file.value as Readonly<Record<string, unknown>>;
      const value = whole[field];
      if (typeof value !== "number") continue;
      const spot = { file, path: [] };
      // The figures as they are raise nothing.
      expect([...unusual(kind, whole, spot), ...contradictions(kind, whole, spot)], name).toEqual([]);
      for (const factor of FACTORS) {
        const slipped = { ...whole, [field]: Number((value * factor).toPrecision(6)) };
        const isRefused = !PART_SCHEMAS[kind].safeParse(slipped).success || contradictions(kind, slipped, spot).length > 0;
        all += 1;
        if (!isRefused && unusual(kind, slipped, spot).length === 0) silent += 1;
      }
    }
    expect(all).toBeGreaterThan(50);
    expect(silent / all).toBeLessThanOrEqual(0.1);
  });
});
