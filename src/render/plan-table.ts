import type { Assessment } from "../domain/assessment.js";
import type { Barred, BindingLimit, OtherMethod, Plan, PriceEdge, UnusedOwn } from "../domain/plan.js";
import type { PlanRequest } from "../domain/request.js";
import type { Scenario } from "../domain/scenario.js";
import {
  billWords,
  confirmLines,
  findingLines,
  gpuWords,
  indexWords,
  limitedGpuWords,
  memoryWords,
  partsSection,
  powerSection,
  priceAgeLines,
} from "./assessment-table.js";
import { currencyMark, moneyText, numberText, percentText, plural, wattsText } from "./format.js";
import { jobsSection } from "./jobs-section.js";
import { memorySection } from "./memory-section.js";
import { priceBars } from "./pictures.js";
import { frontierSection, whyNotSection } from "./plan-choices.js";
import { hostNeedLines, softwareLines } from "./software-table.js";

import { jobWords, speedSection } from "./speed-section.js";
import type { Page } from "./style.js";
import { bullet, headline, labelled, paragraph, section } from "./table.js";
import { withWords } from "./words-section.js";

const OBJECTIVE_WORDS = { throughput: "fastest", value: "best-value", vram: "largest-memory", efficiency: "most frugal", cost: "cheapest to own" } as const;
const LABEL_WORDS: Readonly<Record<string, string>> = {
  all_new: "All new parts",
  single_card: "One card only",
  cheapest_to_run: "Cheapest to run",
  next_best: "Next best card",
};
/** `All new parts, and next best card` */
const labelWords = (labels: readonly string[]): string =>
  labels
    .map((label) => LABEL_WORDS[label] ?? label)
    .map((words, at) => (at === 0 ? words : words.replace(/^./, (letter) => letter.toLowerCase())))
    .join(", and ");
const LIMIT_WORDS: Readonly<Record<string, string>> = {
  budget: "The budget",
  max_electricity: "The electricity limit",
  max_watts: "The watt limit",
  circuit: "The wall socket",
};

const heading = ({ proof }: Plan, request: PlanRequest, scenario: Scenario): string => {
  const limits = [
    ...(request.budget === undefined ? [] : [`for ${moneyText(request.budget)}`]),
    ...(request.maxElectricityPerMonth === undefined ? [] : [`with at most ${moneyText(request.maxElectricityPerMonth)} of electricity a month`]),
    ...(request.maxWatts === undefined ? [] : [`drawing at most ${wattsText(request.maxWatts)}`]),
  ].join(", ");
  const jobs = (scenario.workloads ?? []).map(({ id }) => id).join(" and ");
  const { machines = 1 } = request;
  const what = machines === 1 ? "complete rig" : `${machines} equal machines`;
  const rank = proof.optimal ? `The ${OBJECTIVE_WORDS[request.objective]} ${what}` : `NOT PROVEN BEST: the ${OBJECTIVE_WORDS[request.objective]} ${what} found`;
  return `${rank} ${jobs === "" ? "" : `for ${jobs} `}${limits === "" ? "there is" : limits} in ${scenario.region.name}, at prices known on ${scenario.asOf}`;
};

/** What the limit is and what it costs in speed, how sure that is and where it is from. */
const limitWords = (limit: number, board: number | undefined, speed: Assessment["power"]["limitSpeed"]): string => {
  const of = board === undefined ? "" : ` of ${wattsText(board)}`;
  const kept =
    speed === undefined
      ? ""
      : `, which keeps ${percentText(speed.value)} of its speed (likely ${numberText(speed.low * 100)} to ${percentText(speed.high)}; ${speed.basis} from published sweeps: \`rigplan explain power-limit\`)`;
  return `each card set to ${wattsText(limit)}${of}${kept}`;
};

