/** What is refused before any work is done with it; README and tests name the same figures. */
export const LIMITS = {
  fileBytes: 8 * 1024 * 1024,
  allBytes: 256 * 1024 * 1024,
  files: 5000,
  folderDepth: 16,
  depth: 32,
  /** Words, signs and line breaks of one file: a file of the largest size that holds parts has 2.3 million. */
  tokens: 2_500_000,
  entries: 250_000,
  scalarBytes: 64 * 1024,
  keyLength: 1024,
  problems: 20,
  /** Faults of one thing in a file that are looked into. */
  faults: 200,
  quotedLength: 80,
} as const;
