import type { Assessment } from "../domain/assessment.js";
import type { Estimate } from "../domain/estimate.js";
import type { Download, JobLimit, JobNeeds, LimitedBy } from "../domain/job-needs.js";
import type { Scenario } from "../domain/scenario.js";
import { roundTo } from "../units/rounding.js";
import { moneyText, numberText, percentText, plural } from "./format.js";
import { type Json, known, moneyJson } from "./json-values.js";
import type { Page } from "./style.js";
import { labelled, paragraph, section } from "./table.js";

const HOURS_PER_DAY = 24;
const MINUTES = 60;
const SMALL_GB = 0.1;
const MB_PER_GB = 1000;
const MILLION = 1e6;
const FOLDS = 5;
const LITTLE_MORE = 1.2;
const PASSES = 20;
const COMPETITION_DAYS = 90;

const hoursWords = (value: number): string =>
  value < 1
    ? value * MINUTES < 1
      ? "under a minute"
      : `${numberText(value * MINUTES, value * MINUTES < 10 ? 1 : 0)} min`
    : `${numberText(value, value < 10 ? 1 : 0)} h`;

const whole = ({ low, high }: Estimate): string => {
  const from = Math.max(1, Math.round(low));
  const to = Math.max(1, Math.round(high));
  return from === to ? String(from) : `${numberText(from)} to ${numberText(to)}`;
};

const LIMIT_WORDS: { readonly [K in LimitedBy]: string } = {
  arithmetic: "the GPU's arithmetic",
  bandwidth: "how fast the GPU reads its own memory (bandwidth)",
  memory: "the size of the GPU's memory: the job does not fit",
  host: "neither arithmetic nor memory of the GPU: software, processor and drive decide as much",
};

/** By how many times the plentiful one exceeds the scarce one: a faster other is no help. */
const timesWords = ({ arithmetic, bandwidth }: NonNullable<JobLimit["ceilings"]>): string => {
  const times = Math.max(arithmetic, bandwidth) / Math.min(arithmetic, bandwidth);
  return times < LITTLE_MORE ? "little more" : `about ${numberText(times, times < 10 ? 1 : 0)} times as much`;
};

const limitWords = ({ by, shares, ceilings }: JobLimit): string => {
  const told =
    shares !== undefined
      ? `; of the time of a sample ${percentText(shares.bandwidth)} goes with bandwidth, ${percentText(shares.arithmetic)} with arithmetic, the rest with neither`
      : ceilings !== undefined && by !== "memory"
        ? `; its ${by === "bandwidth" ? "arithmetic" : "memory"} would allow ${timesWords(ceilings)}`
        : "";
  return `${LIMIT_WORDS[by]}${told}`;
};

const nextWords = ({ nextCard, limit }: JobNeeds): string | undefined => {
  if (nextCard === undefined) return undefined;
  const { name, condition, price, gain } = nextCard;
  const does =
    gain === undefined ? "the cheapest card that surely holds it" : `the cheapest card that is at least a quarter faster (${numberText(gain, 1)} times)`;
  return `${name} (${condition}, ${moneyText(price)}): ${does}${limit?.by === "host" ? "; a faster processor and drive may do as much" : ""}`;
};

const passWords = ({ pass }: JobNeeds, { loadHoursPerDay }: Scenario): string | undefined => {
  if (pass === undefined) return undefined;
  const { dataset, samples, tokens, hours } = pass;
  const over = `${hoursWords(hours.value)} (likely ${hoursWords(hours.low)} to ${hoursWords(hours.high)}) over the ${numberText(samples)} samples of ${dataset}`;
  if (tokens !== undefined)
    return `${over}, ${numberText(tokens / MILLION, 1)} million tokens of about four letters; your own texts take as long by their tokens`;
  const run = hours.value * FOLDS * PASSES;
  const days = loadHoursPerDay * COMPETITION_DAYS;
  const season = days <= 0 ? "" : `; the ${COMPETITION_DAYS} days of a competition hold ${numberText(days / run, days / run < 10 ? 1 : 0)} such runs`;
  return `${over}; ${FOLDS} folds of ${PASSES} passes each: ${hoursWords(run)}${season}`;
};

const driveWords = ({ reads }: JobNeeds): string | undefined => {
  if (reads === undefined) return undefined;
  const { mbPerS, driveMbPerS } = reads;
  const own = driveMbPerS === undefined ? "" : `; the drive here reads ${numberText(driveMbPerS)}${driveMbPerS < mbPerS.value ? ", which is too slow" : ""}`;
  return `${mbPerS.value < 1 ? "less than 1 MB a second has" : `${numberText(mbPerS.value, mbPerS.value < 10 ? 1 : 0)} MB a second have`} to be read${own}`;
};

const coreWords = ({ cores }: JobNeeds): string | undefined => {
  if (cores === undefined) return undefined;
  const { wanted, present } = cores;
  const short =
    present === undefined
      ? ""
      : `; this processor has ${numberText(present)}${present < Math.round(wanted.low) ? ", too few: the GPUs will wait" : present < wanted.value ? ", which may be few" : ""}`;
  return `${whole(wanted)} ${whole(wanted) === "1" ? "core" : "cores"} to unpack the pictures as fast as the GPUs take them${short}`;
};

