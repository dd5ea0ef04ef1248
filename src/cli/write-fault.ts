const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  EFBIG: "the file would be larger than the system allows",
  EACCES: "no permission to write there",
  EPERM: "no permission to write there",
  EROFS: "the disk can only be read",
  ENOENT: "there is no such folder",
  ENOTDIR: "a part of the path is not a folder",
  EISDIR: "it is a folder",
  EIO: "the disk fails",
  ENAMETOOLONG: "the name is too long",
  ERR_INVALID_ARG_VALUE: "no file has such a name",
};

/** Why something cannot be written, in words where there are any. */
export const writeFault = ({ code, message }: NodeJS.ErrnoException): string => REASONS[code ?? ""] ?? code ?? message;
