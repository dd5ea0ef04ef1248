import { escapeJson } from "./safe-text.js";

/** A document as JSON text: keys in the order they were written, a line break at the end, nothing invisible. */
export const jsonText = (document: unknown): string => `${escapeJson(JSON.stringify(document, null, 2))}\n`;
