import { LIMITS } from "../catalog/limits.js";
import type { Problem } from "../catalog/problem.js";
import { safeText } from "../render/safe-text.js";
import type { Io } from "./io.js";

/** Says what is possible and unusual in a file, one line each, the rest counted; nothing is stopped by it. */
export const warn = (warnings: readonly Problem[], { err }: Pick<Io, "err">): void => {
  for (const { at, message, fix } of warnings.slice(0, LIMITS.problems)) {
    const place = [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
    err(`${safeText(`warning ${place}: ${message}${fix === undefined ? "" : ` (${fix})`}`)}\n`);
  }
  const rest = warnings.length - LIMITS.problems;
  if (rest > 0) err(`warning: ${rest} more like these; \`rigplan catalog validate\` counts them\n`);
};
