import type { Assessment } from "../domain/assessment.js";
import type { CircuitRow, LimitRow, PartStates, PowerReport } from "../domain/power-report.js";
import type { SafetyStatement } from "../domain/safety.js";
import type { Scenario } from "../domain/scenario.js";
import { billWords, findingLines } from "./assessment-table.js";
import { fireRiskWords } from "./fire-risk-words.js";
import { countText, moneyText, numberText, percentText, wattsText } from "./format.js";
import { jobsSection } from "./jobs-section.js";
import { memorySection } from "./memory-section.js";
import { limitsPicture } from "./pictures.js";
import { statementCode } from "./power-json.js";
import { hostNeedLines, softwareLines } from "./software-table.js";
import { speedSection } from "./speed-section.js";
import type { Page } from "./style.js";
import { bullet, labelled, paragraph, section, tableLines } from "./table.js";
import { tariffLines } from "./tariff-table.js";
import { withWords } from "./words-section.js";

const WIDE = 100;
const NARROW = 80;
const PERCENT = 100;

const rangeWords = ({ value, low, high }: { readonly value: number; readonly low: number; readonly high: number }): string =>
  low === high ? `${wattsText(value)} (read with a meter)` : `${wattsText(value)} (likely ${numberText(low)} to ${numberText(high)} W)`;

const limitWords = ({ passingLimitW }: CircuitRow): string =>
  passingLimitW === undefined ? "no power limit of these cards is low enough" : `it passes with each card limited to ${passingLimitW} W`;

/** Why a rig that trains within the circuit is not said to fit on it: people who built such a rig may have found that it runs. */
const averageWords = ({ maxContinuousW }: CircuitRow, { power }: Assessment): string =>
  power.wallTypical.value > maxContinuousW
    ? ""
    : ` Training takes ${wattsText(power.wallTypical.value)} on average, but a circuit is judged by the most the rig can take for minutes, its processor busy too.`;

const socketWords = (asked: CircuitRow | undefined, others: readonly CircuitRow[], assessment: Assessment, scenario: Scenario): string => {
  if (asked === undefined) return `not known: no circuit of ${scenario.region.name} is in the catalogue; give yours with --circuit`;
  const { name, voltageV, maxContinuousW, wallPeakW, marginW } = asked;
  const carries = `${name}${name.includes("V") ? "" : ` (${voltageV} V)`} carries ${wattsText(maxContinuousW)} for hours`;
  if (marginW >= 0) return `Yes: ${carries}; the rig takes ${wattsText(wallPeakW)} at most and leaves ${wattsText(marginW)} for everything else on it.`;
  const larger = others
    .filter((row) => row.marginW >= 0 && !/lead|strip|total|contract|subscription/.test(row.name))
    .sort((a, b) => a.maxContinuousW - b.maxContinuousW)[0];
  const instead = larger === undefined ? "" : `; or an electrician puts in a circuit such as ${larger.name} (${wattsText(larger.maxContinuousW)})`;
  return `No: ${wattsText(-marginW)} too much. ${carries.replace(/^./, (letter) => letter.toUpperCase())}; the rig takes up to ${wattsText(wallPeakW)}. ${limitWords(asked).replace(/^./, (letter) => letter.toUpperCase())}${instead}.${averageWords(asked, assessment)}`;
};

const capWords = ({ capHours }: PowerReport): readonly string[] => {
  if (capHours === undefined) return [];
  const { cap, hoursPerMonth, wantedHoursPerMonth, shareOfYear, isRarelyDriven } = capHours;
  const says = `${moneyText(cap)} a month pays for ${numberText(hoursPerMonth)} hours of training, ${percentText(shareOfYear)} of the year`;
  const wanted = hoursPerMonth < wantedHoursPerMonth ? `; you want ${numberText(wantedHoursPerMonth)}` : "";
  const rare = isRarelyDriven ? ". So large a rig would stand still nearly all the time: a smaller one, or renting by the hour, gives more for the money" : "";
  return [`${says}${wanted}${rare}.`];
};

const bestWords = ({ sweep }: PowerReport): readonly string[] => {
  if (sweep.every(({ breaks }) => breaks.length === 0)) return [];
  const best = sweep.find(({ isBest }) => isBest);
  if (best === undefined) return ["none: at no power limit of these cards is everything kept that you set; fewer hours, fewer cards or other cards would"];
  const bill = best.billPerMonth === undefined ? "" : `, ${moneyText(best.billPerMonth)} a month`;
  return [`each card at ${best.limitW} W: all you set is kept, with ${percentText(best.speed.value)} of the speed${bill}`];
};

