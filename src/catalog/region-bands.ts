import type { Entry } from "./layer.js";
import { type Problem, quoted } from "./problem.js";

/** What can be, and what usually is; a figure outside the first is refused, outside the second warned about. */
interface Band {
  readonly unit: string;
  readonly possible: readonly [number, number];
  readonly usual: readonly [number, number];
  /** Factor of the usual slip: 100 for pence, 1000 for kilowatts and kilograms. */
  readonly slip: number;
}

const RATE: Band = { unit: "a kWh against the euro", possible: [0, 5], usual: [0.01, 1.2], slip: 100 };
const CARBON: Band = { unit: "g a kWh", possible: [0, 2000], usual: [5, 1500], slip: 1000 };
const CIRCUIT: Band = { unit: "W", possible: [100, 50_000], usual: [500, 25_000], slip: 1000 };
const BREAKER: Band = { unit: "A", possible: [1, 200], usual: [2, 125], slip: 1000 };

const isIn = (value: number, [low, high]: readonly [number, number]): boolean => value >= low && value <= high;

/** `is it 0.2703, written in hundredths?` */
const meant = (value: number, shown: number, { usual, slip }: Band): string => {
  const scaled = (factor: number): string => String(Number((shown * factor).toPrecision(6)));
  const words = slip === 100 ? "hundredths (pence, cents)" : "thousandths";
  if (isIn(value / slip, usual)) return `is it ${scaled(1 / slip)}, written in ${words}?`;
  if (isIn(value * slip, usual)) return `is it ${scaled(slip)}, written in ${slip === 100 ? "hundreds" : "thousands (kW, kg)"}?`;
  return "check the unit";
};

/** A price of a kWh that cannot be, or that few pay, with the slip that is likely; nothing for a usual one, or where there is no exchange rate. */
export const rateBand = (
  rate: number,
  currency: string,
  perBase: Readonly<Record<string, string>>,
): { readonly isPossible: boolean; readonly message: string; readonly fix: string } | undefined => {
  const exchange = Object.hasOwn(perBase, currency) ? Number(perBase[currency]) : currency === "EUR" ? 1 : Number.NaN;
  // Free hours and prices below zero are real.
  const value = Math.abs(rate) / exchange;
  if (!(value > 0) || isIn(value, RATE.usual)) return undefined;
  const isPossible = isIn(value, RATE.possible);
  return { isPossible, message: `a rate of ${rate} ${currency} a kWh is ${isPossible ? "unusual" : "not possible"}`, fix: meant(value, Math.abs(rate), RATE) };
};

interface Found {
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
}

interface RawRegion {
  readonly electricity?: { readonly unit_rate: string; readonly currency: string } | undefined;
  readonly carbon?: { readonly g_per_kwh: number } | undefined;
  readonly circuits?:
    | readonly { readonly max_continuous_w: number; readonly breaker_a?: number | undefined; readonly fuse_a?: number | undefined }[]
    | undefined;
}

/**
 * Figures of a region that cannot be, and those that are unusual, each with the slip that is likely.
 * @param perBase - exchange rates against the euro, by currency; a rate in a currency without one is not judged
 */
export const regionBands = ({ electricity, carbon, circuits = [] }: RawRegion, entry: Entry, perBase: Readonly<Record<string, string>>): Found => {
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  const judge = (value: number, shown: number, band: Band, path: readonly PropertyKey[]): void => {
    const isPossible = isIn(value, band.possible);
    if (isPossible && isIn(value, band.usual)) return;
    const name = String(path.at(-1));
    const [low, high] = isPossible ? band.usual : band.possible;
    (isPossible ? warnings : problems).push({
      kind: "out-of-range",
      message: `${quoted(name)} ${shown} is ${isPossible ? "unusual" : "not possible"} (${low} to ${high} ${band.unit})`,
      at: entry.file.place([...entry.path, ...path]),
      fix: meant(value, shown, band),
    });
  };
  if (electricity !== undefined) {
    const exchange = Object.hasOwn(perBase, electricity.currency) ? Number(perBase[electricity.currency]) : electricity.currency === "EUR" ? 1 : Number.NaN;
    const rate = Number(electricity.unit_rate);
    if (exchange > 0) judge(rate / exchange, rate, RATE, ["electricity", "unit_rate"]);
  }
  if (carbon !== undefined) judge(carbon.g_per_kwh, carbon.g_per_kwh, CARBON, ["carbon", "g_per_kwh"]);
  circuits.forEach((circuit, index) => {
    judge(circuit.max_continuous_w, circuit.max_continuous_w, CIRCUIT, ["circuits", index, "max_continuous_w"]);
    if (circuit.breaker_a !== undefined) judge(circuit.breaker_a, circuit.breaker_a, BREAKER, ["circuits", index, "breaker_a"]);
    if (circuit.fuse_a !== undefined) judge(circuit.fuse_a, circuit.fuse_a, BREAKER, ["circuits", index, "fuse_a"]);
  });
  return { problems, warnings };
};
