import { closeSync, constants, fstatSync, openSync, readdirSync, readSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { Failure } from "../domain/failure.js";
import { LIMITS } from "./limits.js";
import { failureOf } from "./problem.js";

/** Whether the operating system refused something, and `code` says what. */
export const isErrno = (error: unknown): error is NodeJS.ErrnoException => error instanceof Error && "code" in error;

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "there is no such file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  ENOTDIR: "a part of the path is not a folder",
  ENAMETOOLONG: "the name is too long",
  ERR_INVALID_ARG_VALUE: "no file has such a name",
};

/** @throws Failure `bad-data` for what a person can put right; anything else as it came */
const unreadable = (error: unknown, path: string): never => {
  if (!isErrno(error)) throw error;
  throw new Failure("bad-data", `cannot read ${path}: ${REASONS[error.code ?? ""] ?? error.code ?? "unknown reason"}`, { code: "RP1201", at: { file: path } });
};

/**
 * The bytes of a regular file, opened once and never more than the limit.
 * @throws Failure when it cannot be read, is no regular file (a device, a pipe, a folder) or is too large
 */
export const readBytes = (path: string): Uint8Array => {
  let descriptor: number;
  try {
    descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  } catch (error) {
    return unreadable(error, path);
  }
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw failureOf([{ kind: "bytes", message: "not a regular file", at: { file: path }, fix: "give the path of a YAML file" }]);
    const buffer = Buffer.alloc(Math.min(found.size, LIMITS.fileBytes) + 1);
    let length = 0;
    while (length < buffer.length) {
      const read = readSync(descriptor, buffer, length, buffer.length - length, null);
      if (read === 0) break;
      length += read;
    }
    return buffer.subarray(0, length);
  } catch (error) {
    return unreadable(error, path);
  } finally {
    closeSync(descriptor);
  }
};

export const isFolder = (path: string): boolean => {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    return unreadable(error, path);
  }
};

/**
 * Paths of the YAML files under a folder, relative to it, sorted; links that lead out of the folder are refused.
 * @throws Failure when there are too many files or folders too deep
 */
export const yamlFilesUnder = (folder: string): readonly string[] => {
  const found: string[] = [];
  const refuse = (message: string, path: string): never => {
    throw failureOf([{ kind: "bytes", message, at: { file: join(folder, path) } }]);
  };
  const walk = (inner: string, depth: number): void => {
    if (depth > LIMITS.folderDepth) refuse(`folders are nested more than ${LIMITS.folderDepth} deep`, inner);
    for (const entry of readdirSync(join(folder, inner), { withFileTypes: true })) {
      if (entry.name.startsWith(".")) continue;
      const path = inner === "" ? entry.name : `${inner}/${entry.name}`;
      if (entry.isDirectory()) walk(path, depth + 1);
      else if (/\.ya?ml$/.test(entry.name)) {
        if (entry.isSymbolicLink() && !realpathSync(join(folder, path)).startsWith(realpathSync(folder) + sep))
          refuse("a link that leads out of the folder", path);
        found.push(path);
      }
      if (found.length > LIMITS.files) refuse(`more than ${LIMITS.files} files`, path);
    }
  };
  try {
    walk("", 1);
  } catch (error) {
    return unreadable(error, folder);
  }
  return found.sort((a, b) => (a < b ? -1 : 1));
};