/** What a beginner asks next: does it go on this socket, what does it cost a month. */
const decision = (assessment: Assessment, report: PowerReport, scenario: Scenario, page: Page): readonly string[] => {
  const asked = report.circuits.find(({ isAsked }) => isAsked);
  const others = report.circuits.filter(({ isAsked }) => !isAsked);
  return [
    "",
    ...labelled("Socket", socketWords(asked, others, assessment, scenario), page),
    ...(asked?.note === undefined ? [] : labelled("", asked.note, page)),
    ...labelled("Bill", billWords(assessment, scenario), page),
    ...capWords(report).flatMap((words) => labelled("Your cap", words, page)),
    ...bestWords(report).flatMap((words) => labelled("Best limit", words, page)),
  ];
};

/** `109 kWh a month: 877.28 kWh a year at work and 432.16 idle` */
const energyWords = ({ kwhPerMonth, kwhPerYear, billPerYear }: Assessment["energy"]): string => {
  const year =
    kwhPerYear.idle === 0
      ? `${numberText(kwhPerYear.load, 2)} kWh a year`
      : `${numberText(kwhPerYear.load, 2)} kWh a year at work and ${numberText(kwhPerYear.idle, 2)} kWh idle`;
  return `${numberText(kwhPerMonth.value)} kWh a month; ${year}${billPerYear === undefined ? "" : `, ${moneyText(billPerYear)}`}`;
};

const figures = ({ power, safety, energy }: Assessment, report: PowerReport, page: Page): readonly string[] => {
  const psu =
    power.psuLoad === undefined
      ? []
      : labelled(
          "Supply",
          `the power supply is loaded to ${percentText(power.psuLoad)} of its rating at most${power.psuEfficiency === undefined ? "" : `, and passes on ${percentText(power.psuEfficiency)} of what it takes from the wall while training`}`,
          page,
        );
  const plugs = report.plugs.flatMap(({ plugs: words, loadW, ratedW }) =>
    labelled("Plugs", `${words} on each card carry up to ${wattsText(loadW)}, made for ${wattsText(ratedW)} (${percentText(loadW / ratedW)})`, page),
  );
  const room =
    report.room === undefined
      ? []
      : labelled(
          "Room",
          `in a closed room of ${numberText(report.room.areaM2)} m2 the air settles about ${numberText(report.room.riseC.value)} °C warmer after hours of training (likely ${numberText(report.room.riseC.low)} to ${numberText(report.room.riseC.high)} °C; an open door or window changes this most)`,
          page,
        );
  const isSeveral = report.states.some(({ kind, quantity }) => kind === "gpu" && quantity > 1);
  const turns = isSeveral ? "; the least where its cards take turns, each holding some of the layers" : "";
  return section(
    "WHAT IT DRAWS",
    [
      ...labelled("Idle", `${rangeWords(power.idle)} at the wall, on and doing nothing`, page),
      ...labelled("Training", `${rangeWords(power.wallTypical)} at the wall, on average`, page),
      ...labelled("Chatting", `${rangeWords(report.inferenceW)} at the wall while a language model answers${turns}`, page),
      ...labelled("Peak", `${wattsText(power.wallPeak.value)} at the wall, held for minutes`, page),
      ...labelled(
        "Jumps",
        `${wattsText(report.excursion.value)} on the power supply's outputs for a moment, when one card jumps above its limit (likely ${numberText(report.excursion.low)} to ${numberText(report.excursion.high)} W)`,
        page,
      ),
      ...psu,
      ...plugs,
      ...labelled("Energy", energyWords(energy), page),
      ...(report.co2 === undefined
        ? []
        : labelled(
            "Carbon",
            `${numberText(report.co2.kgPerMonth)} kg CO2 a month at ${report.co2.gPerKwh} g/kWh (${report.co2.year}, ${report.co2.source})`,
            page,
          )),
      ...labelled(
        "Heat",
        `everything drawn becomes heat: ${wattsText(safety.heatW)} (${numberText(safety.heatBtuPerH)} BTU/h) while training, like ${safety.heatW < 700 ? "a small" : safety.heatW < 1500 ? "a medium" : "a large"} electric heater`,
        page,
      ),
      ...room,
      ...labelled(
        "UPS",
        `one of ${wattsText(Math.ceil(report.ups.watts / 50) * 50)} (${numberText(Math.ceil(report.ups.va / 50) * 50)} VA) or more, with ${numberText(report.ups.batteryWh)} Wh for ${report.ups.minutes} minutes: enough to save and shut down`,
        page,
      ),
    ],
    page,
  );
};

