import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { escapeJson, safeText } from "../../../src/render/safe-text.js";

const DANGEROUS = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe("text from a file", () => {
  test("an escape sequence is shown, not obeyed", () => {
    expect(safeText("\u001b[2K\rTotal £199")).toBe("\\u{1b}[2K\\u{d}Total £199");
  });

  test("a mark that turns the reading direction is shown", () => {
    expect(safeText("gpu-\u202ex")).toBe("gpu-\\u{202e}x");
  });

  test("no text whatever leaves a character that acts on a terminal", () => {
    fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => !DANGEROUS.test(safeText(text))));
  });

  test("JSON keeps its value and holds nothing invisible", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const json = escapeJson(JSON.stringify({ text }));
        return (JSON.parse(json) as { text: string }).text === text && !/[\u0080-\u009f\p{Cf}\p{Zl}\p{Zp}]/u.test(json);
      }),
    );
  });
});
