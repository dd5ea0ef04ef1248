import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { jsonFault } from "../../src/cli/json-text.js";
import { type Answer, projectFile, rigplanHere } from "../support/in-process.js";

const folder = mkdtempSync(join(tmpdir(), "rigplan-hostile-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
const fileOf = (content: string | Uint8Array, name = "x.yaml"): string => {
  made += 1;
  const path = join(folder, `${made}-${name}`);
  writeFileSync(path, content);
  return path;
};

const RIG = projectFile("examples/dual-3090.yaml");

/** A file given wherever one can be given. */
const everywhere = async (path: string): Promise<readonly Answer[]> => [
  await rigplanHere(["cost", path]),
  await rigplanHere(["power", path]),
  await rigplanHere(["compare", "1x:rtx-3090", "--baseline", path]),
  await rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--catalog", path]),
  await rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--config", path]),
  await rigplanHere(["catalog", "validate", path]),
];

const expectRefused = ({ out, err, code }: Answer): void => {
  expect({ code, out, fault: err.includes("a fault in rigplan") }).toEqual({ code: 2, out: "", fault: false });
  expect(err).toMatch(/^(?:\d+ more problems are not shown\n)?error/);
};

describe("a file that is no catalogue, no rig and no saved state is refused wherever it is given", () => {
  const rows: readonly (readonly [string, string | Uint8Array])[] = [
    ["nothing", ""],
    ["only line breaks", "\n".repeat(1000)],
    ["null", "null\n"],
    ["a list", "- 1\n"],
    ["a word", "hello\n"],
    ["a NUL byte", "schema: 1\0\n"],
    ["UTF-16", Buffer.from("\ufeffschema: 1\n", "utf16le")],
    ["bytes that are not UTF-8", new Uint8Array([0x61, 0x3a, 0x20, 0xff])],
    ["half a document of JSON", '{"schema_version":1,"command":"cost"'],
    ["an alias bomb", `a: &a [x,x]\n${Array.from({ length: 30 }, (_, at) => `b${at}: &b${at} [*a,*a]\n`).join("")}`],
    ["a hundred thousand anchors", Array.from({ length: 15_000 }, (_, at) => `k${at}: &a${at} 1\n`).join("")],
    ["a merge key", "schema: 1\n<<: { region: GB }\n"],
    ["a tag", "schema: !!int 1\n"],
    ["a directive", "%YAML 1.1\n---\nschema: 1\n"],
    ["a tag directive", "%TAG ! tag:x,2026:\n---\nschema: 1\n"],
    ["a second document", "schema: 1\n---\nschema: 1\n"],
    ["a doubled key", "schema: 1\nschema: 1\n"],
    ["a key that is a list", "schema: 1\n? [a, b]\n: 1\n"],
    ["prototype keys", "schema: 1\n__proto__: { a: 1 }\nconstructor: { prototype: { b: 1 } }\n"],
    ["an exponent", "schema: 1e0\n"],
    ["a carriage return alone", "schema: 1\rparts: {}\r"],
    ["a hundred thousand quotes", '"'.repeat(100_000)],
    ["a hundred thousand colons", `${":".repeat(100_000)}\n`],
  ];
  test.each(rows)("%s", async (_, content) => {
    for (const answer of await everywhere(fileOf(content))) expectRefused(answer);
    expect(({} as Record<string, unknown>)["a"]).toBeUndefined();
  });

  test("a file of three million line breaks is refused before it is understood", async () => {
    expect((await rigplanHere(["cost", fileOf("\n".repeat(3_000_000))])).err).toContain("more than 2500000 words and signs");
  });

  test("two hundred thousand faults in one map: twenty are told, the rest are counted", async () => {
    const { err, code } = await rigplanHere(["cost", fileOf(Array.from({ length: 200_000 }, (_, at) => `k${at}: 1\n`).join(""))]);
    expect([code, err.match(/^error/gm)?.length]).toEqual([2, 20]);
  });

  test("two hundred thousand lines of cards are refused by their number", async () => {
    const { err, code } = await rigplanHere(["cost", fileOf(`schema: 1\nparts: { gpu: [${"{ a: 1 },".repeat(200_000)}] }\n`)]);
    expect([code, err.includes("200000 lines of gpu, and a rig has at most 64")]).toEqual([2, true]);
  });

  test("a rig file with a byte order mark or Windows line ends is the same rig", async () => {
    const plain = await rigplanHere(["cost", "-"], { input: Buffer.from(RIG) });
    expect(plain.code).toBe(0);
    expect(await rigplanHere(["cost", "-"], { input: Buffer.from(`\ufeff${RIG}`) })).toEqual(plain);
    expect(await rigplanHere(["cost", "-"], { input: Buffer.from(RIG.replaceAll("\n", "\r\n")) })).toEqual(plain);
  });
});

describe("nesting", () => {
  const yaml = (depth: number): string => `schema: 1\nparts: ${"[".repeat(depth)}${"]".repeat(depth)}\n`;
  const json = (depth: number): string => `{"schema_version":1,"command":"cost","scenario":${'{"a":'.repeat(depth)}1${"}".repeat(depth)},"result":{}}`;
  test.each([30, 31, 32, 33, 1000, 100_000])("of %i more levels in YAML and in saved JSON", async (depth) => {
    if (depth < 100_000) for (const answer of await everywhere(fileOf(yaml(depth)))) expectRefused(answer);
    const saved = await rigplanHere(["compare", "1x:rtx-3090", "--baseline", fileOf(json(depth), "x.json")]);
    expectRefused(saved);
    expect(saved.err.includes("nested more than 32 deep")).toBe(depth > 31);
    expect((await rigplanHere(["cost", fileOf(yaml(depth))])).err.includes("nested more than 32 deep")).toBe(depth > 31);
  });
});

describe("saved JSON", () => {
  test("a doubled key is found at any depth, in either order, and nothing else is", () => {
    expect(jsonFault('{"a":1,"b":{"c":1,"\\u0063":2}}')).toEqual({ kind: "duplicate", key: "c" });
    expect(jsonFault('{"__proto__":1,"__proto__":2}')).toEqual({ kind: "duplicate", key: "__proto__" });
    expect(jsonFault('[{"a":"a\\":"},{"a":"}{"}]')).toBeUndefined();
    fc.assert(
      fc.property(fc.json({ maxDepth: 5 }), (text) => {
        // What a generator of values writes has each key once.
        expect(jsonFault(text)).toBeUndefined();
      }),
    );
  });

  test("a baseline with two purchases is refused, not read as the second", async () => {
    const { out } = await rigplanHere(["cost", "1x:rtx-3090", "--json"]);
    const doubled = out.replace('"purchase":', '"purchase": {"amount":1,"minor":100,"currency":"GBP"},\n"purchase":');
    const { err, code } = await rigplanHere(["compare", "1x:rtx-3090", "--baseline", fileOf(doubled, "x.json")]);
    expect([code, err.includes('"purchase" twice')]).toEqual([2, true]);
    expect((await rigplanHere(["compare", "1x:rtx-3090", "--baseline", fileOf(out, "y.json")])).code).toBe(0);
  });
});

describe("a rig file at the edges of what is allowed", () => {
  const edge = (from: string, to: string): Uint8Array => Buffer.from(RIG.replace(from, to));
  test.each([
    ["16 cards", "id: rtx-3090, quantity: 2", "id: rtx-3090, quantity: 16", 0],
    ["17 cards", "id: rtx-3090, quantity: 2", "id: rtx-3090, quantity: 17", 2],
    ["no cards", "id: rtx-3090, quantity: 2", "id: rtx-3090, quantity: 0", 2],
    ["half a card", "id: rtx-3090, quantity: 2", "id: rtx-3090, quantity: 1.5", 2],
    ["a shade more than two cards", "id: rtx-3090, quantity: 2", "id: rtx-3090, quantity: 2.0000001", 2],
    ["65 modules", "id: d4u-2x16-3600, quantity: 2", "id: d4u-2x16-3600, quantity: 65", 2],
    ["64 machines", "schema: 1", "schema: 1\nnodes: 64", 0],
    ["65 machines", "schema: 1", "schema: 1\nnodes: 65", 2],
    ["30 years", "years: 3", "years: 30", 0],
    ["31 years", "years: 3", "years: 31", 2],
    ["25 hours", "load_hours_per_day: 6", "load_hours_per_day: 25", 2],
    ["a limit in kilowatts", "gpu_power_limit_w: 280", "gpu_power_limit_w: 0.28", 2],
    ["an id of the prototype", "id: rtx-3090", "id: __proto__", 2],
    ["a region of the prototype", "region: GB", "region: constructor", 2],
    ["a currency of the prototype", "currency: GBP", "currency: toString", 2],
    ["a name that climbs", "name: Two used RTX 3090", 'name: "\\e[2J"', 2],
    ["a name that turns", "name: Two used RTX 3090", 'name: "a\\u202eb"', 2],
    ["a price with a comma", "id: r7-5700x", "id: r7-5700x, price: { amount: 1,299.00, currency: GBP }", 2],
    ["a price in words", "id: r7-5700x", 'id: r7-5700x, price: { amount: "1e3", currency: GBP }', 2],
    ["a negative price", "id: r7-5700x", 'id: r7-5700x, price: { amount: "-5", currency: GBP }', 2],
    ["a price of fractions", "id: r7-5700x", 'id: r7-5700x, price: { amount: "5.005", currency: GBP }', 2],
    ["a date of next century", "years: 3", "years: 3, as_of: 2126-13-01", 2],
  ] as const)("%s", async (_, from, to, expected) => {
    const answers = [await rigplanHere(["cost", "-", "--json"], { input: edge(from, to) }), await rigplanHere(["power", "-"], { input: edge(from, to) })];
    for (const { out, err, code } of answers) {
      expect([code, err]).toEqual([expected, expected === 0 ? err : expect.stringMatching(/^error/)]);
      expect(out).not.toMatch(/NaN|Infinity|undefined|\[object|null|-0\b/);
    }
  });
});

describe("folders", () => {
  test("what lies outside is not reached through a link, and a loop of links ends", async () => {
    const catalogue = join(folder, "mine");
    mkdirSync(join(catalogue, "gpus"), { recursive: true });
    writeFileSync(join(folder, "outside.yaml"), "schema: 1\n");
    symlinkSync(join(folder, "outside.yaml"), join(catalogue, "gpus", "rtx-3090.yaml"));
    const out = await rigplanHere(["catalog", "validate", catalogue]);
    expect([out.code, out.err.includes("leads out of the folder")]).toEqual([2, true]);
    rmSync(join(catalogue, "gpus", "rtx-3090.yaml"));
    symlinkSync(catalogue, join(catalogue, "gpus", "loop"));
    symlinkSync("x.yaml", join(catalogue, "x.yaml"));
    expectRefused(await rigplanHere(["catalog", "validate", catalogue]));
  });

  test("what lies in a place that is none of a catalogue is named unread", async () => {
    const strange = join(folder, "strange");
    mkdirSync(join(strange, "gpsu"), { recursive: true });
    writeFileSync(join(strange, "gpsu", "x.yaml"), "\n".repeat(3_000_000));
    const { err, code } = await rigplanHere(["catalog", "validate", strange]);
    expect([code, err.includes('did you mean "gpus"?')]).toEqual([2, true]);
  });

  test.each(["/dev/zero", "/dev/null", "/", "/nonexistent/x", "/proc/self/mem"])("%s", async (path) => {
    for (const answer of await everywhere(path === "/" ? folder : path)) if (path !== "/") expectRefused(answer);
    expectRefused(await rigplanHere(["cost", path]));
  });
});

describe("a user's catalogue over the built-in one", () => {
  const own = (section: string, text: string): Promise<Answer> =>
    rigplanHere(["plan", "--budget", "3000", "--currency", "GBP", "--catalog", fileOf(`schema: 1\n${section}:\n  ${text}\n`)]);
  test.each([
    ["a part of the prototype", "gpus", "__proto__: { board_power_w: 1 }"],
    ["an id that climbs", "gpus", '"../x": { board_power_w: 1 }'],
    ["an id with a sign of another script", "gpus", "а100: { board_power_w: 1 }"],
    ["a misspelt field", "gpus", "rtx-3090: { bord_power_w: 300 }"],
    ["kilowatts", "gpus", "rtx-3090: { board_power_w: 0.00035 }"],
    ["a rental of nothing", "rentals", "runpod: { offers: [{ gpu: rtx-3090 }] }"],
    ["a workload without methods", "workloads", "mine: { name: Mine }"],
    ["a build without parts", "builds", "mine: { name: Mine }"],
    ["a term that is a number", "terms", "vram: { says: 5 }"],
    ["a tariff with a rate in pence as a number", "tariffs", "octopus-go: { unit_rate: 27.03 }"],
    ["rates against another base", "exchange", "base: USD"],
    ["a rate of nothing", "exchange", 'rates: { GBP: "0" }'],
    ["a section of the prototype", "constructor", "x: 1"],
    ["a region whose electricity is in pence", "regions", 'gb: { electricity: { unit_rate: "27.03", currency: GBP } }'],
  ])("%s is refused", async (_, section, text) => {
    expectRefused(await own(section, text));
  });
});
