import { describe, expect, test } from "vitest";
import { LIMITS } from "../../../src/catalog/limits.js";
import { readYaml } from "../../../src/catalog/read.js";
import { Failure } from "../../../src/domain/failure.js";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Every problem of a text as `line:column message`. */
const problems = (input: string | Uint8Array): readonly string[] => {
  try {
    readYaml(typeof input === "string" ? bytes(input) : input, "x.yaml");
    return [];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [error, ...(error.details.also ?? [])].map(({ message, details }) => `${details.at?.line ?? 0}:${details.at?.column ?? 0} ${message}`);
  }
};

const nested = (depth: number): string => `${"[".repeat(depth)}${"]".repeat(depth)}`;

describe("reading a stranger's file", () => {
  test("plain maps, lists, text and numbers come through", () => {
    expect(readYaml(bytes('a: 1\nb: ["x", 2.5, true]\n'), "x.yaml").value).toEqual({ a: 1, b: ["x", 2.5, true] });
  });

  test("places are those of the value or of its key, and of the nearest thing above what is missing", () => {
    const file = readYaml(bytes("a:\n  b: 12\n"), "x.yaml");
    expect(file.place(["a", "b"])).toEqual({ file: "x.yaml", line: 2, column: 6 });
    expect(file.place(["a", "b"], true)).toEqual({ file: "x.yaml", line: 2, column: 3 });
    expect(file.place(["a", "missing"])).toMatchObject({ line: 2, column: 3 });
  });

  test.each([
    ["an anchor", "a: &x 1\n", "1:4 an anchor (&name) is not allowed here"],
    ["an alias", "a: *x\n", "1:4 an alias (*name) is not allowed here"],
    ["a tag", "a: !!binary aGk=\n", "1:4 a tag (!name) is not allowed here"],
    ["a directive", "%YAML 1.1\n---\na: 1\n", "1:1 a directive (%NAME) is not allowed here"],
    ["a second document", "a: 1\n---\nb: 2\n", "2:1 a second document begins here"],
    ["a merge key is an ordinary, unknown key", "<<: 1\n", undefined],
    ["a duplicate key", "a: 1\na: 2\n", "2:1 Map keys must be unique"],
    ["an empty file", "", "0:0 the file is empty"],
    ["only a comment", "# nothing\n", "0:0 the file is empty"],
    ["hexadecimal", "a: 0x18\n", '1:4 "0x18" is not a plain number'],
    ["octal", "a: 0o17\n", '1:4 "0o17" is not a plain number'],
    ["an exponent", "a: 1e3\n", '1:4 "1e3" is not a plain number'],
    ["infinity", "a: .inf\n", '1:4 ".inf" is not a plain number'],
    ["not a number", "a: .nan\n", '1:4 ".nan" is not a plain number'],
    ["a brace that is not closed", "a: 1\nb: { x: 1\nc: 2\n", "3:1 a } is missing before this"],
    ["a bracket that is not closed", "b: [1, 2\nc: 2\n", "2:1 a ] is missing before this"],
    ["a colon without a space", "a: 1\nvendor:nvidia\nb: 2\n", "2:1 this line is no key with a value"],
    ["a colon without a space in the last line", "a: 1\nvendor:nvidia\n", "2:1 this line is no key with a value"],
    ["quotes that do not end", 'a: "x\n', "2:1 the text in quotes does not end"],
    ["a key too far in", "a: 1\n  b: 2\n", "1:4 a second key begins where the value of the first is expected"],
    ["a tab", "a: 1\n\tb: 2\n", "2:1 a tab stands where spaces are expected"],
    ["a NUL byte", 'a: "x\u0000"\n', "0:0 the file holds a NUL byte, so it is not text"],
  ])("%s", (_, text, said) => {
    expect(problems(text)[0]?.startsWith(said ?? "") ?? said === undefined).toBe(true);
    expect(problems(text).length > 0).toBe(said !== undefined);
  });

  test("bytes that are not UTF-8 are refused, not patched up", () => {
    expect(problems(new Uint8Array([0x61, 0x3a, 0x20, 0xff, 0xfe]))).toEqual(["0:0 the file is not valid UTF-8"]);
  });

  test("nesting of 31 and 32 is read, 33 refused, 100,000 refused without a crash", () => {
    expect(problems(nested(31))).toEqual([]);
    expect(problems(nested(32))).toEqual([]);
    expect(problems(nested(33))).toEqual(["1:33 nested more than 32 deep"]);
    expect(problems(nested(100_000))[0]).toContain("nested more than 32 deep");
    expect(problems("- ".repeat(5000))[0]).toContain("nested more than 32 deep");
  });

  test("a file at the size limit is read, one byte more is refused", () => {
    const filled = (size: number): Uint8Array => bytes(`a: 1\n${"# a remark of some length\n".repeat(Math.ceil(size / 26))}`.slice(0, size - 1).concat("\n"));
    expect(problems(filled(LIMITS.fileBytes))).toEqual([]);
    expect(problems(filled(LIMITS.fileBytes + 1))).toEqual(["0:0 the file is larger than 8 MiB"]);
  });

  test("one value is at most 64 KiB", () => {
    expect(problems(`a: "${"x".repeat(LIMITS.scalarBytes)}"\n`)).toEqual([]);
    expect(problems(`a: "${"x".repeat(LIMITS.scalarBytes + 1)}"\n`)).toHaveLength(1);
  });

  test("__proto__ is a key like any other and changes nothing", () => {
    const { value } = readYaml(bytes("__proto__: { polluted: true }\n"), "x.yaml");
    expect(Object.hasOwn(value as object, "__proto__")).toBe(true);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  test("several refusals are reported at once", () => {
    expect(problems("a: &x 1\nb: *x\nc: !t 1\n")).toHaveLength(3);
  });
});
