import { lstatSync } from "node:fs";
import { basename } from "node:path";
import { Failure } from "../domain/failure.js";

const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && "code" in error;

/** Refuses a target that cannot be replaced whole, before any work is done for it. */
export const checkTarget = (path: string): void => {
  try {
    const found = lstatSync(path);
    if (found.isSymbolicLink()) throw new Failure("bad-data", `${path} is a link; name the file itself`, { at: { file: path } });
    if (!found.isFile()) throw new Failure("bad-data", `${path} is not a file that can be replaced`, { at: { file: path } });
  } catch (error) {
    if (error instanceof Failure) throw error;
    if (!isErrno(error) || error.code !== "ENOENT")
      throw new Failure("bad-data", `cannot write ${path}: ${isErrno(error) ? error.code : "unknown reason"}`, { at: { file: path } });
  }
};

/**
 * Replaces a file whole or not at all.
 * @throws Failure when the file cannot be written
 */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  checkTarget(path);
  const { default: writeFileAtomic } = await import("write-file-atomic");
  try {
    await writeFileAtomic(path, text);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new Failure("bad-data", `cannot write ${basename(path)}: ${error.code ?? error.message}`, {
      at: { file: path },
      fix: "check that the folder exists and may be written",
    });
  }
};
