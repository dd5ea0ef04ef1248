import { accessSync, constants, lstatSync, mkdirSync, type Stats } from "node:fs";
import { dirname } from "node:path";
import { isErrno } from "../catalog/files.js";
import { Failure } from "../domain/failure.js";
import { writeFault } from "./write-fault.js";

const refused = (path: string, why: string, fix: string): Failure => new Failure("bad-data", `cannot write ${path}: ${why}`, { at: { file: path }, fix });

const foundAt = (path: string): Stats | undefined => {
  try {
    return lstatSync(path);
  } catch (error) {
    if (isErrno(error) && error.code === "ENOENT") return undefined;
    throw error;
  }
};

/**
 * Refuses a target that cannot be replaced whole, before any work is done for it.
 * @throws Failure for a link, a folder, a device, a file or folder that may not be written, a folder that is not there
 */
export const checkTarget = (path: string): void => {
  try {
    const found = foundAt(path);
    if (found?.isSymbolicLink() === true) throw refused(path, "it is a link", "name the file itself");
    if (found !== undefined && !found.isFile()) throw refused(path, "it is not a file that can be replaced", "give the path of a file");
    if (found !== undefined) accessSync(path, constants.W_OK);
    accessSync(dirname(path), constants.W_OK);
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw refused(path, writeFault(error), "give a file in a folder that exists and may be written");
  }
};

/**
 * Replaces a file whole or not at all.
 * @throws Failure when the file cannot be written
 */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  checkTarget(path);
  const [{ default: writeFileAtomic }, { writeFile }] = await Promise.all([import("write-file-atomic"), import("node:fs/promises")]);
  try {
    // The library writes once and does not look how much of it was taken, as a disk that is nearly full takes a part: Node's own writing goes on to the end.
    await writeFileAtomic(path, "", { tmpfileCreated: (temporary) => writeFile(temporary, text) });
  } catch (error) {
    if (!isErrno(error)) throw error;
    throw refused(path, writeFault(error), "what was there before is there still");
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
    throw new Failure("bad-data", `cannot make the folder ${path}: ${writeFault(error)}`, {
      at: { file: path },
      fix: "check that the folder it lies in exists and may be written",
    });
  }
};
