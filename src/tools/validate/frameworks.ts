import { loadCatalog } from "../../catalog/load.js";
import { findFramework } from "../../catalog/lookup.js";
import type { Catalog } from "../../domain/catalog.js";
import { type Framework, SYSTEMS, type SystemName, supportFor, targetOf } from "../../domain/framework.js";
import type { Gpu } from "../../domain/part.js";
import type { ReleaseTable } from "../../domain/release.js";
import { compareVersions, isWithin } from "../../domain/version.js";
import { supportAt, type VersionSupport, versionOf } from "../../evaluate/support/releases.js";
import type { Row } from "./csv.js";
import { findGpu, readTable } from "./input.js";
import type { Validate } from "./validation.js";

const OWN_CHECKS = "test/catalog/framework-checks.csv";
const NEEDED = ["gpu_id", "framework", "version", "os", "expected"];
const WORDS = { works: "works", needs_older: "needs older version", not_supported: "not supported", unknown: "unknown" } as const;
type Verdict = keyof typeof WORDS;

interface Said {
  readonly verdict: Verdict;
  readonly lastVersion?: string;
}

/** A row that the catalogue answers otherwise, or cannot answer. */
interface Wrong {
  readonly row: number;
  readonly line: number;
  readonly gpu: string;
  readonly framework: string;
  readonly version: string;
  readonly os: string;
  readonly expected: string;
  readonly got: string;
}

const systemOf = (text: string, { vendor }: Gpu): SystemName | undefined => {
  const word = text.toLowerCase();
  if (word === "" || word === "any") return vendor === "apple" ? "macos" : "linux";
  if (/wsl/.test(word)) return "wsl2";
  if (/mac|darwin|osx/.test(word)) return "macos";
  if (/win/.test(word)) return "windows";
  return /linux|ubuntu|debian|rhel|fedora/.test(word) ? "linux" : SYSTEMS.find((os) => os === word);
};

const verdictOf = (text: string): Verdict | undefined => {
  const word = text.toLowerCase().replace(/[_-]/g, " ");
  if (/older/.test(word)) return "needs_older";
  if (/unknown|not known/.test(word)) return "unknown";
  if (/^(?:not|no|un)|does not/.test(word)) return "not_supported";
  return /work|run|support|yes/.test(word) ? "works" : undefined;
};

/** `2.14.0+cu126` and `v2.14.0` are 2.14.0; nothing, and words such as `latest`, are the newest. */
const plainVersion = (text: string, newest: string): string => {
  const word = text
    .trim()
    .replace(/\+.*$/, "")
    .replace(/^v(?=\d)/i, "");
  return word === "" || /^(?:latest|newest|current|today|any)$/i.test(word) ? newest : word;
};

/** What the catalogue says; a plug-in for an older version that is not known by number counts as an older version. */
const said = (gpu: Gpu, os: SystemName, framework: Framework, table: ReleaseTable, version: string, catalog: Catalog): VersionSupport => {
  const target = targetOf(gpu);
  const systems = catalog.subjects.architectures().get(target)?.systems;
  const answer = supportAt(table, { target, os, ...(systems === undefined ? {} : { systems }) }, version);
  const today = supportFor(gpu, framework);
  const isPlugIn = today?.status === "older_version" && today.lastVersion === undefined && today.os?.includes(os) === true;
  return answer.verdict === "not_supported" && isPlugIn && version === framework.newestVersion ? { verdict: "needs_older" } : answer;
};

const seriesOf = (version: string): string => version.split(".").slice(0, 2).join(".");

/** Versions that mean the same: one shorter than the other, or where every release is listed a correction of the other (2.14.1, 2.14.0). */
const sameVersion = (a: string, b: string, { between }: ReleaseTable): boolean =>
  isWithin(a, b) || isWithin(b, a) || compareVersions(a, b) === 0 || (between === "none" && seriesOf(a) === seriesOf(b));

interface Checked {
  readonly table: ReleaseTable;
  readonly expected: Said;
  readonly got: Said;
}

