import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { transformSync } from "esbuild";
import { execa } from "execa";
import { expect, test } from "vitest";

const source = fileURLToPath(new URL("../../src", import.meta.url));

/** A pattern as it stands in a program: after a sign that an expression may follow, up to its flags. */
const LITERAL = /(?<=(?:[=(,:!&|?[{};>\n]|return)\s*)\/(?![/*])((?:[^/\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+)\/([dgimsuy]*)(?![a-zA-Z])/g;

/** Every pattern of the source, without comments and types. */
const patterns = (): readonly { readonly file: string; readonly pattern: string; readonly flags: string }[] =>
  (readdirSync(source, { recursive: true }) as string[])
    .filter((file) => file.endsWith(".ts"))
    .flatMap((file) => {
      const { code } = transformSync(readFileSync(join(source, file), "utf8"), { loader: "ts", target: "node20" });
      return [...code.matchAll(LITERAL)].map(([, pattern = "", flags = ""]) => ({ file, pattern, flags }));
    });

/**
 * Runs every pattern on texts made of its own signs: one repeated three thousand times, after each other sign, with an end that does not fit.
 * Quadratic ones need ten million steps for that, cubic ones thirty billion, exponential ones never end.
 */
const ATTACK = `
const { writeSync } = require("node:fs");
let input = "";
process.stdin.on("data", (chunk) => { input += chunk; }).on("end", () => {
  for (const { file, pattern, flags } of JSON.parse(input)) {
    writeSync(1, file + " /" + pattern + "/" + flags + "\\n");
    const signs = [...new Set(pattern.replace(/\\\\[bBdDwWsSpPuxk]/g, "a0_ ") + "aA0 ")].slice(0, 24);
    for (const first of ["", ...signs]) for (const sign of signs) for (const end of ["", "\\u0001"])
      new RegExp(pattern, flags).test(first + sign.repeat(3000) + end);
  }
});`;

test("no pattern of the program takes for ever on a text made to that end", async () => {
  const found = patterns();
  expect(found.length).toBeGreaterThan(250);
  const stuck = { file: "", pattern: "^[A-Za-z]+(?:[/_-][A-Za-z0-9_-]+)*$", flags: "" };
  const run = (list: readonly object[], timeout: number) => execa(process.execPath, ["-e", ATTACK], { input: JSON.stringify(list), reject: false, timeout });
  // The test can fail: this one never ends.
  expect((await run([stuck], 3000)).timedOut).toBe(true);
  const { stdout, timedOut, exitCode } = await run(found, 110_000);
  expect({ timedOut, exitCode, at: timedOut ? stdout.split("\n").at(-2) : "" }).toEqual({ timedOut: false, exitCode: 0, at: "" });
  expect(stdout.split("\n")).toHaveLength(found.length);
}, 130_000);
