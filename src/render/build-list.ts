import type { ListedBuild } from "../domain/build.js";
import type { Catalog } from "../domain/catalog.js";
import { type Currency, type Money, majorUnits } from "../units/money.js";
import { head } from "./catalog-table.js";
import { currencyMark, numberText } from "./format.js";
import { type Json, known, moneyJson } from "./json-values.js";
import type { Page } from "./style.js";
import { paragraph, section, tableLines } from "./table.js";

const cardsText = ({ cards, isComplete }: ListedBuild): string => (cards.length === 0 ? (isComplete ? "no GPU" : "cards not listed") : cards.join(" + "));
const describe = (build: ListedBuild): string => `${cardsText(build)}${build.made === "built" ? "" : ` (${build.made})`}`;

export const buildListDocument = (builds: readonly ListedBuild[], catalog: Catalog): Json => ({
  ...head("catalog list", catalog),
  result: {
    entries: builds.map((build) => ({
      kind: "build",
      id: build.id,
      name: `${build.pricedOn}: ${describe(build)}`,
      offers: 0,
      cards: build.cards,
      ...known("paid", build.paid, moneyJson),
      ...known("paid_in_money_of_today", build.now, moneyJson),
    })),
  },
});

/** Upper ends of the bands, in units of the buyer's currency; those of poorer units are scaled by powers of ten. */
const BANDS = [1000, 2000, 4000, 10_000] as const;
const DEAREST = 1_000_000;

/** How many of the currency's units make one of the size of a pound or a dollar, as a power of ten. */
const scaleOf = (builds: readonly ListedBuild[]): number => {
  const most = Math.max(0, ...builds.flatMap(({ now }) => (now === undefined ? [] : [majorUnits(now)])));
  return most < DEAREST ? 1 : 10 ** Math.ceil(Math.log10(most / DEAREST));
};

interface Band {
  readonly words: string;
  readonly builds: readonly ListedBuild[];
}

const roundly = (units: number, currency: Currency): string => currencyMark(currency) + numberText(units);

const bandsOf = (builds: readonly ListedBuild[], currency: Currency): readonly Band[] => {
  const edges = BANDS.map((edge) => edge * scaleOf(builds));
  const within = (low: number, high: number): readonly ListedBuild[] =>
    builds.filter(({ now }) => now !== undefined && majorUnits(now) >= low && majorUnits(now) < high);
  const [first = 0] = edges;
  const last = edges.at(-1) ?? 0;
  return [
    { words: `under ${roundly(first, currency)}`, builds: within(0, first) },
    ...edges.slice(1).map((high, at) => {
      const low = edges[at] ?? 0;
      return { words: `${roundly(low, currency)} to ${roundly(high, currency)}`, builds: within(low, high) };
    }),
    { words: `${roundly(last, currency)} and more`, builds: within(last, Number.POSITIVE_INFINITY) },
  ];
};

/** `2 × RTX 3090, used (2 builds); 1 × GTX 1080`, the commonest first. */
const cardCounts = (builds: readonly ListedBuild[]): string => {
  const counts = new Map<string, number>();
  for (const words of builds.map(cardsText)) {
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .map(([words, count]) => (count === 1 ? words : `${words} (${count})`))
    .join("; ");
};

/** To the nearest ten: the rate, the price level and the author's rounding carry no more. */
const about = (amount: Money | undefined): string => (amount === undefined ? "-" : `~${roundly(Math.round(majorUnits(amount) / 10) * 10, amount.currency)}`);

/** Published builds by what they cost, then one by one. */
export const buildListText = (builds: readonly ListedBuild[], currency: Currency, page: Page): string => {
  const bands = bandsOf(builds, currency);
  const banded = bands.reduce((total, band) => total + band.builds.length, 0);
  return [
    ...section(
      "CARDS BY WHAT THE WHOLE BUILD COST",
      tableLines(
        [{ head: "In money of today" }, { head: "Builds", align: "right" }, { head: "Cards in each (in how many, if several)", flexible: "wraps" }],
        bands.map((band) => [band.words, String(band.builds.length), band.builds.length === 0 ? "-" : cardCounts(band.builds)]),
        page,
      ),
      page,
    ).slice(1),
    "",
    ...paragraph(
      `${builds.length} part lists that people published, ${banded} of them with a total: examples of what is usual, not a census. The total is what was paid or asked then, raised by the consumer prices of its country since (where they are known) and brought to ${currency} at today's rate. The same parts cost something else today: rigplan catalog show ID.`,
      page,
    ),
    ...section(
      "ONE BY ONE, OLDEST FIRST",
      tableLines(
        [{ head: "Year" }, { head: "Cards", flexible: "wraps" }, { head: "Of today", align: "right" }, { head: "Id" }],
        builds.map((build) => [build.pricedOn, describe(build), about(build.now), build.id]),
        page,
      ),
      page,
    ),
    "",
  ].join("\n");
};
