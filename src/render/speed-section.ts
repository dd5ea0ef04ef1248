import type { Assessment, PerformanceLine } from "../domain/assessment.js";
import { numberText } from "./format.js";
import type { Page } from "./style.js";
import { bullet, section } from "./table.js";

/** What a rate counts, for someone who has never met the words. */
const UNIT_WORDS: Readonly<Record<string, readonly [before: string, after: string]>> = {
  "answered tokens/s": ["answers", "tokens a second (a token is about three quarters of a word)"],
  "prompt tokens/s": ["reads what it is given at", "tokens a second"],
  "trained tokens/s": ["trains on", "tokens a second"],
};

const BASIS_WORDS: Readonly<Record<PerformanceLine["throughput"]["basis"], string>> = {
  measured: "",
  stated: "stated: ",
  modelled: "worked out: ",
  assumed: "assumed: ",
};

const gpusWords = ({ gpuCount }: PerformanceLine): string => (gpuCount === 1 ? "on one GPU" : `on ${gpuCount} GPUs`);

const fitWords = ({ fits }: PerformanceLine): string =>
  fits === false ? "; it does not fit the GPU memory, so part of it runs on the processor, many times slower" : "";

const speedWords = (line: PerformanceLine): string => {
  const { value, low, high, basis, source } = line.throughput;
  const [before, after] = UNIT_WORDS[line.unit] ?? ["", line.unit];
  const rate = `${before} ${numberText(value)} ${after}`.trim();
  return `${line.workload} ${rate}, likely ${numberText(low)} to ${numberText(high)}, ${gpusWords(line)}${fitWords(line)} (${BASIS_WORDS[basis]}${source})`;
};

/** How fast the rig does the jobs that were asked for; nothing where none was. */
export const speedSection = ({ performance }: Assessment, page: Page): readonly string[] => {
  const lines = performance.filter(({ workload }) => workload !== "training-index");
  return lines.length === 0
    ? []
    : section(
        "SPEED OF THE JOBS ASKED FOR",
        lines.flatMap((line) => bullet(speedWords(line), page)),
        page,
      );
};
