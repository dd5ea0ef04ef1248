import type { Option } from "./choices.js";

/** The least something costs: to buy, and less what it will sell for. Minor units. */
export interface Least {
  readonly price: number;
  readonly net: number;
}

export const NO_COST: Least = { price: 0, net: 0 };
export const addLeast = (a: Least, b: Least): Least => ({ price: a.price + b.price, net: a.net + b.net });

/** For each place in a list the least price from there on: a list in order of net price need not be in order of price. */
export const leastPrices = (options: readonly Option[]): Float64Array => {
  const least = new Float64Array(options.length);
  let price = Number.POSITIVE_INFINITY;
  for (let at = options.length - 1; at >= 0; at -= 1) {
    price = Math.min(price, options[at]?.price ?? price);
    least[at] = price;
  }
  return least;
};

/** The least that the option in place `at` or a later one costs. */
export const leastFrom = (options: readonly Option[], prices: Float64Array, at: number): Least | undefined => {
  const option = options[at];
  return option === undefined ? undefined : { price: prices[at] ?? option.price, net: option.net };
};
