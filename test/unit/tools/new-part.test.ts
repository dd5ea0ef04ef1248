import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { PART_SCHEMAS } from "../../../src/catalog/schema/parts.js";
import { PART_KINDS } from "../../../src/domain/part.js";
import { skeleton } from "../../../src/tools/new-part/skeleton.js";

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
