import type { Rule } from "./rule.js";
import { NOTHING } from "./verdict.js";

/** Days of a price file that lack prices are in no bill: nothing is filled in, and it is said. */
export const priceGap: Rule = {
  name: "price-gap",
  reads: [],
  check: (_, { tariff }) => {
    const [first] = tariff?.gaps ?? [];
    if (tariff === undefined || first === undefined) return NOTHING;
    return [
      {
        rule: "price-gap",
        severity: "warning",
        verdict: "fits",
        part: tariff.id,
        actual: tariff.gaps.length,
        limit: (tariff.pricedDays?.count ?? 0) + tariff.gaps.length,
        facts: { day: first.day, missing: first.missing, of: first.of, from: first.firstMissing },
        at: first.at,
      },
    ];
  },
};
