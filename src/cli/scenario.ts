import type { TariffFile } from "../catalog/tariff-file.js";
import type { Catalog } from "../domain/catalog.js";
import { nearest } from "../domain/nearest.js";
import type { Region } from "../domain/region.js";
import type { Scenario } from "../domain/scenario.js";
import type { Workload } from "../domain/workload.js";
import { workloadFrom } from "../domain/workload-name.js";
import { hours } from "../units/quantity.js";
import { circuitFrom, dayFrom, numberWithin, usage, wholeWithin } from "./parse.js";
import { softwareFrom } from "./software.js";
import { isTariffFile } from "./tariff/file.js";
import { type TariffWish, tariffUse } from "./tariff/use.js";

/** Flags that say where, how and for how long a rig is used. */
export interface ScenarioFlags {
  readonly region?: string;
  readonly currency?: string;
  readonly asOf?: string;
  readonly hoursPerDay?: string;
  readonly idleHours?: string;
  readonly years?: string;
  readonly framework?: readonly string[];
  readonly minSupportYears?: string;
  readonly workload?: readonly string[];
  readonly circuit?: string;
  readonly mbit?: string;
  /** A tariff of the catalogue, or the path of a file, which is then read into `tariffFile`. */
  readonly tariff?: string;
  readonly tariffFile?: TariffFile;
  readonly schedule?: string;
  readonly pieces?: string;
  readonly withStandingCharge?: boolean;
  /** What settings files say, by flag; a rig file's own scenario comes before them. */
  readonly settings?: Settings;
  readonly observedPrices?: boolean;
}

type Settings = Partial<Omit<ScenarioFlags, "settings" | "asOf" | "observedPrices" | "tariffFile" | "pieces" | "withStandingCharge">>;

/** What a rig file says of its scenario; flags win over it. */
export interface ScenarioDefaults {
  readonly region?: string;
  readonly currency?: string;
  readonly load_hours_per_day?: number;
  readonly idle_hours_per_day?: number;
  readonly years?: number;
  readonly as_of?: string;
  readonly frameworks?: readonly string[];
  readonly min_support_years?: number;
  readonly workloads?: readonly Workload[];
  readonly circuit?: string;
  readonly tariff?: string;
  readonly schedule?: string;
  readonly pieces?: number;
  readonly with_standing_charge?: boolean;
  readonly observed_prices?: boolean;
}

export const USUAL_HOURS = 8;
export const USUAL_YEARS = 3;
const HOURS_PER_DAY = 24;
const MOST_YEARS = 30;
const MOST_MBIT = 1_000_000;

/** The region most people mean by a currency that many share. */
const HOME_OF: Readonly<Record<string, string>> = { EUR: "DE", USD: "US", GBP: "GB" };

/** What people call a region beside its code: no guess at spelling would lead from these to the right one. */
const ALSO_CALLED: Readonly<Record<string, string>> = {
  UK: "GB",
  "UNITED KINGDOM": "GB",
  "GREAT BRITAIN": "GB",
  BRITAIN: "GB",
  ENGLAND: "GB",
  SCOTLAND: "GB",
  WALES: "GB",
  "NORTHERN IRELAND": "GB",
};

/**
 * The region of a code, in capitals or not, or of a name that its people use.
 * @throws Failure where there is none
 */
export const regionOf = (catalog: Catalog, text: string): Region => {
  const word = text.toUpperCase();
  const also = word.replace(/[\s_-]+/g, " ");
  const found = catalog.regions.get(word) ?? (Object.hasOwn(ALSO_CALLED, also) ? catalog.regions.get(ALSO_CALLED[also] ?? "") : undefined);
  if (found !== undefined) return found;
  const words = new Map([...catalog.regions.values()].flatMap(({ code, name }) => [[code, code] as const, [name, code] as const]));
  const [guess] = nearest(text, words.keys(), 1);
  throw usage(
    `there is no region ${JSON.stringify(text.slice(0, 80))}`,
    guess === undefined
      ? "regions are country codes such as GB, DE or US-CA; `rigplan catalog list regions` lists them"
      : `did you mean ${words.get(guess) ?? guess}?`,
  );
};

const currencyOf = (catalog: Catalog, text: string): string => {
  if (catalog.exchange.perBase.has(text)) return text;
  const known = [...catalog.exchange.perBase.keys()];
  const [guess] = nearest(text, known, 1);
  throw usage(
    `there is no exchange rate for currency ${JSON.stringify(text.slice(0, 80))}`,
    guess === undefined ? `currencies are codes such as ${known.slice(0, 6).join(", ")}` : `did you mean ${guess}?`,
  );
};

const homeRegion = (catalog: Catalog, currency: string): Region => {
  const home = HOME_OF[currency];
  const found = home === undefined ? [...catalog.regions.values()].find((region) => region.currency === currency) : catalog.regions.get(home);
  if (found === undefined) throw usage(`no region in the catalogue uses ${currency}`, "name your region with --region CODE");
  return found;
};

