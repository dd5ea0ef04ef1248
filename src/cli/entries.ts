import { findPart } from "../catalog/lookup.js";
import { findProvider } from "../catalog/lookup-rental.js";
import type { Catalog } from "../domain/catalog.js";
import { nearest } from "../domain/nearest.js";
import type { Gpu } from "../domain/part.js";
import type { RentalOffer, RentalProvider, RentalTerms, RentalTier } from "../domain/rental.js";
import type { Rig } from "../domain/rig.js";
import type { Scenario } from "../domain/scenario.js";
import type { Entry } from "../evaluate/comparison-columns.js";
import { priceContext } from "../evaluate/context.js";
import { weeklyHours } from "../evaluate/cost/allowance.js";
import { chosenOffer, pricedRental } from "../evaluate/cost/rental-price.js";
import { speedIndex } from "../evaluate/workload/throughput.js";
import { shortName } from "../render/short-name.js";
import { oneOf, usage, wholeWithin } from "./parse.js";

const LONGEST = 80;
const quoted = (text: string): string => JSON.stringify(text.slice(0, LONGEST));
const plain = (text: string): string => text.toLowerCase().replace(/[\s_]+/g, "-");

const counted = (count: number, name: string): string => (count === 1 ? name : `${count} × ${name}`);

const LONGEST_PROVIDER = 14;
/** A provider's name as far as it is short. */
const providerName = ({ name, id }: RentalProvider): string => {
  const bare = name.replace(/ \(.*\)$/, "");
  return bare.length <= LONGEST_PROVIDER ? bare : id;
};

/** `4 × RTX 3090 @280 W` */
export const rigName = (rig: Rig, text: string): string => {
  if (rig.name !== undefined) return rig.name;
  const cards = rig.gpu.map(({ part, quantity }) => counted(quantity * rig.nodes, shortName(part.name))).join(" + ");
  const limit = rig.powerLimit !== undefined && rig.gpu.some(({ part }) => part.boardPowerW > (rig.powerLimit ?? 0)) ? ` @${rig.powerLimit} W` : "";
  return cards === "" ? text : `${cards}${limit}`;
};

/** Names of columns: where two rigs have the same, the state of their cards tells them apart, and what was typed if that does not. */
export const distinctNames = (entries: readonly Entry[]): readonly Entry[] => {
  const sameAs = ({ name }: Entry, among: readonly Entry[]): number => among.filter((other) => other.name === name).length;
  const withState = entries.map((entry): Entry => {
    const states = "rig" in entry ? [...new Set(entry.rig.gpu.map(({ condition }) => condition))] : [];
    return sameAs(entry, entries) > 1 && states.length === 1 ? { ...entry, name: `${entry.name} (${states[0]})` } : entry;
  });
  return withState.map((entry): Entry => (sameAs(entry, withState) > 1 ? { ...entry, name: entry.label } : entry));
};

/** The cards a word names: one, or every form of a family such as `a100`. */
const familyOf = (catalog: Catalog, text: string): readonly string[] => {
  const found = findPart(catalog, text, ["gpu"]);
  if (found.status === "found") return [found.part.id];
  return found.status === "ambiguous" ? found.candidates.map(({ id }) => id) : [];
};

const providerOf = (catalog: Catalog, what: string, text: string): RentalProvider => {
  const found = findProvider(catalog, text);
  if (found !== undefined) return found;
  const words = new Map(
    [...catalog.subjects.rentals().values()].flatMap(({ id, aliases = [] }) => [id, ...aliases].map((alias) => [plain(alias), id] as const)),
  );
  const [guess] = nearest(plain(text), words.keys(), 1);
  throw usage(
    `${what}: there is no provider ${quoted(text)} in the catalogue`,
    guess === undefined ? "`rigplan catalog list rentals` lists them" : `did you mean ${words.get(guess) ?? guess}?`,
  );
};

const gpuOf = (catalog: Catalog, id: string): Gpu => {
  const gpu = catalog.parts.gpu.get(id);
  if (gpu === undefined) throw new Error(`rental of an unknown card ${id}`);
  return gpu;
};

interface Wanted {
  readonly family: readonly string[];
  readonly count?: number;
}

const COUNTED = /^(.+?)x(\d{1,2})$/i;

/** `a100`, `a100x4`: the cards and how many. */
const wantedOf = (catalog: Catalog, text: string): Wanted => {
  const whole = familyOf(catalog, text);
  const [, word, count] = COUNTED.exec(text) ?? [];
  if (whole.length > 0 || word === undefined || count === undefined) return { family: whole };
  return { family: familyOf(catalog, word), count: wholeWithin("the number of cards", count, 1, 64) };
};

