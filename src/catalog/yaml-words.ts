import type { YAMLError } from "yaml";
import type { Place } from "../domain/failure.js";
import type { Problem } from "./problem.js";

interface Words {
  readonly message: string;
  readonly fix: string;
}

const NO_VALUE: Words = { message: "this line is no key with a value", fix: "put a space after the colon: `key: value`; text in quotes ends on its line" };
const BESIDE: Words = {
  message: "a second key begins where the value of the first is expected",
  fix: "put a value that holds a colon in quotes, and begin the lines of one map in one column",
};
const INDENT: Words = { message: "this line does not begin where those around it do", fix: "begin the lines of one map in one column, with spaces" };

const unclosed = (sign: string): Words => ({
  message: `a ${sign} is missing before this`,
  fix: `close what the line above opens: is a ${sign} missing at its end?`,
});

/** The words by the library's code; what is not here keeps the library's own words. */
const BY_CODE: { readonly [code: string]: Words } = {
  MULTILINE_IMPLICIT_KEY: NO_VALUE,
  BLOCK_AS_IMPLICIT_KEY: BESIDE,
  TAB_AS_INDENT: { message: "a tab stands where spaces are expected", fix: "indent with spaces" },
  BAD_SCALAR_START: { message: "a value begins with a sign that has a meaning of its own", fix: "put the value in quotes" },
};

const wordsFor = ({ code, message }: YAMLError): Words | undefined => {
  if (/end with a \}/.test(message)) return unclosed("}");
  if (/end with a \]/.test(message)) return unclosed("]");
  if (/^Missing closing/.test(message)) return { message: "the text in quotes does not end", fix: `close it with ${message.includes('"') ? '"' : "'"}` };
  if (/^Implicit map keys/.test(message)) return NO_VALUE;
  return code === "BAD_INDENT" ? INDENT : BY_CODE[code];
};

/** A fault of the syntax in words for who has not heard of scalars and flow maps. */
export const yamlProblem = (fault: YAMLError, at: Place): Problem => ({
  kind: "yaml",
  ...(wordsFor(fault) ?? { message: fault.message.split("\n")[0] ?? "not valid YAML" }),
  at,
});
