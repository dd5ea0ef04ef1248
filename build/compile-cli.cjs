// Keeps what V8 compiles of the bundle in the course of usual commands, so that a later start need not compile it again.
const { writeFileSync } = require("node:fs");
const { bundleScript, compiledBundle, exportsOf } = require("../bin/bundle.js");

const USUAL = [
  ["plan", "--budget", "3000", "--currency", "GBP"],
  ["plan", "--budget", "3000", "--currency", "GBP", "--json"],
];

const main = async () => {
  const script = bundleScript();
  const { main: run } = exportsOf(script);
  for (const argv of USUAL) if ((await run(argv, () => undefined)) !== 0) throw new Error(`rigplan ${argv.join(" ")} does not work`);
  writeFileSync(compiledBundle, script.createCachedData());
};

main();
