import type { BreakEven, CloudColumn, Column, Comparison, Hybrid, OwnedColumn } from "../domain/comparison.js";
import type { Scenario } from "../domain/scenario.js";
import { hoursText, limitsOf } from "./allowance-words.js";
import { changeSection } from "./change-table.js";
import { decisionWords } from "./comparison-decision.js";
import { hostBullets } from "./comparison-host.js";
import { comparisonRows, hasWeakPrice } from "./comparison-rows.js";
import { findingWords } from "./findings.js";
import { moneyText, numberText, plural } from "./format.js";
import { gridLines } from "./grid.js";
import { costOverYears } from "./pictures.js";
import type { Page } from "./style.js";
import { bullet, headline, section } from "./table.js";
import { winnersSection } from "./winners-table.js";
import { withWords } from "./words-section.js";

const SHOWN_FINDINGS = 3;

const isOwned = (column: Column): column is OwnedColumn => column.kind === "rig" || column.kind === "build";
const isCloud = (column: Column): column is CloudColumn => column.kind === "cloud";

const breakEvenWords = (pair: BreakEven, nameOf: (label: string) => string, { years, loadHoursPerDay }: Scenario): string => {
  const { status, months, paysFromHoursPerDay, trajectory, reason } = pair;
  const who = `${nameOf(pair.owned)} against ${nameOf(pair.rented)}`;
  if (status === "unknown") return `${who}: not known, since ${reason ?? "a figure is missing"}.`;
  const kept = years * 12;
  const end = trajectory.find(({ month }) => month === kept);
  const after = end === undefined ? "" : ` After ${plural(years, "year")}: ${moneyText(end.owned)} owned, ${moneyText(end.rented)} rented.`;
  const from =
    paysFromHoursPerDay === undefined
      ? ` Over ${plural(years, "year")} not even 24 h a day make owning cheaper.`
      : paysFromHoursPerDay > loadHoursPerDay
        ? ` Over ${plural(years, "year")} owning is cheaper from ${hoursText(paysFromHoursPerDay)} h a day.`
        : "";
  if (months === undefined) return `${who}: renting stays cheaper at ${hoursText(loadHoursPerDay)} h a day.${after}${from}`;
  return `${who}: owning is cheaper from month ${months}${months > kept ? `, later than the ${plural(years, "year")} it is kept` : ""}.${after}${months > kept ? from : ""}`;
};

const hybridWords = (hybrid: Hybrid, nameOf: (label: string) => string): string => {
  const { cost, rentOnly, ownTwice, pays, rentedHoursPerMonth, ownHoursPerDay } = hybrid;
  const twice = ownTwice === undefined ? "" : `, a second rig of the same ${moneyText(ownTwice)}`;
  return `${nameOf(hybrid.owned)} for ${hoursText(ownHoursPerDay)} h a day, and ${hoursText(rentedHoursPerMonth)} h a month of ${nameOf(hybrid.rented)} on top: ${moneyText(cost)}; all rented ${moneyText(rentOnly)}${twice}. ${pays ? "The mix is cheapest." : "The mix does not pay."}`;
};

/** When a published build was priced, and what the same list comes to on the day of the comparison. */
const buildBullets = ({ name, assessment: { build } }: OwnedColumn, page: Page): readonly string[] => {
  if (build === undefined) return [];
  const { market } = build.today;
  const today =
    market === undefined ? "" : ` The same list costs about ${moneyText(market.amount)} today (${moneyText(market.low)} to ${moneyText(market.high)}).`;
  const partial = build.isComplete ? "" : " Only part of the list is known, so its totals are not the whole machine's.";
  return bullet(`${name}: at the prices of ${build.pricedOn}, ${moneyText(build.sum)} in its own money, as ${build.author} gave them.${today}${partial}`, page);
};