const decision = (best: Assessment, request: PlanRequest, scenario: Scenario, page: Page): readonly string[] => {
  const left = request.budget === undefined ? undefined : request.budget.minor - best.cost.purchase.minor;
  const limit = best.rig.powerLimit;
  const { limitSpeed } = best.power;
  const jobs = jobWords(best);
  const board = best.rig.gpu[0]?.part.boardPowerW;
  return [
    ...labelled("Buy", `${gpuWords(best)} in ${best.rig.nodes === 1 ? "a complete PC" : `${best.rig.nodes} equal PCs`} (parts below)`, page),
    ...labelled(
      "Costs",
      `${moneyText(best.cost.purchase)}${left === undefined ? "" : `, ${moneyText({ minor: left, currency: best.cost.currency })} under the budget`}`,
      page,
    ),
    ...(jobs.length === 0
      ? labelled("Gives", `${memoryWords(best)}; ${indexWords(best)}, where one RTX 3090 is 100`, page)
      : [...labelled("Gives", memoryWords(best), page), ...jobs.flatMap((words, at) => labelled(at === 0 ? "Speed" : "", words, page))]),
    ...(limit === undefined ? [] : labelled("Limit", limitWords(limit, board, limitSpeed), page)),
    ...labelled("Draws", `${wattsText(best.power.wallTypical.value)} at the wall while training`, page),
    ...labelled("Bill", billWords(best, scenario), page),
  ];
};

const bindingWords = ({ limit, used, allowed, unit, nextStep }: BindingLimit): string => {
  const isMoney = !unit.startsWith("W");
  const amount = (value: number): string => (isMoney ? `${currencyMark(unit.slice(0, 3))}${numberText(value, 2)}` : wattsText(value));
  const gains = (step: NonNullable<BindingLimit["nextStep"]>): string =>
    step.sameCardsAtW === undefined ? `buy ${step.gains}` : `let the plan's own ${step.gains} run at ${wattsText(step.sameCardsAtW)}`;
  const step =
    nextStep === undefined ? "" : ` ${amount(nextStep.relaxBy)} beyond that limit would ${gains(nextStep)}, ${numberText(nextStep.gainPct)} % faster.`;
  return `${LIMIT_WORDS[limit] ?? limit} binds: ${amount(used)} of ${amount(allowed)} used.${step}`;
};

const GIVEN_UP_WORDS: Readonly<Record<string, string>> = {
  alternatives: "the runners-up",
  binding: "what a step beyond the limits gains",
  price_range: "what other prices would change",
  why_not: "why not the parts you named",
  frontier: "the rigs that no other beats",
  infeasible: "what would have to give way",
};

/** Too many parts to finish with: what is known all the same. */
const provenWords = ({ proof }: Plan): string =>
  proof.optimal
    ? `Proven best: every combination in the catalogue was either worked out (${plural(proof.considered, "rig")}) or ruled out because even its most hopeful figures lose (${numberText(proof.pruned)} ${proof.pruned === 1 ? "branch" : "branches"}).`
    : `Not proven best: there are so many parts that the search was given up. By ${proof.objective} another rig may be better by up to ${numberText(((proof.bound - proof.value) / Math.max(1e-9, Math.abs(proof.value))) * 100)} %. Narrow the search (--gpus, --vendor, --condition, --with) to have it finish.`;

const givenUpLines = ({ givenUp = [] }: Plan, page: Page): readonly string[] =>
  givenUp.length === 0
    ? []
    : bullet(`There are so many parts that some questions were given up: ${givenUp.map((what) => GIVEN_UP_WORDS[what] ?? what).join(", ")}.`, page, "!");

const reasons = (plan: Plan, page: Page): readonly string[] => {
  const others = plan.alternatives.map(
    ({ label, alsoLabels = [], assessment, difference }) =>
      `${labelWords([label, ...alsoLabels])}: ${limitedGpuWords(assessment)} for ${moneyText(assessment.cost.purchase)}: ${difference}.`,
  );
  return [
    ...section(
      "WHY THIS ONE",
      [
        ...bullet(provenWords(plan), page),
        ...givenUpLines(plan, page),
        ...plan.binding.flatMap((limit) => bullet(bindingWords(limit), page)),
        ...priceRangeLines(plan, page),
      ],
      page,
    ),
    ...section(
      "OTHER GOOD RIGS",
      others.flatMap((words) => bullet(words, page)),
      page,
    ),
  ];
};

