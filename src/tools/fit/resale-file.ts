import type { Catalog } from "../../domain/catalog.js";
import type { ResaleCurve, ShareRange } from "../../domain/resale.js";
import type { FittedFile } from "./fitted-file.js";
import { type FittedResale, fitResale, soldPrices } from "./resale.js";

const range = ({ value, low, high }: ShareRange): string => `{ value: ${value}, low: ${low}, high: ${high} }`;

const curveLine = (kind: string, { firstSale, yearly, basis, source }: ResaleCurve): string =>
  `  ${kind}: { first_sale: ${range(firstSale)}, yearly: ${range(yearly)}, basis: ${basis}, source: ${JSON.stringify(source)} }\n`;

const sourceOf = ({ cards, medianErrorPct, heldOut, fallPct }: FittedResale, settledFrom: string): string =>
  `fitted to what ${cards} cards sold for over their launch price (catalog/used-prices/ebay-us.yaml), quarters from ${settledFrom} on, outliers held back; before that the median card lost ${fallPct} % in a year as prices fell back from the mining boom, which is no ageing and fits no curve; leaving one card out, the value after 24 months is off by ${medianErrorPct} % at the median (${heldOut} cards), and the range holds eight in ten of them`;

/** `catalog/models/resale.yaml`: the line of graphics cards as the sold prices give it, the other kinds as they stand. */
export const fittedFile = (catalog: Pick<Catalog, "subjects">): FittedFile => {
  const sold = soldPrices(catalog);
  const fitted = fitResale(sold);
  const { gpu: _before, ...others } = catalog.subjects.resale().get("resale")?.kinds ?? {};
  const gpu: ResaleCurve = { ...fitted.curve, source: sourceOf(fitted, sold.settledFrom) };
  return {
    path: "models/resale.yaml",
    text: `# What a part still sells for. The line of graphics cards is written by \`npm run fit\`; the other kinds have no price series of their own and are written by hand.
# first_sale: what is left of a new price at once, the part being a used one then; yearly: what is left of a used price after each year.
schema: 1
name: Resale value
kinds:
${curveLine("gpu", gpu)}${Object.entries(others)
  .map(([kind, curve]) => curveLine(kind, curve))
  .join("")}`,
  };
};
