import { jsonSchemaFor } from "../../catalog/schema/json-schema.js";
import type { PartKind } from "../../domain/part.js";

interface FieldSchema {
  readonly enum?: readonly unknown[];
}

interface PartSchema {
  readonly properties: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
}

/** Written by hand below the fields, since each has a form of its own. */
const APART: ReadonlySet<string> = new Set(["schema", "name", "aliases", "notes", "sources", "prices", "doubtful"]);
const COMMENT_AT = 26;
/** Without these a rule answers "not known", and a plan does not choose the part. */
const WANTED: Readonly<Partial<Record<PartKind, readonly string[]>>> = {
  gpu: ["compute_capability", "gfx_target", "pcie", "slot_width", "length_mm", "power_plugs"],
  motherboard: ["slots", "memory_slots", "max_memory_gib", "eps_8pin"],
  psu: ["eps_8pin", "pcie_8pin"],
  case: ["expansion_slots", "max_gpu_length_mm", "max_cooler_height_mm"],
  cooler: ["height_mm", "rated_power_w"],
};

/** A value as one line of YAML; JSON is YAML. */
const inline = (value: unknown): string =>
  JSON.stringify(value)
    .replace(/"([a-z_0-9]+)":/g, "$1: ")
    .replace(/,(?=[a-z_0-9]+: )/g, ", ");

/** What the type of a field does not tell. */
const MEANING: Readonly<Record<string, string>> = { power_plugs: "{} for a part without any", extra_plugs: "{} for a board without any" };

const hint = (field: FieldSchema, example: unknown): string =>
  field.enum !== undefined ? `one of ${field.enum.join(", ")}` : example === undefined ? "" : `such as ${inline(example)}`;

const line = (start: string, comment: string): string => `${comment === "" ? start : `${start.padEnd(COMMENT_AT)} # ${comment}`}`;

/**
 * A file for a part that is not in the catalogue yet: every field of its kind, those it must have open, the others as comments.
 * @param examples - a part of the kind as its file spells it, to show what values look like
 */
export const skeleton = (kind: PartKind, examples: Readonly<Record<string, unknown>>, today: string): string => {
  const { properties, required = [] } = jsonSchemaFor(kind) as PartSchema;
  const fields = Object.entries(properties).filter(([name]) => !APART.has(name));
  const wanted = WANTED[kind] ?? [];
  const must = fields.filter(([name]) => required.includes(name));
  const may = fields.filter(([name]) => !required.includes(name));
  return `${[
    `# A new part (${kind}). Fill in the lines marked "must". Take the # off a line you know, and delete the others:`,
    "# what nobody knows is left out, never 0 and never guessed. Units are in the names; catalog/README.md explains the rest.",
    "schema: 1",
    line("name:", `must; such as ${inline(examples["name"] ?? "")}`),
    line("aliases: []", `what people call it, small letters; such as ${inline(examples["aliases"] ?? [])}`),
    ...must.map(([name, field]) => line(`${name}:`, `must; ${hint(field, examples[name])}`)),
    "",
    ...may.map(([name, field]) =>
      line(
        `# ${name}:`,
        [...(wanted.includes(name) ? ["a plan needs it"] : []), hint(field, examples[name]), MEANING[name] ?? ""].filter((words) => words !== "").join("; "),
      ),
    ),
    "",
    "# notes:",
    '#   - "Length is that of the maker\'s own model; shops sell others."',
    "",
    "# Where each figure was read; `covers` names them all, so add those you took the # off.",
    '# `sourced`: read there; `recalled`: from memory, and listed under "confirm before you buy".',
    "sources:",
    `  - { grade: sourced, cite: "the maker's page, https://…", read_on: "${today}", covers: [${must.map(([name]) => name).join(", ")}] }`,
    "# What you know and did not read there: move it out of the list above into this one, and take the # off.",
    `#  - { grade: recalled, cite: "from memory", read_on: "${today}", covers: [${may.find(([name]) => wanted.includes(name))?.[0] ?? must[0]?.[0] ?? ""}] }`,
    "",
    "# One line for each price you saw, with its source; take the # off both lines. `grade: doubtful` keeps a weak one: shown, never paid.",
    "# prices:",
    `#   - { amount: "499.00", currency: GBP, condition: new, market: GB, channel: retail-uk, tax: included, seen_on: "${today}", statistic: typical, source: "https://…" }`,
  ].join("\n")}\n`;
};
