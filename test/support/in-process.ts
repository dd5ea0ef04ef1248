import { readFileSync } from "node:fs";
import { readBytes } from "../../src/catalog/files.js";
import type { Io } from "../../src/cli/io.js";
import { run } from "../../src/cli/run.js";

Object.assign(globalThis, { RIGPLAN_VERSION: "0.0.0" });

export interface Answer {
  readonly out: string;
  readonly err: string;
  readonly code: number;
}

interface World {
  readonly input?: Uint8Array;
  readonly folder?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a command line inside this process, on a world without terminal, settings or colour: quick enough for hundreds of runs. */
export const rigplanHere = async (argv: readonly string[], world: World = {}): Promise<Answer> => {
  let out = "";
  let err = "";
  const io: Io = {
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    env: { XDG_CONFIG_HOME: "/nonexistent/rigplan-test", ...world.env },
    folder: world.folder ?? "/",
    isOutTerminal: false,
    isErrTerminal: false,
    isInTerminal: false,
    columns: 80,
    noteColumns: 80,
    readInput: async (path) => (path === "-" ? (world.input ?? new Uint8Array()) : readBytes(path)),
  };
  const code = await run(argv, io, "0.0.0");
  return { out, err, code };
};

/** A file of the project, by its path from the root. */
export const projectFile = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");
