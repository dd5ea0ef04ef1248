import { fstatSync, writeSync } from "node:fs";
import { isErrno, readBytes } from "../catalog/files.js";
import { LIMITS } from "../catalog/limits.js";
import { Failure } from "../domain/failure.js";
import { writeFault } from "./write-fault.js";

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
  /** Width of the terminal that notes and errors go to. */
  readonly noteColumns: number;
  readonly readInput: (path: string) => Promise<Uint8Array>;
}

const DEFAULT_COLUMNS = 100;
const NARROWEST = 40;
const WIDEST = 400;
export const INTERRUPTED = 130;

const columnsOf = (env: Io["env"], terminal: number | undefined): number => {
  const asked = env["COLUMNS"] ?? "";
  const width = /^\d{1,4}$/.test(asked) ? Number(asked) : (terminal ?? DEFAULT_COLUMNS);
  return Math.min(WIDEST, Math.max(NARROWEST, width === 0 ? DEFAULT_COLUMNS : width));
};

const sayStopped = (): void => {
  process.stderr.write("stopped\n");
  process.exit(INTERRUPTED);
};

/** Ctrl-C is answered in words while input is awaited; anywhere else it ends the program at once, as a search would keep an answer waiting. */
const readStdin = async (): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  if (process.stdin.isTTY) process.stderr.write("reading a rig from the keyboard; end with Ctrl-D\n");
  process.once("SIGINT", sayStopped);
  for await (const chunk of process.stdin as AsyncIterable<Uint8Array>) {
    size += chunk.byteLength;
    if (size > LIMITS.fileBytes) throw new Failure("bad-data", "more than 8 MiB on standard input", { code: "RP1201", at: { file: "<stdin>" } });
    chunks.push(chunk);
  }
  process.removeListener("SIGINT", sayStopped);
  return Buffer.concat(chunks);
};

/** Raised when the person ends the questions with Ctrl-C. */
export class Interrupted extends Error {}

/** Whether a question may be asked: both streams are a terminal, and nobody said not to. */
export const mayAsk = (flags: { readonly input?: boolean }, io: Io): boolean => {
  const ci = io.env["CI"] ?? "";
  return flags.input !== false && (ci === "" || ci === "false") && io.isErrTerminal && io.isInTerminal;
};

const streamOf = (descriptor: 1 | 2): NodeJS.WriteStream => (descriptor === 1 ? process.stdout : process.stderr);

/** A terminal is a character device, which is quicker to ask than the stream: most runs in a pipe never open one. */
const isDevice = (descriptor: 0 | 1 | 2): boolean => {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
};

/**
 * Writes to a stream: through its descriptor where it is a file or a pipe, through Node where it is a terminal or the pipe is full.
 * A reader that has seen enough (head) ends nothing: files are still written and limits still held.
 * @param fail - told why once when nothing more can be written for another reason
 */
const writerTo = (descriptor: 1 | 2, fail: (error: NodeJS.ErrnoException) => void): ((text: string) => void) => {
  let stream: NodeJS.WriteStream | undefined;
  let isGone = false;
  const stop = (error: NodeJS.ErrnoException): void => {
    if (isGone) return;
    isGone = true;
    if (error.code !== "EPIPE") fail(error);
  };
  const open = (): NodeJS.WriteStream => {
    stream ??= streamOf(descriptor).on("error", stop);
    return stream;
  };
  return (text) => {
    if (isGone) return;
    if (stream !== undefined || isDevice(descriptor)) {
      open().write(text);
      return;
    }
    let rest: Uint8Array = Buffer.from(text);
    try {
      while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
    } catch (error) {
      if (!isErrno(error)) throw error;
      if (error.code === "EAGAIN") open().write(rest);
      else stop(error);
    }
  };
};

const CANNOT_WRITE = 2;

/** A stream that breaks after the run has nobody left to report to but this. */
const reportLost = (err: (text: string) => void): ((error: NodeJS.ErrnoException) => void) => {
  return (error) => {
    err(`error: the answer cannot be written to standard output: ${writeFault(error)}\n`);
    process.once("exit", (exitCode) => {
      if (exitCode === 0) process.exitCode = CANNOT_WRITE;
    });
  };
};

/** The folder the program was started in; the root where that has been deleted since. */
const currentFolder = (): string => {
  try {
    return process.cwd();
  } catch (error) {
    if (isErrno(error) && error.code === "ENOENT") return "/";
    throw error;
  }
};

/** Whom nobody can be told anything through is not told that either. */
const writeNote = writerTo(2, () => undefined);

/** The real world. */
export const nodeIo = (out = writerTo(1, reportLost(writeNote))): Io => ({
  out,
  err: writeNote,
  env: process.env,
  folder: currentFolder(),
  isOutTerminal: isDevice(1) && process.stdout.isTTY,
  isErrTerminal: isDevice(2) && process.stderr.isTTY,
  get isInTerminal() {
    return isDevice(0) && process.stdin.isTTY;
  },
  columns: columnsOf(process.env, isDevice(1) ? process.stdout.columns : undefined),
  get noteColumns() {
    return columnsOf(process.env, isDevice(2) ? process.stderr.columns : undefined);
  },
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
