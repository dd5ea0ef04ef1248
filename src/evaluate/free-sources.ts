import type { Catalog } from "../domain/catalog.js";
import type { FreeSource, RentalProvider, RentalTier } from "../domain/rental.js";
import { lasting } from "./cost/allowance.js";

const boughtWith = (tier: RentalTier, provider: RentalProvider, catalog: Catalog): FreeSource["buys"] => {
  const [longest] = lasting(tier, provider);
  const gpuName = catalog.parts.gpu.get(longest?.gpu ?? "")?.name;
  return longest === undefined || gpuName === undefined ? undefined : { gpuName, hours: longest.hours };
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
