import type { RateSpan } from "../../../domain/tariff.js";

/** A stretch of the day as it is lived: minutes since midnight passed, not what the clock shows. */
export interface LivedSpan {
  readonly from: number;
  readonly to: number;
}

const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));

/** Prices in equal steps, so fine that a best choice begins and ends between two of them. */
const steps = (spans: readonly RateSpan[], wanted: number): { readonly minutes: number; readonly costs: readonly number[] } => {
  const minutes = spans.reduce((so, span) => gcd(so, span.minutes), wanted);
  return { minutes, costs: spans.flatMap((span) => Array.from({ length: span.minutes / minutes }, () => span.rate)) };
};

const merged = (chosen: readonly boolean[], minutes: number): readonly LivedSpan[] => {
  const spans: LivedSpan[] = [];
  chosen.forEach((isOn, at) => {
    const last = spans.at(-1);
    if (!isOn) return;
    if (last !== undefined && last.to === at * minutes) spans[spans.length - 1] = { from: last.from, to: (at + 1) * minutes };
    else spans.push({ from: at * minutes, to: (at + 1) * minutes });
  });
  return spans;
};

/** One stretch, which may run over midnight into the next day like this one; the earliest of the cheapest. */
const oneStretch = (costs: readonly number[], wanted: number): readonly boolean[] => {
  let cost = costs.slice(0, wanted).reduce((sum, price) => sum + price, 0);
  let best = cost;
  let start = 0;
  for (let from = 1; from < costs.length; from += 1) {
    cost += (costs[(from + wanted - 1) % costs.length] ?? 0) - (costs[from - 1] ?? 0);
    if (cost < best) [best, start] = [cost, from];
  }
  return costs.map((_, at) => (at - start + costs.length) % costs.length < wanted);
};

/** The cheapest steps of all, wherever they lie: neighbours before others at the same price, and early before late. */
const anywhere = (costs: readonly number[], wanted: number): readonly boolean[] => {
  const order = costs.map((cost, at) => ({ cost, at })).sort((a, b) => a.cost - b.cost || a.at - b.at);
  const chosen = new Set(order.slice(0, wanted).map(({ at }) => at));
  return costs.map((_, at) => chosen.has(at));
};

/** Stretches of a circle: the one that is on at midnight is one stretch, not two. */
const stretches = (chosen: readonly boolean[]): number => Math.max(1, chosen.filter((isOn, at) => isOn && !(chosen.at(at - 1) ?? false)).length);

/**
 * The cheapest `wanted` steps in at most `most` stretches that begin and end within the day: the least cost of every number of steps and stretches,
 * step by step, and the way back through it.
 * @param isOnBefore - whether a stretch is running when the day begins: it is the one that runs when the day ends, and is counted there
 */
const within = (
  costs: readonly number[],
  wanted: number,
  most: number,
  isOnBefore: boolean,
): { readonly cost: number; readonly chosen: readonly boolean[] } => {
  const width = (most + 1) * 2;
  const size = (wanted + 1) * width;
  const at = (used: number, pieces: number, isOn: number): number => used * width + pieces * 2 + isOn;
  let now = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
  now[at(0, 0, isOnBefore ? 1 : 0)] = 0;
  const ways: Int8Array[] = [];
  for (const cost of costs) {
    const next = new Float64Array(size).fill(Number.POSITIVE_INFINITY);
    // From which state (off or on) the step came.
    const way = new Int8Array(size).fill(-1);
    for (let used = 0; used <= wanted; used += 1) {
      for (let pieces = 0; pieces <= most; pieces += 1) {
        for (const was of [0, 1]) {
          const so = now[at(used, pieces, was)] ?? Number.POSITIVE_INFINITY;
          if (so === Number.POSITIVE_INFINITY) continue;
          const off = at(used, pieces, 0);
          if (so < (next[off] ?? 0)) {
            next[off] = so;
            way[off] = was;
          }
          const more = was === 1 ? pieces : pieces + 1;
          if (used === wanted || more > most) continue;
          const on = at(used + 1, more, 1);
          if (so + cost < (next[on] ?? 0)) {
            next[on] = so + cost;
            way[on] = was;
          }
        }
      }
    }
    ways.push(way);
    now = next;
  }
  let [cost, pieces, isOn] = [Number.POSITIVE_INFINITY, 0, 0];
  for (let count = 0; count <= most; count += 1) {
    // A stretch that was running when the day began must be running when it ends.
    for (const end of isOnBefore ? [1] : [0, 1]) {
      const found = now[at(wanted, count, end)] ?? Number.POSITIVE_INFINITY;
      if (found < cost) [cost, pieces, isOn] = [found, count, end];
    }
  }
  const chosen: boolean[] = costs.map(() => false);
  let used = wanted;
  for (let step = costs.length - 1; step >= 0 && cost !== Number.POSITIVE_INFINITY; step -= 1) {
    const was = ways[step]?.[at(used, pieces, isOn)] ?? 0;
    chosen[step] = isOn === 1;
    if (isOn === 1) {
      used -= 1;
      if (was === 0) pieces -= 1;
    }
    isOn = was;
  }
  return { cost, chosen };
};

const inPieces = (costs: readonly number[], wanted: number, most: number): readonly boolean[] => {
  const best = anywhere(costs, wanted);
  if (stretches(best) <= most) return best;
  if (most === 1) return oneStretch(costs, wanted);
  // Either nothing runs over midnight, or what does is one stretch that is there at both ends.
  const apart = within(costs, wanted, most, false);
  const over = within(costs, wanted, most, true);
  return over.cost < apart.cost ? over.chosen : apart.chosen;
};

/**
 * The cheapest minutes of one day, in at most so many stretches. A stretch that ends at midnight and one that begins there count as one,
 * since the next day is much like this one.
 */
export const cheapestSpans = (spans: readonly RateSpan[], wantedMinutes: number, pieces: number): readonly LivedSpan[] => {
  const length = spans.reduce((sum, { minutes }) => sum + minutes, 0);
  if (wantedMinutes <= 0) return [];
  if (wantedMinutes >= length) return [{ from: 0, to: length }];
  const { minutes, costs } = steps(spans, wantedMinutes);
  return merged(inPieces(costs, wantedMinutes / minutes, pieces), minutes);
};
