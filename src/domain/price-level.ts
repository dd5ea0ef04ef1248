import type { Part } from "./part.js";

/** How prices of one kind of thing moved, month by month; what ties a price of last year to today. */
export interface PriceSeries {
  readonly id: string;
  readonly name: string;
  /** The first month, counted as year × 12 + month from 0. */
  readonly from: number;
  /** One level a month from there, without gaps. */
  readonly levels: readonly number[];
  /** How far 80 % of moved prices were off, as a share, by condition. */
  readonly error: { readonly new: number; readonly used: number };
  readonly source: string;
}

const SERIES_OF_MEMORY: Readonly<Record<string, string>> = { DDR4: "ddr4", DDR5: "ddr5" };
/** What moves the price of everything that has no series of its own. */
export const CONSUMER_SERIES = "consumer";

const gpuSeries = (id: string, memoryType: string): string => {
  if (id === "rtx-5090") return "gddr7-rtx-5090";
  if (memoryType.startsWith("GDDR7")) return "gddr7-cards";
  return memoryType.startsWith("GDDR6") ? "gddr6-cards" : CONSUMER_SERIES;
};

/** The series that tells how prices of a part moved: its own kind's where there is one, else consumer prices. */
export const priceSeriesOf = (part: Part): string => {
  if (part.kind === "gpu") return gpuSeries(part.id, part.memoryType);
  if (part.kind === "storage") return part.type === "hdd" ? "hdd" : "nand-ssd";
  if (part.kind !== "memory") return CONSUMER_SERIES;
  const type = SERIES_OF_MEMORY[part.type];
  if (type === undefined) return CONSUMER_SERIES;
  return `${type}-${part.form.endsWith("UDIMM") || part.form.includes("SODIMM") ? "udimm" : "rdimm"}`;
};

const knownMonths = new Map<string, number>();

/** The month of a date text (`2026`, `2026-05` or `2026-05-20`), counted as year × 12 + month from 0; a year stands for its July. */
export const monthOf = (date: string): number => {
  const known = knownMonths.get(date);
  if (known !== undefined) return known;
  const month = Number(date.slice(0, 4)) * 12 + (date.length < 7 ? 6 : Number(date.slice(5, 7)) - 1);
  knownMonths.set(date, month);
  return month;
};

/** The level in a month; before the first and after the last month it is held. */
const levelIn = ({ from, levels }: PriceSeries, month: number): number => levels[Math.min(levels.length - 1, Math.max(0, month - from))] ?? 1;

/** The denominator of a price factor: factors are exact in ten-thousandths. */
export const FACTOR_UNIT = 10_000;

/** What a price of one month comes to in another, in ten-thousandths. */
export const priceFactor = (series: PriceSeries, seenOn: string, wantedOn: string): number => {
  const then = monthOf(seenOn);
  const now = monthOf(wantedOn);
  return then >= now ? FACTOR_UNIT : Math.round((levelIn(series, now) / levelIn(series, then)) * FACTOR_UNIT);
};
