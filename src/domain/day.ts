const DAY_TEXT = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/;
const MS_PER_DAY = 86_400_000;
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
