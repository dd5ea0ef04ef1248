import { FOLDER_OF } from "../domain/names.js";
import { PART_KINDS, type PartKind } from "../domain/part.js";
import type { Problem } from "./problem.js";
import type { YamlFile } from "./read.js";
import { common } from "./schema/fields.js";
import { PART_FIELDS } from "./schema/parts.js";

/** One word that a part and a catalogue share (`memory`) is no sign of a part. */
const LEAST_FIELDS = 2;

const fieldsKnownTo = (kind: PartKind, keys: readonly string[]): number => keys.filter((key) => Object.hasOwn(PART_FIELDS[kind], key)).length;

const likeliest = (keys: readonly string[]): PartKind => {
  const [first, ...rest] = PART_KINDS;
  return rest.reduce<PartKind>((best, kind) => (fieldsKnownTo(kind, keys) > fieldsKnownTo(best, keys) ? kind : best), first);
};

/**
 * A part's own file given where a catalogue file belongs, told once instead of field by field.
 * @param keys - what the file begins its lines with
 * @returns undefined where the file is something else
 */
export const barePart = (keys: readonly string[], file: YamlFile): Problem | undefined => {
  const about = keys.filter((key) => key !== "schema" && Object.hasOwn(common, key));
  const others = keys.filter((key) => !Object.hasOwn(common, key));
  const kind = likeliest(others);
  const known = fieldsKnownTo(kind, others);
  const isPart = others.length === 0 ? about.length > 0 : known >= LEAST_FIELDS && known * 2 > others.length;
  if (!isPart) return undefined;
  const isPlain = others.length > 0;
  const folder = isPlain ? FOLDER_OF[kind] : "gpus";
  return {
    kind: "wrong-type",
    message: "this is a part's own file, and a catalogue file is expected",
    at: { file: file.file, line: 1 },
    fix: `put it in a folder ${folder}/${isPlain ? "" : " (or that of its kind)"} and pass the folder; the file's name is then the part's id. Or begin it with ${folder}: and, a line below, the id and a colon, with these lines indented under it`,
  };
};
