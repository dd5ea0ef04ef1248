import type { WinnersReport, WinningSolution } from "../domain/winner.js";
import { roundTo } from "../units/rounding.js";
import { numberText, percentText, plural } from "./format.js";
import { type Json, known } from "./json-values.js";
import type { Page } from "./style.js";
import { bullet, paragraph, section, tableLines } from "./table.js";

const hoursWords = (value: number): string => `${numberText(value, value < 10 ? 1 : 0)} h`;

const exampleWords = ({ platform, competition, year, place, hardware, trainingTime }: WinningSolution & { readonly platform: string }): string =>
  `${platform}, ${competition} (${year}${place === undefined ? "" : `, place ${place}`}): ${hardware}${trainingTime === undefined ? "" : `, ${trainingTime}`}`;

/** What competition winners trained on, and how one's own rigs stand beside it. */
export const winnersSection = (report: WinnersReport, nameOf: (label: string) => string, page: Page): readonly string[] => {
  const { solutions, platforms, years, byGpuCount, byTask, hours, beside } = report;
  const told = platforms.map((platform) => `${platform.solutions} of ${platform.name}`).join(", ");
  return section(
    "WHAT COMPETITION WINNERS TRAINED ON",
    [
      ...paragraph(
        `${solutions} solutions that won a prize or came in among the first ten, ${years.from} to ${years.to} (${told}). They are those whose write-up names the hardware, so they are examples, not a census.`,
        page,
      ),
      ...tableLines(
        [{ head: "GPUs" }, { head: "Solutions", align: "right" }, { head: "Share", align: "right" }],
        byGpuCount.map(({ gpus, solutions: count, share }) => [gpus, String(count), percentText(share)]),
        page,
      ),
      ...(page.medium === undefined || page.medium === "terminal" ? [""] : []),
      ...tableLines(
        [{ head: "Task" }, { head: "Solutions", align: "right" }, { head: "Median GPUs", align: "right" }, { head: "Median training", align: "right" }],
        byTask.map(({ task, solutions: count, medianGpus, medianHours }) => [
          task,
          String(count),
          numberText(medianGpus, medianGpus % 1 === 0 ? 0 : 1),
          medianHours === undefined ? "-" : hoursWords(medianHours),
        ]),
        page,
      ),
      ...(hours === undefined
        ? []
        : bullet(
            `Half of the ${hours.solutions} that say how long they trained took ${hoursWords(hours.lower)} to ${hoursWords(hours.upper)}, the longest ${hoursWords(hours.most)}: some of one model, some of a whole ensemble.`,
            page,
          )),
      ...beside.flatMap(({ label, gpuCount, shareWithin, examples }) => [
        ...bullet(`${nameOf(label)}: ${percentText(shareWithin)} of them used ${plural(gpuCount, "GPU")} or fewer.`, page),
        ...examples.flatMap((example) => bullet(exampleWords(example), page, "·")),
      ]),
    ],
    page,
  );
};

export const winnersJson = ({ solutions, platforms, years, byGpuCount, byTask, hours, beside }: WinnersReport): Json => ({
  solutions,
  platforms: platforms.map(({ name, solutions: count }) => ({ name, solutions: count })),
  years: { from: years.from, to: years.to },
  by_gpu_count: byGpuCount.map(({ gpus, solutions: count, share }) => ({ gpus, solutions: count, share: roundTo(share, 4) })),
  by_task: byTask.map(({ task, solutions: count, medianGpus, medianHours }) => ({
    task,
    solutions: count,
    median_gpus: medianGpus,
    ...known("median_training_h", medianHours, (value) => roundTo(value, 2)),
  })),
  ...known("training_h", hours, (found) => ({
    solutions: found.solutions,
    lower_quartile: roundTo(found.lower, 2),
    median: roundTo(found.median, 2),
    upper_quartile: roundTo(found.upper, 2),
    most: found.most,
  })),
  beside: beside.map(({ label, gpuCount, shareWithin, examples }) => ({
    label,
    gpu_count: gpuCount,
    share_within: roundTo(shareWithin, 4),
    examples: examples.map((example) => ({
      platform: example.platform,
      competition: example.competition,
      year: example.year,
      ...known("place", example.place),
      task: example.task,
      hardware: example.hardware,
      gpu_count: example.gpuCount,
      ...known("training_h", example.trainingHours),
      source: example.source,
    })),
  })),
});
