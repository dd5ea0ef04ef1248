import { type Page, styleFor } from "../render/style.js";
import { type Io, isColoured } from "./io.js";
import { oneOf, usage } from "./parse.js";
import { checkTarget, writeWhole } from "./write-file.js";

const FORMATS = ["table", "json", "yaml"] as const;
export type Format = (typeof FORMATS)[number];

export interface OutputFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  readonly color?: string;
  readonly quiet?: boolean;
}

/** A report in each of its forms, made only when asked for. */
export interface Report {
  readonly document: () => unknown;
  readonly text: (page: Page) => string;
}

interface Target {
  readonly format: Format;
  readonly path: string;
}

const formatOf = ({ format, json }: OutputFlags): Format => {
  if (json === true && format !== undefined && format !== "json") throw usage("--json and --format ask for different things", "give one of them");
  return json === true ? "json" : format === undefined ? "table" : oneOf("--format", format, FORMATS);
};

const EXTENSIONS: Readonly<Record<string, Format>> = { json: "json", yaml: "yaml", yml: "yaml", txt: "table" };

const targetOf = (text: string, usual: Format): Target => {
  const [, format, path] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (format !== undefined && path !== undefined) return { format: oneOf("--output", format, FORMATS), path };
  if (text === "") throw usage("--output is empty", "give a file, or FORMAT=FILE");
  const extension = /\.([a-z]+)$/.exec(text)?.[1] ?? "";
  return { format: Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] ?? usual) : usual, path: text };
};

const asText = async (report: Report, format: Format, page: Page): Promise<string> => {
  if (format === "json") return (await import("../render/json.js")).jsonText(report.document());
  if (format === "yaml") return (await import("../render/yaml.js")).yamlText(report.document());
  return report.text(page);
};

/** What to do with a report, worked out and checked before there is one. */
export interface Outputs {
  readonly write: (report: Report) => Promise<void>;
}

/** @throws Failure when a format is not known or a file cannot be replaced */
export const outputsFor = (flags: OutputFlags, io: Io): Outputs => {
  const format = formatOf(flags);
  const choice = oneOf("--color", flags.color ?? "auto", ["auto", "always", "never"]);
  const page: Page = { columns: io.columns, style: styleFor(isColoured(choice, io, io.isOutTerminal)) };
  const targets = (flags.output ?? []).map((text) => targetOf(text, format));
  for (const { path } of targets) checkTarget(path);
  return {
    write: async (report) => {
      io.out(await asText(report, format, page));
      for (const target of targets) {
        await writeWhole(target.path, await asText(report, target.format, { ...page, style: styleFor(false) }));
        if (flags.quiet !== true) io.err(`wrote ${target.path}\n`);
      }
    },
  };
};
