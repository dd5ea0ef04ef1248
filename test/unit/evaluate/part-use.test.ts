import { describe, expect, test } from "vitest";
import type { PublishedBuild } from "../../../src/domain/build.js";
import type { WinnersPlatform } from "../../../src/domain/winner.js";
import { partUse } from "../../../src/evaluate/part-use.js";
import { aCpu, aGpu } from "../../support/rig-builder.js";

const build = (id: string, pricedOn: string, parts: PublishedBuild["parts"], fields: Partial<PublishedBuild> = {}): PublishedBuild => ({
  id,
  name: id,
  author: "A. Builder",
  pricedOn,
  market: "GB",
  currency: "GBP",
  made: "built",
  isComplete: true,
  notes: [],
  source: "test",
  parts,
  extras: [],
  ...fields,
});
const winners = (...hardware: readonly string[]): readonly WinnersPlatform[] => [
  {
    id: "p",
    name: "P",
    solutions: hardware.map((words, at) => ({
      competition: "Contest",
      year: 2020 + at,
      task: "vision",
      hardware: words,
      gpuCount: 1,
      class: "consumer",
      source: "test",
    })),
  },
];
const card = aGpu({ id: "rtx-3080-10gb", name: "NVIDIA GeForce RTX 3080 10GB" });

describe("who else uses a part", () => {
  test("builds are counted once, oldest first, with all cards of their lines", () => {
    const line = { id: card.id, quantity: 2, condition: "used" };
    const use = partUse(card, [build("b", "2025", { gpu: [line, { ...line, quantity: 1 }] }), build("a", "2021-03", { gpu: { id: card.id } })], []);
    expect(use.builds.map(({ id, quantity, isUsed }) => [id, quantity, isUsed])).toEqual([
      ["a", 1, false],
      ["b", 3, true],
    ]);
    expect(use.buildsKnown).toBe(2);
  });

  test("a list known in part that lacks the line is silent; a whole list without a card has none", () => {
    const use = partUse(
      card,
      [build("part", "2017", { case: { name: "cube" } }, { isComplete: false }), build("whole", "2024", { cpu: { name: "EPYC" } })],
      [],
    );
    expect([use.buildsKnown, use.buildsSilent, use.builds.length]).toEqual([0, 1, 0]);
  });

  test("a write-up names a card by its everyday name, which a longer name is not", () => {
    const use = partUse(card, [], winners("1x RTX 3080", "2x RTX 3080 Ti", "RTX 30800", "1x rtx 3080 at home and a V100"));
    expect(use.winners).toEqual({ naming: 2, known: 4, newest: 2023 });
  });

  test("every form of a data-centre card goes by one name", () => {
    const a100 = aGpu({ id: "a100-sxm4-80gb", name: "NVIDIA A100 SXM4 80GB" });
    expect(partUse(a100, [], winners("1x A100 40GB", "8x A1000")).winners?.naming).toBe(1);
  });

  test("write-ups say nothing of processors", () => {
    expect(partUse(aCpu(), [], winners("1x RTX 3080")).winners).toBeUndefined();
  });
});