const BREAK_WORDS = { circuit: "socket", max_watts: "watts", max_electricity: "bill" } as const;

const noteOf = ({ breaks, isBest, isMostWork, isSet, isDefault }: LimitRow, isBestWanted: boolean): string =>
  [
    ...(isSet ? ["set now"] : isDefault ? ["the card's own"] : []),
    ...(isBest && isBestWanted ? ["best"] : []),
    ...(isMostWork ? ["most work"] : []),
    ...(breaks.length === 0 ? [] : [`over: ${breaks.map((name) => BREAK_WORDS[name]).join(", ")}`]),
  ].join("; ");

const likelyText = ({ low, high }: LimitRow["speed"]): string => (low === high ? "" : `${numberText(low * PERCENT)}-${numberText(high * PERCENT)}`);

const sweepLines = (report: PowerReport, page: Page): readonly string[] => {
  const { sweep } = report;
  if (sweep.length < 2) return [];
  const hasHours = sweep.some(({ hoursUnderCap }) => hoursUnderCap !== undefined);
  // At 80 columns there is room for a range or for the hours, not for both.
  const isRanged = page.columns >= WIDE || (page.columns >= NARROW && !hasHours);
  const isNarrow = page.columns < NARROW && page.medium === undefined;
  const isBestWanted = sweep.some(({ breaks }) => breaks.length > 0);
  const most = Math.max(...sweep.map(({ indexPer100W }) => indexPer100W ?? 0));
  const perHundred = ({ indexPer100W: index }: LimitRow): string => (index === undefined ? "-" : `${numberText(index, 1)}${index === most ? "*" : ""}`);
  const rows = sweep.map((row) => [
    wattsText(row.limitW),
    percentText(row.speed.value),
    ...(isRanged ? [likelyText(row.speed)] : []),
    wattsText(row.wallTypicalW),
    ...(isNarrow ? [] : [wattsText(row.wallPeakW)]),
    row.billPerMonth === undefined ? "-" : moneyText(row.billPerMonth),
    ...(hasHours ? [row.hoursUnderCap === undefined ? "-" : `${numberText(row.hoursUnderCap)} h`] : []),
    ...(isNarrow ? [] : [perHundred(row)]),
    noteOf(row, isBestWanted),
  ]);
  const columns = [
    { head: "Limit", align: "right" as const },
    { head: "Speed", align: "right" as const },
    ...(isRanged ? [{ head: "likely", align: "right" as const }] : []),
    { head: "Training", align: "right" as const },
    ...(isNarrow ? [] : [{ head: "Peak", align: "right" as const }]),
    { head: "A month", align: "right" as const },
    ...(hasHours ? [{ head: "In cap", align: "right" as const }] : []),
    ...(isNarrow ? [] : [{ head: page.columns >= WIDE ? "Index/100 W" : "/100 W", align: "right" as const }]),
    { head: "", flexible: "wraps" as const },
  ];
  const lowest = sweep.at(-1);
  const spread = isRanged
    ? " Likely is the range in which it lies in four of five cases, in percent."
    : lowest === undefined
      ? ""
      : ` At ${lowest.limitW} W a job keeps ${percentText(lowest.speed.low)} to ${percentText(lowest.speed.high)} of its speed, most likely ${percentText(lowest.speed.value)}.`;
  return section(
    "POWER LIMITS TO CHOOSE FROM",
    [
      ...tableLines(columns, rows, page),
      ...paragraph(
        `Speed is what is left of the speed without a limit, for training.${spread} ${isNarrow ? "Training is watts at the wall." : "Training and Peak are watts at the wall; /100 W is the training index for each 100 W (* the most)."}${hasHours ? " In cap: hours a month that your cap pays for." : ""}${isBestWanted ? " Over: it breaks your cap on that." : ""}`,
        page,
      ),
      ...limitsPicture(report, page),
    ],
    page,
  );
};

const stateColumns = [
  { head: "Part (DC watts)", flexible: "wraps" as const },
  { head: "Idle", align: "right" as const },
  { head: "Training", align: "right" as const },
  { head: "Chatting", align: "right" as const },
  { head: "Most", align: "right" as const },
  { head: "Known by" },
];

