import { MINUTES_PER_DAY } from "../../../domain/clock.js";
import type { ChosenHours, RatedDays, RatedYear, RateSpan, Schedule, ScheduleRates } from "../../../domain/tariff.js";
import { type Fraction, fraction } from "../../../units/fraction.js";
import { cheapestSpans, type LivedSpan } from "./cheapest.js";

/** Minutes, and money times minutes, of some stretches of a year: whole numbers all. */
interface Sum {
  readonly minutes: bigint;
  readonly cost: bigint;
}
const NOTHING: Sum = { minutes: 0n, cost: 0n };
const plus = (a: Sum, b: Sum): Sum => ({ minutes: a.minutes + b.minutes, cost: a.cost + b.cost });
const minus = (a: Sum, b: Sum): Sum => ({ minutes: a.minutes - b.minutes, cost: a.cost - b.cost });
const times = ({ minutes, cost }: Sum, count: bigint): Sum => ({ minutes: minutes * count, cost: cost * count });

const sumOf = (spans: readonly RateSpan[]): Sum =>
  spans.reduce((sum, { minutes, rate }) => plus(sum, { minutes: BigInt(minutes), cost: BigInt(rate) * BigInt(minutes) }), NOTHING);

/** The part of a day's prices that lies within lived minutes. */
const within = (spans: readonly RateSpan[], chosen: readonly LivedSpan[]): readonly RateSpan[] => {
  let begin = 0;
  return spans.flatMap(({ fromMinute, minutes, rate }) => {
    const [from, to] = [begin, begin + minutes];
    begin = to;
    return chosen.flatMap((span): RateSpan[] => {
      const [start, end] = [Math.max(from, span.from), Math.min(to, span.to)];
      return end > start ? [{ fromMinute: fromMinute + start - from, minutes: end - start, rate }] : [];
    });
  });
};

/** The part of a day's prices that lies within clock times. */
const between = (spans: readonly RateSpan[], from: number, to: number): readonly RateSpan[] => {
  const parts: readonly (readonly [number, number])[] =
    from < to
      ? [[from, to]]
      : [
          [0, to],
          [from, MINUTES_PER_DAY],
        ];
  return spans.flatMap(({ fromMinute, minutes, rate }) =>
    parts.flatMap(([a, b]): RateSpan[] => {
      const [start, end] = [Math.max(fromMinute, a), Math.min(fromMinute + minutes, b)];
      return end > start ? [{ fromMinute: start, minutes: end - start, rate }] : [];
    }),
  );
};

/** Clock times of chosen stretches, in the order of the day; what runs over midnight first, as one. */
const clockTimes = (spans: readonly RateSpan[]): ChosenHours["spans"] => {
  const found: { from: number; to: number }[] = [];
  for (const { fromMinute, minutes } of spans) {
    const last = found.at(-1);
    if (last?.to === fromMinute) last.to = fromMinute + minutes;
    else found.push({ from: fromMinute, to: fromMinute + minutes });
  }
  const [first, ...rest] = found;
  const end = rest.at(-1);
  return first?.from === 0 && end?.to === MINUTES_PER_DAY ? [{ from: end.from, to: first.to }, ...rest.slice(0, -1)] : found;
};

const chosenHours = (year: RatedYear, choose: (day: RatedDays) => readonly RateSpan[]): readonly ChosenHours[] => {
  const found = new Map<string, { spans: ChosenHours["spans"]; days: number; labels: Set<string> }>();
  for (const day of year.days) {
    const spans = clockTimes(choose(day));
    const key = JSON.stringify(spans);
    const before = found.get(key) ?? { spans, days: 0, labels: new Set<string>() };
    before.days += day.count;
    before.labels.add(day.label);
    found.set(key, before);
  }
  const all = year.days.reduce((sum, { count }) => sum + count, 0);
  return [...found.values()].sort((a, b) => b.days - a.days).map(({ spans, days, labels }) => ({ spans, share: days / all, label: [...labels].join("; ") }));
};

const MILLION = 1_000_000;
const MILLIONTHS_PER_DAY = BigInt(MINUTES_PER_DAY * MILLION);

const average = ({ minutes, cost }: Sum, scale: number): Fraction | undefined => (minutes <= 0n ? undefined : fraction(cost, minutes * 10n ** BigInt(scale)));

const ofYear = ({ days }: RatedYear, part: (day: RatedDays) => readonly RateSpan[]): Sum =>
  days.reduce((sum, day) => plus(sum, times(sumOf(part(day)), BigInt(day.count))), NOTHING);

/**
 * What a kWh costs on average in the hours the rig works and in the others, over every day of the year: exact, from whole minutes and whole rates.
 * Hours that are fewer than a window holds are spread evenly over it, hours that are more run over into the rest of the day just as evenly.
 * @param loadHours - hours a day under load, 0 to 24
 */
export const scheduleRates = (year: RatedYear, schedule: Schedule, loadHours: number): ScheduleRates => {
  const all = ofYear(year, ({ spans }) => spans);
  const { scale } = year;
  const whole = average(all, scale);
  if (whole === undefined) throw new RangeError("a year without prices");
  const rates = (load: Sum, rest: Sum, hours: readonly ChosenHours[]): ScheduleRates => ({
    load: average(load, scale) ?? whole,
    rest: average(rest, scale) ?? whole,
    hours,
  });
  if (schedule.kind === "whenever") return rates(all, all, []);
  if (schedule.kind === "cheapest") {
    const minutes = Math.max(1, Math.round(loadHours * 60));
    const chosen = new Map(year.days.map((day) => [day, within(day.spans, cheapestSpans(day.spans, minutes, schedule.pieces))]));
    const of = (day: RatedDays): readonly RateSpan[] => chosen.get(day) ?? [];
    const inside = ofYear(year, of);
    return rates(inside, loadHours === 0 ? all : minus(all, inside), chosenHours(year, of));
  }
  const { from, to } = schedule;
  const part = ({ spans }: RatedDays): readonly RateSpan[] => between(spans, from, to);
  const inside = ofYear(year, part);
  const outside = minus(all, inside);
  const chosen = [{ spans: [{ from, to }], share: 1, label: "" }];
  const wanted = BigInt(Math.round(loadHours * MILLION) * 60);
  const width = BigInt(((to - from + MINUTES_PER_DAY) % MINUTES_PER_DAY) * MILLION);
  if (wanted <= width) return rates(inside, plus(times(inside, width - wanted), times(outside, width)), chosen);
  const beyond = MILLIONTHS_PER_DAY - width;
  return rates(plus(times(inside, beyond), times(outside, wanted - width)), outside, chosen);
};
