import { Composer, type CST, type Document, isCollection, isMap, isPair, isScalar, Lexer, LineCounter, type Node, type ParsedNode, Parser, visit } from "yaml";
import type { Place } from "../domain/failure.js";
import { LIMITS } from "./limits.js";
import { failureOf, type Problem, quoted } from "./problem.js";
import { textOf } from "./text.js";
import { yamlProblem } from "./yaml-words.js";

/** A file read into plain values, and where in the text each of them stands. */
export interface YamlFile {
  readonly file: string;
  readonly value: unknown;
  /** Where the value at `path` begins, or the key itself where `ofKey`; the nearest place above it when the path leads nowhere. */
  readonly place: (path: readonly PropertyKey[], ofKey?: boolean) => Place;
}

// Doubled keys are looked for below: the library compares every key with every other.
const COMPOSE = { version: "1.2", schema: "core", merge: false, uniqueKeys: false, stringKeys: true, resolveKnownTags: false, strict: true } as const;
const PLAIN_NUMBER = /^-?\d{1,15}(?:\.\d{1,12})?$/;

const REFUSED: Readonly<Record<string, { readonly what: string; readonly fix: string }>> = {
  anchor: { what: "an anchor (&name)", fix: "write the value out where it is used" },
  alias: { what: "an alias (*name)", fix: "write the value out instead" },
  tag: { what: "a tag (!name)", fix: "leave the tag out; values are text, numbers, true and false" },
  directive: { what: "a directive (%NAME)", fix: "leave the line out; files are YAML 1.2" },
};

/** The syntax of a text, made a token at a time so that a file of nothing but signs ends early. */
const tokensOf = (text: string, file: string, lines: LineCounter): readonly CST.Token[] => {
  const parser = new Parser(lines.addNewLine);
  const tokens: CST.Token[] = [];
  let count = 0;
  lines.addNewLine(0);
  for (const lexeme of new Lexer().lex(text)) {
    count += 1;
    if (count > LIMITS.tokens)
      throw failureOf([
        { kind: "bytes", message: `the file has more than ${LIMITS.tokens} words and signs`, at: { file }, fix: "split it into several files" },
      ]);
    for (const token of parser.next(lexeme)) tokens.push(token);
  }
  for (const token of parser.end()) tokens.push(token);
  return tokens;
};

interface Visit {
  readonly token: CST.Token;
  readonly depth: number;
}

/** What has no business in a data file, found without composing it: no recursion, so depth cannot overflow the stack. */
const forbidden = (tokens: readonly CST.Token[], place: (offset: number) => Place): readonly Problem[] => {
  const problems: Problem[] = [];
  const refuse = (kind: string, offset: number): void => {
    const entry = REFUSED[kind];
    if (entry !== undefined && problems.length < LIMITS.problems)
      problems.push({ kind: "yaml", message: `${entry.what} is not allowed here`, at: place(offset), fix: entry.fix });
  };
  const marks = (list: readonly CST.SourceToken[] | undefined): void => {
    for (const token of list ?? []) if (token.type === "anchor" || token.type === "tag") refuse(token.type, token.offset);
  };
  let documents = 0;
  const stack: Visit[] = [];
  for (const token of tokens) {
    if (token.type === "directive") refuse("directive", token.offset);
    else if (token.type === "document") {
      documents += 1;
      if (documents === 2)
        problems.push({
          kind: "yaml",
          message: "a second document begins here",
          at: place(token.offset),
          fix: "one file holds one document: remove the --- line or split the file",
        });
      marks(token.start);
      if (token.value !== undefined) stack.push({ token: token.value, depth: 1 });
    }
  }
  while (stack.length > 0 && problems.length < LIMITS.problems) {
    const { token, depth } = stack.pop() as Visit;
    if (token.type === "alias") refuse("alias", token.offset);
    if (token.type !== "block-map" && token.type !== "block-seq" && token.type !== "flow-collection") continue;
    if (depth > LIMITS.depth) {
      problems.push({ kind: "yaml", message: `nested more than ${LIMITS.depth} deep`, at: place(token.offset), fix: "no file needs that; check the brackets" });
      break;
    }
    if (token.items.length > LIMITS.entries)
      problems.push({ kind: "yaml", message: `more than ${LIMITS.entries} entries in one list`, at: place(token.offset) });
    for (const item of token.items) {
      marks(item.start);
      marks(item.sep);
      for (const child of [item.key, item.value]) if (child !== undefined && child !== null) stack.push({ token: child, depth: depth + 1 });
    }
  }
  return problems;
};

