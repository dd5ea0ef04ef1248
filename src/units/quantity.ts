declare const unit: unique symbol;

/** A number that remembers its unit: passing watts where hours are wanted does not compile. */
export type Quantity<Unit extends string> = number & { readonly [unit]: Unit };

export type Watts = Quantity<"W">;
export type Hours = Quantity<"h">;
export type WattHours = Quantity<"Wh">;
export type Gibibytes = Quantity<"GiB">;
export type Millimetres = Quantity<"mm">;

const checked = <Unit extends string>(value: number, what: string): Quantity<Unit> => {
  if (!Number.isFinite(value) || value < 0) {
    throw new RangeError(`${what} must be a finite number, not negative; got ${value}`);
  }
  return value as Quantity<Unit>;
};

/** @throws RangeError when not finite or negative */
export const watts = (value: number): Watts => checked<"W">(value, "power (W)");
/** @throws RangeError when not finite or negative */
export const hours = (value: number): Hours => checked<"h">(value, "time (h)");
/** @throws RangeError when not finite or negative */
export const wattHours = (value: number): WattHours => checked<"Wh">(value, "energy (Wh)");
/** @throws RangeError when not finite or negative */
export const gibibytes = (value: number): Gibibytes => checked<"GiB">(value, "memory (GiB)");
/** @throws RangeError when not finite or negative */
export const millimetres = (value: number): Millimetres => checked<"mm">(value, "length (mm)");

/** Kilowatt-hours as a plain number, for reports. */
export const kilowattHours = (energy: WattHours): number => energy / 1000;