const systemMemoryWords = ({ systemMemory }: JobNeeds): string | undefined => {
  if (systemMemory === undefined) return undefined;
  const { presentGib, wantedGib } = systemMemory;
  const short = presentGib < wantedGib ? ", which is little" : "";
  return `${numberText(wantedGib)} GB or more in the computer, to load data and models through; this one has ${numberText(presentGib)}${short}`;
};

const downloadWords = ({ what, name, gb, hours }: Download, mbit: number | undefined): string => {
  const amount = gb < SMALL_GB ? `${numberText(gb * MB_PER_GB)} MB` : `${numberText(gb, gb < 10 ? 1 : 0)} GB`;
  const size = `${amount} of ${what === "dataset" ? "data" : "weights"} (${name})`;
  if (hours === undefined || mbit === undefined) return size;
  const days = hours >= 2 * HOURS_PER_DAY ? `, ${numberText(hours / HOURS_PER_DAY, 1)} days` : "";
  return `${size}: ${hoursWords(hours)}${days} at ${numberText(mbit)} Mbit/s, once`;
};

const networkWords = ({ network }: JobNeeds): string | undefined => {
  if (network === undefined) return undefined;
  const { machines, shares } = network;
  const each = shares.map(({ gbitPerS, efficiency }) => `${numberText(efficiency * machines, 1)} over ${gbitPerS} Gbit/s`).join(", ");
  return `${plural(machines, "machine")} together on one job reach at least this many times the speed of one: ${each} (below 1 they are slower than one alone); on a job each they do ${machines} times the work`;
};

const jobLines = (job: JobNeeds, scenario: Scenario, page: Page): readonly string[] => {
  const { limit, downloads } = job;
  const line = (label: string, words: string | undefined): readonly string[] => (words === undefined ? [] : labelled(label, words, page));
  return [
    ...paragraph(job.workload, page),
    ...line("Limit", limit === undefined ? undefined : limitWords(limit)),
    ...line("Next card", nextWords(job)),
    ...line("One pass", passWords(job, scenario)),
    ...line("Drive", driveWords(job)),
    ...line("Processor", coreWords(job)),
    ...line("Memory", systemMemoryWords(job)),
    ...line("Machines", networkWords(job)),
    ...downloads.flatMap((download, index) => labelled(index === 0 ? "To fetch" : "", downloadWords(download, scenario.internetMbit), page)),
  ];
};

/** What limits each job asked for, and what it wants of drive, processor, network and internet line; nothing where none was asked for. */
export const jobsSection = ({ jobs }: Assessment, scenario: Scenario, page: Page): readonly string[] =>
  jobs.length === 0
    ? []
    : section(
        "WHAT LIMITS THE JOBS, AND WHAT FEEDS THEM",
        jobs.flatMap((job, index) => [...(index === 0 ? [] : [""]), ...jobLines(job, scenario, page)]),
        page,
      );

const two = (value: number): number => roundTo(value, 2);
const rangeJson = ({ value, low, high, basis, source }: Estimate): Json => ({ value: two(value), low: two(low), high: two(high), basis, source });

export const jobJson = ({ workload, limit, nextCard, pass, reads, cores, systemMemory, downloads, network }: JobNeeds): Json => ({
  workload,
  ...known("limit", limit, ({ by, shares, ceilings, source }) => ({
    by,
    ...known("arithmetic_share", shares?.arithmetic, two),
    ...known("bandwidth_share", shares?.bandwidth, two),
    ...known("arithmetic_per_s", ceilings?.arithmetic, two),
    ...known("bandwidth_per_s", ceilings?.bandwidth, two),
    ...known("unit", ceilings?.unit),
    source,
  })),
  ...known("next_card", nextCard, ({ id, name, condition, price, gain }) => ({ id, name, condition, price: moneyJson(price), ...known("gain", gain, two) })),
  ...known("pass", pass, ({ dataset, samples, tokens, hours }) => ({ dataset, samples, ...known("tokens", tokens), hours: { ...rangeJson(hours) } })),
  ...known("reads_mb_per_s", reads, ({ mbPerS, driveMbPerS }) => ({ ...rangeJson(mbPerS), ...known("drive_mb_per_s", driveMbPerS) })),
  ...known("cores", cores, ({ wanted, present }) => ({ ...rangeJson(wanted), ...known("present", present) })),
  ...known("system_memory", systemMemory, ({ presentGib, wantedGib }) => ({ present_gib: two(presentGib), wanted_gib: two(wantedGib) })),
  downloads: downloads.map(({ what, name, gb, hours }) => ({ what, name, size_gb: two(gb), ...known("hours", hours, two) })),
  ...known("network", network, ({ machines, exchangeGb, shares }) => ({
    machines,
    exchange_gb: two(exchangeGb),
    shares: shares.map(({ gbitPerS, efficiency }) => ({ gbit_per_s: gbitPerS, efficiency: roundTo(efficiency, 3) })),
  })),
});
