import { readBytes } from "../catalog/files.js";
import { LIMITS } from "../catalog/limits.js";
import { Failure } from "../domain/failure.js";

/** Everything outside the program: streams, environment, files. Commands touch the world through this alone. */
export interface Io {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The folder the program was started in. */
  readonly folder: string;
  readonly isOutTerminal: boolean;
  readonly isErrTerminal: boolean;
  /** Whether a person can type answers. */
  readonly isInTerminal: boolean;
  /** Width of the page for reports in words. */
  readonly columns: number;
  readonly readInput: (path: string) => Promise<Uint8Array>;
}

const DEFAULT_COLUMNS = 100;
const NARROWEST = 40;
const WIDEST = 400;

const columnsOf = (env: Io["env"], terminal: number | undefined): number => {
  const asked = env["COLUMNS"] ?? "";
  const width = /^\d{1,4}$/.test(asked) ? Number(asked) : (terminal ?? DEFAULT_COLUMNS);
  return Math.min(WIDEST, Math.max(NARROWEST, width === 0 ? DEFAULT_COLUMNS : width));
};

const readStdin = async (): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (process.stdin.isTTY) process.stderr.write("reading a rig from the keyboard; end with Ctrl-D\n");
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LIMITS.fileBytes) throw new Failure("bad-data", "more than 8 MiB on standard input", { code: "RP1201", at: { file: "<stdin>" } });
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
};

/** Raised when the person ends the questions with Ctrl-C. */
export class Interrupted extends Error {}

/** Whether a question may be asked: both streams are a terminal, and nobody said not to. */
export const mayAsk = (flags: { readonly input?: boolean }, { env, isInTerminal, isErrTerminal }: Io): boolean => {
  const ci = env["CI"] ?? "";
  return flags.input !== false && isInTerminal && isErrTerminal && (ci === "" || ci === "false");
};

/** The real world. */
export const nodeIo = (): Io => ({
  out: (text) => {
    process.stdout.write(text);
  },
  err: (text) => {
    process.stderr.write(text);
  },
  env: process.env,
  folder: process.cwd(),
  isOutTerminal: process.stdout.isTTY === true,
  isErrTerminal: process.stderr.isTTY === true,
  isInTerminal: process.stdin.isTTY === true,
  columns: columnsOf(process.env, process.stdout.columns),
  readInput: async (path) => (path === "-" ? readStdin() : readBytes(path)),
});

/** Whether a stream gets colour: the flag, then FORCE_COLOR, then NO_COLOR, then whether it is a terminal that has any. */
export const isColoured = (choice: string, { env }: Pick<Io, "env">, isTerminal: boolean): boolean => {
  if (choice !== "auto") return choice === "always";
  const forced = env["FORCE_COLOR"];
  if (forced !== undefined && forced !== "") return forced !== "0" && forced !== "false";
  if ((env["NO_COLOR"] ?? "") !== "") return false;
  return isTerminal && env["TERM"] !== "dumb";
};
