import type { NotScored, Pass, Scored } from "./validation.js";

/** How far predictions are off, in percent; undefined where nothing was scored. */
export interface Score {
  readonly scored: number;
  readonly medianApe: number | undefined;
  readonly p90Ape: number | undefined;
  /** Share of the measurements inside the 80 % interval. */
  readonly coverage: number | undefined;
}

export interface SliceScore extends Score {
  readonly by: string;
  readonly value: string;
}

export interface PassScore extends Score {
  readonly way: string;
  readonly rows: number;
  readonly notScored: readonly NotScored[];
  readonly slices: readonly SliceScore[];
}

/** The value below which a share of sorted values lies, straight between neighbours; undefined of no values. */
export const quantile = (sorted: readonly number[], share: number): number | undefined => {
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)];
  const high = sorted[Math.ceil(at)];
  return low === undefined || high === undefined ? undefined : low + (high - low) * (at - Math.floor(at));
};

/** Absolute percentage error of a prediction, against what was measured. */
const ape = ({ actual, predicted }: Scored): number => (100 * Math.abs(predicted - actual)) / actual;

const isInside = ({ actual, low, high }: Scored): boolean => low <= actual && actual <= high;

const scoreOf = (scored: readonly Scored[]): Score => {
  const errors = scored.map(ape).sort((a, b) => a - b);
  return {
    scored: scored.length,
    medianApe: quantile(errors, 0.5),
    p90Ape: quantile(errors, 0.9),
    coverage: scored.length === 0 ? undefined : (100 * scored.filter(isInside).length) / scored.length,
  };
};

/** The score of a pass, in all and by every slice its rows name, in the order of the values. */
export const scorePass = ({ way, rows, scored, notScored }: Pass): PassScore => {
  const groups = new Map<string, Map<string, Scored[]>>();
  for (const one of scored) {
    for (const [by, value] of Object.entries(one.slices)) {
      const values = groups.get(by) ?? new Map<string, Scored[]>();
      groups.set(by, values);
      values.set(value, [...(values.get(value) ?? []), one]);
    }
  }
  const slices = [...groups].flatMap(([by, values]) =>
    [...values].sort(([a], [b]) => (a < b ? -1 : 1)).map(([value, members]): SliceScore => ({ by, value, ...scoreOf(members) })),
  );
  return { way, rows, notScored, slices, ...scoreOf(scored) };
};
