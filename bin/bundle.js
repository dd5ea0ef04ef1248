"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { createRequire, enableCompileCache } = require("node:module");
const { dirname, join } = require("node:path");
const { setFlagsFromString } = require("node:v8");
const { Script } = require("node:vm");

// A run is over before optimised code pays for its compilation; only what stays hot for long is worth it.
setFlagsFromString("--interrupt-budget=4000000");

const bundle = join(__dirname, "../dist/cli.cjs");

/** What V8 made of the bundle when it was built: good for one version of Node on one kind of machine, so it is named after them. */
const compiledBundle = join(__dirname, `../dist/cli-${process.version}-${process.arch}.v8cache`);

/** The bundle as a script; V8 compiles the text itself where what is compiled does not belong to it. */
const bundleScript = (compiled) =>
  // The bundle is plain ASCII, which is quicker to read as Latin-1.
  new Script(`(function (exports, require, module, __filename, __dirname) {${readFileSync(bundle, "latin1")}\n})`, {
    filename: bundle,
    ...(compiled === undefined ? {} : { cachedData: compiled }),
  });

const exportsOf = (script) => {
  const loaded = { exports: {} };
  script.runInThisContext()(loaded.exports, createRequire(bundle), loaded, bundle, dirname(bundle));
  return loaded.exports;
};

/** The bundle's exports, from its compiled form where this version of Node made that, else from its text. */
const bundleExports = () => {
  if (!existsSync(bundle)) {
    process.stderr.write("error: rigplan is not built yet\n  fix: npm run build, in the folder it lies in; it tells what is wrong, with file and line\n");
    process.exit(2);
  }
  if (existsSync(compiledBundle)) return exportsOf(bundleScript(readFileSync(compiledBundle)));
  enableCompileCache?.();
  return require(bundle);
};

module.exports = { bundleExports, bundleScript, compiledBundle, exportsOf };
