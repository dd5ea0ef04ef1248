import { describe, expect, test } from "vitest";
import { nearest } from "../../../src/domain/nearest.js";

describe("the nearest known word", () => {
  test("a swap, a missing and a wrong letter are near", () => {
    expect(nearest("--budegt", ["--budget", "--save"], 1)).toEqual(["--budget"]);
    expect(nearest("GPB", ["GBP", "EUR"], 1)).toEqual(["GBP"]);
    expect(nearest("pln", ["plan", "power"], 1)).toEqual(["plan"]);
    expect(nearest("rtx-3900", ["rtx-3090", "rtx-4090", "gtx-1080"], 1)).toEqual(["rtx-3090"]);
  });

  test("nothing is near to something else", () => {
    expect(nearest("zzzzzz", ["plan", "power"])).toEqual([]);
  });

  test("input of any length is cut before it is measured", () => {
    expect(nearest("x".repeat(1_000_000), ["plan"])).toEqual([]);
  });
});