const checked = (row: Row, catalog: Catalog): Checked | { readonly problem: string } => {
  const expected = verdictOf(row.text("expected"));
  if (expected === undefined) return { problem: `"${row.text("expected")}" is none of works, needs older version, not supported` };
  const named = findGpu(catalog, row.text("gpu_id"));
  if (named === undefined) return { problem: "no such GPU, or more than one of that name" };
  const framework = findFramework(catalog, row.text("framework"));
  const table = framework === undefined ? undefined : catalog.subjects.releases().get(framework.id);
  if (framework === undefined || table === undefined) return { problem: "no such framework" };
  const os = systemOf(row.text("os"), named.gpu);
  if (os === undefined) return { problem: "no such system" };
  const version = versionOf(table, plainVersion(row.text("version"), framework.newestVersion));
  if (version === undefined) return { problem: "no such version" };
  const lastWanted = plainVersion(row.text("last_version_that_works"), "");
  const { verdict, lastVersion } = said(named.gpu, os, framework, table, version, catalog);
  return {
    table,
    expected: { verdict: expected, ...(lastWanted === "" ? {} : { lastVersion: lastWanted }) },
    got: { verdict, ...(lastVersion === undefined ? {} : { lastVersion }) },
  };
};

const isRight = ({ table, expected, got }: Checked): boolean =>
  got.verdict === expected.verdict &&
  (expected.verdict !== "needs_older" ||
    expected.lastVersion === undefined ||
    (got.lastVersion !== undefined && sameVersion(got.lastVersion, expected.lastVersion, table)));

const saidWords = ({ verdict, lastVersion }: Said): string => `${WORDS[verdict]}${lastVersion === undefined || verdict === "works" ? "" : ` (${lastVersion})`}`;

const wrongOf = (row: Row, result: Checked | { readonly problem: string }): Wrong => ({
  row: row.row,
  line: row.line,
  gpu: row.text("gpu_id"),
  framework: row.text("framework"),
  version: row.text("version"),
  os: row.text("os"),
  expected: "expected" in result ? saidWords(result.expected) : row.text("expected"),
  got: "problem" in result ? result.problem : saidWords(result.got),
});

/** Right answers and rows by framework, in the order they first stand in the table. */
const byFramework = (rows: readonly Row[], wrong: ReadonlySet<number>): readonly string[] => {
  const groups = new Map<string, { rows: number; right: number }>();
  for (const row of rows) {
    const name = row.text("framework");
    const group = groups.get(name) ?? { rows: 0, right: 0 };
    groups.set(name, { rows: group.rows + 1, right: group.right + (wrong.has(row.row) ? 0 : 1) });
  }
  return [...groups].map(([name, { rows: all, right }]) => `  ${name.padEnd(20)}${String(all).padStart(6)}${String(right).padStart(9)}`);
};

const wrongText = ({ line, gpu, framework, version, os, expected, got }: Wrong): string =>
  `  line ${line}: ${gpu}, ${framework} ${version} on ${os}: expected ${expected}, the catalogue says ${got}`;

/** Scores the answers on software against a table of what is known to run; without one, against the catalogue's own checks. */
export const validate: Validate = async ({ table: path }) => {
  const catalog = await loadCatalog();
  const table = readTable(path ?? OWN_CHECKS, NEEDED);
  const wrong = table.rows.flatMap((row): readonly Wrong[] => {
    const result = checked(row, catalog);
    return "expected" in result && isRight(result) ? [] : [wrongOf(row, result)];
  });
  const correct = table.rows.length - wrong.length;
  const lines = [
    `frameworks: ${path ?? "the catalogue's own checks, written by hand from the sources"}`,
    `${table.rows.length} rows, ${correct} correct, ${wrong.length} wrong`,
    "",
    `  ${"framework".padEnd(20)}${"rows".padStart(6)}${"correct".padStart(9)}`,
    ...byFramework(table.rows, new Set(wrong.map(({ row }) => row))),
    ...(wrong.length === 0 ? [] : ["", "wrong", ...wrong.map(wrongText)]),
  ];
  return { text: `${lines.join("\n")}\n`, json: { rows: table.rows.length, correct, wrong } };
};
