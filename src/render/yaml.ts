import { Document, Scalar, visit } from "yaml";

// What must not reach a terminal raw; YAML escapes the C0 controls itself.
const HIDDEN = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/u;
const EVERY_HIDDEN = new RegExp(HIDDEN, "gu");

const escaped = (character: string): string => {
  const hex = (character.codePointAt(0) ?? 0).toString(16);
  return hex.length > 4 ? `\\U${hex.padStart(8, "0")}` : `\\u${hex.padStart(4, "0")}`;
};

/** A document as plain YAML: no anchors, no folding, text quoted where it needs to be; nothing invisible, as escapes spell that. */
export const yamlText = (document: unknown): string => {
  const yaml = new Document(document, { version: "1.2", aliasDuplicateObjects: false });
  visit(yaml, {
    Scalar: (_, node) => {
      // Escapes mean something in double quotes alone.
      if (typeof node.value === "string" && HIDDEN.test(node.value)) node.type = Scalar.QUOTE_DOUBLE;
    },
  });
  return yaml.toString({ lineWidth: 0, defaultStringType: "PLAIN", defaultKeyType: "PLAIN" }).replace(EVERY_HIDDEN, escaped);
};
