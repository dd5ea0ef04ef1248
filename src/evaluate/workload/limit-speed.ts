import type { Assumptions } from "../../domain/assumptions.js";
import type { Gpu } from "../../domain/part.js";
import { naturalDraw, type SpeedClass, type SpeedPoint } from "../../domain/power-model.js";

/** Share of the unlimited speed, with its 80 % range. */
export interface KeptSpeed {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

const WHOLE: KeptSpeed = { value: 1, low: 1, high: 1 };

/** The curve at a share, straight between its points; beyond its ends it keeps their values. */
export const speedAt = (points: readonly SpeedPoint[], share: number): KeptSpeed => {
  let before: SpeedPoint | undefined;
  for (const point of points) {
    if (share > point.share) {
      before = point;
      continue;
    }
    const from = before ?? point;
    const along = from === point ? 0 : (share - from.share) / (point.share - from.share);
    const mix = (a: number, b: number): number => a + along * (b - a);
    return { value: mix(from.speed, point.speed), low: mix(from.low, point.low), high: mix(from.high, point.high) };
  }
  return before === undefined ? WHOLE : { value: before.speed, low: before.low, high: before.high };
};

/**
 * Speed a board keeps at a power limit, 1 being its speed at the default limit.
 * Only what the limit takes from the card's own draw costs speed: the curve is over limit divided by that draw. It never falls as the limit rises.
 * The range holds the spread between cards and jobs, and that a job may draw less or more than usual.
 */
export const limitSpeed = (gpu: Gpu, limitW: number, { power }: Assumptions, kind: SpeedClass = "compute"): KeptSpeed => {
  if (limitW >= gpu.boardPowerW) return WHOLE;
  const points = power.speedAtLimit[kind];
  const draw = naturalDraw(gpu.id, power, kind === "decode" ? "inference" : "training");
  const share = limitW / gpu.boardPowerW;
  return {
    value: speedAt(points, share / draw.value).value,
    low: speedAt(points, share / draw.high).low,
    // A limit makes no card faster: above 1 is what the same run varies by.
    high: Math.min(1, speedAt(points, share / draw.low).high),
  };
};
