import { describe, expect, test } from "vitest";
import { loadCatalog } from "../../../../src/catalog/load.js";
import { indexStory } from "../../../../src/evaluate/workload/basket.js";
import { speedIndex } from "../../../../src/evaluate/workload/throughput.js";

const catalog = await loadCatalog();
const speeds = catalog.subjects.trainingIndexJobs().get("training-index-jobs")?.jobs ?? {};
const story = indexStory(catalog.parts.gpu.values(), speeds, catalog.assumptions);

describe("the training index told with its reasons", () => {
  test("names every job of the basket with its share, and the shares are all of it", () => {
    expect(story.jobs.length).toBe(catalog.assumptions.trainingBasket.length);
    expect(story.jobs.reduce((sum, { sharePct }) => sum + sharePct, 0)).toBeCloseTo(100, 9);
  });

  test("ranks ten cards, fastest first, and again for every job that counts for three", () => {
    for (const top of [story.top, ...story.reweighted.map((one) => one.top)]) {
      expect(top.length).toBe(10);
      expect([...top].sort((a, b) => b.index - a.index)).toEqual(top);
    }
    expect(story.reweighted.length).toBe(story.jobs.length);
  });

  test("agrees with the index that plans use", () => {
    const first = story.top[0];
    const gpu = catalog.parts.gpu.get(first?.gpu ?? "");
    expect(gpu).toBeDefined();
    if (gpu === undefined || first === undefined) return;
    // The fastest cards hold every job, so memory takes nothing away; the table is rounded to four digits.
    expect(Math.abs((speedIndex(gpu, catalog.assumptions)?.value ?? 0) / first.index - 1)).toBeLessThan(0.002);
  });

  test("a card that one job suits gains when that job counts for more", () => {
    const gpus = ["rtx-3090", "rtx-4090"].flatMap((id) => catalog.parts.gpu.get(id) ?? []);
    const made = { [catalog.assumptions.trainingBasket[0]?.id ?? ""]: { "rtx-3090": 1, "rtx-4090": 3 } };
    const others = Object.fromEntries(catalog.assumptions.trainingBasket.slice(1).map(({ id }) => [id, { "rtx-3090": 1, "rtx-4090": 1 }]));
    const told = indexStory(gpus, { ...made, ...others }, catalog.assumptions);
    expect(told.top[0]?.gpu).toBe("rtx-4090");
    expect(told.top[0]?.index).toBeCloseTo(100 * 3 ** 0.1, 9); // one job of ten, three times as fast
    expect(told.reweighted[0]?.top[0]?.index).toBeCloseTo(100 * 3 ** (3 / 12), 9); // three parts of twelve
  });
});
