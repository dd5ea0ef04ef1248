import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { compileCatalog } from "../../src/catalog/compile.js";
import { layerOf } from "../../src/catalog/layer.js";
import { Failure } from "../../src/domain/failure.js";
import { withFolder } from "../support/run-cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const fileOf = (path: string): { path: string; bytes: Uint8Array } => ({ path, bytes: readFileSync(join(root, "catalog", path)) });

const PRICE = '{ amount: "9.00", currency: GBP, condition: new, market: GB, tax: included, seen_on: "2026-11-27", source: "https://shop.example/x" }';
const storage = ({ readOn = "2026-11-20", price = PRICE }): string =>
  `schema: 1\nname: Disk\ntype: nvme\nform_factor: M.2\ncapacity_gb: 1000\nsources:\n  - { grade: sourced, cite: x, read_on: "${readOn}", covers: [capacity_gb] }\nprices:\n  - ${price}\n`;

/** What the build says of a catalogue as of 2026-11-23 with one disk, on a day of the clock. */
const built = (disk: string, lastDay: string): { refused: readonly string[]; warned: readonly string[] } => {
  const files = [
    { path: "catalog.yaml", bytes: bytes('schema: 1\nas_of: "2026-11-23"\n') },
    fileOf("assumptions.yaml"),
    fileOf("exchange/rates.yaml"),
    { path: "storage/disk.yaml", bytes: bytes(disk) },
  ];
  try {
    const { warnings } = compileCatalog(layerOf("catalog", files), "0", { lastDay });
    return { refused: [], warned: warnings.map(({ message, fix = "" }) => `${message} (${fix})`) };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { refused: [error, ...(error.details.also ?? [])].map(({ message }) => message), warned: [] };
  }
};

describe("what the build says of a part", () => {
  test("a figure read today is right though facts were collected up to an earlier day; one of next year is refused with the day it was held to", () => {
    expect(built(storage({ readOn: "2026-11-27" }), "2026-11-28").refused).toEqual([]);
    expect(built(storage({ readOn: "2027-11-27" }), "2026-11-28").refused).toEqual(['"read_on" is "2027-11-27", which is after 2026-11-28']);
  });

  test("with the clock behind, the catalogue's own day counts", () => {
    expect(built(storage({ readOn: "2026-11-23", price: PRICE.replace("2026-11-27", "2026-11-23") }), "1970-01-02").refused).toEqual([]);
    expect(built(storage({ readOn: "2026-11-24" }), "1970-01-02").refused).toContain('"read_on" is "2026-11-24", which is after 2026-11-23');
  });

  test("a price seen after the day of the plans is told to have no effect, and which day to move", () => {
    expect(built(storage({}), "2026-11-28").warned).toEqual([
      'the price was seen on 2026-11-27, and plans are made as of 2026-11-23: they leave it out (set as_of in catalog/catalog.yaml to "2026-11-27")',
    ]);
    expect(built(storage({ price: PRICE.replace("2026-11-27", "2026-11") }), "2026-11-28").warned).toEqual([]);
  });

  test("a price without a source is refused", () => {
    expect(built(storage({ price: PRICE.replace(', source: "https://shop.example/x"', "") }), "2026-11-28").refused).toEqual(["the price has no source"]);
  });
});

test("a build that stops at a fault of the catalogue leaves the command line as it was", async () => {
  await withFolder((folder) => {
    for (const name of ["src", "bin", "build", "catalog", "dist", "package.json", "tsconfig.json", "tsup.config.ts"])
      cpSync(join(root, name), join(folder, name), { recursive: true });
    symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, "catalog", "storage"), { recursive: true });
    writeFileSync(join(folder, "catalog", "storage", "broken.yaml"), "schema: 1\nname: Broken\n");
    execFileSync(process.execPath, [join(root, "node_modules/tsup/dist/cli-default.js")], { cwd: folder, stdio: "ignore" });
    const compiled = spawnSync(process.execPath, ["dist/compile-catalog.js"], { cwd: folder, encoding: "utf8" });
    expect([compiled.status, compiled.stderr.includes("broken.yaml")]).toEqual([2, true]);
    const run = spawnSync(process.execPath, ["bin/rigplan.js", "catalog", "validate", "catalog/storage/broken.yaml"], { cwd: folder, encoding: "utf8" });
    expect([run.status, run.stderr.includes('"type" is missing')]).toEqual([2, true]);
    expect(spawnSync(process.execPath, ["bin/rigplan.js", "catalog", "list", "psus"], { cwd: folder }).status).toBe(0);
    return Promise.resolve();
  });
}, 120_000);

test("without a built command line one sentence says so", async () => {
  await withFolder((folder) => {
    cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
    const run = spawnSync(process.execPath, ["bin/rigplan.js", "--version"], { cwd: folder, encoding: "utf8" });
    expect([run.status, run.stderr.split("\n")[0]]).toEqual([2, "error: rigplan is not built yet"]);
    return Promise.resolve();
  });
});
