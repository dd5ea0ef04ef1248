declare const safe: unique symbol;

/** Text that can be shown in a terminal: no character in it moves the cursor, hides or turns what stands around it. */
export type SafeText = string & { readonly [safe]: true };

// Controls, format characters (bidirectional marks, joiners, tags), line and paragraph separators, lone surrogates.
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** Any text with what could act on a terminal written out as `\u{1b}`. The last step before text is laid out; colours are added after it. */
export const safeText = (text: string): SafeText => text.replace(UNSAFE, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`) as SafeText;

// JSON escapes the C0 controls itself; the rest of what must not reach a terminal raw is escaped here.
const UNSAFE_IN_JSON = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON text whose strings hold no invisible or turning character; the value it spells is unchanged. */
export const escapeJson = (json: string): string =>
  json.replace(UNSAFE_IN_JSON, (character) =>
    [...Array(character.length).keys()].map((index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, "0")}`).join(""),
  );