/** Jobs by name; nothing is read of the catalogue's models where none is asked for. */
const workloadsFrom = (catalog: Catalog, names: readonly string[] = []): Pick<Scenario, "workloads"> => {
  if (names.length === 0) return {};
  const models = catalog.subjects.workloads();
  return { workloads: names.map((name) => workloadFrom(name, models)) };
};

const yearsIn = (flag: string, text: string | undefined): number | undefined => (text === undefined ? undefined : wholeWithin(flag, text, 1, MOST_YEARS));

/** The tariff and hours asked for, each by the strongest place that speaks of it; only a flag may name a file. */
const tariffWish = ({ settings = {}, ...flags }: ScenarioFlags, file: ScenarioDefaults): TariffWish => {
  const named = flags.tariff ?? file.tariff ?? settings.tariff;
  const schedule = flags.schedule ?? file.schedule ?? settings.schedule;
  // Pieces belong to the schedule they were written beside.
  const pieces = flags.pieces ?? (flags.schedule === undefined && file.pieces !== undefined ? String(file.pieces) : undefined);
  if (named !== undefined && flags.tariffFile === undefined && isTariffFile(named))
    throw usage(
      `the tariff ${JSON.stringify(named.slice(0, 80))} is a file`,
      "name a file with --tariff; rig files and settings name tariffs of the catalogue",
    );
  return {
    ...(flags.tariffFile !== undefined ? { file: flags.tariffFile } : named === undefined ? {} : { named }),
    ...(schedule === undefined ? {} : { schedule }),
    ...(pieces === undefined ? {} : { pieces }),
    withStanding: flags.withStandingCharge ?? file.with_standing_charge ?? false,
  };
};

/**
 * Where and how the rig is used: flags, then the rig file, then settings, then the usual. The region follows from the currency and the other way round.
 * @throws Failure for anything that is not known
 */
export const scenarioFrom = (catalog: Catalog, flags: ScenarioFlags, file: ScenarioDefaults = {}): Scenario => {
  const { settings = {} } = flags;
  const regionText = flags.region ?? file.region ?? settings.region;
  // A region brings its currency, so one that is named in a stronger place wins over a currency in a weaker one.
  const currencyText = [flags, file, settings].find(({ region, currency }) => region !== undefined || currency !== undefined)?.currency;
  const asked = currencyText === undefined ? undefined : currencyOf(catalog, currencyText);
  const region = regionText === undefined ? homeRegion(catalog, asked ?? "GBP") : regionOf(catalog, regionText);
  const hoursIn = (flag: string, text: string | undefined): number | undefined =>
    text === undefined ? undefined : numberWithin(flag, text, 0, HOURS_PER_DAY, "hours");
  const load =
    hoursIn("--hours-per-day", flags.hoursPerDay) ?? file.load_hours_per_day ?? hoursIn("the setting hours_per_day", settings.hoursPerDay) ?? USUAL_HOURS;
  // Hours under load that are given alone leave no idle hours of a weaker place standing.
  const weakerIdle = flags.hoursPerDay === undefined ? (file.idle_hours_per_day ?? hoursIn("the setting idle_hours", settings.idleHours)) : undefined;
  const idle = hoursIn("--idle-hours", flags.idleHours) ?? weakerIdle ?? 0;
  if (load + idle > HOURS_PER_DAY) throw usage(`${load} hours under load and ${idle} idle are more than a day has`, "make them 24 or less together");
  const circuit = flags.circuit ?? file.circuit ?? settings.circuit;
  const asOf = flags.asOf === undefined ? (file.as_of ?? catalog.asOf) : dayFrom("--as-of", flags.asOf);
  const tariff = tariffUse(tariffWish(flags, file), region, asOf, load, catalog);
  return {
    region,
    currency: asked ?? region.currency,
    exchange: catalog.exchange,
    asOf,
    ...(tariff === undefined ? {} : { tariff }),
    loadHoursPerDay: hours(load),
    idleHoursPerDay: hours(idle),
    years: yearsIn("--years", flags.years) ?? file.years ?? yearsIn("the setting years", settings.years) ?? USUAL_YEARS,
    ...softwareFrom(
      catalog,
      flags.framework ?? file.frameworks ?? settings.framework,
      flags.minSupportYears ?? (file.min_support_years === undefined ? settings.minSupportYears : undefined),
      file.min_support_years,
    ),
    ...(flags.workload === undefined && file.workloads !== undefined
      ? { workloads: file.workloads }
      : workloadsFrom(catalog, flags.workload ?? settings.workload)),
    ...(circuit === undefined ? {} : { circuit: circuitFrom("--circuit", circuit) }),
    ...(flags.mbit === undefined ? {} : { internetMbit: numberWithin("--mbit", flags.mbit, 0.01, MOST_MBIT, "Mbit/s") }),
    ...((flags.observedPrices ?? file.observed_prices) === true ? { observedPrices: true } : {}),
  };
};
