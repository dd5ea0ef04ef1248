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

const gpusWords = ({ gpuCount }: PerformanceLine): string =>
  gpuCount === 0 ? "on the processor alone" : gpuCount === 1 ? "on one GPU" : `on ${gpuCount} GPUs`;

const isAnswering = ({ unit }: PerformanceLine): boolean => unit === "answered tokens/s" || unit === "prompt tokens/s";

/** Answering goes on in part on the processor, which its rate counts; what else does not fit does not run, and has no speed. */
const isStopped = (line: PerformanceLine): boolean => line.fits === false && !isAnswering(line);

const fitWords = ({ fits }: PerformanceLine): string =>
  fits === false ? "; it does not fit the GPU memory, so part of it runs on the processor, many times slower" : "";

/** A rate with as many decimals as it can be told apart by. */
const rateText = (value: number): string => numberText(value, value < 10 ? 1 : 0);

/** `answers 16 tokens a second …, likely 13 to 20` */
const rateWords = ({ unit, throughput: { value, low, high } }: PerformanceLine): string => {
  const [before, after] = UNIT_WORDS[unit] ?? ["runs", unit.replace(/\/s$/, " a second")];
  return `${before} ${rateText(value)} ${after}, likely ${rateText(low)} to ${rateText(high)}`;
};

/** What of the job the speed supposes: `batch 256 on each GPU`. */
const supposedWords = (line: PerformanceLine): string => {
  const { batch, usualBatch, contextTokens, weights } = line;
  const answers = isAnswering(line);
  const words = [
    ...(batch === undefined
      ? []
      : [
          answers
            ? batch === 1
              ? "one request at a time"
              : `${numberText(batch)} requests at once`
            : `batch ${numberText(batch)} on each GPU${usualBatch === undefined ? "" : ", the largest usual one that surely fits"}`,
        ]),
    ...(contextTokens === undefined ? [] : [`${numberText(contextTokens)} tokens each`]),
    ...(weights === undefined ? [] : [`weights as ${weights}`]),
  ];
  return words.length === 0 ? "" : `; ${answers ? "with" : "at"} ${words.join(", ")}`;
};

const STOPPED = "does NOT run here: it does not fit the GPU memory";

const speedWords = (line: PerformanceLine): string => {
  if (isStopped(line)) return `${line.workload} ${STOPPED}${supposedWords(line)}`;
  const { basis, source } = line.throughput;
  return `${line.workload} ${rateWords(line)}, ${gpusWords(line)}${supposedWords(line)}${fitWords(line)} (${BASIS_WORDS[basis]}${source})`;
};

/** What the rig does at each job that was asked for, in a few words; empty where none was. */
export const jobWords = ({ performance }: Assessment): readonly string[] =>
  performance.filter(({ workload }) => workload !== "training-index").map((line) => `${line.workload} ${isStopped(line) ? STOPPED : rateWords(line)}`);

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
