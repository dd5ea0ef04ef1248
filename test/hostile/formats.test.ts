import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { yamlText } from "../../src/render/yaml.js";
import { projectFile, rigplanHere } from "../support/in-process.js";

const FORMATS = ["table", "json", "yaml", "csv", "markdown", "html", "github", "sarif", "junit"] as const;
/** Everything but a line break that a terminal acts on, that hides, or that turns text around. */
const ACTING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

describe("a file whose name acts on terminals and pages", () => {
  test.each(FORMATS)("is told as text in %s, by every command and in every refusal", async (format) => {
    const folder = mkdtempSync(join(tmpdir(), "rigplan-hostile-"));
    const path = join(folder, "a\u001b[2J\u202e\u{e0041}\u0085\u2028|<svg>@x\n::error::.yaml");
    const rig = projectFile("examples/dual-3090.yaml");
    writeFileSync(path, rig.replace("quantity: 2, condition: used }", "quantity: 4, condition: used }"));
    const answers = [
      await rigplanHere(["cost", path, "--format", format]),
      await rigplanHere(["power", path, "--format", format]),
      await rigplanHere(["compare", path, "--format", format]),
      await rigplanHere(["cost", path, "--format", format, "--output", join(folder, "\u001b[2J.txt")]),
    ];
    for (const { out, err, code } of answers) {
      expect(code).toBe(0);
      expect(`${out}${err}`.replaceAll("\n", "")).not.toMatch(ACTING);
      expect(out.split("\n").some((line) => line.startsWith("::error::"))).toBe(false);
      if (["markdown", "html", "junit"].includes(format)) expect(out).not.toContain("<svg");
    }
    writeFileSync(path, "schema: 2\n");
    const refused = await rigplanHere(["cost", path, "--format", format]);
    expect([refused.code, refused.err.replaceAll("\n", "").match(ACTING)]).toEqual([2, null]);
    rmSync(folder, { recursive: true });
  });
});

test("YAML output shows nothing invisible and is read back as it was", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })),
      fc.constantFrom("\u202e", "\u{e0041}", "\u0085", "\u2028", "\u200d"),
      (values, sign) => {
        const document = { ...values, [`a${sign}`]: `x${sign}y`, list: [sign] };
        const text = yamlText(document);
        expect(text.replaceAll("\n", "")).not.toMatch(ACTING);
        expect(parse(text)).toEqual(document);
      },
    ),
  );
});
