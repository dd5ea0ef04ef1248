import type { Assessment, PartLine } from "../domain/assessment.js";
import type { Finding } from "../domain/finding.js";
import type { Scenario } from "../domain/scenario.js";
import type { Money } from "../units/money.js";
import { findingWords } from "./findings.js";
import { countText, moneyText, numberText, percentText, plural, wattsText } from "./format.js";
import type { Page } from "./style.js";
import { bullet, type Column, labelled, paragraph, section, tableLines } from "./table.js";

const WIDE = 100;
const NARROW = 72;

/** What a person calls a field of the catalogue. */
const FIELD_WORDS: Readonly<Record<string, string>> = {
  slots: "positions of the card slots",
  lane_modes: "how lanes are shared between slots",
  power_plugs: "power plugs",
  length_mm: "length",
  slot_width: "thickness",
  height_mm: "height",
  max_gpu_length_mm: "room for the card's length",
  max_cooler_height_mm: "room for the cooler's height",
  max_psu_length_mm: "room for the power supply's length",
  expansion_slots: "number of slot openings",
  eps_8pin: "CPU power plugs",
  pcie_8pin: "8-pin card leads",
  hpwr_16pin: "16-pin card leads",
  max_power_w: "most power it draws",
  rated_power_w: "rated power",
  vram_gib: "memory",
  board_power_w: "power limit",
  pcie: "PCIe lanes",
  memory_slots: "number of memory slots",
  max_memory_gib: "most memory it takes",
  cooler_included: "whether a cooler is in the box",
  psu_count: "places for power supplies",
};
const fieldWords = (field: string): string => FIELD_WORDS[field] ?? field.replaceAll("_", " ");

const seenWords = ({ market, owned, unitPrice, statedOn }: PartLine): string =>
  owned ? "-" : market === undefined ? (unitPrice === undefined ? "-" : (statedOn ?? "rig file")) : market.isOwn ? `${market.asOf} (own)` : market.asOf;
const marketWords = ({ market }: PartLine): string =>
  market === undefined ? "-" : market.isOwn ? "yours" : market.markets.slice(0, 2).join(" ") + (market.markets.length > 2 ? " …" : "");
/** An estimate is marked: a price that was brought up to date by an index is not one that was seen. */
const MOVED = "~";
const markedMoney = (amount: Money, { market }: PartLine): string => `${market?.moved === undefined ? "" : MOVED}${moneyText(amount)}`;
const priceWords = (line: PartLine): string =>
  line.owned
    ? line.worth === undefined
      ? "owned"
      : `owned, ${moneyText(line.worth)}`
    : line.price === undefined
      ? "not known"
      : markedMoney(line.price, line);
const eachWords = (line: PartLine): string => (line.owned || line.unitPrice === undefined || line.quantity === 1 ? "" : markedMoney(line.unitPrice, line));
const taxWords = ({ parts, cost }: Assessment, name: string): string => {
  if (cost.tax.minor === 0) return "";
  const isPartial = parts.some(({ tax, price }) => tax === undefined && price !== undefined);
  return `Of the total ${moneyText(cost.tax)} is ${name}${isPartial ? ", as far as it is known" : ""}; private sales bear none.`;
};
const rangeWords = ({ market, quantity }: PartLine): string => {
  if (market === undefined || market.offerCount < 2) return "-";
  const each = quantity > 1 ? " each" : "";
  return `${moneyText(market.low)} to ${moneyText(market.high)}${each}`;
};

/**
 * The shopping list: one part a line, and the total the lines add up to.
 * @param detail - with the price of one piece and the tax
 */
export const partsSection = (assessment: Assessment, page: Page, detail?: "each"): readonly string[] => {
  const { parts, cost } = assessment;
  const isWide = page.columns >= WIDE + 10;
  const hasEach = detail === "each" && parts.some((line) => eachWords(line) !== "");
  // Where a column for it leaves no room for the names, the price of one piece stands behind the name.
  const isEachBehind = hasEach && page.columns < NARROW && page.medium === undefined;
  const hasEachColumn = hasEach && !isEachBehind;
  const columns: Column[] = [
    { head: "Part", flexible: "wraps" },
    { head: "State" },
    ...(hasEachColumn ? [{ head: "Each", align: "right" as const }] : []),
    { head: "Price", align: "right" },
    ...(isWide ? [{ head: "Offers range" }] : []),
    { head: "Seen" },
    { head: "From" },
  ];
  const rows = parts.map((line) => [
    `${countText(line.quantity, line.name)}${isEachBehind && eachWords(line) !== "" ? `, ${eachWords(line)} each` : ""}`,
    line.condition === "refurbished" ? "refurb." : line.condition,
    ...(hasEachColumn ? [eachWords(line)] : []),
    priceWords(line),
    ...(isWide ? [rangeWords(line)] : []),
    seenWords(line),
    marketWords(line),
  ]);
  const total = ["Total", "", ...(hasEachColumn ? [""] : []), moneyText(cost.purchase), ...(isWide ? [""] : []), "", ""];
  const unpriced = cost.unpriced.length === 0 ? [] : paragraph(`The total is incomplete: no price is known for ${cost.unpriced.join(", ")}.`, page);
  const hasWorth = parts.some(({ owned, worth }) => owned && worth !== undefined);
  const worth = hasWorth ? paragraph("owned: yours, so not in the total; the amount is what it would sell for today.", page) : [];
  const tax = detail === undefined ? "" : taxWords(assessment, "tax");
  return section("PARTS", [...tableLines(columns, [...rows, total], page), ...worth, ...unpriced, ...(tax === "" ? [] : paragraph(tax, page))], page);
};

