const DAY_TEXT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MS_PER_DAY = 86_400_000;
const CALENDAR_DAY = /^(?:19|20)\d{2}-\d{2}-\d{2}$/;

/** Whether a text `YYYY-MM-DD` is a day that the calendar of 1900 to 2099 has. */
export const isDay = (text: string): boolean => {
  const at = CALENDAR_DAY.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
};

const known = new Map<string, number>();

const parse = (text: string): number => {
  const parts = DAY_TEXT.exec(text);
  if (parts === null) throw new RangeError(`not a date: ${JSON.stringify(text.slice(0, 20))}`);
  const [, year, month, day] = parts;
  // A month stands for its 15th, a year for its first of July: the middle of what is known.
  const at = Date.UTC(Number(year), month === undefined ? 6 : Number(month) - 1, day === undefined ? (month === undefined ? 1 : 15) : Number(day));
  return Math.floor(at / MS_PER_DAY);
};

/**
 * Days since 1970-01-01 (UTC) of a date text `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
 * @throws RangeError for any other text
 */
export const dayNumber = (text: string): number => {
  const found = known.get(text);
  if (found !== undefined) return found;
  const day = parse(text);
  known.set(text, day);
  return day;
};
