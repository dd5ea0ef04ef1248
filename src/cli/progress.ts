import type { Io } from "./io.js";

/** A line on standard error that says the program is at work, and is gone when it is done. */
export interface Progress {
  readonly step: () => void;
  readonly done: () => void;
}

const AFTER_MS = 500;
const BETWEEN_MS = 120;
const WIPE = "\r\u001b[2K";
const SIGNS = ["|", "/", "-", "\\"];
const NONE: Progress = { step: () => undefined, done: () => undefined };

/** Nothing for half a second, nothing at all outside a terminal, in CI or with --quiet. */
export const progressFor = (words: string, { quiet }: { readonly quiet?: boolean }, io: Pick<Io, "err" | "env" | "isErrTerminal">): Progress => {
  const ci = io.env["CI"] ?? "";
  if (!io.isErrTerminal || quiet === true || (ci !== "" && ci !== "false") || io.env["TERM"] === "dumb") return NONE;
  const start = performance.now();
  let last = start + AFTER_MS - BETWEEN_MS;
  let shown = 0;
  return {
    step: () => {
      const now = performance.now();
      if (now - last < BETWEEN_MS) return;
      last = now;
      io.err(`${WIPE}${SIGNS[shown % SIGNS.length] ?? ""} ${words} (${((now - start) / 1000).toFixed(1)} s)`);
      shown += 1;
    },
    done: () => {
      if (shown > 0) io.err(WIPE);
      shown = 0;
    },
  };
};

/** What a piece of work comes to, its progress shown meanwhile and wiped when it ends, however it ends. */
export const withProgress = async <T>(
  words: string,
  flags: { readonly quiet?: boolean },
  io: Pick<Io, "err" | "env" | "isErrTerminal">,
  work: (step: () => void) => T | Promise<T>,
): Promise<T> => {
  const progress = progressFor(words, flags, io);
  try {
    return await work(progress.step);
  } finally {
    progress.done();
  }
};
