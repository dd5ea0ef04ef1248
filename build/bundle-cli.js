// Bundles the command line into one CommonJS file that starts fast, with libraries that few commands need in files of their own beside it.
import { mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { builtinModules } from "node:module";
import { build } from "esbuild";

/** Libraries that every command uses; the others wait in `dist/lib` until something asks for them. */
const AT_START = new Set(["commander", "cli-table3"]);

const { version } = JSON.parse(readFileSync("package.json", "utf8"));

const common = { bundle: true, platform: "node", format: "cjs", target: "node20", minify: true, logLevel: "warning" };

const onDemand = new Set();

/** @type {import("esbuild").Plugin} */
const librariesOnDemand = {
  name: "libraries-on-demand",
  setup({ onResolve }) {
    onResolve({ filter: /^[^.]/ }, ({ path, importer, kind }) => {
      if (kind === "entry-point" || importer.includes("node_modules") || path.startsWith("node:") || builtinModules.includes(path) || AT_START.has(path))
        return;
      onDemand.add(path);
      return { path: `./lib/${path.replaceAll("/", "-")}.cjs`, external: true };
    });
  },
};

/** Commander can start other programs as subcommands; rigplan has none and starts no program, so that part of Node is not loaded. */
const noOtherPrograms = {
  name: "no-other-programs",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:child_process$/ }, ({ importer }) => (/[\\/]commander[\\/]/.test(importer) ? { path: "none", namespace: "none" } : undefined));
    onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents: "module.exports = {};" }));
  },
};

rmSync("dist/lib", { recursive: true, force: true });
mkdirSync("dist/lib", { recursive: true });
// What V8 made of the bundle before does not belong to this one.
for (const name of readdirSync("dist")) if (name.endsWith(".v8cache")) rmSync(`dist/${name}`);
await build({
  ...common,
  entryPoints: ["src/cli/main.ts"],
  outfile: "dist/cli.cjs",
  plugins: [librariesOnDemand, noOtherPrograms],
  // A script that V8 compiled before cannot import, so what is imported on demand is required on demand.
  supported: { "dynamic-import": false },
  define: { RIGPLAN_VERSION: JSON.stringify(version), "import.meta.url": "__moduleUrl" },
  banner: { js: 'const __moduleUrl = require("node:url").pathToFileURL(__filename).href;' },
});
for (const name of onDemand) {
  await build({
    ...common,
    stdin: {
      contents: `const all = require(${JSON.stringify(name)});
        const usual = all.__esModule ? all.default : undefined;
        // The bundle takes all that is exported for the default import, so the members of a default export stand among the others.
        module.exports = usual === undefined ? all : typeof usual === "function" ? Object.assign(usual, all) : { ...all, ...usual };`,
      resolveDir: process.cwd(),
      sourcefile: `${name}.js`,
    },
    outfile: `dist/lib/${name.replaceAll("/", "-")}.cjs`,
  });
}