const offersOf = (providers: readonly RentalProvider[]): readonly RentalOffer[] => providers.flatMap(({ offers = [] }) => offers);

const noSuchGpu = (catalog: Catalog, what: string, text: string, providers: readonly RentalProvider[]): Error => {
  const word = plain(text.replace(COUNTED, "$1"));
  const strange = offersOf(providers).find(({ model }) => model !== undefined && plain(model).includes(word));
  if (word.length >= 3 && strange?.model !== undefined)
    return usage(`${what}: ${strange.model} is let, but its speed is not known to the catalogue`, "compare a card that `rigplan catalog list gpus` shows");
  const found = findPart(catalog, word, ["gpu"]);
  const guesses = found.status === "unknown" ? found.nearest : [];
  return usage(
    `${what}: there is no gpu ${quoted(text)} in the catalogue`,
    guesses.length === 0 ? "`rigplan catalog list gpus` lists them" : `did you mean ${guesses.join(" or ")}?`,
  );
};

const termsWords = { on_demand: "on demand", spot: "as spot" } as const;

const MOST_HINTS = 4;

const notLet = (what: string, { family, count }: Wanted, terms: RentalTerms, provider: RentalProvider | undefined, all: readonly RentalProvider[]): Error => {
  const elsewhere = new Set<string>();
  for (const { id, offers = [] } of all) {
    for (const { gpu, terms: offered } of offers)
      if (gpu !== undefined && family.includes(gpu)) elsewhere.add(`cloud:${id}/${gpu}${offered === "spot" ? ":spot" : ""}`);
  }
  const here = new Set(
    offersOf(provider === undefined ? [] : [provider])
      .filter((offer) => offer.terms === terms)
      .map(({ gpu }) => gpu ?? ""),
  );
  const near = nearest(family[0] ?? "", here, 3);
  const who = provider === undefined ? "nobody in the catalogue lets" : `${provider.name} is not known to let`;
  const hints = [
    ...(elsewhere.size === 0 ? [] : [`there is ${[...elsewhere].slice(0, MOST_HINTS).join(", ")}${elsewhere.size > MOST_HINTS ? " …" : ""}`]),
    ...(near.length === 0 ? [] : [`${provider?.name ?? ""} lets ${near.join(", ")}`]),
  ];
  return usage(
    `${what}: ${who} ${count === undefined ? "" : `${count} × `}${family.join(" or ")} ${termsWords[terms]}`,
    hints.length === 0 ? "`rigplan catalog list rentals` shows who lets what" : hints.join("; "),
  );
};

const TERMS: Readonly<Record<string, RentalTerms>> = { spot: "spot", "on-demand": "on_demand" };

/** `cloud:PROVIDER/GPU[xN][:spot]`, or `cloud:GPU` for whoever lets it for least. */
export const cloudEntry = (label: string, scenario: Scenario, catalog: Catalog): Entry => {
  const [, body = "", words] = /^cloud:([^:]+)(?::([a-z-]+))?$/i.exec(label) ?? [];
  const [first = "", second, ...rest] = body.split("/");
  if (body === "" || second === "" || rest.length > 0)
    throw usage(`${quoted(label)} is not a rented GPU`, "write cloud:runpod/a100, cloud:aws/h100x8, cloud:vast/rtx-4090:spot or cloud:rtx-4090");
  const terms = words === undefined ? "on_demand" : (TERMS[oneOf(label, words, Object.keys(TERMS))] ?? "on_demand");
  const all = [...catalog.subjects.rentals().values()];
  const provider = second === undefined ? undefined : providerOf(catalog, label, first);
  const providers = provider === undefined ? all : [provider];
  const gpuText = second ?? first;
  const wanted = wantedOf(catalog, gpuText);
  if (wanted.family.length === 0) throw noSuchGpu(catalog, label, gpuText, providers);
  const context = priceContext(scenario, catalog);
  const chosen = chosenOffer(providers, { gpus: new Set(wanted.family), terms, ...(wanted.count === undefined ? {} : { count: wanted.count }) }, context);
  if (chosen?.offer.gpu === undefined) throw notLet(label, wanted, terms, provider, all);
  const gpu = gpuOf(catalog, chosen.offer.gpu);
  const rental = pricedRental(chosen, gpu.name, context);
  if (rental === undefined) throw usage(`${label}: there is no exchange rate from ${chosen.offer.currency} to ${scenario.currency}`);
  const name = `${providerName(rental.provider)} ${counted(rental.gpuCount, shortName(gpu.name))}${terms === "spot" ? ", spot" : ""}`;
  return { kind: "cloud", label, name, gpu, rental };
};

