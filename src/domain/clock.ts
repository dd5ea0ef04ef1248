/** Clocks put forward or back on one day of a place, in the clock time that holds before it: at 02:00 (120) to 03:00 is a shift of 60. */
export interface ClockChange {
  /** `YYYY-MM-DD` */
  readonly day: string;
  readonly atMinute: number;
  readonly shiftMinutes: number;
}

/** A year by the clocks of one place, as plain data: the core knows no time zones. */
export interface ClockYear {
  readonly year: number;
  readonly changes: readonly ClockChange[];
}

export const MINUTES_PER_DAY = 1440;

/** A stretch of clock time within a day, minutes from midnight. */
export interface ClockSpan {
  readonly from: number;
  readonly to: number;
}

/**
 * A day as the clock on the wall shows it, in the order it is lived: one stretch on most days; the hour that is left out, or lived twice, on the others.
 * Their lengths add up to the true length of the day.
 */
export const clockSpans = (day: string, { changes }: ClockYear): readonly ClockSpan[] => {
  const change = changes.find((found) => found.day === day);
  if (change === undefined) return [{ from: 0, to: MINUTES_PER_DAY }];
  const { atMinute, shiftMinutes } = change;
  return [
    { from: 0, to: atMinute },
    { from: atMinute + shiftMinutes, to: MINUTES_PER_DAY },
  ].filter(({ from, to }) => to > from);
};

/** `07:30` as minutes from midnight; `24:00` is the end of the day. Undefined for anything else. */
export const minuteOf = (text: string): number | undefined => {
  const [, hour, minute] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(text) ?? [];
  if (hour === undefined || minute === undefined) return undefined;
  const found = Number(hour) * 60 + Number(minute);
  return found > MINUTES_PER_DAY ? undefined : found;
};

/** Minutes from midnight as a clock shows them. */
export const clockText = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, "0")}:${String(minute % 60).padStart(2, "0")}`;
