import type { Catalog } from "../domain/catalog.js";
import type { FreeSource, RentalOffer, RentalProvider, RentalTier } from "../domain/rental.js";
import { decimal, decimalToNumber } from "../units/decimal.js";

const hourly = ({ pricePerHour, count }: RentalOffer): number => decimalToNumber(decimal(pricePerHour)) / count;

const boughtWith = ({ credit, currency }: RentalTier, { offers = [] }: RentalProvider, catalog: Catalog): FreeSource["buys"] => {
  if (credit === undefined) return undefined;
  const [cheapest] = offers
    .filter((offer) => offer.gpu !== undefined && offer.terms === "on_demand" && offer.host === undefined && offer.currency === currency && hourly(offer) > 0)
    .sort((a, b) => hourly(a) - hourly(b));
  const gpuName = catalog.parts.gpu.get(cheapest?.gpu ?? "")?.name;
  return cheapest === undefined || gpuName === undefined ? undefined : { gpuName, hours: decimalToNumber(decimal(credit)) / hourly(cheapest) };
};

/** Everything given for nothing today: first what comes again, then what is given once. */
export const freeSources = (catalog: Catalog): readonly FreeSource[] =>
  [...catalog.subjects.rentals().values()]
    .flatMap((provider) =>
      (provider.tiers ?? [])
        .filter(({ use, price }) => use !== "history" && price !== undefined && Number(price) === 0)
        .map((tier): FreeSource => {
          const gpuName = tier.gpu === undefined ? tier.model : catalog.parts.gpu.get(tier.gpu)?.name;
          const buys = boughtWith(tier, provider, catalog);
          return {
            provider,
            tier,
            isOnce: tier.credit !== undefined && tier.period !== "month" && tier.period !== "week",
            ...(gpuName === undefined ? {} : { gpuName }),
            ...(buys === undefined ? {} : { buys }),
          };
        }),
    )
    .sort((a, b) => Number(a.isOnce) - Number(b.isOnce));