const next = (best: Assessment): readonly string[] => {
  const used = best.parts.filter(({ condition, owned }) => condition !== "new" && !owned);
  const limit = best.rig.powerLimit;
  const isNvidia = best.rig.gpu[0]?.part.vendor === "nvidia";
  return [
    "Check the points above at the makers' pages and today's prices; they were seen on the dates shown.",
    ...(used.length === 0
      ? []
      : ["For used parts: ask for a photo of the card running a load test, pay in a way that can be taken back, and test it in the first days."]),
    ...(best.rig.case?.part.type === "open-frame"
      ? [
          "An open frame is a bare metal rack without walls: the board lies below, the cards hang on a rail above it, each joined by a riser (a ribbon cable). It is loud and open to hands and dust.",
        ]
      : []),
    "Order, build, and update the board's BIOS before the first long run.",
    ...(limit === undefined
      ? []
      : [
          isNvidia
            ? `Set the power limit after each start, since a restart forgets it: \`sudo nvidia-smi -pl ${Math.round(limit)}\` (on Windows without sudo, as administrator). The power supply carries the cards without it too.`
            : `Set the cards' power limit to ${Math.round(limit)} W with the maker's tool. The power supply carries the cards without it too.`,
        ]),
    "Is it a fire risk here? Add `--save rig.yaml` to this plan, then ask `rigplan power rig.yaml`. Buy or rent? `rigplan compare rig.yaml cloud:rtx-4090 free:kaggle`.",
    "Not in the total: screen, keyboard, delivery, operating system (Linux is free).",
  ];
};

const movedWords = ({ parts }: Assessment): string =>
  parts.some(({ market }) => market?.moved !== undefined)
    ? "~ marks one seen more than six weeks ago, brought to today by the price level of its kind; --observed-prices shows what was seen. "
    : "";

/** What several machines are for, and what they would need to work as one. */
const machinesSection = ({ rig }: Assessment, page: Page): readonly string[] =>
  rig.nodes === 1
    ? []
    : section(
        "SEVERAL MACHINES",
        [
          ...bullet(
            `Money, watts, GPU memory and the training index are those of all ${rig.nodes} machines, each with work of its own; the speed of a job asked for is that of one machine.`,
            page,
          ),
          ...bullet("On one job together they are held up by the network between them, above all below 25 Gbit/s: rigplan explain cluster.", page),
          ...bullet("Network cards, cables and a switch are not in the list: every board has a port that is enough for work of its own.", page),
          ...bullet("All of them are counted on one circuit; on circuits of their own, plan one machine with its share of the budget.", page),
        ],
        page,
      );

/** Whether the choice rests on prices that were brought up to date. */
const priceRangeLines = ({ priceRange }: Plan, page: Page): readonly string[] => {
  if (priceRange === undefined) return [];
  const { modelled, low, high } = priceRange;
  const range = `${moneyText(low.purchase)} to ${moneyText(high.purchase)}`;
  if (low.survives && high.survives) {
    return bullet(`The choice of cards holds over the whole range of the ${plural(modelled, "price")} marked ~: at their ends the list costs ${range}.`, page);
  }
  if (low.survives === undefined || high.survives === undefined) {
    const outcome = high.survives === false ? "; at the high end it breaks the budget" : "";
    return bullet(
      `The choice rests on ${plural(modelled, "price")} marked ~, with which the list costs ${range}${outcome}. Look these prices up before you buy; --price-range says what would be chosen at either end.`,
      page,
      "!",
    );
  }
  const otherwise = (when: string, { survives, instead, gainPct = 0 }: PriceEdge): readonly string[] =>
    survives === true
      ? []
      : [
          instead === undefined
            ? `if they are all ${when}, it breaks the budget and nothing like it is within it`
            : `if they are all ${when}, ${instead} would be chosen (${numberText(Math.abs(gainPct))} % ${gainPct < 0 ? "slower" : "faster"})`,
        ];
  return bullet(
    `The choice rests on ${plural(modelled, "price")} marked ~, with which the list costs ${range}: ${[...otherwise("at the low end", low), ...otherwise("at the high end", high)].join("; ")}. Look these prices up before you buy.`,
    page,
    "!",
  );
};

/** Parts one has are not passed over in silence. */
const unusedWords = ({ part, name, quantity, used }: UnusedOwn): string =>
  used === 0 ? `Yours, and the plan does without it: ${name}. \`--with ${part}\` makes it stay.` : `Yours, and the plan uses ${used} of ${quantity}: ${name}.`;

