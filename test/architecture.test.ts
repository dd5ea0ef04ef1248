import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";

const source = fileURLToPath(new URL("../src", import.meta.url));

/** What each layer may use besides itself. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  tools: ["evaluate", "catalog", "domain", "units"],
  cli: ["render", "plan", "evaluate", "catalog", "domain", "units"],
  render: ["domain", "units"],
  plan: ["evaluate", "domain", "units"],
  evaluate: ["domain", "units"],
  catalog: ["domain", "units"],
  domain: ["units"],
  units: [],
};

const files = (readdirSync(source, { recursive: true }) as string[]).filter((name) => name.endsWith(".ts")).sort();

const IMPORT = /(?:from|import)\s*\(?\s*"([^"]+)"/g;

/** Modules a file imports, relative to src where they are ours. */
const importsOf = (file: string): readonly string[] =>
  [...readFileSync(join(source, file), "utf8").matchAll(IMPORT)].map(([, target = ""]) =>
    target.startsWith(".") ? relative(source, resolve(source, dirname(file), target)) : target,
  );

const layerOf = (path: string): string => path.split("/")[0] ?? "";

describe("imports point down", () => {
  test("the layers are the ones named", () => {
    expect([...new Set(files.filter((file) => file.includes("/")).map(layerOf))].sort()).toEqual(Object.keys(ALLOWED).sort());
  });

  test.each(files.filter((file) => file.includes("/")))("%s", (file) => {
    const layer = layerOf(file);
    const wrong = importsOf(file).filter((target) => {
      const other = layerOf(target);
      return Object.hasOwn(ALLOWED, other) && target.includes("/") && other !== layer && ALLOWED[layer]?.includes(other) !== true;
    });
    expect(wrong).toEqual([]);
  });

  test("the folders of evaluate do not know each other", () => {
    const wrong = files
      .filter((file) => /^evaluate\/[a-z]+\//.test(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((target) => /^evaluate\/[a-z]+\//.test(target) && target.split("/")[1] !== file.split("/")[1])
          .map((target) => `${file} → ${target}`),
      );
    expect(wrong).toEqual([]);
  });
});

describe("the core is pure", () => {
  const OUTSIDE = /"node:|\bprocess\.|Math\.random|Date\.now|new Date\(\)|toLocale|\bIntl\b/;
  test.each(files.filter((file) => /^(?:render|plan|evaluate|domain|units)\//.test(file)))("%s", (file) => {
    expect(OUTSIDE.test(readFileSync(join(source, file), "utf8"))).toBe(false);
  });

  test("nothing uses the network, evaluates text or starts a process", () => {
    const wrong = files.filter((file) =>
      /node:(?:http|https|net|child_process|vm|dns)|\bfetch\(|\beval\(|new Function/.test(readFileSync(join(source, file), "utf8")),
    );
    expect(wrong).toEqual([]);
  });
});
