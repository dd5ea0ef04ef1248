/** What a card is doing: the limit touches training and prompt processing alike, and the writing of tokens less. */
export const SPEED_CLASSES = ["compute", "decode"] as const;
export type SpeedClass = (typeof SPEED_CLASSES)[number];

/**
 * Speed kept at a limit that is `share` of what the card would draw without one; speed 1 is the speed without a limit.
 * The range holds how the same run varies, so that it may reach above 1.
 */
export interface SpeedPoint {
  readonly share: number;
  readonly speed: number;
  readonly low: number;
  readonly high: number;
}

/** A share of board power, or of the limit, with an 80 % range. */
export interface DrawShare {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A server of a language model: up to {@link FEW_REQUESTS} at a time leave the arithmetic waiting for memory; many fill it, a mixture of experts less
 * than a dense model, which computes with all its weights.
 */
export type ServingState = "servingFew" | "servingMany" | "servingManySparse";

/** What a busy card does: training, one stream of a language model, or a server, of which it may be unknown how many it answers. */
export type BusyState = "training" | "inference" | "serving" | ServingState;

/** The most requests at a time that count as few. */
const FEW_REQUESTS = 16;

/** What a server's card does, as far as it is known how many requests it answers at a time, and whether with a mixture of experts. */
export const servingState = ({ requests, sparse }: { readonly requests?: number; readonly sparse?: boolean }): "serving" | ServingState =>
  requests === undefined ? "serving" : requests <= FEW_REQUESTS ? "servingFew" : sparse === true ? "servingManySparse" : "servingMany";

export type CardDraw = { readonly [S in BusyState]?: number };

/** Speed and draw at a power limit, fitted to published sweeps and readings. */
export interface PowerModel {
  readonly source: string;
  /** Points by ascending share; the speed never falls as the share rises. */
  readonly speedAtLimit: { readonly [C in SpeedClass]: readonly SpeedPoint[] };
  /** Below this share of a card's default limit nothing was measured on enough cards. */
  readonly lowestShare: number;
  /** Average draw of a busy card that no limit holds back, as a share of its board power. */
  readonly draw: { readonly [S in BusyState]: DrawShare };
  /** Average draw of a card that its limit holds back, as a share of that limit. */
  readonly limitedDraw: DrawShare;
  /** The same draw where it was read on the card itself, by GPU id. */
  readonly cards: Readonly<Record<string, CardDraw>>;
  /** How far the speed is off, leaving one card out, percent of the measured speed. */
  readonly error: { readonly medianPct: number; readonly p90Pct: number; readonly points: number };
}

export const SWEEP_CLASSES = ["training", "prefill", "decode", "gaming", "host-bound"] as const;
export type SweepClass = (typeof SWEEP_CLASSES)[number];

/**
 * One published sweep of one job on one card: limit in watts, speed as a share of the speed at the default limit, average draw in watts.
 * The default limit is that at which the speed is 1: of a card that was raised above it, the raised one.
 */
export interface PowerSweep {
  readonly gpu: string;
  readonly workload: string;
  readonly class: SweepClass;
  readonly defaultLimitW: number;
  readonly source: string;
  readonly seenOn: string;
  readonly note?: string;
  readonly points: readonly (readonly number[])[];
}

export interface PowerSweeps {
  readonly sources: Readonly<Record<string, string>>;
  readonly sweeps: readonly PowerSweep[];
}

export const DRAW_CLASSES = ["training", "prefill", "decode", "serving", "idle", "host-bound"] as const;

/** The computer around a card whose whole draw was read at the wall. */
export interface MeasuredHost {
  readonly cpu?: string;
  readonly modules?: number;
  readonly psuW?: number;
  readonly efficiency?: string;
  readonly note: string;
}

export interface DrawMeasurement {
  readonly gpu: string;
  readonly cards: number;
  readonly class: (typeof DRAW_CLASSES)[number];
  readonly workload: string;
  /** Of a server: how many requests at a time at most, and whether the model is a mixture of experts. */
  readonly requests?: number;
  readonly sparse?: boolean;
  readonly measuredW: number;
  /** Where it was read: the card itself, the wall socket, or a server node's own meter. */
  readonly at: "gpu" | "wall" | "node";
  readonly host?: string;
  /** The highest reading, where the others are averages. */
  readonly peak?: boolean;
  readonly source: string;
  readonly seenOn: string;
  readonly note?: string;
}

export interface DrawMeasurements {
  readonly sources: Readonly<Record<string, string>>;
  readonly hosts: Readonly<Record<string, MeasuredHost>>;
  readonly measurements: readonly DrawMeasurement[];
}

/**
 * Average draw of a busy card that no limit holds back, as a share of its board power: the card's own reading where there is one. A card that was read in
 * servers alone answers one user much as it answers few.
 */
export const naturalDraw = (gpuId: string, model: PowerModel, state: BusyState = "training"): DrawShare => {
  const general = model.draw[state];
  const read = Object.hasOwn(model.cards, gpuId) ? model.cards[gpuId] : undefined;
  const own = read?.[state] ?? (state === "inference" ? read?.servingFew : undefined);
  return own === undefined ? general : { value: own, low: Math.min(own, general.low), high: Math.max(own, general.high) };
};
