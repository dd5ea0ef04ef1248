import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { withFolder } from "../support/run-cli.js";

const BIN = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));
const PLAN = "plan --budget 3000 --currency GBP";

/** Runs a line of a shell in an empty folder, where `$rigplan` is the program; gives standard error and the files made. */
const shell = async (line: string) =>
  withFolder(async (folder) => {
    const { stdout, stderr } = await execa("sh", ["-c", line], {
      cwd: folder,
      reject: false,
      env: { rigplan: `${process.execPath} ${BIN}`, NO_COLOR: "1", XDG_CONFIG_HOME: "/nonexistent/rigplan-test" },
    });
    const fileOf = (name: string): string | undefined => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), "utf8") : undefined);
    return { stdout, stderr, code: fileOf("code")?.trim(), file: fileOf("x.json") };
  });

describe.skipIf(process.platform === "win32")("a reader that has seen enough", () => {
  test("ends nothing with noise: the code is that of the run", async () => {
    expect(await shell(`{ $rigplan catalog list --json; echo $? > code; } | head -1`)).toMatchObject({ stdout: "{", stderr: "", code: "0" });
    expect(await shell(`{ $rigplan ${PLAN} --json; echo $? > code; } | true`)).toMatchObject({ stderr: "", code: "0" });
  });

  test("a file is written and a limit is held although nobody reads the answer", async () => {
    const { stderr, code, file = "" } = await shell(`{ $rigplan ${PLAN} --output json=x.json --fail-if 'total > 5'; echo $? > code; } | true`);
    expect([code, stderr.includes("a limit is broken")]).toEqual(["4", true]);
    expect(JSON.parse(file)).toMatchObject({ command: "plan" });
  });

  test("errors that nobody reads keep their code", async () => {
    expect((await shell(`{ $rigplan plan --budget x --currency GBP 2>&1; echo $? > code; } | true`)).code).toBe("2");
    expect((await shell(`{ $rigplan plan --budget 90 --currency GBP 2>&1 >/dev/null; echo $? > code; } | true`)).code).toBe("3");
  });
});

describe.skipIf(!existsSync("/dev/full"))("a full disk behind standard output", () => {
  test.each(["table", "json", "csv"])("is said, and is not a run that went well: %s", async (format) => {
    const { stderr, code } = await shell(`$rigplan ${PLAN} --format ${format} > /dev/full; echo $? > code`);
    expect([code, stderr]).toEqual(["2", "error: the answer cannot be written to standard output: the disk is full"]);
  });

  test("a limit that is broken is told first", async () => {
    expect((await shell(`$rigplan ${PLAN} --fail-if 'total > 5' > /dev/full; echo $? > code`)).code).toBe("4");
  });

  test("where nothing can be said either, the code is left", async () => {
    expect((await shell(`$rigplan ${PLAN} > /dev/full 2>&1; echo $? > code`)).code).toBe("2");
    expect((await shell(`$rigplan plan --budget x --currency GBP 2> /dev/full; echo $? > code`)).code).toBe("2");
    expect((await shell(`$rigplan ${PLAN} --output x.json > /dev/null 2> /dev/full; echo $? > code`)).code).toBe("0");
  });
});

describe.skipIf(process.platform === "win32")("a stream that is closed from the start", () => {
  test.each(["<&-", ">&-", "2>&-"])("%s", async (closed) => {
    expect((await shell(`$rigplan ${PLAN} ${closed}; echo $? > code`)).code).toBe("0");
  });
});
