import type { Condition } from "../../domain/offer.js";
import type { ReliabilityModel, ResaleModel, ShareRange } from "../../domain/resale.js";

/** What becomes of parts over the years: how they lose value, how often they fail. */
export interface WorthModels {
  readonly resale: ResaleModel | undefined;
  readonly reliability: ReliabilityModel | undefined;
}

const NOTHING: ShareRange = { value: 0, low: 0, high: 0 };

/** Share of what a part costs that it still sells for after some years, with the 80 % range; nothing for a kind nobody buys used. */
export const keptShare = (kind: string, condition: Condition, years: number, { resale }: WorthModels): ShareRange => {
  const curve = resale?.kinds[kind];
  if (curve === undefined) return NOTHING;
  const { firstSale, yearly } = curve;
  // A used or refurbished part is second-hand already.
  const at = (edge: keyof ShareRange): number => (condition === "new" ? firstSale[edge] : 1) * yearly[edge] ** years;
  return { value: at("value"), low: at("low"), high: at("high") };
};

/** What parts would sell for, minor units, rounded per line. */
export const resaleMinor = (priceMinor: number, share: number): number => Math.round(priceMinor * share);

/**
 * What to put aside a year for parts that fail when their maker no longer pays, minor units, rounded per line: the price times the
 * yearly failure rate times the share of a machine's working life without warranty. The same every year, so that it can be planned.
 * @param warrantyYears - of this very part, where it is known
 */
export const reserveMinor = (
  priceMinor: number,
  kind: string,
  condition: Condition,
  warrantyYears: number | undefined,
  { reliability }: WorthModels,
): number => {
  const rate = reliability?.kinds[kind];
  if (reliability === undefined || rate === undefined) return 0;
  const warranty = condition === "new" ? (warrantyYears ?? rate.warrantyYears.new) : rate.warrantyYears[condition];
  const uncovered = Math.max(0, reliability.serviceYears - warranty) / reliability.serviceYears;
  return Math.round(priceMinor * rate.perYear.value * uncovered);
};
