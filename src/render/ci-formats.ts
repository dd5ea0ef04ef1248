import { RULE_CODES } from "../domain/finding.js";
import { findingsByRig, type ReportFinding } from "./report-findings.js";
import { safeText } from "./safe-text.js";

/** GitHub shows at most ten annotations of a kind and step. */
const MOST_A_KIND = 10;

type Level = "error" | "warning" | "notice";
const levelOf = ({ verdict, severity }: ReportFinding): Level =>
  verdict === "does_not_fit" ? "error" : verdict === "unknown" || severity === "warning" ? "warning" : "notice";

const commandData = (text: string): string => safeText(text.replace(/\s+/g, " ")).replaceAll("%", "%25");
const commandProperty = (text: string): string => commandData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

const annotation = (level: Level, finding: ReportFinding): string => {
  const place = [
    ...(finding.file === undefined ? [] : [`file=${commandProperty(finding.file)}`]),
    ...(finding.line === undefined ? [] : [`line=${finding.line}`]),
    ...(finding.column === undefined ? [] : [`col=${finding.column}`]),
    `title=${commandProperty(`${finding.code} ${finding.rig}`)}`,
  ];
  return `::${level} ${place.join(",")}::${commandData(`${finding.message}. To do: ${finding.fix}`)}`;
};

/** Workflow commands of GitHub Actions: one annotation a finding, the gravest first, at most ten of a kind and a line for the rest. */
export const githubText = (document: unknown): string => {
  const findings = findingsByRig(document).flatMap((rig) => rig.findings);
  const lines = (["error", "warning", "notice"] as const).flatMap((level) => {
    const ofLevel = findings.filter((finding) => levelOf(finding) === level);
    const rest = ofLevel.length - MOST_A_KIND;
    return [
      ...ofLevel.slice(0, rest > 0 ? MOST_A_KIND - 1 : MOST_A_KIND).map((finding) => annotation(level, finding)),
      ...(rest > 0 ? [`::${level} title=rigplan::${rest + 1} more findings of this kind; the report lists them`] : []),
    ];
  });
  return lines.length === 0 ? "" : `${lines.join("\n")}\n`;
};

const SARIF_LEVELS: { readonly [L in Level]: string } = { error: "error", warning: "warning", notice: "note" };
const HELP = "https://github.com/rigplan/rigplan";

const sarifUri = (file: string): string =>
  file
    .split("/")
    .map((step) => encodeURIComponent(step))
    .join("/");

/** SARIF 2.1.0: the rules, and one result a finding with its place where it has one. */
export const sarifDocument = (document: unknown, version: string): object => {
  const rules = Object.entries(RULE_CODES).map(([name, code]) => ({ id: code, name, shortDescription: { text: name.replaceAll("-", " ") } }));
  const results = findingsByRig(document).flatMap(({ findings }) =>
    findings.map((finding) => ({
      ruleId: finding.code,
      level: SARIF_LEVELS[levelOf(finding)],
      message: { text: `${finding.rig}: ${finding.message}. To do: ${finding.fix}` },
      ...(finding.file === undefined
        ? {}
        : {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: sarifUri(finding.file) },
                  ...(finding.line === undefined
                    ? {}
                    : { region: { startLine: finding.line, ...(finding.column === undefined ? {} : { startColumn: finding.column }) } }),
                },
              },
            ],
          }),
      properties: { verdict: finding.verdict, severity: finding.severity },
    })),
  );
  return {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [{ tool: { driver: { name: "rigplan", version, informationUri: HELP, rules } }, columnKind: "unicodeCodePoints", results }],
  };
};

const XML_ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };
/** Text as XML 1.0 takes it: `safeText` has written out the characters that it does not. */
const xmlText = (text: string): string => safeText(text.replace(/\s+/g, " ")).replace(/[&<>"'\uFFFE\uFFFF]/g, (character) => XML_ENTITIES[character] ?? "?");

const testCase = (rig: string, name: string, code: string, findings: readonly ReportFinding[]): string => {
  const head = `    <testcase classname="${xmlText(rig)}" name="${code} ${name}"`;
  const words = (list: readonly ReportFinding[]): string => xmlText(list.map(({ message, fix }) => `${message}. To do: ${fix}`).join(" "));
  const failing = findings.filter(({ verdict }) => verdict === "does_not_fit");
  if (failing.length > 0) return `${head}><failure message="${words(failing)}"/></testcase>`;
  const unsure = findings.filter(({ verdict }) => verdict === "unknown");
  if (unsure.length > 0) return `${head}><skipped message="${words(unsure)}"/></testcase>`;
  return findings.length === 0 ? `${head}/>` : `${head}><system-out>${words(findings)}</system-out></testcase>`;
};

/** JUnit XML: a suite for each rig, a test for each rule; what is not known is a skipped test. */
export const junitText = (document: unknown): string => {
  const suites = findingsByRig(document).map(({ rig, findings }) => {
    const cases = Object.entries(RULE_CODES).map(([name, code]) => ({ name, code, found: findings.filter((finding) => finding.code === code) }));
    const count = (verdict: string): number => cases.filter(({ found }) => found.some((finding) => finding.verdict === verdict)).length;
    const skipped = cases.filter(
      ({ found }) => found.some(({ verdict }) => verdict === "unknown") && !found.some(({ verdict }) => verdict === "does_not_fit"),
    ).length;
    return [
      `  <testsuite name="${xmlText(rig)}" tests="${cases.length}" failures="${count("does_not_fit")}" errors="0" skipped="${skipped}">`,
      ...cases.map(({ name, code, found }) => testCase(rig, name, code, found)),
      "  </testsuite>",
    ].join("\n");
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="rigplan">\n${suites.join("\n")}\n</testsuites>\n`;
};
