import { z } from "zod";
import { nearest } from "../domain/nearest.js";
import { LIMITS } from "./limits.js";
import { type Problem, quoted } from "./problem.js";
import type { YamlFile } from "./read.js";

type Issue = z.core.$ZodIssue;

const TYPES: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  object: "a map of keys and values",
  record: "a map of keys and values",
  array: "a list",
};

const kindOf = (value: unknown): string => {
  if (value === null || value === undefined) return "nothing";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a map";
  return typeof value === "string" ? `the text ${quoted(value)}` : typeof value === "number" ? `the number ${value}` : String(value);
};

/** What stands at a path of a value; undefined where the path leads nowhere. */
export const valueAt = (root: unknown, path: readonly PropertyKey[]): unknown => {
  let value = root;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
};

const hasKey = (root: unknown, path: readonly PropertyKey[]): boolean => {
  const parent = valueAt(root, path.slice(0, -1));
  return typeof parent === "object" && parent !== null && Object.hasOwn(parent, path.at(-1) ?? "");
};

const named = (path: readonly PropertyKey[]): string => {
  if (path.length === 0) return "the file";
  const words = path.map((step) => (typeof step === "number" ? `[${step + 1}]` : `.${String(step)}`)).join("");
  return quoted(words.replace(/^\./, ""));
};

/** Keys that a schema knows at a path, for the nearest one to a misspelt key. */
const keysAt = (schema: unknown, path: readonly PropertyKey[]): readonly string[] => {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return keysAt(schema.unwrap(), path);
  if (schema instanceof z.ZodPipe) return keysAt(schema.in, path);
  const [step, ...rest] = path;
  if (schema instanceof z.ZodArray) return keysAt(schema.element, rest);
  if (schema instanceof z.ZodRecord) return keysAt(schema.valueType, rest);
  if (!(schema instanceof z.ZodObject)) return [];
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return step === undefined ? Object.keys(shape) : Object.hasOwn(shape, step) ? keysAt(shape[String(step)], rest) : [];
};

/** Whether the schema asks for what stands at a path. */
const isRequired = (schema: unknown, path: readonly PropertyKey[]): boolean => {
  const [step, ...rest] = path;
  if (step === undefined) return !(schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodExactOptional) return isRequired(schema.unwrap(), path);
  if (schema instanceof z.ZodArray) return isRequired(schema.element, rest);
  if (!(schema instanceof z.ZodObject)) return false;
  const shape: Readonly<Record<string, unknown>> = schema.shape;
  return Object.hasOwn(shape, step) && isRequired(shape[String(step)], rest);
};

const wrongType = (issue: Extract<Issue, { code: "invalid_type" }>, file: YamlFile, path: readonly PropertyKey[], schema: unknown): Problem => {
  const wanted = TYPES[issue.expected] ?? issue.expected;
  if (!hasKey(file.value, path) && path.length > 0) {
    return {
      kind: "missing-key",
      message: `${named(path)} is missing`,
      at: file.place(path.slice(0, -1)),
      fix: `add it: ${wanted}; see \`rigplan catalog schema\``,
    };
  }
  const value = valueAt(file.value, path);
  const fix =
    value === null || value === undefined
      ? isRequired(schema, issue.path)
        ? `fill it in: ${wanted}`
        : "leave the key out where the value is not known"
      : wanted === "text"
        ? "put it in quotes"
        : wanted.includes("number") && typeof value === "string"
          ? "write it without quotes, with a point and no thousands separator"
          : undefined;
  return {
    kind: "wrong-type",
    message: `${named(path)} is ${kindOf(value)}, and ${wanted} is expected`,
    at: file.place(path),
    ...(fix === undefined ? {} : { fix }),
  };
};

const THOUSAND = 1000;
const MIB_PER_GIB = 1024;