/** Prices of used parts that few sales stand behind, with what was reckoned with instead of their middle. */
const thinPriceLines = ({ parts }: Pick<Assessment, "parts">, page: Page): readonly string[] => {
  const thin = parts.flatMap(({ name, market, owned }) =>
    owned || market?.isThin !== true
      ? []
      : market.moved === undefined
        ? [`${name}: ${plural(market.offerCount, "sale")}, ${market.markets.join(", ")} ${market.asOf}`]
        : [`${name}: ${plural(market.offerCount, "sale")}, ${market.markets.join(", ")} ${market.asOf}, middle ${moneyText(market.moved.middle)}`],
  );
  if (thin.length === 0) return [];
  const isModelled = parts.some(({ market, owned }) => !owned && market?.isThin === true && market.moved !== undefined);
  const caution = isModelled ? "To be careful the upper end of what each may have become is in the total (`rigplan explain market-price`). " : "";
  return bullet(`Few sales stand behind ${plural(thin.length, "price")}. ${caution}${thin.join("; ")}.`, page, "!");
};

/** Prices that are older than a plan should rest on, or that rest on few sales. */
export const priceAgeLines = ({ parts }: Assessment, page: Page): readonly string[] => {
  const old = parts.filter(({ market }) => market?.isOld === true);
  const oldest = old.reduce<PartLine | undefined>((worst, line) => ((line.market?.ageDays ?? 0) > (worst?.market?.ageDays ?? -1) ? line : worst), undefined);
  const thin = thinPriceLines({ parts }, page);
  if (oldest?.market === undefined) return thin;
  const age = bullet(
    `${plural(old.length, "price")} of ${parts.length} ${old.length === 1 ? "is" : "are"} older than half a year; the oldest that matters is of ${oldest.market.asOf} (${oldest.name}${oldest.market.isOwn ? ", your own price" : ""}). ${oldest.market.moved === undefined ? "Prices have moved since, memory most of all" : "Prices marked ~ are brought up to date by an index, which is no substitute for a look"}: check them, and enter yours with \`rigplan catalog price\`.`,
    page,
    "!",
  );
  return [...thin, ...age];
};

