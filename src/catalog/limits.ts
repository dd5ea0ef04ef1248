/** What is refused before any work is done with it; README and tests name the same figures. */
export const LIMITS = {
  fileBytes: 8 * 1024 * 1024,
  allBytes: 256 * 1024 * 1024,
  files: 5000,
  folderDepth: 16,
  depth: 32,
  entries: 250_000,
  scalarBytes: 64 * 1024,
  keyLength: 1024,
  problems: 20,
  quotedLength: 80,
} as const;
