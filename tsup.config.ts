import { readFileSync } from "node:fs";
import { defineConfig } from "tsup";

const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };

// One small entry; commands, schemas, YAML and renderers in chunks that load when used. Dependencies are bundled so that starting up
// reads few files.
export default defineConfig({
  entry: {
    cli: "src/cli/main.ts",
    index: "src/index.ts",
    "compile-catalog": "src/catalog/compile-main.ts",
    "tools-validate": "src/tools/validate-main.ts",
  },
  format: "esm",
  target: "node20",
  platform: "node",
  splitting: true,
  minify: true,
  clean: true,
  noExternal: [/.*/],
  define: { RIGPLAN_VERSION: JSON.stringify(version) },
  // What bundled CommonJS packages expect to find around them.
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; import { fileURLToPath as __toPath } from "node:url"; const require = __createRequire(import.meta.url); const __filename = __toPath(import.meta.url);',
  },
});
