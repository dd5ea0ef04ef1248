import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import Ajv from "ajv-draft-04";
import { execa } from "execa";
import { XMLValidator } from "fast-xml-parser";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { withFolder } from "../support/run-cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

interface Workflow {
  readonly jobs: {
    readonly check: {
      readonly steps: readonly { readonly name?: string; readonly uses?: string; readonly run?: string; readonly env?: Readonly<Record<string, string>> }[];
    };
  };
}
const workflow = parse(readFileSync(join(root, "examples/ci/rig.yml"), "utf8")) as Workflow;
const step = (name: string): { readonly run: string; readonly env: Readonly<Record<string, string>> } => {
  const found = workflow.jobs.check.steps.find((one) => one.name === name);
  return { run: found?.run ?? "", env: found?.env ?? {} };
};

/** A repository as the workflow finds it: the script, a rig file, and the rig file of the target branch. */
const checkout = (folder: string): void => {
  mkdirSync(join(folder, "rigs"));
  copyFileSync(join(root, "examples/ci/check-rig.sh"), join(folder, "check-rig.sh"));
  const rig = readFileSync(join(root, "examples/dual-3090.yaml"), "utf8");
  writeFileSync(join(folder, "rigs/lab.yaml"), rig);
  writeFileSync(join(folder, "baseline.yaml"), rig.replace("quantity: 2", "quantity: 1"));
};

const held = async (folder: string, limits?: string) => {
  const { run, env } = step("Hold the rig to its limits");
  return execa("sh", ["-c", run], {
    cwd: folder,
    reject: false,
    env: {
      ...env,
      ...(limits === undefined ? {} : { LIMITS: limits }),
      RUNNER_TEMP: folder,
      GITHUB_ACTIONS: "true",
      CI: "true",
      RIGPLAN: `${process.execPath} ${join(root, "bin/rigplan.js")}`,
      XDG_CONFIG_HOME: join(folder, "none"),
    },
  });
};

test("the workflow's check runs as it stands: table, annotations, SARIF, JUnit, HTML and a comment from one script", async () => {
  await withFolder(async (folder) => {
    checkout(folder);
    const { exitCode, stdout } = await held(folder);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^::(?:warning|notice) file=rigs\/lab\.yaml,line=\d+/m);
    const report = (name: string): string => readFileSync(join(folder, "report", name), "utf8");
    expect(report("comment.md")).toMatch(/^<!-- rigplan compare -->\n[\s\S]*quantity 1 → 2/);
    const schema = JSON.parse(readFileSync(join(root, "test/support/sarif-2.1.0.schema.json"), "utf8")) as object;
    const validate = new Ajv.default({ strict: false, validateFormats: false, unicodeRegExp: false }).compile(schema);
    expect(validate(JSON.parse(report("rig.sarif")))).toBe(true);
    expect(XMLValidator.validate(report("rig.junit.xml"))).toBe(true);
    expect(report("rig.html")).toMatch(/^<!doctype html>/);
  });
}, 60_000);

test("a broken limit fails the check after everything is written", async () => {
  await withFolder(async (folder) => {
    checkout(folder);
    const { exitCode, stderr } = await held(folder, "total > 100 GBP");
    expect(exitCode).toBe(4);
    expect(stderr).toContain("a limit is broken: total > 100 GBP");
    expect(readFileSync(join(folder, "report/comment.md"), "utf8")).toContain("rigplan");
  });
}, 60_000);

test("every action of the workflow is pinned to a commit", () => {
  const used = workflow.jobs.check.steps.flatMap(({ uses }) => (uses === undefined ? [] : [uses]));
  expect(used.filter((name) => !/@[0-9a-f]{40}$/.test(name))).toEqual([]);
});
