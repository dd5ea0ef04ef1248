import { type PassScore, type Score, scorePass } from "./score.js";
import type { NotScored, Pass, ValidationReport } from "./validation.js";

const round = (value: number | undefined): number | null => (value === undefined ? null : Math.round(value * 100) / 100);

const scoreJson = ({ scored, medianApe, p90Ape, coverage }: Score): object => ({
  scored,
  median_ape: round(medianApe),
  p90_ape: round(p90Ape),
  interval_coverage: round(coverage),
});

const passJson = ({ way, rows, notScored, slices, ...score }: PassScore): object => ({
  way,
  rows,
  ...scoreJson(score),
  not_scored: notScored,
  slices: slices.map(({ by, value, ...rest }) => ({ by, value, ...scoreJson(rest) })),
});

const percent = (value: number | undefined): string => (value === undefined ? "-" : value.toFixed(1)).padStart(9);

const scoreLine = (label: string, width: number, { scored, medianApe, p90Ape, coverage }: Score): string =>
  `${label.padEnd(width)}${String(scored).padStart(8)}${percent(medianApe)}${percent(p90Ape)}${percent(coverage)}`;

/** Reasons why rows were not scored, the most frequent first, with the first few rows of each. */
const reasonLines = (notScored: readonly NotScored[]): readonly string[] => {
  const reasons = new Map<string, number[]>();
  for (const { row, why } of notScored) reasons.set(why, [...(reasons.get(why) ?? []), row]);
  return [...reasons]
    .sort(([, a], [, b]) => b.length - a.length)
    .map(([why, rows]) => `  ${String(rows.length).padStart(5)}  ${why} (row ${rows.slice(0, 5).join(", ")}${rows.length > 5 ? ", …" : ""})`);
};

const passText = (title: string, pass: PassScore): string => {
  const { slices, notScored } = pass;
  const width = Math.max(24, ...slices.map(({ value }) => value.length + 4));
  const lines = [
    `${title}: ${pass.way}`,
    `${pass.rows} rows, ${pass.scored} scored, ${notScored.length} not scorable`,
    ...reasonLines(notScored),
    "",
    `${"error in %".padEnd(width)}${"scored".padStart(8)}${"median".padStart(9)}${"p90".padStart(9)}${"in 80 %".padStart(9)}`,
    scoreLine("all", width, pass),
  ];
  let by = "";
  for (const slice of slices) {
    if (slice.by !== by) lines.push(`by ${slice.by}`);
    by = slice.by;
    lines.push(scoreLine(`  ${slice.value}`, width, slice));
  }
  return `${lines.join("\n")}\n`;
};

/** The report of a validation: the first pass is the one its top figures speak of, the others stand beside it. */
export const validationReport = (title: string, passes: readonly [Pass, ...Pass[]]): ValidationReport => {
  const [first, ...others] = passes.map(scorePass);
  if (first === undefined) throw new RangeError("no pass to report");
  return {
    text: [first, ...others].map((pass) => passText(title, pass)).join("\n"),
    json: { ...passJson(first), ...(others.length === 0 ? {} : { also: others.map(passJson) }) },
  };
};