/** `640 W (560 to 700 W)` */
const rangeOf = ({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string =>
  `${wattsText(value)} (likely ${numberText(low)} to ${numberText(high)} W)`;

/** `8 h a day under load, otherwise off` */
export const hoursWords = ({ loadHoursPerDay, idleHoursPerDay }: Scenario): string =>
  `${numberText(loadHoursPerDay, loadHoursPerDay % 1 === 0 ? 0 : 1)} h a day under load${idleHoursPerDay === 0 ? "" : ` and ${numberText(idleHoursPerDay, idleHoursPerDay % 1 === 0 ? 0 : 1)} h idle`}, otherwise off`;

/** What the bill is, with its range, or that it is not known. */
export const billWords = ({ energy }: Assessment, scenario: Scenario): string => {
  const { billPerMonth: bill, billPerMonthLow: low, billPerMonthHigh: high } = energy;
  if (bill === undefined) return `not known: the catalogue has no electricity price for ${scenario.region.name}`;
  const range = low === undefined || high === undefined ? "" : ` (likely ${moneyText(low)} to ${moneyText(high)})`;
  return `${moneyText(bill)} a month${range} at ${hoursWords(scenario)}; ${energy.unitRate ?? ""}`;
};

/** Watts by state, the power supply's load, the socket, the heat. */
export const powerSection = (assessment: Assessment, scenario: Scenario, page: Page): readonly string[] => {
  const { power, safety, energy } = assessment;
  const psu = power.psuLoad === undefined ? "" : `; the power supply is loaded to ${percentText(power.psuLoad)} of its rating at most`;
  const circuit = safety.circuit;
  return section(
    "POWER AND ELECTRICITY",
    [
      ...labelled("Idle", `${wattsText(power.idle.value)} at the wall, on and doing nothing`, page),
      ...labelled("Training", `${rangeOf(power.wallTypical)} at the wall`, page),
      ...labelled("Peak", `${wattsText(power.wallPeak.value)} at the wall for minutes at most${psu}`, page),
      ...labelled("Bill", billWords(assessment, scenario), page),
      ...(energy.idleExtraPerMonth === undefined
        ? []
        : labelled("", `left on and idle for the rest of the day it would cost ${moneyText(energy.idleExtraPerMonth)} more a month`, page)),
      ...(energy.co2KgPerYear === undefined
        ? []
        : labelled("Carbon", `${numberText(energy.co2KgPerYear.value)} kg CO2 a year (${energy.co2KgPerYear.source})`, page)),
      ...(circuit === undefined
        ? labelled("Socket", `no circuit is known for ${scenario.region.name}: give yours with --circuit`, page)
        : labelled(
            "Socket",
            `${circuit.name}, ${circuit.voltageV} V: carries ${wattsText(circuit.maxContinuousW)} for hours; this rig takes ${percentText(safety.circuitShare ?? 0)} of that`,
            page,
          )),
      ...labelled(
        "Heat",
        `everything drawn becomes heat: ${wattsText(safety.heatW)} (${numberText(safety.heatBtuPerH)} BTU/h), like ${safety.heatW < 700 ? "a small" : safety.heatW < 1500 ? "a medium" : "a large"} electric heater`,
        page,
      ),
    ],
    page,
  );
};

/** `cases/inline-case: expansion_slots` → `Open mining frame: number of slot openings` */
const missingWords = (missing: string, nameOf: (id: string) => string): string =>
  missing.replace(/^[a-z]+\/([^:]+): (.*)$/s, (_, id: string, field: string) => `${nameOf(id)}: ${fieldWords(field)}`);

const withNames = (finding: Finding, nameOf: (id: string) => string): Finding => ({
  ...finding,
  ...(finding.missing === undefined ? {} : { missing: missingWords(finding.missing, nameOf) }),
  part: nameOf(finding.part),
  ...(finding.other === undefined ? {} : { other: nameOf(finding.other) }),
});

const markOf = ({ verdict, severity }: Finding, { style }: Page): string =>
  verdict === "does_not_fit" ? style.red("x") : verdict === "unknown" ? style.magenta("?") : severity === "warning" ? style.magenta("!") : "-";

/** Findings in plain words, the gravest first, each with its code and what to do. */
export const findingLines = ({ findings, parts }: Assessment, page: Page): readonly string[] => {
  const names = new Map(parts.map(({ id, name }) => [id, name]));
  return findings.flatMap((finding) => {
    const { code, says, fix } = findingWords(withNames(finding, (id) => names.get(id) ?? id));
    return bullet(`${says}. To do: ${fix}. [${code}]`, page, markOf(finding, page));
  });
};

/** Figures the rig rests on that nobody has read at the maker's again. */
export const confirmLines = ({ confirm, parts }: Assessment, page: Page): readonly string[] => {
  const names = new Map(parts.map(({ id, name }) => [id, name]));
  return confirm.flatMap(({ part, fields, why }) => bullet(`${names.get(part) ?? part}: ${fields.map(fieldWords).join(", ")} (${why})`, page));
};

/** `48 GB GPU memory (2 cards of 24 GB)` */
export const memoryWords = ({ memory }: Assessment): string =>
  memory.gpuCount === 0
    ? `no GPU, ${numberText(memory.systemGib)} GB of system memory`
    : memory.gpuCount === 1
      ? `${numberText(memory.totalGib)} GB of GPU memory`
      : `${numberText(memory.totalGib)} GB of GPU memory in all, ${numberText(memory.perGpuGib)} GB on each of ${memory.gpuCount} GPUs`;

export const indexWords = ({ performance }: Assessment): string => {
  const [line] = performance;
  if (line === undefined) return "speed not known";
  const { value, low, high } = line.throughput;
  const pace = line.pacedBy === undefined ? "" : `, every card at the pace of the slowest, ${line.pacedBy}`;
  return `training index ${numberText(value)} (likely ${numberText(low)} to ${numberText(high)})${pace}`;
};

/** `2 × NVIDIA GeForce RTX 3090 (used)` */
export const gpuWords = ({ parts }: Assessment): string =>
  parts
    .filter(({ kind }) => kind === "gpu")
    .map(({ quantity, name, condition, owned }) => `${countText(quantity, name)} (${owned ? "yours" : condition})`)
    .join(" + ");

/** `2 × NVIDIA GeForce RTX 3090 (used), each set to 280 W of 350 W` */
export const limitedGpuWords = (assessment: Assessment): string => {
  const { gpu, powerLimit } = assessment.rig;
  const boards = [...new Set(gpu.map(({ part }) => part.boardPowerW))];
  if (powerLimit === undefined || boards.every((watts) => watts <= powerLimit)) return gpuWords(assessment);
  const each = gpu.reduce((count, { quantity }) => count + quantity, 0) > 1 ? "each " : "";
  return `${gpuWords(assessment)}, ${each}set to ${wattsText(powerLimit)}${boards.length === 1 ? ` of ${wattsText(boards[0] ?? 0)}` : ""}`;
};
