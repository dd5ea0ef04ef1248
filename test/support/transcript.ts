import { fileURLToPath } from "node:url";
import { rigplan } from "./run-cli.js";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Words of a command line as a shell splits them; single and double quotes hold spaces together. */
export const words = (line: string): readonly string[] =>
  [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain ?? "");

const isHeading = (line: string): boolean => /^[A-Z][A-Z0-9 ,:'()/×@.-]+$/.test(line) && !line.startsWith(" ");

/** The parts of an output that are named by their headings, `TOP` being what stands before the first; what lies between is shown as `…`. */
const partsOf = (lines: readonly string[], shows: readonly string[]): readonly string[] => {
  const shown: string[] = [];
  let name = "TOP";
  let hasGap = false;
  for (const line of lines) {
    if (isHeading(line)) name = line;
    if (shows.some((wanted) => name === wanted || (wanted !== "TOP" && name.startsWith(wanted)))) {
      if (hasGap) shown.push("…");
      hasGap = false;
      shown.push(line);
    } else hasGap = true;
  }
  return hasGap ? [...shown, "…"] : shown;
};

/**
 * What a terminal of 80 columns shows for a command line; ` | head -N` is understood.
 * @param shows - headings of the parts to show, empty for all
 */
const transcript = async (command: string, shows: readonly string[] = []): Promise<string> => {
  const [line = "", head] = command.split(" | head -");
  const { stdout, stderr } = await rigplan(words(line), { cwd: root });
  const lines = stdout.trimEnd().split("\n");
  const parts = shows.length === 0 ? lines : partsOf(lines, shows);
  const cut = head === undefined ? parts : parts.slice(0, Number(head));
  return `${[...cut, ...stderr.trimEnd().split("\n")].join("\n").trimEnd()}\n`;
};

const BLOCK = /```console([^\n]*)\n\$ rigplan ([^\n]*)\n([\s\S]*?)```/g;

export interface Block {
  readonly whole: string;
  readonly command: string;
  /** The headings named after the fence's language: ` ```console TOP; BUY OR RENT `. */
  readonly shows: readonly string[];
  readonly shown: string;
}

/** Every command of a page with the output it shows. */
export const blocksOf = (page: string): readonly Block[] =>
  [...page.matchAll(BLOCK)].map(([whole, info = "", command = "", shown = ""]) => ({
    whole,
    command,
    shows: info
      .split(";")
      .map((part) => part.trim())
      .filter((part) => part !== ""),
    shown,
  }));

/** A page with the outputs of its commands as they are now. */
export const refreshed = async (page: string): Promise<string> => {
  let next = page;
  for (const { whole, command, shows } of blocksOf(page)) {
    const info = shows.length === 0 ? "" : ` ${shows.join("; ")}`;
    const now = await transcript(command, shows);
    next = next.replace(whole, () => `\`\`\`console${info}\n$ rigplan ${command}\n${now}\`\`\``);
  }
  return next;
};
