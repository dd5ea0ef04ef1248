import { resolve } from "node:path";
import { safeText } from "../render/safe-text.js";
import { type Medium, type Page, styleFor } from "../render/style.js";
import type { ExchangeRates } from "../units/money.js";
import type { Gate } from "./gate/gate.js";
import { type Io, isColoured } from "./io.js";
import { oneOf, usage } from "./parse.js";
import { checkTarget, writeWhole } from "./write-file.js";

declare const RIGPLAN_VERSION: string;

const FORMATS = ["table", "json", "yaml", "csv", "markdown", "html", "github", "sarif", "junit"] as const;
export type Format = (typeof FORMATS)[number];

export interface OutputFlags {
  readonly format?: string;
  readonly json?: boolean;
  readonly output?: readonly string[];
  readonly color?: string;
  readonly pictures?: boolean;
  readonly quiet?: boolean;
  readonly failIf?: string;
  /** False for `--no-input`. */
  readonly input?: boolean;
}

/** A report in each of its forms, made only when asked for. */
export interface Report {
  readonly document: () => unknown;
  readonly text: (page: Page) => string;
  /** Whether it draws lines where pictures are shown, for which a library is then read. */
  readonly drawsLines?: boolean;
  /** What turns a limit in one currency into another's, where the report has rates. */
  readonly exchange?: ExchangeRates;
}

interface Target {
  readonly format: Format;
  readonly path: string;
}

const formatOf = ({ format, json }: OutputFlags): Format => {
  if (json === true && format !== undefined && format !== "json") throw usage("--json and --format ask for different things", "give one of them");
  return json === true ? "json" : format === undefined ? "table" : oneOf("--format", format, FORMATS);
};

const EXTENSIONS: Readonly<Record<string, Format>> = {
  json: "json",
  yaml: "yaml",
  yml: "yaml",
  txt: "table",
  csv: "csv",
  md: "markdown",
  html: "html",
  sarif: "sarif",
  xml: "junit",
};

const targetOf = (text: string, usual: Format): Target => {
  const [, format, path] = /^([a-z]+)=(.*)$/s.exec(text) ?? [];
  if (path === "" || path === "-") throw usage(`--output ${JSON.stringify(text.slice(0, 80))} names no file`, "write FORMAT=FILE, such as json=plan.json");
  if (format !== undefined && path !== undefined) return { format: oneOf("--output", format, FORMATS), path };
  if (text === "" || text === "-")
    throw usage(`--output ${JSON.stringify(text)} is no file`, "give a file, or FORMAT=FILE; the answer itself goes to standard output");
  const extension = /\.([a-z]+)$/.exec(text)?.[1] ?? "";
  return { format: Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] ?? usual) : usual, path: text };
};

/** Width of a report that no terminal breaks. */
const PAPER_COLUMNS = 110;
const marked = (medium: Medium, { pictures }: Page): Page => ({
  columns: PAPER_COLUMNS,
  style: styleFor(false),
  medium,
  ...(pictures === undefined ? {} : { pictures }),
});

/** Pictures stand beside the figures in a terminal, and elsewhere where they are asked for. */
const withPictures = async (page: Page, { drawsLines }: Report, isWanted: boolean): Promise<Page> => {
  if (!isWanted) return page;
  return { ...page, pictures: drawsLines === true ? { drawLines: (await import("../render/line-chart.js")).drawLines } : {} };
};

type Writer = (report: Report, page: Page) => Promise<string>;

const commandIn = (document: unknown): string =>
  typeof document === "object" && document !== null && "command" in document && typeof document.command === "string" ? document.command : "";

const WRITERS: { readonly [F in Format]: Writer } = {
  table: async (report, page) => report.text(page),
  json: async (report) => (await import("../render/json.js")).jsonText(report.document()),
  yaml: async (report) => (await import("../render/yaml.js")).yamlText(report.document()),
  csv: async (report) => (await import("../render/csv.js")).csvText(report.document()),
  markdown: async (report, page) => (await import("../render/markdown.js")).markdownReport(report.text(marked("markdown", page)), commandIn(report.document())),
  html: async (report, page) => (await import("../render/html.js")).htmlReport(report.text(marked("html", page)), commandIn(report.document())),
  github: async (report) => (await import("../render/ci-formats.js")).githubText(report.document()),
  sarif: async (report) => {
    const [{ sarifDocument }, { jsonText }] = await Promise.all([import("../render/ci-formats.js"), import("../render/json.js")]);
    return jsonText(sarifDocument(report.document(), RIGPLAN_VERSION));
  },
  junit: async (report) => (await import("../render/ci-formats.js")).junitText(report.document()),
};

/** What to do with a report, worked out and checked before there is one. */
export interface Outputs {
  /** @throws Failure when one of the files is the one that another flag writes */
  readonly refuse: (flag: string, path: string) => void;
  /** @throws Failure of kind `gate` when the report breaks the limit of `--fail-if`, after all of it is written */
  readonly write: (report: Report) => Promise<void>;
}

/** @throws Failure when a format or a limit is not understood or a file cannot be replaced */
export const outputsFor = async (flags: OutputFlags, io: Io): Promise<Outputs> => {
  const format = formatOf(flags);
  const choice = oneOf("--color", flags.color ?? "auto", ["auto", "always", "never"]);
  const page: Page = { columns: io.columns, style: styleFor(isColoured(choice, io, io.isOutTerminal)) };
  const targets = (flags.output ?? []).map((text) => targetOf(text, format));
  const twice = targets.find(({ path }, index) => targets.findIndex((other) => resolve(io.folder, other.path) === resolve(io.folder, path)) !== index);
  if (twice !== undefined) throw usage(`--output names ${JSON.stringify(twice.path.slice(0, 80))} twice`, "one file holds one answer: give each its own");
  for (const { path } of targets) checkTarget(path);
  const gate: Gate | undefined = flags.failIf === undefined ? undefined : (await import("./gate/gate.js")).gateFrom(flags.failIf);
  return {
    refuse: (flag, path) => {
      if (targets.some((target) => resolve(io.folder, target.path) === resolve(io.folder, path)))
        throw usage(`--output and ${flag} both name ${JSON.stringify(path.slice(0, 80))}`, "one file holds one answer: give each its own");
    },
    write: async (report) => {
      const isTable = format === "table" && io.isOutTerminal && io.env["TERM"] !== "dumb";
      io.out(await WRITERS[format](report, await withPictures(page, report, flags.pictures ?? isTable)));
      for (const target of targets) {
        await writeWhole(
          target.path,
          await WRITERS[target.format](report, await withPictures({ ...page, style: styleFor(false) }, report, flags.pictures === true)),
        );
        if (flags.quiet !== true) io.err(`wrote ${safeText(target.path)}\n`);
      }
      gate?.hold(report.document(), report.exchange);
    },
  };
};
