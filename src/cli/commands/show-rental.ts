import type { Catalog } from "../../domain/catalog.js";
import type { RentalProvider } from "../../domain/rental.js";
import type { Scenario } from "../../domain/scenario.js";
import { priceContext } from "../../evaluate/context.js";
import { lasting } from "../../evaluate/cost/allowance.js";
import { pricedRental } from "../../evaluate/cost/rental-price.js";
import { type RentalRow, rentalDocument, rentalText } from "../../render/rental-table.js";
import type { Outputs } from "../output.js";

/** `rigplan catalog show runpod`: what a provider lets and gives, in the buyer's money. */
export const showRental = async (provider: RentalProvider, scenario: Scenario, catalog: Catalog, outputs: Outputs): Promise<void> => {
  const context = priceContext(scenario, catalog);
  const rows = (provider.offers ?? []).map((offer): RentalRow => {
    const gpuName = (offer.gpu === undefined ? undefined : catalog.parts.gpu.get(offer.gpu)?.name) ?? offer.model ?? "unknown";
    const priced = pricedRental({ provider, offer, machines: 1 }, gpuName, context);
    return { offer, gpuName, ...(priced === undefined ? {} : { priced }) };
  });
  const nameOf = (gpu: string | undefined): string | undefined => (gpu === undefined ? undefined : catalog.parts.gpu.get(gpu)?.name);
  const facts = new Map(
    (provider.tiers ?? []).map((tier) => {
      const cardName = nameOf(tier.gpu);
      const lasts = tier.use === "history" ? [] : lasting(tier, provider).map(({ gpu, hours }) => ({ gpuName: nameOf(gpu) ?? gpu, hours }));
      return [tier.id, { ...(cardName === undefined ? {} : { cardName }), lasts }] as const;
    }),
  );
  await outputs.write({
    exchange: catalog.exchange,
    document: () => rentalDocument(provider, rows, catalog),
    text: (page) => rentalText(provider, rows, facts, scenario.currency, page),
  });
};
