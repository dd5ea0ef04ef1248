import { type Assumptions, constant } from "../../domain/assumptions.js";
import type { RoomHeat, UpsSize } from "../../domain/power-report.js";

/**
 * How much warmer the air of a closed room settles than it would be without the rig: heat over what the room loses for each degree.
 * What a room loses goes with its floor; it is uncertain by a factor of two either way.
 */
export const roomHeat = (areaM2: number, heatW: number, assumptions: Assumptions): RoomHeat => {
  const loss = assumptions.constants["room_loss_w_per_m2_k"];
  const rise = (perM2: number | undefined): number => heatW / (areaM2 * (perM2 ?? 1));
  return { areaM2, riseC: { value: rise(loss?.value), low: rise(loss?.high), high: rise(loss?.low) }, source: loss?.source ?? "" };
};

const MINUTES_PER_HOUR = 60;

/** A UPS that carries the rig's most while it saves and shuts down. */
export const upsSize = (wallPeakW: number, wallTypicalW: number, assumptions: Assumptions): UpsSize => {
  const minutes = constant(assumptions, "ups_minutes");
  const efficiency = constant(assumptions, "ups_efficiency");
  return {
    watts: wallPeakW,
    va: wallPeakW / constant(assumptions, "power_factor_least"),
    minutes,
    batteryWh: (wallTypicalW * minutes) / MINUTES_PER_HOUR / efficiency,
    source: assumptions.constants["power_factor_least"]?.source ?? "",
  };
};
