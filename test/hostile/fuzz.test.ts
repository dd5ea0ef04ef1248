import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { projectFile, rigplanHere } from "../support/in-process.js";
import { mutated } from "../support/mutations.js";

const folder = mkdtempSync(join(tmpdir(), "rigplan-fuzz-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const RUNS = Number(process.env["FUZZ_RUNS"] ?? 40);
const RIG = fileURLToPath(new URL("../../examples/dual-3090.yaml", import.meta.url));
const ofCatalog = (path: string): unknown => {
  const { schema: _schema, ...fields } = parse(projectFile(`catalog/${path}`)) as Record<string, unknown>;
  return fields;
};

const rig = parse(readFileSync(RIG, "utf8")) as Record<string, unknown>;
const written = {
  ...rig,
  measured_w: { idle: 60, typical: 500, peak: 700 },
  extras: [{ name: "Delivery", kind: "delivery", price: { amount: "12.50", currency: "GBP" } }],
  parts: {
    ...(rig["parts"] as object),
    gpu: {
      name: "A card of mine",
      vendor: "nvidia",
      architecture: "ampere",
      device_count: 1,
      vram_gib: 24,
      memory_type: "GDDR6X",
      bandwidth_gb_per_s: 936,
      peak_tflops: { fp32: 35.6, tensor_fp16: 71 },
      compute_capability: "8.6",
      board_power_w: 350,
      pcie: { generation: 4, lanes: 16 },
      slot_width: 3,
      length_mm: 313,
      power_plugs: { pcie_8pin: 2 },
      cooling: "open-air",
      form: "pcie",
      quantity: 2,
      price: { amount: "650.00", currency: "GBP" },
    },
    psu: { name: "A supply", rated_power_w: 1000, efficiency: "gold", form_factor: "ATX", pcie_8pin: 6, eps_8pin: 2 },
  },
  scenario: {
    ...(rig["scenario"] as object),
    workloads: ["llama-3.1-8b:qlora", { name: "My model", family: "llm", method: "lora", params_m: 7000, settings: { batch: 2 } }],
  },
};

const catalogue = {
  schema: 1,
  gpus: { "rtx-3090": ofCatalog("gpus/rtx-3090.yaml"), mine: ofCatalog("gpus/rtx-4090.yaml") },
  psus: { "my-psu": { name: "A supply", rated_power_w: 1000, efficiency: "gold", form_factor: "ATX" } },
  motherboards: { "asus-proart-b550": ofCatalog("motherboards/asus-proart-b550.yaml") },
  regions: { gb: ofCatalog("regions/gb.yaml") },
  exchange: { as_of: "2026-11-20", rates: { GBP: "0.85", USD: "1.10" } },
  frameworks: { pytorch: { schema: 1, ...(ofCatalog("frameworks/pytorch.yaml") as object) } },
  tariffs: { "octopus-go": ofCatalog("tariffs/octopus-go.yaml") },
};

const tariff = {
  schema: 1,
  name: "Mine",
  zone: "Europe/London",
  currency: "GBP",
  standing_per_day: "0.55",
  seasons: [
    { name: "summer", from: "04-01", to: "09-30" },
    { name: "winter", from: "10-01", to: "03-31" },
  ],
  windows: [
    { name: "day", from: "05:30", to: "23:30", rate: "0.28" },
    { name: "night", from: "23:30", to: "05:30", rate: "0.085" },
  ],
};
const prices = {
  schema: 1,
  zone: "Europe/London",
  currency: "GBP",
  period_minutes: 60,
  prices: Array.from({ length: 24 }, (_, hour) => ({ start: `2026-01-10T${String(hour).padStart(2, "0")}:00Z`, rate: "0.25" })),
};
const settings = {
  schema: 1,
  region: "GB",
  currency: "GBP",
  hours_per_day: 8,
  years: 3,
  frameworks: ["pytorch"],
  workloads: ["resnet50:train"],
  circuit: "13A@230V",
  schedule: "nights",
  budget: "3000",
};

let made = 0;
const fileOf = (content: string, name: string): string => {
  made += 1;
  const path = join(folder, `${made % 50}-${name}`);
  writeFileSync(path, content);
  return path;
};

/** Everything the language lends to every object, as it was before. */
const lent = (): string =>
  JSON.stringify([Object.prototype, Array.prototype, Function.prototype, String.prototype].map((owner) => Reflect.ownKeys(owner).map(String)));
const before = lent();

/** Holds every ending to what is promised of endings. */
const expectPromises = (content: string, path: string, { out, err, code }: { readonly out: string; readonly err: string; readonly code: number }): void => {
  const context = { content: content.slice(0, 3000), err: err.slice(0, 2000) };
  expect([0, 2, 3], JSON.stringify(context)).toContain(code);
  expect(err).not.toMatch(/a fault in rigplan|\n {4}at /);
  if (code === 2) expect(out).toBe("");
  // A refusal of what a file says names the place.
  if (/^error RP12/m.test(err)) expect(err).toContain(path);
  expect(`${out}${err}`.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  expect(out).not.toMatch(/\bNaN\b|\bInfinity\b|\bundefined\b|\[object|-0\b(?![.\d-])/);
  expect(lent()).toBe(before);
};

const READERS: readonly (readonly [string, unknown, string, (path: string) => readonly (readonly string[])[]])[] = [
  [
    "a rig",
    written,
    "rig.yaml",
    (path) => [
      ["cost", path],
      ["power", path, "--json"],
      ["compare", path, "--format", "csv"],
      ["catalog", "validate", path],
    ],
  ],
  [
    "a catalogue",
    catalogue,
    "mine.yaml",
    (path) => [
      ["catalog", "validate", path],
      ["cost", RIG, "--catalog", path],
      ["catalog", "show", "rtx-3090", "--catalog", path, "--json"],
    ],
  ],
  [
    "a tariff",
    tariff,
    "tariff.yaml",
    (path) => [
      ["power", RIG, "--tariff", path],
      ["cost", RIG, "--tariff", path, "--schedule", "cheapest", "--json"],
    ],
  ],
  ["prices by the hour", prices, "prices.json", (path) => [["power", RIG, "--tariff", path, "--json"]]],
  [
    "settings",
    settings,
    "settings.yaml",
    (path) => [
      ["config", "--show-origin", "--config", path],
      ["cost", RIG, "--config", path, "--json"],
    ],
  ],
];

describe.each(READERS)("%s with something in it changed", (_, whole, name, commands) => {
  test("the whole one is read", async () => {
    for (const command of commands(fileOf(JSON.stringify(whole), name))) expect(await rigplanHere(command)).toMatchObject({ code: 0 });
  });

  test("ends in an answer or in a refusal with its place", async () => {
    await fc.assert(
      fc.asyncProperty(mutated(whole), async (value) => {
        const content = JSON.stringify(value) ?? "null";
        const path = fileOf(content, name);
        for (const command of commands(path)) expectPromises(content, path, await rigplanHere(command));
      }),
      { numRuns: RUNS },
    );
  });
});

test("a saved state with something in it changed ends in an answer or a refusal", async () => {
  const { out } = await rigplanHere(["cost", RIG, "--json"]);
  await fc.assert(
    fc.asyncProperty(mutated(JSON.parse(out)), async (value) => {
      const content = JSON.stringify(value) ?? "null";
      const path = fileOf(content, "state.json");
      expectPromises(content, path, await rigplanHere(["compare", RIG, "--baseline", path]));
    }),
    { numRuns: RUNS },
  );
});

test("bytes of any kind in place of a file end in a refusal", async () => {
  const words = fc.array(
    fc.constantFrom(
      "schema: 1",
      "parts:",
      "  gpu:",
      "- ",
      ": ",
      "&a",
      "*a",
      "!!x",
      "{",
      "}",
      "[",
      "]",
      '"',
      "'",
      "|",
      ">",
      "#",
      "\n",
      "\t",
      "%YAML",
      "---",
      "?",
      "0x1",
      ".nan",
      "\u0000",
      "é",
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        words.map((list) => list.join("")),
        fc.string({ unit: "binary", maxLength: 200 }),
      ),
      async (content) => {
        const path = fileOf(content, "any.yaml");
        for (const command of [
          ["cost", path],
          ["compare", RIG, "--baseline", path],
          ["power", RIG, "--tariff", path],
          ["config", "--config", path],
        ]) {
          const answer = await rigplanHere(command);
          expectPromises(content, path, answer);
          if (command[0] !== "config") expect(answer.code).toBe(2);
        }
      },
    ),
    { numRuns: RUNS },
  );
});
