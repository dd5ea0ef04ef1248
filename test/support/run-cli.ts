import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

const bin = fileURLToPath(new URL("../../bin/rigplan.js", import.meta.url));

export interface Run {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number | undefined;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the built program as a user would, with no configuration and no terminal. */
export const rigplan = async (args: readonly string[], { cwd, input, env = {} }: RunOptions = {}): Promise<Run> => {
  const { stdout, stderr, exitCode } = await execa(process.execPath, [bin, ...args], {
    reject: false,
    stripFinalNewline: false,
    ...(cwd === undefined ? {} : { cwd }),
    ...(input === undefined ? {} : { input }),
    env: { NO_COLOR: "1", FORCE_COLOR: "", COLUMNS: "80", XDG_CONFIG_HOME: "/nonexistent/rigplan-test", ...env },
  });
  return { stdout, stderr, exitCode };
};

/** An empty folder that is gone after the test. */
export const withFolder = async <T>(use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = mkdtempSync(join(tmpdir(), "rigplan-test-"));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
