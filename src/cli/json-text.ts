import { LIMITS } from "../catalog/limits.js";

/** Where the string that begins at `from` ends: the place after its closing quote. */
const endOfString = (text: string, from: number): number => {
  let at = from + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
};

/** What two readers of a JSON text would read differently, or one could not walk. */
export type JsonFault = { readonly kind: "duplicate"; readonly key: string } | { readonly kind: "depth" };

/**
 * The first key that one object of a JSON text has twice, or that it is nested too deep; no recursion, so that depth cannot overflow the stack.
 * @param text - whole JSON: `JSON.parse` takes it
 */
export const jsonFault = (text: string): JsonFault | undefined => {
  // One set of keys for each object that is open, nothing for each list.
  const open: (Set<string> | undefined)[] = [];
  for (let at = 0; at < text.length; ) {
    const sign = text[at];
    if (sign === '"') {
      const end = endOfString(text, at);
      const keys = open.at(-1);
      let next = end;
      while (next < text.length && " \t\r\n".includes(text[next] ?? "")) next += 1;
      if (keys !== undefined && text[next] === ":") {
        const key = String(JSON.parse(text.slice(at, end)));
        if (keys.has(key)) return { kind: "duplicate", key };
        keys.add(key);
      }
      at = end;
      continue;
    }
    if (sign === "{" || sign === "[") {
      open.push(sign === "{" ? new Set() : undefined);
      if (open.length > LIMITS.depth) return { kind: "depth" };
    } else if (sign === "}" || sign === "]") open.pop();
    at += 1;
  }
  return undefined;
};
