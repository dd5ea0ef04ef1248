import {
  type BusyState,
  type CardDraw,
  type DrawMeasurement,
  type DrawMeasurements,
  type DrawShare,
  type PowerModel,
  type PowerSweep,
  type PowerSweeps,
  type SpeedClass,
  type SpeedPoint,
  servingState,
} from "../../domain/power-model.js";

/** Shares of a card's own draw at which the curve is given. */
const KNOTS = [0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 1] as const;
/** Below this share of the default limit sweeps are few and cards differ most. */
export const LOWEST_SHARE = 0.5;
/** A card is held back by its limit where the limit is this far below what it draws without one. */
const HELD_BACK = 0.9;

/** Nearer the default limit than this is the default limit: sweeps of a slightly other limit. */
export const BELOW_DEFAULT = 0.995;

/** Which curve a job follows; undefined for games, which no rig is planned for. */
export const speedClass = (sweep: PowerSweep): SpeedClass | undefined =>
  sweep.class === "gaming" ? undefined : sweep.class === "decode" ? "decode" : "compute";

/** The value below which a share of the values lies, each value standing for an equal piece. */
export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const at = Math.min(sorted.length - 1, Math.max(0, share * sorted.length - 0.5));
  const low = sorted[Math.floor(at)] ?? 0;
  const high = sorted[Math.ceil(at)] ?? low;
  return low + (high - low) * (at - Math.floor(at));
};

const median = (values: readonly number[]): number => quantileOf(values, 0.5);

interface Sample {
  readonly limitW: number;
  readonly speed: number;
  readonly drawW: number | undefined;
}

/** Points of a sweep in the order of their limits. */
export const samplesOf = ({ points }: PowerSweep): readonly Sample[] => points.map(([limitW = 0, speed = 0, drawW]) => ({ limitW, speed, drawW }));

/** What the job draws at the card's default limit, as a share of that limit; undefined where no draw was read. */
const ownDraw = (sweep: PowerSweep): number | undefined => {
  const read = samplesOf(sweep).filter(({ drawW }) => drawW !== undefined);
  const nearest = [...read].sort((a, b) => Math.abs(a.limitW - sweep.defaultLimitW) - Math.abs(b.limitW - sweep.defaultLimitW))[0];
  return nearest?.drawW === undefined ? undefined : nearest.drawW / sweep.defaultLimitW;
};

/** Usual draw of a class among sweeps, for those whose draw was not read. */
const usualDraw = (sweeps: readonly PowerSweep[], kind: SpeedClass): number =>
  median(sweeps.filter((sweep) => speedClass(sweep) === kind && sweep.class !== "host-bound").flatMap((sweep) => ownDraw(sweep) ?? []));

interface Line {
  readonly gpu: string;
  /** Share of the job's own draw, and speed, ascending; ends at 1, 1. */
  readonly at: readonly (readonly [number, number])[];
}

const lineOf = (sweep: PowerSweep, usual: number): Line => {
  const draw = ownDraw(sweep) ?? usual;
  const at = samplesOf(sweep)
    .map(({ limitW, speed }): [number, number] => [limitW / sweep.defaultLimitW / draw, speed])
    .sort((a, b) => a[0] - b[0]);
  return { gpu: sweep.gpu, at: (at.at(-1)?.[0] ?? 1) < 1 ? [...at, [1, 1]] : at };
};

/** The speed of one line at a share; undefined below its lowest limit. */
const interpolated = ({ at }: Line, share: number): number | undefined => {
  let before: readonly [number, number] | undefined;
  for (const point of at) {
    if (point[0] >= share) {
      if (before === undefined) return point[0] - share < 1e-9 ? point[1] : undefined;
      return before[1] + ((point[1] - before[1]) * (share - before[0])) / (point[0] - before[0]);
    }
    before = point;
  }
  return before?.[1];
};

/** The nearest values that never fall: neighbours that do are averaged by their weights (pool adjacent violators). */
const rising = (values: readonly number[], weights: readonly number[]): readonly number[] => {
  const pools: { value: number; weight: number; count: number }[] = [];
  values.forEach((value, index) => {
    pools.push({ value, weight: weights[index] ?? 1, count: 1 });
    for (;;) {
      const [low, high] = pools.slice(-2);
      if (low === undefined || high === undefined || low.value <= high.value) break;
      const weight = low.weight + high.weight;
      pools.splice(-2, 2, { value: (low.value * low.weight + high.value * high.weight) / weight, weight, count: low.count + high.count });
    }
  });
  return pools.flatMap(({ value, count }) => Array.from({ length: count }, () => value));
};

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

interface Knot {
  readonly share: number;
  readonly speed: number;
}

