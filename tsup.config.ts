import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

// The library and the maintainers' commands; `build/bundle-cli.js` makes the command line.
export default defineConfig({
  entry: {
    index: "src/index.ts",
    "compile-catalog": "src/catalog/compile-main.ts",
    "compile-prices": "src/tools/compile-prices-main.ts",
    "tools-validate": "src/tools/validate-main.ts",
    "tools-fit": "src/tools/fit-main.ts",
    "tools-new-part": "src/tools/new-part-main.ts",
  },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  minify: true,
  // The command line and its catalogue stay until the build has new ones: with a fault in the catalogue `rigplan` still runs.
  clean: ["!cli*", "!lib/**", "!catalog.json", "!*.txt", "!subjects/**", "!prices/**"],
  noExternal: [/.*/],
  define: { RIGPLAN_VERSION: JSON.stringify(version) },
  // What bundled CommonJS packages expect to find around them.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; import { fileURLToPath as __toPath } from "node:url"; const require = __createRequire(import.meta.url); const __filename = __toPath(import.meta.url);',
  },
});
