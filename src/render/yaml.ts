import { stringify } from "yaml";

/** A document as plain YAML: no anchors, no folding, text quoted where it needs to be. */
export const yamlText = (document: unknown): string =>
  stringify(document, { version: "1.2", lineWidth: 0, aliasDuplicateObjects: false, defaultStringType: "PLAIN", defaultKeyType: "PLAIN" });
