import { expect, test } from "vitest";
import { loadCatalog } from "../../../src/catalog/load.js";
import type { DrawMeasurement, DrawMeasurements } from "../../../src/domain/power-model.js";
import { broughtToCards, wallOf } from "../../../src/tools/fit/measured-rig.js";

const hosts = { bench: { cpu: "ultra7-265k", modules: 4, psuW: 850, efficiency: "gold", note: "" }, unit: { note: "" } };
const reading = (host: string, kind: DrawMeasurement["class"]): DrawMeasurement => ({
  gpu: "rtx-3060-12gb",
  cards: 1,
  class: kind,
  workload: "llama-bench",
  measuredW: 224,
  at: "wall",
  host,
  source: "test",
  seenOn: "2025-12",
});

test("of 224 W at the wall a Gold supply passes on about 203 W, and the card has what 40 to 70 W of other parts leave", async () => {
  const catalog = await loadCatalog();
  const before: DrawMeasurements = { sources: {}, hosts, measurements: [reading("bench", "decode"), reading("unit", "decode"), reading("bench", "idle")] };
  const [card, unit, idle] = broughtToCards(before, catalog).measurements;
  expect(Math.round(wallOf(hosts.bench, catalog)(203))).toBeGreaterThanOrEqual(222);
  expect(Math.round(wallOf(hosts.bench, catalog)(203))).toBeLessThanOrEqual(226);
  expect(card?.at).toBe("gpu");
  expect(card?.measuredW).toBeGreaterThan(203 - 70);
  expect(card?.measuredW).toBeLessThan(203 - 40);
  expect([unit, idle]).toEqual([before.measurements[1], before.measurements[2]]);
});