const BASIS_WORDS = { measured: "reading", stated: "stated", modelled: "model", assumed: "assumption" } as const;

const stateRow = ({ name, quantity, idle, training, inference, peak, basis }: PartStates): readonly string[] => [
  countText(quantity, name),
  numberText(idle.value),
  numberText(training.value),
  numberText(inference.value),
  numberText(peak),
  BASIS_WORDS[basis],
];

const circuitLines = ({ circuits }: PowerReport, page: Page): readonly string[] =>
  circuits.length < 2
    ? []
    : section(
        "OTHER CIRCUITS THERE",
        circuits
          .filter(({ isAsked }) => !isAsked)
          .flatMap((row) =>
            bullet(
              `${row.name}: ${wattsText(row.maxContinuousW)} for hours; ${row.marginW >= 0 ? `leaves ${wattsText(row.marginW)}` : `${wattsText(-row.marginW)} too much, ${limitWords(row)}`}`,
              page,
              row.marginW >= 0 ? "-" : page.style.red("x"),
            ),
          ),
        page,
      );

const TOPIC_WORDS: { readonly [T in SafetyStatement["topic"]]: string } = {
  "automatic-stop": "Set up before it runs alone",
  connector: "Plugs and cables",
  "power-supply": "Power supply",
  "extension-lead": "Extension leads",
  circuit: "Circuit",
  fire: "Fire",
  alarm: "Alarms",
  insurance: "Insurance",
  temperature: "Temperature",
  heat: "Heat",
  ups: "UPS",
};

const statementWords = ({ id, says, todo, confidence }: SafetyStatement): string =>
  `${says}${todo === undefined ? "" : ` To do: ${todo.replace(/\.$/, "")}.`}${confidence === "unconfirmed" ? " (not confirmed)" : ""} [${statementCode(id)}]`;

const safetyLines = ({ statements }: PowerReport, page: Page): readonly string[] => {
  const topics = [...new Set(statements.map(({ topic }) => topic))];
  return section(
    "SAFETY: READ BEFORE LEAVING IT ALONE",
    [
      ...topics.flatMap((topic) => [
        ...paragraph(`${TOPIC_WORDS[topic]}:`, page).map(page.style.bold),
        ...statements.filter((statement) => statement.topic === topic).flatMap((statement) => bullet(statementWords(statement), page)),
      ]),
      ...paragraph(
        "This list makes nothing safe by itself. The rules of your place, a qualified electrician and the makers' manuals come first. `rigplan explain CODE` names the source of each line.",
        page,
      ),
    ],
    page,
  );
};

/** The decision before the findings; where something does not fit, the findings come first, so that no "yes" hides them. */
const firstWords = (assessment: Assessment, report: PowerReport, scenario: Scenario, page: Page): readonly string[] => {
  const findings = section("FINDINGS", findingLines(assessment, page), page);
  const decided = decision(assessment, report, scenario, page);
  const fire = ["", ...labelled("Fire risk", fireRiskWords(assessment, report, scenario), page)];
  const wrong = assessment.findings.filter(({ verdict }) => verdict === "does_not_fit").length;
  if (wrong === 0) return [...fire, ...decided.slice(1), ...findings];
  const warning = `${wrong === 1 ? "One thing does" : `${wrong} things do`} not fit: put that right before you buy or switch on.`;
  return ["", ...paragraph(warning, page), ...fire, ...findings, ...decided];
};

/** What a rig draws, what that costs, and whether the socket carries it: the decision, the figures, the limits, the safety list. */
export const powerText = (title: readonly string[], assessment: Assessment, report: PowerReport, scenario: Scenario, page: Page): string =>
  [
    ...withWords(
      [
        ...title,
        ...firstWords(assessment, report, scenario, page),
        ...figures(assessment, report, page),
        ...(report.tariff === undefined ? [] : tariffLines(report.tariff, page)),
        ...sweepLines(report, page),
        ...memorySection(assessment, page),
        ...speedSection(assessment, page),
        ...jobsSection(assessment, scenario, page),
        ...section("PART BY PART", tableLines(stateColumns, report.states.map(stateRow), page), page),
        ...circuitLines(report, page),
        ...safetyLines(report, page),
        ...section("SOFTWARE", softwareLines(assessment, page), page),
        ...section("GOOD TO KNOW", hostNeedLines(assessment, page), page),
      ],
      page,
    ),
    "",
  ].join("\n");
