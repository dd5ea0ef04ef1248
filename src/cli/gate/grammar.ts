import { Failure } from "../../domain/failure.js";
import { nearest } from "../../domain/nearest.js";
import { type Decimal, parseDecimal } from "../../units/decimal.js";

const COMPARISONS = ["<=", ">=", "==", "!=", "<", ">"] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** A number, with the currency it is an amount of where one is written. */
export interface Literal {
  readonly amount: Decimal;
  readonly currency?: string;
}

/** What `--fail-if` may say: `total > 4000 GBP and errors > 0`. */
export type Expression =
  | { readonly kind: "compare"; readonly name: string; readonly comparison: Comparison; readonly limit: Literal; readonly text: string }
  | { readonly kind: "and" | "or"; readonly left: Expression; readonly right: Expression };

const MOST_CHARACTERS = 1000;
const MOST_DEPTH = 20;
const TOKEN = /^(?:[a-z_][a-z0-9_]*|[A-Z]{3}|-?\d{1,15}(?:\.\d{1,6})?|<=|>=|==|!=|<|>|\(|\))/;
const NUMBER = /^-?\d/;
const NAME = /^[a-z_]/;
const CURRENCY = /^[A-Z]{3}$/;

interface Token {
  readonly text: string;
  readonly at: number;
}

const refuse = (source: string, at: number, message: string, fix: string): Failure =>
  new Failure("usage", `--fail-if: ${message}`, {
    code: "RP1301",
    mark: { text: source.slice(Math.max(0, at - 30), at + 40), column: Math.min(at, 30) },
    fix,
  });

const tokensOf = (source: string): readonly Token[] => {
  if (source.length > MOST_CHARACTERS) throw new Failure("usage", `--fail-if: the expression is longer than ${MOST_CHARACTERS} characters`, { code: "RP1301" });
  const tokens: Token[] = [];
  let at = 0;
  while (at < source.length) {
    if (source[at] === " ") {
      at += 1;
      continue;
    }
    const [text] = TOKEN.exec(source.slice(at, at + 64)) ?? [];
    if (text === undefined) throw refuse(source, at, "this is not understood", "names, numbers, < <= > >= == !=, and, or, parentheses");
    const last = tokens.at(-1);
    // `4,000`, `3a`, `1e5`: a number or name must end where it ends.
    if (last !== undefined && last.at + last.text.length === at && /[a-zA-Z0-9_.]$/.test(last.text) && /^[a-zA-Z0-9_.-]/.test(text))
      throw refuse(source, at, "this is not understood", "write a space between words; numbers are digits with at most one point");
    tokens.push({ text, at });
    at += text.length;
  }
  return tokens;
};

/**
 * Reads a gate. Names come from a fixed list; there are no calls, members, strings or patterns.
 * @throws Failure with a mark under the place when any of it is not understood: a gate that is not understood must not pass
 */
export const parseGate = (source: string, names: readonly string[]): Expression => {
  const tokens = tokensOf(source);
  let next = 0;
  const end = source.length;
  const peek = (): Token | undefined => tokens[next];
  const take = (): Token | undefined => {
    const token = tokens[next];
    next += 1;
    return token;
  };

  const comparison = (): Expression => {
    const name = take();
    if (name === undefined || !NAME.test(name.text) || name.text === "and" || name.text === "or")
      throw refuse(source, name?.at ?? end, "a name is expected here", `one of ${names.join(", ")}`);
    if (!names.includes(name.text)) {
      const [guess] = nearest(name.text, names, 1);
      throw refuse(
        source,
        name.at,
        `${JSON.stringify(name.text)} is not known`,
        guess === undefined ? `one of ${names.join(", ")}` : `did you mean ${guess}? (${names.join(", ")})`,
      );
    }
    const sign = take();
    const found = COMPARISONS.find((known) => known === sign?.text);
    if (sign === undefined || found === undefined) throw refuse(source, sign?.at ?? end, "a comparison is expected here", "one of < <= > >= == !=");
    const figure = take();
    const amount = figure === undefined || !NUMBER.test(figure.text) ? undefined : parseDecimal(figure.text);
    if (figure === undefined || amount === undefined)
      throw refuse(source, figure?.at ?? end, "a number is expected here", "digits with at most one point, such as 4000 or 2349.99 GBP");
    const after = peek();
    const currency = after !== undefined && CURRENCY.test(after.text) ? take()?.text : undefined;
    const text = `${name.text} ${found} ${figure.text}${currency === undefined ? "" : ` ${currency}`}`;
    return { kind: "compare", name: name.text, comparison: found, limit: { amount, ...(currency === undefined ? {} : { currency }) }, text };
  };

  const factor = (depth: number): Expression => {
    const open = peek();
    if (open?.text !== "(") return comparison();
    if (depth >= MOST_DEPTH) throw refuse(source, open.at, `parentheses are nested more than ${MOST_DEPTH} deep`, "write it flatter");
    take();
    const inner = either(depth + 1);
    const close = take();
    if (close?.text !== ")") throw refuse(source, close?.at ?? end, "a closing parenthesis is expected here", "close what you opened");
    return inner;
  };
  const both = (depth: number): Expression => {
    let left = factor(depth);
    while (peek()?.text === "and") {
      take();
      left = { kind: "and", left, right: factor(depth) };
    }
    return left;
  };
  const either = (depth: number): Expression => {
    let left = both(depth);
    while (peek()?.text === "or") {
      take();
      left = { kind: "or", left, right: both(depth) };
    }
    return left;
  };

  const whole = either(0);
  const rest = peek();
  if (rest !== undefined) throw refuse(source, rest.at, "the expression should end here", "join comparisons with and, or");
  return whole;
};
