import { commandLines } from "../../render/command-lines.js";
import { safeText } from "../../render/safe-text.js";

const isPlain = (text: string): boolean => /^[A-Za-z0-9_./:@=,+%-]+$/.test(text);
const quoted = (text: string): string => (isPlain(text) ? text : `'${text.replaceAll("'", "'\\''")}'`);

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;

/** Not part of an answer: how it is shown, and where settings come from. */
const ABOUT: ReadonlySet<string> = new Set(["input", "color", "pictures", "quiet", "verbose", "settings", "config"]);

const commandLine = (command: string, args: readonly string[], flags: Readonly<Record<string, unknown>>): string => {
  const words = Object.entries(flags).flatMap(([name, value]): string[] => {
    if (ABOUT.has(name) || value === undefined || value === false) return [];
    if (value === true) return [flagOf(name)];
    return (Array.isArray(value) ? value : [value]).flatMap((one: unknown) => [flagOf(name), quoted(String(one))]);
  });
  return ["rigplan", command, ...args.map(quoted), ...words].join(" ");
};

/** What is said after questions: the command line that asks none, ready to paste into a shell, within `columns`; what somebody typed in a flag acts on no terminal. */
export const withoutQuestions = (command: string, args: readonly string[], flags: Readonly<Record<string, unknown>>, columns: number): string =>
  `\nThe same without questions:\n${commandLines(`  ${safeText(commandLine(command, args, flags))}`, columns)}\n`;
