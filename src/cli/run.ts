import type { Command, CommanderError } from "commander";
import { Failure, type FailureKind } from "../domain/failure.js";
import { nearest } from "../domain/nearest.js";
import { failureText } from "../render/failure.js";
import { safeText } from "../render/safe-text.js";
import { styleFor } from "../render/style.js";
import { INTERRUPTED, Interrupted, type Io, isColoured, mayAsk } from "./io.js";
import { usage } from "./parse.js";
import { programFor } from "./program.js";
import { ISSUES } from "./words.js";

const EXIT_CODES: { readonly [K in FailureKind]: number } = { usage: 2, "bad-data": 2, "not-found": 2, "no-rig": 3, gate: 4 };
const DEFECT = 1;

const isCommanderError = (error: unknown): error is CommanderError =>
  error instanceof Error && "exitCode" in error && "code" in error && String(error.code).startsWith("commander.");

/** The command that the arguments name, as deep as they go. */
const commandOf = (program: Command, argv: readonly string[]): Command => {
  let command = program;
  for (const word of argv) {
    if (word.startsWith("-")) continue;
    const inner = command.commands.find((candidate) => candidate.name() === word);
    if (inner === undefined) break;
    command = inner;
  }
  return command;
};

/** `rigplan catalog price`, or the program alone. */
const fullName = (command: Command): string => {
  const outer = command.parent;
  return outer === null ? command.name() : `${fullName(outer)} ${command.name()}`;
};

const quotedIn = (message: string): string => /'([^']*)'/.exec(message)?.[1] ?? "";

/** What commander refused, in our words, with the nearest thing that exists. */
const usageFailure = (error: CommanderError, program: Command, argv: readonly string[]): Failure => {
  const word = quotedIn(error.message);
  const command = commandOf(program, argv);
  const didYouMean = (known: readonly string[]): string | undefined => {
    const [guess] = nearest(word, known, 1);
    return guess === undefined ? undefined : `did you mean ${guess}?`;
  };
  if (error.code === "commander.unknownOption") {
    const [flag = word] = word.split("=");
    const known = command.options.flatMap(({ long }) => (long === null || long === undefined ? [] : [long]));
    const [guess] = nearest(flag, known, 1);
    return usage(
      `there is no flag ${JSON.stringify(flag.slice(0, 80))}`,
      guess === undefined ? `\`${fullName(command)} --help\` lists the flags` : `did you mean ${guess}?`,
    );
  }
  const isHelp = error.code === "commander.help";
  if (isHelp || error.code === "commander.unknownCommand" || error.code === "commander.excessArguments") {
    const typed = argv.filter((text) => !text.startsWith("-") && !(isHelp && text === "help"));
    const name = word === "" ? ((isHelp ? typed.at(-1) : typed[0]) ?? "") : word;
    const [guess] = nearest(
      name,
      command.commands.map((inner) => inner.name()),
      1,
    );
    if (command.commands.length === 0 && !isHelp)
      return usage("there are more arguments than the command takes", `\`${fullName(command)} --help\` shows what it takes`);
    return usage(
      `there is no command ${JSON.stringify(name.slice(0, 80))}`,
      guess === undefined ? "`rigplan --help` lists the commands" : `did you mean ${guess}?`,
    );
  }
  const fix = didYouMean(command.options.flatMap(({ long }) => (long === null || long === undefined ? [] : [long])));
  return usage(error.message.replace(/^error: /, ""), fix ?? `\`${fullName(command)} --help\` shows what it takes`);
};

/** Runs a command line. The one place that catches: every ending gets its words and its exit code here. */
export const run = async (argv: readonly string[], io: Io, version: string): Promise<number> => {
  const program = programFor(io, version, argv[0]);
  const style = styleFor(isColoured("auto", io, io.isErrTerminal));
  const report = (failure: Failure): number => {
    // Under an answer in the same terminal, a line is left free.
    const isUnderAnswer = io.isErrTerminal && io.isOutTerminal && (failure.kind === "no-rig" || failure.kind === "gate");
    io.err(`${isUnderAnswer ? "\n" : ""}${failureText(failure, style, io.isErrTerminal ? io.noteColumns : undefined)}`);
    return EXIT_CODES[failure.kind];
  };
  try {
    if (argv.length === 0 && mayAsk({}, io)) {
      io.err("rigplan finds the best deep-learning rig for your money.\nCtrl-C leaves; `rigplan --help` lists the commands.\n");
      await program.parseAsync(["plan"], { from: "user" });
      return 0;
    }
    if (argv.length === 0) {
      program.outputHelp();
      return 0;
    }
    if (argv[0] === "help" && argv[1] === "exit-codes") {
      io.out((await import("../render/exit-codes.js")).exitCodesText({ columns: io.columns, style: styleFor(isColoured("auto", io, io.isOutTerminal)) }));
      return 0;
    }
    await program.parseAsync(argv[0] === "version" && argv.length === 1 ? ["--version"] : hoisted(program, argv), { from: "user" });
    return 0;
  } catch (error) {
    if (error instanceof Failure) return report(error);
    if (error instanceof Interrupted) return interrupted(io);
    if (isCommanderError(error)) return error.exitCode === 0 ? 0 : report(usageFailure(error, program, argv));
    const what = error instanceof Error ? error : new Error(String(error));
    io.err(`${style.red("error:")} a fault in rigplan ${version}: ${safeText(what.message)}\n  please report it with the command you ran: ${ISSUES}\n`);
    if ((io.env["RIGPLAN_DEBUG"] ?? "") !== "") io.err(`${(what.stack ?? "").split("\n").map(safeText).join("\n")}\n`);
    return DEFECT;
  }
};

const interrupted = (io: Io): number => {
  io.err("\nstopped; nothing was saved\n");
  return INTERRUPTED;
};

/** Flags may stand before the command too: the command is moved to the front. */
const hoisted = (program: Command, argv: readonly string[]): readonly string[] => {
  if (argv[0]?.startsWith("-") !== true) return argv;
  const names = new Set(program.commands.map((command) => command.name()));
  const at = argv.findIndex((word) => names.has(word));
  const command = argv[at];
  return command === undefined || argv.slice(0, at).includes("--") ? argv : [command, ...argv.slice(0, at), ...argv.slice(at + 1)];
};
