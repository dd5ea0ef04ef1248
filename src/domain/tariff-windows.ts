import { clockText, MINUTES_PER_DAY, minuteOf } from "./clock.js";
import { DAY_GROUPS, type Season, type Tariff, type TariffWindow } from "./tariff.js";

/** Something wrong with a tariff's windows: which one, and in words. */
export interface WindowFault {
  readonly kind: "gap" | "overlap" | "impossible";
  /** The window at fault; absent for hours that none covers. */
  readonly window?: number;
  readonly season?: number;
  readonly message: string;
  readonly fix: string;
}

type Windows = Pick<Tariff, "windows" | "seasons" | "dayTypes">;

/** The stretches of a day that a window covers; none where its times are impossible. */
export const windowSpans = ({ from, to }: Pick<TariffWindow, "from" | "to">): readonly (readonly [number, number])[] => {
  const [start, end] = [minuteOf(from), minuteOf(to)];
  if (start === undefined || end === undefined || start === end || start === MINUTES_PER_DAY) return [];
  const spans: readonly (readonly [number, number])[] =
    start < end
      ? [[start, end]]
      : [
          [0, end],
          [start, MINUTES_PER_DAY],
        ];
  return spans.filter(([a, b]) => b > a);
};

const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const DAYS = 366;

/** Day of a leap year, 0 to 365; undefined for a day no year has. */
const dayOfYear = (text: string): number | undefined => {
  const [, month, day] = /^(\d{2})-(\d{2})$/.exec(text) ?? [];
  const length = DAYS_IN_MONTH[Number(month) - 1];
  if (month === undefined || length === undefined || Number(day) < 1 || Number(day) > length) return undefined;
  return DAYS_IN_MONTH.slice(0, Number(month) - 1).reduce((sum, days) => sum + days, 0) + Number(day) - 1;
};

const isIn = (day: number, { from, to }: Season): boolean => {
  const [start, end] = [dayOfYear(from) ?? 0, dayOfYear(to) ?? 0];
  return start <= end ? day >= start && day <= end : day >= start || day <= end;
};

/** The season of a day `MM-DD`; undefined where a tariff has none. */
export const seasonOf = (day: string, seasons: readonly Season[]): string | undefined => {
  const at = dayOfYear(day);
  return at === undefined ? undefined : seasons.find((season) => isIn(at, season))?.name;
};

const seasonFaults = (seasons: readonly Season[]): readonly WindowFault[] => {
  const strange = seasons.flatMap(({ name, from, to }, season): WindowFault[] =>
    dayOfYear(from) === undefined || dayOfYear(to) === undefined
      ? [
          {
            kind: "impossible",
            season,
            message: `the season ${JSON.stringify(name)} has a day that no year has (${from} to ${to})`,
            fix: 'write month and day, such as "06-01"',
          },
        ]
      : [],
  );
  if (seasons.length === 0 || strange.length > 0) return strange;
  for (let day = 0; day < DAYS; day += 1) {
    const here = seasons.flatMap((season, index) => (isIn(day, season) ? [index] : []));
    const [, second] = here;
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(5, 10);
    if (here.length === 0)
      return [{ kind: "gap", season: 0, message: `no season holds ${date} (month-day)`, fix: "let the seasons cover every day of the year" }];
    if (second !== undefined)
      return [{ kind: "overlap", season: second, message: `two seasons hold ${date} (month-day)`, fix: "end one the day before the other begins" }];
  }
  return [];
};

const wordsOf = (group: string, season: string | undefined, dayType: string | undefined): string =>
  [
    `on ${group === "weekday" ? "weekdays" : "weekends"}`,
    ...(season === undefined ? [] : [`in ${season}`]),
    ...(dayType === undefined ? [] : [`on ${dayType} days`]),
  ].join(" ");

const coverFaults = ({ windows, seasons = [], dayTypes = [] }: Windows): readonly WindowFault[] => {
  const [oneSeason, oneType]: readonly (readonly (string | undefined)[])[] = [
    seasons.length === 0 ? [undefined] : seasons.map(({ name }) => name),
    dayTypes.length === 0 ? [undefined] : dayTypes.map(({ name }) => name),
  ];
  const faults: WindowFault[] = [];
  for (const season of oneSeason ?? []) {
    for (const type of oneType ?? []) {
      for (const group of DAY_GROUPS.slice(1)) {
        const here = windows
          .flatMap(({ days, season: only, dayType, ...window }, index) =>
            (days === undefined || days === "all" || days === group) && (only === undefined || only === season) && (dayType === undefined || dayType === type)
              ? windowSpans(window).map(([from, to]) => ({ from, to, index }))
              : [],
          )
          .sort((a, b) => a.from - b.from || a.to - b.to);
        let end = 0;
        let last: number | undefined;
        const words = wordsOf(group, season, type);
        for (const { from, to, index } of here) {
          if (from > end) faults.push(gap(end, from, words, last ?? index));
          if (from < end)
            faults.push({
              kind: "overlap",
              window: index,
              message: `${clockText(from)} to ${clockText(Math.min(end, to))} ${words} is priced twice`,
              fix: "let one window end where the next begins",
            });
          if (to > end) [end, last] = [to, index];
        }
        if (end < MINUTES_PER_DAY) faults.push(gap(end, MINUTES_PER_DAY, words, last));
      }
    }
  }
  // The same fault on weekdays and weekends is one fault.
  const seen = new Set<string>();
  return faults.filter(({ kind, message, window }) => {
    const key = `${kind} ${window} ${message.slice(0, 14)}`;
    return !seen.has(key) && seen.add(key) !== undefined;
  });
};

const gap = (from: number, to: number, words: string, window: number | undefined): WindowFault => ({
  kind: "gap",
  ...(window === undefined ? {} : { window }),
  message: `${clockText(from)} to ${clockText(to)} ${words} has no price`,
  fix: "let the windows cover 00:00 to 24:00 of every day",
});

/** Whatever keeps windows from pricing every minute of every day exactly once. */
export const windowFaults = (tariff: Windows): readonly WindowFault[] => {
  const { windows, seasons = [], dayTypes = [] } = tariff;
  const strange = windows.flatMap(({ from, to, season, dayType }, window): WindowFault[] => [
    ...(windowSpans({ from, to }).length === 0
      ? [
          {
            kind: "impossible" as const,
            window,
            message: `a window from ${from} to ${to} is no stretch of a day`,
            fix: "write clock times such as 00:30 and 05:30; the end of the day is 24:00",
          },
        ]
      : []),
    ...(season !== undefined && !seasons.some(({ name }) => name === season)
      ? [{ kind: "impossible" as const, window, message: `there is no season ${JSON.stringify(season)}`, fix: "add it to seasons, or leave it out" }]
      : []),
    ...(dayType !== undefined && !dayTypes.some(({ name }) => name === dayType)
      ? [{ kind: "impossible" as const, window, message: `there is no kind of day ${JSON.stringify(dayType)}`, fix: "add it to day_types, or leave it out" }]
      : []),
  ]);
  const first = [...strange, ...seasonFaults(seasons)];
  return first.length > 0 ? first : coverFaults(tariff);
};
