import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { LIMITS } from "../src/catalog/limits.js";
import { projectFile } from "./support/in-process.js";

const root = fileURLToPath(new URL("..", import.meta.url));

interface Package {
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}
interface Locked {
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly license?: string;
}

const manifest = JSON.parse(projectFile("package.json")) as Package;
const locked = Object.entries((JSON.parse(projectFile("package-lock.json")) as { readonly packages: Readonly<Record<string, Locked>> }).packages).filter(
  ([path]) => path !== "",
);

test("the package holds the program, its catalogue and its papers, and nothing of how it is made", () => {
  // npm is a script on Windows, which needs a shell.
  const listed = execFileSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], {
    cwd: root,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "ignore"],
    shell: process.platform === "win32",
  });
  const [{ files = [] } = {}] = JSON.parse(listed) as { readonly files?: readonly { readonly path: string; readonly mode: number }[] }[];
  const paths = files.map(({ path }) => path);
  const PLACES =
    /^(?:(?:README|CHANGELOG|SECURITY)\.md|LICENSE|package\.json|bin\/[\w.-]+|dist\/(?:[\w.-]+\.(?:js|cjs|json|txt|v8cache)|lib\/[\w.-]+\.cjs|[a-z]+\/[\w-]+\.(?:json|txt)|types\/(?:index|(?:catalog|domain|evaluate|plan|units)\/.+)\.d\.ts))$/;
  expect(paths.filter((path) => !PLACES.test(path))).toEqual([]);
  for (const needed of ["bin/rigplan.js", "dist/cli.cjs", "dist/index.js", "dist/catalog.json", "dist/types/index.d.ts", "LICENSE", "SECURITY.md"]) {
    expect(paths).toContain(needed);
  }
  expect(paths.filter((path) => /(?:^|\/)(?:tools-|\.|test)|\.(?:map|ts)$/.test(path) && !path.endsWith(".d.ts"))).toEqual([]);
});

test("the library's types name no type that is left out of the package", () => {
  const seen = new Set<string>();
  const follow = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    expect(path).not.toMatch(/types\/(?:cli|render|tools)\//);
    const text = readFileSync(path, "utf8");
    for (const [, target = ""] of text.matchAll(/(?:from|import\()\s*"(\.[^"]+)\.js"/g)) follow(fileURLToPath(new URL(`${target}.d.ts`, `file://${path}`)));
  };
  follow(fileURLToPath(new URL("../dist/types/index.d.ts", import.meta.url)));
  expect(seen.size).toBeGreaterThan(20);
});

test("nothing runs when the package is installed", () => {
  expect(Object.keys(manifest.scripts ?? {}).filter((name) => /^(?:pre|post)?install$|^(?:pre|post)(?:pack|publish|prepare)$/.test(name))).toEqual([]);
  expect(locked.filter(([, { dev, hasInstallScript }]) => hasInstallScript === true && dev !== true)).toEqual([]);
});

test("every dependency is one version, held to what was looked at by its hash, and free", () => {
  for (const [name, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/);
  for (const [path, { integrity, dev, license }] of locked) {
    expect(integrity, path).toMatch(/^sha512-/);
    if (dev !== true) expect(license, path).toMatch(/^(?:MIT|ISC|BSD-[23]-Clause|Apache-2\.0|BlueOak-1\.0\.0|0BSD|Unlicense)$/);
  }
});

test("the bundle can start no program and has no network in it", () => {
  const bundle = readFileSync(new URL("../dist/cli.cjs", import.meta.url), "latin1");
  expect(bundle).not.toMatch(/require\("(?:node:)?(?:child_process|net|http|https|http2|tls|dgram|dns|cluster|inspector|repl)"\)/);
  expect(existsSync(new URL("../dist/lib", import.meta.url))).toBe(true);
});

test("the security promises name the limits that hold", () => {
  const text = projectFile("SECURITY.md").replace(/\s+/g, " ");
  const number = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ",");
  for (const said of [
    `a file or standard input of ${LIMITS.fileBytes / 1024 / 1024} MiB`,
    `${number(LIMITS.files)} files and ${LIMITS.allBytes / 1024 / 1024} MiB in all`,
    `folders ${LIMITS.folderDepth} deep`,
    `${LIMITS.tokens / 1e6} million words and signs`,
    `${LIMITS.depth} levels of nesting`,
    `${number(LIMITS.entries)} entries`,
    `text of ${LIMITS.scalarBytes / 1024} KiB`,
  ]) {
    expect(text).toContain(said);
  }
});
