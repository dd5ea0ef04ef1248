import { commandLines } from "./command-lines.js";
import type { Page } from "./style.js";
import { headline, labelled, paragraph } from "./table.js";

const CODES: readonly (readonly [string, string])[] = [
  ["0", "answered, and every --fail-if limit holds; warnings are allowed"],
  ["1", "a fault in rigplan; the message says where to report it"],
  ["2", "a slip in the command line, a file that is not right (nothing was worked out), or an answer that could not be written"],
  ["3", "no rig does what was asked: that is proven, and the answer says what would"],
  ["4", "a --fail-if limit is broken; the answer is complete all the same"],
  ["130", "stopped with Ctrl-C"],
  ["143", "ended by the system (SIGTERM)"],
];

/** `rigplan help exit-codes` */
export const exitCodesText = (page: Page): string =>
  `${[
    ...headline("How rigplan ends, for scripts", page),
    "",
    ...CODES.flatMap(([code, words]) => labelled(code, words, page)),
    "",
    ...paragraph(
      "Findings never change the code by themselves: a rig that does not fit ends 0 with the findings shown first. To make a script fail, say at what:",
      page,
    ),
    "",
    commandLines("  $ rigplan cost rig.yaml --fail-if 'errors > 0 or total > 4000 GBP'", page.columns),
    "",
    ...paragraph("ruff, ESLint and Prettier end 1 where they find something; here 1 means a fault of the program and nothing else.", page),
  ].join("\n")}\n`;