/** Median over the sweeps at each share, made to rise; a share that fewer than two sweeps reach is left out. */
const middle = (sweeps: readonly PowerSweep[], kind: SpeedClass): readonly Knot[] => {
  const usual = usualDraw(sweeps, kind);
  const lines = sweeps.filter((sweep) => speedClass(sweep) === kind).map((sweep) => lineOf(sweep, usual));
  const knots = KNOTS.map((share) => ({ share, speeds: lines.flatMap((line) => interpolated(line, share) ?? []) })).filter(({ speeds }) => speeds.length > 1);
  const speeds = rising(
    knots.map(({ speeds: found, share }) => (share === 1 ? 1 : Math.min(1, median(found)))),
    knots.map(({ speeds: found, share }) => (share === 1 ? 1e6 : found.length)),
  );
  return knots.map(({ share }, index) => ({ share, speed: speeds[index] ?? 1 }));
};

const atKnots = (knots: readonly Knot[], share: number): number =>
  interpolated({ gpu: "", at: knots.map((knot) => [knot.share, knot.speed] as const) }, share) ?? knots[0]?.speed ?? 1;

/** How far apart in share the misses lie that make the range at a point. */
const WINDOW = 0.1;

/** Measured over predicted speed of every point, each predicted without its card, by share. */
const misses = (sweeps: readonly PowerSweep[], kind: SpeedClass): readonly { readonly share: number; readonly ratio: number }[] =>
  [...new Set(sweeps.map(({ gpu }) => gpu))].flatMap((gpu) => {
    const others = sweeps.filter((sweep) => sweep.gpu !== gpu);
    const knots = middle(others, kind);
    if (knots.length === 0) return [];
    const usual = usualDraw(others, kind);
    return sweeps
      .filter((sweep) => sweep.gpu === gpu && speedClass(sweep) === kind)
      .flatMap((sweep) =>
        lineOf(sweep, usual)
          .at.filter(([share]) => share >= (knots[0]?.share ?? 1))
          .map(([share, speed]) => ({ share: Math.min(1, share), ratio: speed / atKnots(knots, share) })),
      );
  });

/**
 * How much of the lowest, and of the highest, values is left out of an 80 % range of a further card: a tenth of very many cards, less of few, since two
 * cards hold less of what a third may do than twelve.
 */
const edgeOf = (cards: number): number => (0.1 * cards) / (cards + 2);

/** The curve of a class with its 80 % range: what the misses near a share were, leaving one card out. */
const curve = (sweeps: readonly PowerSweep[], kind: SpeedClass): readonly SpeedPoint[] => {
  const knots = middle(sweeps, kind);
  const found = misses(sweeps, kind);
  const through = (level: number): readonly number[] =>
    rising(
      knots.map(({ share, speed }) => {
        const near = found.filter((miss) => Math.abs(miss.share - share) <= WINDOW).map(({ ratio }) => ratio);
        return near.length === 0 ? speed : speed * quantileOf(near, level);
      }),
      knots.map(() => 1),
    );
  const edge = edgeOf(new Set(sweeps.filter((sweep) => speedClass(sweep) === kind).map(({ gpu }) => gpu)).size);
  const [low, high] = [through(edge), through(1 - edge)];
  return knots.map(({ share, speed }, index) => ({
    share,
    speed: rounded(speed),
    low: rounded(Math.min(speed, low[index] ?? speed)),
    high: rounded(Math.max(speed, high[index] ?? speed)),
  }));
};

const byGpu = <T extends { readonly gpu: string }>(list: readonly T[]): ReadonlyMap<string, readonly T[]> => {
  const groups = new Map<string, T[]>();
  for (const one of list) groups.set(one.gpu, [...(groups.get(one.gpu) ?? []), one]);
  return groups;
};

const serves =
  (state: BusyState) =>
  (one: DrawMeasurement): boolean =>
    one.class === "serving" && servingState(one) === state;

/** Which readings tell of a state. */
const TELLS: { readonly [S in BusyState]: (one: DrawMeasurement) => boolean } = {
  training: (one) => one.class === "training",
  inference: (one) => one.class === "prefill" || one.class === "decode",
  serving: (one) => one.class === "serving",
  servingFew: serves("servingFew"),
  servingMany: serves("servingMany"),
  servingManySparse: serves("servingManySparse"),
};

/** The states of a busy card, in the order in which they are written. */
export const STATES = ["training", "inference", "serving", "servingFew", "servingMany", "servingManySparse"] as const satisfies readonly BusyState[];

const ofStates = <T>(value: (state: BusyState) => T): { readonly [S in BusyState]: T } => ({
  training: value("training"),
  inference: value("inference"),
  serving: value("serving"),
  servingFew: value("servingFew"),
  servingMany: value("servingMany"),
  servingManySparse: value("servingManySparse"),
});

/** Draws of each card in a state, over its board power. */
const drawOfCards = (
  measurements: readonly DrawMeasurement[],
  state: BusyState,
  boardPowerW: ReadonlyMap<string, number>,
): ReadonlyMap<string, readonly number[]> => {
  const wanted = measurements.filter((one) => one.at === "gpu" && TELLS[state](one));
  const shares = [...byGpu(wanted)].map(([gpu, list]): [string, readonly number[]] => {
    const board = boardPowerW.get(gpu);
    return [gpu, board === undefined ? [] : list.map(({ measuredW, cards }) => Math.min(1, measuredW / cards / board))];
  });
  return new Map(shares.filter(([, list]) => list.length > 0));
};