const offerWords = ({ name, rental }: CloudColumn): string => {
  const { offer, provider, perHour, gpuCount, machines, ageDays, isOld } = rental;
  const details = [
    offer.tier,
    offer.instance,
    offer.region,
    offer.terms === "spot" ? "may be taken away at any time" : undefined,
    offer.host === "separate" ? "processor and memory are billed on top" : undefined,
    offer.formAssumed === true ? "the listing leaves the card's form open; the slower one is taken" : undefined,
    machines > 1 ? `${machines} times the price of ${plural(offer.count, "GPU")}` : undefined,
    offer.grade === "doubtful" ? "a lowest listing, which one may not get" : undefined,
    provider.billing,
    provider.storage === undefined ? undefined : `storage: ${provider.storage}`,
    provider.egress === undefined ? undefined : `data sent out: ${provider.egress}`,
  ].filter((detail) => detail !== undefined);
  return `${name}: ${moneyText(perHour)} an hour for ${plural(gpuCount, "GPU")} (listed ${offer.pricePerHour} ${offer.currency}), seen ${offer.seenOn}, ${numberText(ageDays)} days old${isOld ? " and so only a hint" : ""}${details.length === 0 ? "" : `; ${details.join("; ")}`}.`;
};

/** What speaks against a rig, the gravest first. */
const findingBullets = (column: OwnedColumn, page: Page): readonly string[] => {
  const { findings, parts } = column.assessment;
  const names = new Map(parts.map(({ id, name }) => [id, name]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const grave = findings.filter(({ verdict }) => verdict !== "fits");
  const shown = grave.slice(0, SHOWN_FINDINGS).flatMap((finding) => {
    const { code, says } = findingWords({ ...finding, part: nameOf(finding.part), ...(finding.other === undefined ? {} : { other: nameOf(finding.other) }) });
    return bullet(`${column.name}: ${says}. [${code}]`, page, finding.verdict === "does_not_fit" ? page.style.red("x") : page.style.magenta("?"));
  });
  const rest = grave.length - SHOWN_FINDINGS;
  return [...shown, ...(rest > 0 ? bullet(`${column.name}: ${plural(rest, "more point")}; \`rigplan cost ${column.label}\` lists them`, page) : [])];
};

const yearOf = (month: string): number => Number(month.slice(0, 4));

/** Software that ends, or is expected to end, while the rig is kept; what does not run on an own rig stands among its findings. */
const supportBullets = (columns: readonly Column[], { asOf, years }: Scenario, page: Page): readonly string[] => {
  const kept = yearOf(asOf) + years;
  return columns.flatMap((column) =>
    column.frameworks
      .filter(({ requested }) => requested)
      .flatMap(({ framework, status, lastVersion, expectedUntil }) => {
        if (status === "supported") {
          const isSoon = expectedUntil !== undefined && (yearOf(expectedUntil.from) + yearOf(expectedUntil.to)) / 2 <= kept;
          return isSoon
            ? bullet(
                `${column.name}: official ${framework} builds for it are expected to end between ${yearOf(expectedUntil.from)} and ${yearOf(expectedUntil.to)}.`,
                page,
                page.style.magenta("!"),
              )
            : [];
        }
        if (isOwned(column)) return [];
        const last = lastVersion === undefined ? "" : `; ${lastVersion} is the last that does`;
        return bullet(
          status === "unknown" ? `${column.name}: whether ${framework} runs is not known.` : `${column.name}: today's ${framework} does not run${last}.`,
          page,
          page.style.magenta("!"),
        );
      }),
  );
};

const conversionsOf = (columns: readonly Column[]): readonly string[] => [
  ...new Set(
    columns.flatMap((column) => {
      const words = isOwned(column) ? column.assessment.parts.map(({ market }) => market?.conversion ?? "") : isCloud(column) ? [column.rental.conversion] : [];
      return words.flatMap((text) => (text === "" ? [] : text.split("; ")));
    }),
  ),
];

const SHORTHAND = /^(?:\d+x:|[a-z][\w-]*(?:@|:|$))/;

/** What the rows mean, a sentence or two each. */
const howToRead = ({ work, columns }: Comparison, scenario: Scenario, nameOf: (label: string) => string): readonly string[] => {
  const { years, loadHoursPerDay } = scenario;
  const conversions = conversionsOf(columns);
  const isIndex = columns.some(({ performance }) => performance.some(({ workload }) => workload === "training-index"));
  const isWeak = columns.some((column) => isOwned(column) && hasWeakPrice(column));
  const isAround = columns.some(({ kind, label }) => kind === "rig" && SHORTHAND.test(label));
  return [
    ...(isIndex
      ? [
          "Speed: ten training jobs together; a job that does not fit a card's memory counts at the slower way round it, so a small card is far behind (`rigplan explain training-index`).",
        ]
      : []),
    work === undefined
      ? "No speed is known, so the columns are not brought to equal work."
      : `Equal work: every column is asked to do what ${nameOf(work.reference)} does in ${hoursText(work.hoursPerDay)} h a day (${work.workload === "training-index" ? "training index" : work.workload}), in as many hours as its own speed needs; rented hours are scaled by that. The rows above it are at ${hoursText(loadHoursPerDay)} h a day for each.`,
    ...(isAround
      ? [
          "The machine around cards named in short is the one that gives most speed for what it costs to own at 8 h a day over 3 years, whatever hours are asked for here.",
        ]
      : []),
    `Total = purchase + electricity + repairs - resale over ${plural(years, "year")}; a month's figure counts the rig at what it would sell for then, a new one from its first day as a year old; delivery, your time and internet are not in it.`,
    ...(isWeak
      ? ["Weak price: leftover stock of an old card, or a single offer far away; find what you would pay and enter it with `rigplan catalog price`."]
      : []),
    ...(conversions.length === 0 ? [] : [`Converted: ${conversions.join("; ")}.`]),
  ];
};

/** `WHAT KAGGLE GIVES AND DOES NOT`; where headings are written small, the name keeps its capitals. */
const giftTitle = (name: string, { medium }: Page): string =>
  medium === undefined || medium === "terminal" ? `WHAT ${name.toUpperCase()} GIVES AND DOES NOT` : `What ${name} gives and does not`;

/** A comparison for a person to read: the decision, the table, buying against renting, what the rented and the free cannot do. */
export const comparisonText = (comparison: Comparison, scenario: Scenario, page: Page): string => {
  const { columns, work, breakEven, hybrid, changes = [], winners } = comparison;
  const names = new Map(columns.map(({ label, name }) => [label, name]));
  const nameOf = (label: string): string => names.get(label) ?? label;
  const heads = columns.map(({ name }) => name);
  const decision = decisionWords(comparison, scenario);
  const report = [
    ...headline(decision, page),
    ...changes.flatMap((change) => changeSection(change, nameOf, decision, scenario, page)),
    "",
    ...gridLines(heads, comparisonRows(columns, work, scenario), page),
    ...costOverYears(comparison, nameOf, page),
    ...section("THE MACHINE AROUND THE CARDS", hostBullets(columns.filter(isOwned), page), page),
    ...section(
      "BUY OR RENT",
      [
        ...breakEven
          .filter(({ rented }) => columns.some((column) => column.label === rented && isCloud(column)))
          .flatMap((pair) => bullet(breakEvenWords(pair, nameOf, scenario), page)),
        ...hybrid.flatMap((mix) => bullet(hybridWords(mix, nameOf), page)),
      ],
      page,
    ),
    ...columns.flatMap((column) =>
      column.kind === "free"
        ? section(
            giftTitle(column.name, page),
            [...limitsOf(column, work), `checked ${column.tier.seenOn}, ${numberText(column.ageDays)} days ago: such terms change`].flatMap((words) =>
              bullet(words, page),
            ),
            page,
          )
        : [],
    ),
    ...section(
      "PUBLISHED BUILDS",
      columns.filter(isOwned).flatMap((column) => buildBullets(column, page)),
      page,
    ),
    ...section(
      "RENTED OFFERS",
      columns.filter(isCloud).flatMap((column) => bullet(offerWords(column), page)),
      page,
    ),
    ...(winners === undefined ? [] : winnersSection(winners, nameOf, page)),
    ...section("SOFTWARE", supportBullets(columns, scenario, page), page),
    ...section(
      "IN THE WAY",
      columns.filter(isOwned).flatMap((column) => findingBullets(column, page)),
      page,
    ),
    ...section(
      "HOW TO READ IT",
      howToRead(comparison, scenario, nameOf).flatMap((words) => bullet(words, page)),
      page,
    ),
  ];
  return [...withWords(report, page), ""].join("\n");
};
