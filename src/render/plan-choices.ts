import type { FrontierPoint, Plan } from "../domain/plan.js";
import type { Objective } from "../domain/request.js";
import { moneyText, numberText } from "./format.js";
import { shortName } from "./short-name.js";
import type { Page } from "./style.js";
import { bullet, type Column, paragraph, section, tableLines } from "./table.js";

/** The reasons against parts that were asked about. */
export const whyNotSection = ({ whyNot = [] }: Plan, page: Page): readonly string[] =>
  section(
    "WHY NOT",
    whyNot.flatMap(({ name, reason }) => bullet(`${name}: ${reason}.`, page)),
    page,
  );

const COLUMNS: readonly Column[] = [
  { head: "Cards", flexible: "wraps" },
  { head: "Price", align: "right" },
  { head: "A month", align: "right" },
  { head: "Work", align: "right" },
  { head: "GB", align: "right" },
  { head: "Best for" },
];

const BEST_WORDS: { readonly [K in Objective]: string } = {
  throughput: "speed",
  value: "value",
  vram: "memory",
  efficiency: "per watt",
  cost: "ownership",
};

const row = ({ assessment, bestFor, work }: FrontierPoint): readonly string[] => {
  const cards = assessment.rig.gpu.map(({ part, quantity }) => `${quantity} × ${shortName(part.name)}`).join(" + ");
  const limit = assessment.rig.powerLimit === undefined ? "" : ` at ${Math.round(assessment.rig.powerLimit)} W`;
  return [
    `${cards}${limit}`,
    moneyText(assessment.cost.purchase),
    assessment.energy.billPerMonth === undefined ? "not known" : moneyText(assessment.energy.billPerMonth),
    numberText(work),
    numberText(assessment.memory.totalGib),
    bestFor.map((objective) => BEST_WORDS[objective]).join(", "),
  ];
};

/** The rigs that no other beats on price, monthly electricity and work. */
export const frontierSection = ({ frontier = [], proof }: Plan, page: Page): readonly string[] =>
  section(
    "RIGS THAT NO OTHER BEATS",
    frontier.length === 0
      ? []
      : [
          ...paragraph(
            `For each, nothing is cheaper to buy, cheaper to run and faster at once; with them the best by each objective. Work is the ${proof.objective.startsWith("training index") ? "training index" : "speed asked for"}, GB the GPU memory in all.`,
            page,
          ),
          ...tableLines(COLUMNS, frontier.map(row), page),
        ],
    page,
  );