interface Allowance {
  readonly tier: RentalTier;
  readonly gpu: string;
  readonly offer?: RentalOffer;
}

/** What a tier could be used for: its own card, or each card its credit or units can be spent on. */
const allowancesOf = ({ tiers = [], offers = [] }: RentalProvider): readonly Allowance[] =>
  tiers
    .filter(
      ({ use, period, credit, units, gpu }) =>
        use !== "history" && (gpu !== undefined || ((credit ?? units) !== undefined && (period === "month" || period === "week"))),
    )
    .flatMap((tier): readonly Allowance[] =>
      tier.gpu !== undefined
        ? [{ tier, gpu: tier.gpu }]
        : offers
            .filter(({ count, terms, gpu }) => count === 1 && terms === "on_demand" && gpu !== undefined)
            .map((offer) => ({ tier, gpu: offer.gpu ?? "", offer })),
    )
    .filter(({ tier, offer }) => offer !== undefined || tier.price !== undefined);

/** Work a week, for choosing among a provider's allowances. */
const weeklyWork = ({ tier, gpu, offer }: Allowance, provider: RentalProvider, catalog: Catalog): number => {
  const speed = speedIndex(gpuOf(catalog, gpu), catalog.assumptions)?.value ?? 0;
  return speed * (tier.count ?? 1) * (weeklyHours(tier, provider, offer)?.value ?? 0);
};

const isFree = ({ tier }: Allowance): boolean => Number(tier.price ?? "1") === 0;

const noAllowance = (label: string, provider: RentalProvider): Error => {
  const once = (provider.tiers ?? []).find(({ credit, period }) => credit !== undefined && period !== "month");
  const notes = (provider.tiers ?? []).filter(({ use }) => use !== "history").flatMap(({ name, note }) => (note === undefined ? [] : [`${name}: ${note}`]));
  if (once !== undefined)
    return usage(
      `${label}: ${provider.name} gives a credit of ${once.credit ?? ""} once, not hours a week`,
      `compare what it is spent on: cloud:${provider.id}/GPU`,
    );
  return usage(
    `${label}: it is not known what ${provider.name} gives for nothing on which GPU`,
    notes[0] ?? "`rigplan catalog list rentals` shows who has an allowance",
  );
};

/** `free:PROVIDER`, or `free:PROVIDER/TIER` or `free:PROVIDER/GPU` where there are several. */
export const freeEntry = (label: string, catalog: Catalog): Entry => {
  const [, first = "", word] = /^free:([^/]+)(?:\/(.+))?$/i.exec(label) ?? [];
  if (first === "") throw usage(`${quoted(label)} is not an allowance`, "write free:kaggle, free:colab, free:colab/pro or free:kaggle/t4");
  const provider = providerOf(catalog, label, first);
  const all = allowancesOf(provider);
  const [tierWord = "", gpuWord] = (word ?? "").split("/");
  const family = familyOf(catalog, gpuWord ?? tierWord);
  const named = all.filter(({ tier, gpu }) =>
    word === undefined ? true : gpuWord === undefined ? tier.id === tierWord || family.includes(gpu) : tier.id === tierWord && family.includes(gpu),
  );
  if (all.length === 0) throw noAllowance(label, provider);
  if (named.length === 0) {
    const words = [...new Set(all.flatMap(({ tier, gpu }) => [tier.id, gpu]))];
    const [guess] = nearest(word ?? "", words, 1);
    throw usage(
      `${label}: ${provider.name} has no allowance ${quoted(word ?? "")}`,
      guess === undefined ? `one of ${words.join(", ")}` : `did you mean ${provider.id}/${guess}?`,
    );
  }
  const free = word === undefined && named.some(isFree) ? named.filter(isFree) : named;
  const [best] = [...free].sort((a, b) => weeklyWork(b, provider, catalog) - weeklyWork(a, provider, catalog));
  if (best === undefined) throw noAllowance(label, provider);
  const gpu = gpuOf(catalog, best.gpu);
  const tierName = best.tier.id.startsWith("free") ? "free" : best.tier.id;
  const name = `${provider.name.replace(/ notebooks$/, "").replace(/^Google /, "")} ${counted(best.tier.count ?? 1, shortName(gpu.name))}, ${tierName}`;
  return { kind: "free", label, name, gpu, provider, tier: best.tier, ...(best.offer === undefined ? {} : { offer: best.offer }) };
};
