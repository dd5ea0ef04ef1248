import { clockText } from "../domain/clock.js";
import type { ChosenHours, ScheduleBill, TariffReport } from "../domain/tariff.js";
import { fractionToNumber } from "../units/fraction.js";
import { moneyText, numberText, percentText, plural } from "./format.js";
import type { Page } from "./style.js";
import { labelled, paragraph, section, tableLines } from "./table.js";

const NAMES: Readonly<Record<string, string>> = {
  whenever: "Spread over the day",
  nights: "At night",
  cheapest: "Cheapest hours",
  "cheapest-in-pieces": "Cheapest, in pieces",
};
const WORKING: Readonly<Record<string, string>> = {
  nights: "at night",
  cheapest: "in the cheapest hours",
  "cheapest-in-pieces": "in the cheapest hours, in pieces,",
};
/** More kinds of day than this are told by the commonest. */
const MOST_KINDS = 3;
const RATE_DECIMALS = 4;
const NEARLY_A_YEAR = 350;

const clockWords = ({ spans }: ChosenHours): string => spans.map(({ from, to }) => `${clockText(from)}-${clockText(to)}`).join(" and ");

/** Days on which clocks change are one in two hundred. */
const NEARLY_ALL = 0.98;

/** `00:30-05:30`, or by kind of day, or the commonest of many. */
const hoursWords = ({ name, rates: { hours } }: ScheduleBill): string => {
  const [first] = hours;
  if (first === undefined) return "any hour";
  if (name === "nights" || first.share >= NEARLY_ALL) return clockWords(first);
  const usual = hours.filter(({ share }) => share > 1 - NEARLY_ALL);
  return usual.length > 0 && usual.length <= MOST_KINDS
    ? usual
        .map((found) => `${clockWords(found)} (${found.label.split("; ").length > 2 ? "" : `${found.label}, `}${percentText(found.share)} of days)`)
        .join("; ")
    : `they differ from day to day: ${clockWords(first)} on ${percentText(first.share)} of days`;
};

const rowOf = (row: ScheduleBill): readonly string[] => [
  `${NAMES[row.name] ?? row.name}${row.isAsked ? " *" : ""}`,
  numberText(fractionToNumber(row.rates.load), RATE_DECIMALS),
  moneyText(row.billPerMonth),
  moneyText(row.billPerYear),
  row.savesPerMonth.minor === 0 ? "-" : moneyText(row.savesPerMonth),
];

const bestWords = (schedules: readonly ScheduleBill[]): string => {
  const best = schedules.reduce<ScheduleBill | undefined>((so, row) => (row.savesPerMonth.minor > (so?.savesPerMonth.minor ?? 0) ? row : so), undefined);
  if (best === undefined) return "no other hours cost less than these spread over the day";
  return `working ${WORKING[best.name] ?? best.name} instead of at any hour saves ${moneyText(best.savesPerMonth)} a month`;
};

const standingWords = ({ standingPerDay, use }: TariffReport): string | undefined =>
  standingPerDay === undefined
    ? undefined
    : use.withStanding
      ? `${moneyText(standingPerDay)} a day, counted in these bills`
      : `${moneyText(standingPerDay)} a day besides, with or without the rig; --with-standing-charge counts it`;

/** The bill by the hours in which the rig works. */
export const tariffLines = (report: TariffReport, page: Page): readonly string[] => {
  const { use, isOneRate, schedules } = report;
  const standing = standingWords(report);
  const about = [
    ...labelled(
      "Tariff",
      `${use.name}${use.zone === undefined ? "" : `, clocks of ${use.zone}`} (${use.source}, ${use.asOf})${use.grade === "doubtful" ? "; not checked at the seller's" : ""}`,
      page,
    ),
    ...(use.note === undefined ? [] : labelled("", use.note, page)),
    ...(use.pricedDays === undefined
      ? []
      : labelled(
          "Prices",
          `of ${plural(use.pricedDays.count, "whole day")}, ${use.pricedDays.from} to ${use.pricedDays.to}; their average is taken for the year${use.pricedDays.count < NEARLY_A_YEAR ? ", whose other seasons may differ" : ""}`,
          page,
        )),
    ...(standing === undefined ? [] : labelled("Standing", standing, page)),
  ];
  if (isOneRate) {
    return section(
      "WHEN TO RUN IT",
      [
        ...about,
        ...paragraph(
          "One rate at every hour: when it works makes no difference to the bill. Other tariffs: `rigplan catalog list tariffs`, then --tariff ID.",
          page,
        ),
      ],
      page,
    );
  }
  const columns = [
    { head: "When it works", flexible: "wraps" as const },
    { head: "A kWh", align: "right" as const },
    { head: "A month", align: "right" as const },
    { head: "A year", align: "right" as const },
    { head: "Saves", align: "right" as const },
  ];
  return section(
    "WHEN TO RUN IT",
    [
      ...about,
      ...tableLines(columns, schedules.map(rowOf), page),
      ...schedules
        .filter(({ name }) => name !== "whenever")
        .flatMap((row) =>
          labelled(
            `${NAMES[row.name] === undefined ? "Yours" : row.name === "nights" ? "Night" : row.name === "cheapest" ? "Cheapest" : "In pieces"}`,
            hoursWords(row),
            page,
          ),
        ),
      ...paragraph(
        `${bestWords(schedules).replace(/^./, (letter) => letter.toUpperCase())}. A kWh is what one costs on average while it works, in ${use.currency}; Saves is a month's saving. * is what the bill above is worked out with (--schedule). Hours are by the clock of the tariff's place, days on which clocks change included.`,
        page,
      ),
    ],
    page,
  );
};
