import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { PART_SCHEMAS } from "../../../src/catalog/schema/parts.js";
import { PART_KINDS } from "../../../src/domain/part.js";
import { skeleton } from "../../../src/tools/new-part/skeleton.js";
import { wishFrom } from "../../../src/tools/new-part/wish.js";

const EXAMPLE = { name: "ACME X90", vram_gib: 24, peak_tflops: { fp32: 35.5 } };

describe("a file for a new part", () => {
  test.each(PART_KINDS)("%s: what must be there stands open, and nothing else is refused", (kind) => {
    const found = PART_SCHEMAS[kind].safeParse(parse(skeleton(kind, {}, "2026-11-23")));
    const open = skeleton(kind, {}, "2026-11-23")
      .split("\n")
      .flatMap((line) => /^([a-z_0-9]+): +# must/.exec(line)?.[1] ?? []);
    expect(open).toContain("name");
    expect([...new Set(found.error?.issues.map(({ path }) => String(path[0])))].sort()).toEqual([...open].sort());
  });

  test("values look like those of a part that is there, and what a plan needs is marked", () => {
    const text = skeleton("gpu", EXAMPLE, "2026-11-23");
    expect(text).toMatch(/^vram_gib: +# must; such as 24$/m);
    expect(text).toMatch(/^peak_tflops: +# must; such as \{fp32: 35\.5\}$/m);
    expect(text).toMatch(/^# slot_width: +# a plan needs it$/m);
    expect(text).toMatch(/^vendor: +# must; one of nvidia, amd, intel, apple$/m);
  });
});

test("what is remembered has a line of its own to open, and a card without plugs is told how to say so", () => {
  const text = skeleton("gpu", EXAMPLE, "2026-11-27");
  const opened = text.replace('#  - { grade: recalled, cite: "from memory"', '  - { grade: recalled, cite: "from memory"');
  expect((parse(opened) as { sources: object[] }).sources).toEqual([
    expect.objectContaining({ grade: "sourced", read_on: "2026-11-27" }),
    expect.objectContaining({ grade: "recalled", read_on: "2026-11-27" }),
  ]);
  expect(text).toMatch(/^# power_plugs: .*\{\} for a part without any$/m);
});

describe("the words after `npm run new:part --`", () => {
  test("a kind is named as a rig names it or by its folder", () => {
    expect(wishFrom(["gpu", "my-card"])).toEqual({ kind: "gpu", id: "my-card" });
    expect(wishFrom(["gpus", "my-card"])).toEqual({ kind: "gpu", id: "my-card" });
  });

  test.each([
    [[], "say what kind of part: one of gpu, cpu"],
    [["gpo", "x"], 'there is no kind "gpo": did you mean gpu?'],
    [["gpu"], "give the gpu an id, which becomes the name of its file"],
    [["gpu", "My Card"], "did you mean my-card?"],
    [["gpu", "rtx", "9090"], "did you mean rtx-9090?"],
  ])("%j", (words, said) => {
    expect(wishFrom(words)).toEqual({ refused: expect.stringContaining(said) });
  });
});