/** The gibibytes that are meant where a figure in them was written in mebibytes, asked as a question. */
export const mebibytesSlip = (field: string, value: number, most: number): string | undefined => {
  const meant = value / MIB_PER_GIB;
  return field.endsWith("_gib") && Number.isInteger(meant) && meant <= most ? `is it ${meant}, written in MiB? ${field} counts GiB` : undefined;
};

/** What a slip of the unit looks like: the figure in thousands or thousandths of what is meant. */
const slip = (field: string, value: unknown, isSmall: boolean, bound: number): string => {
  if (typeof value !== "number" || value === 0) return "check the unit";
  const inMebibytes = isSmall ? undefined : mebibytesSlip(field, value, bound);
  if (inMebibytes !== undefined) return inMebibytes;
  const meant = Number((isSmall ? value * THOUSAND : value / THOUSAND).toPrecision(6));
  const fits = isSmall ? meant >= bound : meant <= bound;
  return fits ? `is it ${meant}, written in ${isSmall ? "thousands" : "thousandths"} (kilo- and milliunits)?` : "check the unit";
};

const fromIssue = (issue: Issue, file: YamlFile, base: readonly PropertyKey[], schema: unknown): readonly Problem[] => {
  const path = [...base, ...issue.path];
  const at = file.place(path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.slice(0, LIMITS.faults).map((key) => {
        const [guess] = nearest(key, keysAt(schema, issue.path), 1);
        return {
          kind: "unknown-key",
          message: `${quoted(key)} is not a field here`,
          at: file.place([...path, key], true),
          consequence: "what it says would be ignored",
          fix: /^[a-z_0-9]+:./.test(key)
            ? `put a space after the colon: ${key.slice(0, LIMITS.quotedLength).replace(":", ": ")}`
            : guess === undefined
              ? "remove it; `rigplan catalog schema` lists the fields"
              : `did you mean ${quoted(guess)}?`,
        };
      });
    case "invalid_type":
      return [wrongType(issue, file, path, schema)];
    case "invalid_value": {
      const allowed = issue.values.map(String);
      const value = valueAt(file.value, path);
      if (!hasKey(file.value, path) && path.length > 0)
        return [
          {
            kind: "missing-key",
            message: `${named(path)} is missing`,
            at,
            fix: allowed.length === 1 ? `add it: ${String(path.at(-1))}: ${allowed[0]}` : `add it: one of ${allowed.join(", ")}`,
          },
        ];
      const [guess] = nearest(String(value), allowed, 1);
      return [
        {
          kind: "unknown-value",
          message: `${named(path)} is ${kindOf(value)}`,
          at,
          fix: guess === undefined ? `one of ${allowed.join(", ")}` : `did you mean ${quoted(guess)}?`,
        },
      ];
    }
    case "too_small":
    case "too_big": {
      const isSmall = issue.code === "too_small";
      const bound = isSmall ? issue.minimum : issue.maximum;
      const what = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
      return [
        {
          kind: "out-of-range",
          message: `${named(path)} is ${kindOf(valueAt(file.value, path))}`,
          at,
          fix: `${isSmall ? "at least" : "at most"} ${bound}${what}; ${slip(String(path.at(-1)), valueAt(file.value, path), isSmall, Number(bound))}`,
        },
      ];
    }
    case "invalid_key":
    case "invalid_element":
      return issue.issues.flatMap((inner) => fromIssue({ ...inner, path: [...issue.path, ...inner.path] }, file, base, schema));
    default:
      return [{ kind: "format", message: `${named(path)} ${issue.message}`, at }];
  }
};

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly problems: readonly Problem[] };

/** The value at `base` in a file, held to a schema; every fault with its place and what to do about it. */
export const check = <S extends z.ZodType>(schema: S, file: YamlFile, base: readonly PropertyKey[] = []): Checked<z.output<S>> => {
  const result = schema.safeParse(valueAt(file.value, base));
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, problems: result.error.issues.slice(0, LIMITS.faults).flatMap((issue) => fromIssue(issue, file, base, schema)) };
};