/**
 * A card's share is the median of its readings; the usual share is the median of the cards. Its range is that of all readings.
 */
const usualShare = (cards: ReadonlyMap<string, readonly number[]>): DrawShare => {
  const all = [...cards.values()].flat();
  const edge = edgeOf(cards.size);
  return { value: rounded(median([...cards.values()].map(median))), low: rounded(quantileOf(all, edge)), high: rounded(quantileOf(all, 1 - edge)) };
};

const limitedShare = (sweeps: readonly PowerSweep[]): DrawShare => {
  const shares = sweeps.flatMap((sweep) => {
    const draw = ownDraw(sweep);
    if (draw === undefined || sweep.class === "host-bound") return [];
    return samplesOf(sweep).flatMap(({ limitW, drawW }) =>
      drawW !== undefined && limitW / sweep.defaultLimitW < HELD_BACK * draw ? [Math.min(1, drawW / limitW)] : [],
    );
  });
  return { value: rounded(median(shares)), low: rounded(quantileOf(shares, 0.1)), high: rounded(quantileOf(shares, 0.9)) };
};

type Fitted = Omit<PowerModel, "source" | "error">;

/**
 * Speed and draw at a power limit from sweeps and readings. Nothing but medians: no start values, no search, the same result every time.
 * @param boardPowerW - by GPU id
 */
export const fitPower = (sweeps: readonly PowerSweep[], readings: DrawMeasurements, boardPowerW: ReadonlyMap<string, number>): Fitted => {
  const { measurements } = readings;
  const read = ofStates((state) => drawOfCards(measurements, state, boardPowerW));
  // What is left of a reading at the wall tells of cards in general: the host is not known well enough to be this card's own figure.
  const onCard = measurements.filter(({ host }) => host === undefined);
  const own = ofStates((state) => drawOfCards(onCard, state, boardPowerW));
  const cards = [...new Set(STATES.flatMap((state) => [...own[state].keys()]))].sort().map((gpu): [string, CardDraw] => [
    gpu,
    Object.fromEntries(
      STATES.flatMap((state) => {
        const found = own[state].get(gpu);
        return found === undefined ? [] : [[state, rounded(median(found))]];
      }),
    ),
  ]);
  return {
    speedAtLimit: { compute: curve(sweeps, "compute"), decode: curve(sweeps, "decode") },
    lowestShare: LOWEST_SHARE,
    // A kind of serving that no card was read at draws like serving in general.
    draw: ofStates((state) => usualShare(read[state].size === 0 ? read.serving : read[state])),
    limitedDraw: limitedShare(sweeps),
    cards: Object.fromEntries(cards),
  };
};

/** A point of a sweep with what a model fitted without that card says of it. */
export interface HeldOut {
  readonly sweep: PowerSweep;
  readonly kind: SpeedClass;
  /** Position of the sweep and of the point in it. */
  readonly at: readonly [number, number];
  readonly actual: number;
  /** Share of the draw at which to read the curve: with the job's own draw known, and with the usual draw of a card only. */
  readonly shares: { readonly known: number; readonly usual: number };
  readonly model: Fitted;
}

/** Models that never saw a card, by the card's id, made when first asked for. */
export const modelsWithout = (
  { sweeps }: PowerSweeps,
  readings: DrawMeasurements,
  boardPowerW: ReadonlyMap<string, number>,
): ((gpu: string) => { readonly model: Fitted; readonly others: readonly PowerSweep[] }) => {
  const known = new Map<string, { readonly model: Fitted; readonly others: readonly PowerSweep[] }>();
  return (gpu) => {
    const found = known.get(gpu);
    if (found !== undefined) return found;
    const others = sweeps.filter((sweep) => sweep.gpu !== gpu);
    const model = fitPower(others, { ...readings, measurements: readings.measurements.filter((one) => one.gpu !== gpu) }, boardPowerW);
    const made = { model, others };
    known.set(gpu, made);
    return made;
  };
};

/** Every point of sweeps below the default limit and not below the lowest share, each with the model that never saw its card. */
export const heldOutPoints = (sweeps: readonly PowerSweep[], without: ReturnType<typeof modelsWithout>): readonly HeldOut[] =>
  sweeps.flatMap((sweep, place) => {
    const kind = speedClass(sweep);
    if (kind === undefined) return [];
    const { model, others } = without(sweep.gpu);
    const usual = model.draw[kind === "decode" ? "inference" : "training"].value;
    const draw = ownDraw(sweep) ?? usualDraw(others, kind);
    return samplesOf(sweep).flatMap(({ limitW, speed }, point): HeldOut[] => {
      const share = limitW / sweep.defaultLimitW;
      if (share > BELOW_DEFAULT || share < LOWEST_SHARE) return [];
      return [{ sweep, kind, at: [place, point], actual: speed, shares: { known: share / draw, usual: share / usual }, model }];
    });
  });
