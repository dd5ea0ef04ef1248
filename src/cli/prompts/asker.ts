import { createPromptModule } from "inquirer";
import { Failure } from "../../domain/failure.js";
import { wrapped } from "../../render/format.js";
import { safeText } from "../../render/safe-text.js";
import { styleFor } from "../../render/style.js";
import { Interrupted, type Io, isColoured } from "../io.js";

export interface Choice {
  readonly value: string;
  readonly name: string;
  readonly description?: string;
  /** Words that find it in a search though they are not shown. */
  readonly also?: string;
}

/** What is asked, short enough for one line, and why it is asked. */
export interface Question {
  readonly short: string;
  readonly why?: string;
}

/** Ways of asking in a terminal. Questions go to standard error, so that standard output has the answer and nothing else. */
export interface Asker {
  /** A line of text; `check` gives the reason when an answer cannot be taken. An empty line is an answer: "I don't know". */
  readonly line: (question: Question, usual: string | undefined, check: (text: string) => string | undefined) => Promise<string>;
  readonly choose: (question: Question, choices: readonly Choice[], usual?: string) => Promise<string>;
  /** One of many, narrowed as one types; `free` takes what was typed where nothing matches. */
  readonly search: (question: Question, choices: readonly Choice[], usual?: string, free?: boolean) => Promise<string>;
}

const MOST_SHOWN = 12;
/** The sign before a question or a choice, and the blank after it. */
const MARK = 2;

/** How the prompt library paints an answer and the choice it would take. */
interface Theme {
  readonly style: { readonly answer: (text: string) => string; readonly highlight: (text: string) => string };
}

const plain = (text: string): string => text.toLowerCase().replace(/[\s_-]+/g, " ");

const matching = (choices: readonly Choice[], term: string | undefined): readonly Choice[] => {
  const words = plain(term ?? "")
    .split(" ")
    .filter((word) => word !== "");
  return choices.filter(({ value, name, also = "" }) => words.every((word) => plain(`${value} ${name} ${also}`).includes(word)));
};

// The prompt library's own names for Ctrl-C and for a stream that ends.
const isInterrupted = (error: unknown): boolean => error instanceof Error && (error.name === "ExitPromptError" || error.name === "AbortPromptError");

const orInterrupted = async <T>(answer: Promise<T>): Promise<T> => {
  try {
    return await answer;
  } catch (error) {
    throw isInterrupted(error) ? new Interrupted() : error;
  }
};

/** @param io - its notes are wrapped to `noteColumns` */
export const terminalAsker = (io: Pick<Io, "err" | "noteColumns" | "env" | "isErrTerminal">): Asker => {
  const { err, noteColumns } = io;
  const { bold } = styleFor(isColoured("auto", io, io.isErrTerminal));
  const prompt = createPromptModule({ input: process.stdin, output: process.stderr });
  // The library breaks lines wherever the page ends, in the middle of a word or number, so all it shows is broken before.
  const fitted = (text: string): string => wrapped(text, noteColumns - MARK).join("\n");
  const message = ({ short, why }: Question): string => {
    if (why !== undefined) err(`\n${wrapped(safeText(why), Math.min(noteColumns, 100)).join("\n")}\n`);
    return fitted(safeText(short));
  };
  /** An answer that does not fit behind its question stands under it; its own colour would be hard to read on white. */
  const themeFor = (question: Question): Theme => {
    const behind = (fitted(safeText(question.short)).split("\n").at(-1) ?? "").length + MARK + 1;
    const under = (text: string): string =>
      wrapped(text, noteColumns - MARK)
        .map((line) => `\n  ${line}`)
        .join("");
    const answer = (text: string): string => (behind + text.length > noteColumns ? under(text) : text);
    return { style: { answer, highlight: bold } };
  };
  const shown = (choices: readonly Choice[]): Choice[] =>
    choices.map(({ description, ...choice }) => ({ ...choice, ...(description === undefined ? {} : { description: fitted(description) }) }));
  return {
    line: async (question, usual, check) => {
      const { answer } = await orInterrupted(
        prompt<{ answer: string }>([
          {
            type: "input",
            name: "answer",
            message: message(question),
            theme: themeFor(question),
            ...(usual === undefined ? {} : { default: usual }),
            validate: (text: string) => {
              const reason = check(text.trim());
              return reason === undefined ? true : fitted(safeText(reason));
            },
          },
        ]),
      );
      return answer.trim();
    },
    choose: async (question, choices, usual) => {
      const { answer } = await orInterrupted(
        prompt<{ answer: string }>([
          {
            type: "select",
            name: "answer",
            message: message(question),
            theme: themeFor(question),
            choices: shown(choices),
            ...(usual === undefined ? {} : { default: usual }),
          },
        ]),
      );
      return answer;
    },
    search: async (question, choices, usual, free = false) => {
      const first = choices.find(({ value }) => value === usual);
      const ordered = first === undefined ? choices : [first, ...choices.filter((choice) => choice !== first)];
      const source = (term: string | undefined): Choice[] => {
        const found = matching(ordered, term);
        const typed = (term ?? "").trim();
        return [...found.slice(0, MOST_SHOWN), ...(free && typed !== "" ? [{ value: typed, name: `use "${safeText(typed)}"` }] : [])];
      };
      const { answer } = await orInterrupted(
        prompt<{ answer: string }>([{ type: "search", name: "answer", message: message(question), theme: themeFor(question), source }]),
      );
      return answer;
    },
  };
};

/** The reason a check refuses an answer with, in words for the prompt; undefined when it takes it. */
export const reasonOf = (check: () => unknown): string | undefined => {
  try {
    check();
    return undefined;
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return error.details.fix === undefined ? error.message : `${error.message}: ${error.details.fix}`;
  }
};
