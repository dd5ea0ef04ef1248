import { markupLines } from "./markup.js";

/** GitHub refuses a comment of 65,536 characters. */
const MOST = 65_000;

/**
 * A report as Markdown for a pull request: its first line is a comment by which the next run finds it again, and it is cut
 * at a line end, with a note, where it would be refused for its length.
 * @param report - what a text renderer made for the Markdown medium
 */
export const markdownReport = (report: string, command: string): string => {
  const lines = [`<!-- rigplan ${command.replace(/[^a-z ]/g, "")} -->`, ...markupLines(report, "markdown")];
  const whole = `${lines
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .trimEnd()}\n`;
  if (whole.length <= MOST) return whole;
  const kept = whole.slice(0, whole.lastIndexOf("\n", MOST));
  return `${kept}\n\n*The report is longer than a comment may be; run the command for the rest.*\n`;
};
