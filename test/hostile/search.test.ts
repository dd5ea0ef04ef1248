import { spawn } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { rigplanHere } from "../support/in-process.js";
import { withFolder } from "../support/run-cli.js";

const BIN = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));

const price = (amount: number): string =>
  `prices: [{ amount: "${amount.toFixed(2)}", currency: GBP, condition: new, market: GB, tax: included, seen_on: "2026-11-20" }]`;
const gpu = (index: number): string =>
  `  g${index}: { name: G${index}, vendor: nvidia, architecture: ampere, device_count: 1, vram_gib: 16, memory_type: GDDR6X, bandwidth_gb_per_s: ${400 + index}, peak_tflops: { fp32: ${(20 + index * 0.3).toFixed(1)} }, compute_capability: "8.6", board_power_w: ${150 + ((index * 7) % 200)}, pcie: { generation: 4, lanes: 16 }, slot_width: 2, length_mm: 260, power_plugs: { pcie_8pin: 2 }, cooling: open-air, display_output: true, form: pcie, ${price(200 + index * 6)} }`;
const board = (index: number): string =>
  `  b${index}: { name: B${index}, socket: AM4, cpu_count: 1, chipset: B550, form_factor: ATX, memory: { type: DDR4, forms: [UDIMM] }, memory_slots: 4, max_memory_gib: ${64 + (index % 5) * 32}, slots: [{ position: 1, length: 16, lanes: 16, generation: ${3 + (index % 3)} }, { position: 4, length: 16, lanes: 8, generation: 3 }], m2_slots: ${1 + (index % 4)}, sata_ports: 4, eps_8pin: 1, ${price(70 + index)} }`;
const psu = (index: number): string =>
  `  p${index}: { name: P${index}, rated_power_w: ${500 + index * 7}, efficiency: ${["bronze", "gold", "platinum"][index % 3] ?? "gold"}, form_factor: ATX, atx_version: "3.0", eps_8pin: 2, pcie_8pin: ${2 + (index % 5)}, sata: 8, length_mm: 150, ${price(60 + index)} }`;
const times = (count: number, make: (index: number) => string): string => Array.from({ length: count }, (_, index) => make(index)).join("\n");
const catalogue = (count: number): string => `schema: 1\ngpus:\n${times(count, gpu)}\nmotherboards:\n${times(count, board)}\npsus:\n${times(count, psu)}\n`;

const PLAN = ["plan", "--budget", "2000", "--currency", "GBP"];

test("of a hundred cards, boards and supplies of one's own the best is proven, in whatever order they stand", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "mine.yaml");
    const bestOf = async (text: string): Promise<unknown> => {
      writeFileSync(path, text);
      const { out, code } = await rigplanHere([...PLAN, "--catalog", path, "--json"]);
      expect(code).toBe(0);
      const { result } = JSON.parse(out) as {
        readonly result: { readonly proof: { optimal: boolean; value: number; bound: number }; readonly best: { rig: unknown } };
      };
      expect([result.proof.optimal, result.proof.bound]).toEqual([true, result.proof.value]);
      return result.best.rig;
    };
    const whole = catalogue(100);
    const turned = whole
      .split(/(?=^\w+:\n)/m)
      .map((section) => {
        const [head = "", ...rest] = section.trimEnd().split("\n");
        return `${[head, ...rest.reverse()].join("\n")}\n`;
      })
      .join("");
    expect(await bestOf(turned)).toEqual(await bestOf(whole));
  });
});

test.skipIf(process.platform === "win32")("Ctrl-C ends a long search at once, not when it is done", async () => {
  await withFolder(async (folder) => {
    const path = join(folder, "mine.yaml");
    writeFileSync(path, catalogue(400));
    const child = spawn(process.execPath, [BIN, ...PLAN, "--frontier", "--catalog", path]);
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out += chunk.toString();
    });
    // A moment to get into the search, which takes minutes.
    setTimeout(() => child.kill("SIGINT"), 3000);
    const ended = await new Promise((resolve) => child.on("close", (_, signal) => resolve(signal)));
    expect([ended, out]).toEqual(["SIGINT", ""]);
  });
});
