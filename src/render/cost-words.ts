import type { CostSummary, LeftOut } from "../domain/assessment.js";

const WORDS: { readonly [K in LeftOut]: (cost: CostSummary) => string } = {
  unpriced: ({ unpriced }) => `parts whose price is not known (${unpriced.join(", ")})`,
  owned_worth: () => "what your own parts lose in value, where nobody offers one",
  electricity: () => "electricity: no price is known for the region",
  delivery: () => "delivery; duty and tax of the customs on what is ordered from abroad",
  screen: () => "screen and keyboard",
  standing_charge: () => "the standing charge of the electricity contract, which is paid anyway",
  cooling: () => "cooling the room",
  internet: () => "internet",
  time: () => "your time to build and mend it",
  software: () => "paid software (Linux is free)",
  interest: () => "interest on the money spent",
};

/** What a total does not hold, in words. */
export const leftOutWords = (what: LeftOut, cost: CostSummary): string => WORDS[what](cost);