/** A plan for a person to read: the decision first, then the list, the reasons, what to check and what to do. */
export const planText = (plan: Plan, request: PlanRequest, scenario: Scenario, page: Page): string => {
  const { best } = plan;
  if (best === undefined) return "";
  const steps = next(best).flatMap((words, index) => bullet(words, page, `${index + 1}.`));
  const conversions = [
    ...new Set(best.parts.flatMap(({ market }) => (market === undefined || market.conversion === "" ? [] : market.conversion.split("; ")))),
  ].sort();
  const report = [
    ...headline(heading(plan, request, scenario), page),
    "",
    ...decision(best, request, scenario, page),
    ...partsSection(best, page),
    ...priceBars(best, page),
    ...powerSection(best, scenario, page),
    ...memorySection(best, page),
    ...speedSection(best, page),
    ...jobsSection(best, scenario, page),
    ...section("SOFTWARE", softwareLines(best, page), page),
    ...reasons(plan, page),
    ...whyNotSection(plan, page),
    ...frontierSection(plan, page),
    ...section(
      "GOOD TO KNOW",
      [
        ...(plan.unusedOwn ?? []).flatMap((own) => bullet(unusedWords(own), page, "!")),
        ...findingLines(best, page),
        ...hostNeedLines(best, page),
        ...priceAgeLines(best, page),
      ],
      page,
    ),
    ...machinesSection(best, page),
    ...section("CONFIRM BEFORE YOU BUY", confirmLines(best, page), page),
    ...section("WHAT TO DO NEXT", steps, page),
    "",
    ...paragraph(
      `A price is the median of the recent offers, nearest market first. ${movedWords(best)}${conversions.length === 0 ? "" : `Converted: ${conversions.join("; ")}; rates of ${scenario.exchange.asOf}: ${scenario.exchange.source}. `}${jobWords(best).length > 0 ? "" : "The training index is the speed over ten training jobs, with jobs that do not fit the memory counted slower: `rigplan explain training-index`."}`,
      page,
    ),
  ];
  return [...withWords(report, page), ""].join("\n");
};

/** `llama-3.1-8b:qlora (adapters over 4-bit weights (QLoRA)): fits …` */
const otherMethodWords = ({ workloads, what, best, cheapest }: OtherMethod): string => {
  const way = `${workloads.join(" and ")}, ${what}`;
  if (best === undefined) {
    const least = cheapest === undefined ? "" : `; the cheapest rig that does costs ${moneyText(cheapest.cost.purchase)} (${limitedGpuWords(cheapest)})`;
    return `${way}: no rig within your limits surely holds it either${least}`;
  }
  return `${way}: fits. The fastest rig for it is ${limitedGpuWords(best)} for ${moneyText(best.cost.purchase)}; ${jobWords(best).join("; ")}`;
};

/** Why a part that was asked for keeps out every rig. */
export const barredWords = ({ name, reason, priceFor }: Barred): string =>
  priceFor === undefined ? `no plan takes ${name}: ${reason}` : `${name} has no price firm enough to plan with: ${reason}`;

/** Why there is no rig, and what would make one possible. */
export const infeasibleText = (plan: Plan, page: Page): string => {
  const { infeasible } = plan;
  if (infeasible === undefined) return "";
  const { relaxations, barred = [], cheapest, otherMethods = [] } = infeasible;
  return [
    ...section(
      "WHAT STANDS IN THE WAY",
      barred.flatMap((part) => bullet(barredWords(part), page)),
      page,
    ),
    ...section(
      "WHAT WOULD WORK",
      relaxations.flatMap(({ says }) => bullet(says, page)),
      page,
    ),
    ...section(
      "THE SAME MODEL IN LESS MEMORY",
      otherMethods.flatMap((other) => bullet(otherMethodWords(other), page)),
      page,
    ),
    ...(cheapest === undefined
      ? []
      : [
          ...section(
            "THE CHEAPEST COMPLETE RIG",
            paragraph(`${limitedGpuWords(cheapest)}: ${moneyText(cheapest.cost.purchase)}, ${memoryWords(cheapest)}, ${indexWords(cheapest)}`, page),
            page,
          ),
          ...partsSection(cheapest, page),
        ]),
    "",
  ].join("\n");
};
