import { camelKey } from "../domain/names.js";

type CamelCase<S extends string> = S extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : S;

/** The same value with the keys of its maps in camelCase, as code spells them. */
export type Camel<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? Camel<E>[]
    : T extends object
      ? { [K in keyof T as K extends string ? CamelCase<K> : K]: Camel<T[K]> }
      : T;

const camelled = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(camelled);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camelKey(key), camelled(inner)]));
};

/** Checked data from a file as code reads it. Keys come from a strict schema, so none is a stranger's. */
export const camel = <T>(value: T): Camel<T> => camelled(value) as Camel<T>;
