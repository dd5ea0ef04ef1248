import { LIMITS } from "./limits.js";
import { failureOf } from "./problem.js";

/**
 * A file as text, without a byte order mark.
 * @throws Failure when the bytes are no text, hold a NUL or are more than a file may have
 */
export const textOf = (bytes: Uint8Array, file: string): string => {
  const refuse = (message: string, fix: string): never => {
    throw failureOf([{ kind: "bytes", message, at: { file }, fix }]);
  };
  if (bytes.byteLength > LIMITS.fileBytes) refuse(`the file is larger than ${LIMITS.fileBytes / 1024 / 1024} MiB`, "split it into several files");
  if (bytes.includes(0)) refuse("the file holds a NUL byte, so it is not text", "save it as UTF-8 text");
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return refuse("the file is not valid UTF-8", "save it as UTF-8 text");
    throw error;
  }
};