/** Keys are written once, numbers plainly: no hexadecimal, exponent, infinity; nothing in a file is longer than it could be. */
const strangeScalars = (document: Document.Parsed, place: (offset: number) => Place): readonly Problem[] => {
  const problems: Problem[] = [];
  visit(document, {
    Map: (_, node) => {
      const keys = new Set<unknown>();
      for (const { key } of node.items) {
        if (!isScalar(key)) continue;
        if (keys.has(key.value) && problems.length < LIMITS.problems)
          problems.push({ kind: "yaml", message: "Map keys must be unique", at: place(key.range?.[0] ?? 0), fix: "keep one of the two" });
        keys.add(key.value);
      }
    },
    Scalar: (key, node) => {
      const at = place(node.range?.[0] ?? 0);
      const { value, source } = node;
      if (typeof value === "number" && !PLAIN_NUMBER.test(source ?? "")) {
        problems.push({
          kind: "format",
          message: `${quoted(source ?? value)} is not a plain number`,
          at,
          fix: "write digits with at most one point, such as 350 or 2.5",
        });
      } else if (typeof value === "bigint" || (typeof value === "string" && value.length > (key === "key" ? LIMITS.keyLength : LIMITS.scalarBytes))) {
        problems.push({ kind: "out-of-range", message: "a value is longer than anything a file may hold", at });
      }
    },
  });
  return problems;
};

const nodeAt = (root: Node | null, path: readonly PropertyKey[], ofKey: boolean): Node | null => {
  let node: Node | null = root;
  for (const [depth, step] of path.entries()) {
    if (!isCollection(node)) break;
    const isLast = depth === path.length - 1;
    const pair = isMap(node) ? node.items.find((item) => isPair(item) && isScalar(item.key) && item.key.value === String(step)) : undefined;
    if (pair !== undefined && isLast && ofKey) return pair.key as Node;
    const next: unknown = pair !== undefined ? (pair.value ?? pair.key) : isMap(node) ? undefined : node.items[Number(step)];
    if (next === undefined || next === null) break;
    node = next as Node;
  }
  return node;
};

/**
 * Reads one YAML (or JSON) file from a stranger: bounded, without recursion before its depth is known, and with nothing in it but
 * maps, lists, text, numbers, true and false.
 * @throws Failure `bad-data` with every problem found and its place
 */
export const readYaml = (bytes: Uint8Array, file: string): YamlFile => {
  const text = textOf(bytes, file);
  const lines = new LineCounter();
  const place = (offset: number): Place => {
    const { line, col } = lines.linePos(offset);
    return { file, line, column: col };
  };
  const tokens = tokensOf(text, file, lines);
  const refused = forbidden(tokens, place);
  if (refused.length > 0) throw failureOf(refused);
  const [document] = [...new Composer({ ...COMPOSE, lineCounter: lines }).compose(tokens, true, text.length)] as Document.Parsed<ParsedNode>[];
  if (document === undefined || document.contents === null || (isScalar(document.contents) && document.contents.value === null)) {
    throw failureOf([{ kind: "bytes", message: "the file is empty", at: { file }, fix: "see `rigplan catalog schema` for what belongs in it" }]);
  }
  // Of several faults in one place the first says enough.
  const faults = [...new Map([...document.errors, ...document.warnings].reverse().map((fault) => [fault.pos[0], fault])).values()].reverse();
  if (faults.length > 0) {
    throw failureOf(faults.slice(0, LIMITS.problems).map((fault) => yamlProblem(fault, place(fault.pos[0]))));
  }
  const strange = strangeScalars(document, place);
  if (strange.length > 0) throw failureOf(strange);
  return {
    file,
    value: document.toJS({ maxAliasCount: 0 }),
    place: (path, ofKey = false) => place(nodeAt(document.contents, path, ofKey)?.range?.[0] ?? 0),
  };
};
