import type { TariffFile } from "../../catalog/tariff-file.js";
import type { Catalog } from "../../domain/catalog.js";
import { type ClockYear, minuteOf } from "../../domain/clock.js";
import { nearest } from "../../domain/nearest.js";
import type { Region } from "../../domain/region.js";
import type { PriceTable, Schedule, Tariff, TariffUse } from "../../domain/tariff.js";
import { windowFaults } from "../../domain/tariff-windows.js";
import { scheduleRates } from "../../evaluate/energy/tariff/rates.js";
import { regionTariff } from "../../evaluate/energy/tariff/region.js";
import { priceYear, tariffYear } from "../../evaluate/energy/tariff/year.js";
import { usage, wholeWithin } from "../parse.js";
import { clockYear } from "./clock.js";

/** What is asked of the tariff: by flags, a rig file or settings. */
export interface TariffWish {
  /** A tariff of the catalogue, by id or name. */
  readonly named?: string;
  readonly file?: TariffFile;
  readonly schedule?: string;
  readonly pieces?: string;
  readonly withStanding?: boolean;
}

const NIGHT = { kind: "window", name: "nights", from: 22 * 60, to: 6 * 60 } as const;
const WORDS = ["whenever", "nights", "cheapest"] as const;
const MOST_PIECES = 12;
const WINDOW = /^(\d{2}:\d{2})-(\d{2}:\d{2})$/;

/** `whenever`, `nights`, `cheapest`, `22:00-06:00` */
const scheduleFrom = (text: string | undefined, pieces: string | undefined): Schedule => {
  const most = pieces === undefined ? 1 : wholeWithin("--pieces", pieces, 1, MOST_PIECES);
  if (pieces !== undefined && text !== undefined && text !== "cheapest") throw usage("--pieces goes with --schedule cheapest", "leave one of the two out");
  if (text === "cheapest" || pieces !== undefined) return { kind: "cheapest", pieces: most };
  if (text === undefined || text === "whenever") return { kind: "whenever" };
  if (text === "nights") return NIGHT;
  const [, from = "", to = ""] = WINDOW.exec(text) ?? [];
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if (start !== undefined && end !== undefined && start !== end && start !== 24 * 60) return { kind: "window", name: text, from: start, to: end };
  const [guess] = nearest(text, WORDS, 1);
  throw usage(
    `--schedule ${JSON.stringify(text.slice(0, 80))} is not known`,
    `${guess === undefined ? "" : `did you mean ${guess}? `}one of ${WORDS.join(", ")}, or clock times such as 22:00-06:00`,
  );
};

const named = (text: string, catalog: Catalog): Tariff => {
  const tariffs = catalog.subjects.tariffs();
  const wanted = text.toLowerCase();
  const found = tariffs.get(wanted) ?? [...tariffs.values()].find(({ name }) => name.toLowerCase() === wanted);
  if (found !== undefined) return found;
  const words = new Map([...tariffs.values()].flatMap(({ id, name }) => [[id, id] as const, [name.toLowerCase(), id] as const]));
  const [guess] = nearest(text, words.keys(), 1);
  throw usage(
    `there is no tariff ${JSON.stringify(text.slice(0, 80))} in the catalogue`,
    guess === undefined ? "`rigplan catalog list tariffs` lists them; a file of your own is named by its path" : `did you mean ${words.get(guess) ?? guess}?`,
  );
};

const NO_CHANGES = (year: number): ClockYear => ({ year, changes: [] });

type Base = Omit<TariffUse, "schedule" | "rates" | "withStanding">;

const optional = <K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } => (value === undefined ? {} : ({ [key]: value } as { [P in K]: V }));

const ofTariff = (tariff: Tariff, year: number): Base => {
  const [fault] = windowFaults(tariff);
  if (fault !== undefined) throw usage(`tariff ${tariff.id}: ${fault.message}`, fault.fix);
  const clock = tariff.zone === undefined ? NO_CHANGES(year) : clockYear(tariff.zone, year);
  return {
    id: tariff.id,
    name: tariff.name,
    ...optional("zone", tariff.zone),
    currency: tariff.currency,
    source: tariff.source,
    asOf: tariff.seenOn,
    grade: tariff.grade,
    ...optional("note", tariff.note),
    ...optional("standingPerDay", tariff.standingPerDay),
    year: tariffYear(tariff, clock),
    gaps: [],
  };
};

const ofPrices = (table: PriceTable, { currency }: Region): Base => ({
  id: table.id,
  name: table.name,
  zone: table.zone,
  currency: table.currency ?? currency,
  source: table.source,
  asOf: table.days.at(-1)?.day ?? "",
  grade: "sourced",
  ...optional("standingPerDay", table.standingPerDay),
  year: priceYear(table),
  gaps: table.gaps,
  pricedDays: { count: table.days.length, from: table.days[0]?.day ?? "", to: table.days.at(-1)?.day ?? "" },
});

/**
 * The tariff a scenario pays by and the hours it works, as exact averages; nothing where nobody asked, and the region's flat rate holds.
 * @param asOf - the day of the plan: its calendar year's days are priced
 * @throws Failure for a tariff or a schedule that is not known
 */
export const tariffUse = (wish: TariffWish, region: Region, asOf: string, loadHours: number, catalog: Catalog): TariffUse | undefined => {
  const { file, withStanding = false } = wish;
  const isAsked = wish.named !== undefined || file !== undefined || wish.schedule !== undefined || wish.pieces !== undefined || withStanding;
  if (!isAsked) return undefined;
  const schedule = scheduleFrom(wish.schedule, wish.pieces);
  const year = Number(asOf.slice(0, 4));
  const base =
    file?.kind === "prices"
      ? ofPrices(file.table, region)
      : file !== undefined
        ? ofTariff(file.tariff, year)
        : wish.named === undefined
          ? regionTariff(region)
          : { ...ofTariff(named(wish.named, catalog), year), given: wish.named };
  if (base === undefined) return undefined;
  return { ...base, schedule, withStanding, rates: scheduleRates(base.year, schedule, loadHours) };
};
