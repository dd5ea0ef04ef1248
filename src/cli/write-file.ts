import { lstatSync, mkdirSync } from "node:fs";
import { basename, dirname } from "node:path";
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

/** Makes one folder, and those it lies in, a step at a time: Node's own recursion never ends where a system refuses new names (/proc). */
const madeFolder = (path: string): void => {
  const outer = dirname(path);
  try {
    mkdirSync(path);
  } catch (error) {
    if (isErrno(error) && error.code === "EEXIST") return;
    if (!isErrno(error) || error.code !== "ENOENT" || outer === path) throw error;
    madeFolder(outer);
    mkdirSync(path);
  }
};

/**
 * Sees to it that there is a folder.
 * @throws Failure when it cannot be made
 */
export const makeFolder = (path: string): void => {
  try {
    madeFolder(path);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw new Failure("bad-data", `cannot make the folder ${path}: ${error.code ?? error.message}`, {
      at: { file: path },
      fix: "check that the folder it lies in exists and may be written",
    });
  }
};
