import type { Catalog } from "../domain/catalog.js";
import type { RentalProvider } from "../domain/rental.js";

const plain = (text: string): string =>
  text
    .slice(0, 200)
    .toLowerCase()
    .replace(/[\s_]+/g, "-");

/** The provider that a word names: an id, else an alias or a name, in any case. */
export const findProvider = (catalog: Catalog, text: string): RentalProvider | undefined => {
  const providers = catalog.subjects.rentals();
  const word = plain(text);
  return providers.get(word) ?? [...providers.values()].find(({ name, aliases = [] }) => [name, ...aliases].some((known) => plain(known) === word));
};
