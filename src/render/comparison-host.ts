import type { PartLine } from "../domain/assessment.js";
import type { OwnedColumn } from "../domain/comparison.js";
import { sumMoney } from "../units/money.js";
import { moneyText, percentText } from "./format.js";
import type { Page } from "./style.js";
import { bullet } from "./table.js";

const MOST_OF_IT = 0.5;
const NAMED = 3;

const minorOf = ({ price }: PartLine): number => price?.minor ?? 0;

/** Several cards that cost less than the machine which carries them: what makes it dear. */
const hostWords = ({ name, assessment: { parts, cost } }: OwnedColumn): readonly string[] => {
  const cards = parts.filter(({ kind }) => kind === "gpu");
  const rest = parts.filter(({ kind, owned, price }) => kind !== "gpu" && !owned && price !== undefined);
  const sum = sumMoney(
    rest.flatMap(({ price }) => price ?? []),
    cost.currency,
  );
  const share = cost.purchase.minor === 0 ? 0 : sum.minor / cost.purchase.minor;
  if (cards.reduce((count, { quantity }) => count + quantity, 0) < 2 || share <= MOST_OF_IT) return [];
  const dearest = [...rest].sort((a, b) => minorOf(b) - minorOf(a)).slice(0, NAMED);
  const named = dearest.map((line) => `${line.name} ${line.price === undefined ? "" : moneyText(line.price)}`).join(", ");
  return [
    `${name}: ${moneyText(sum)} of ${moneyText(cost.purchase)} (${percentText(share)}) is the machine that so many cards need, most of it ${named}. Fewer, newer cards need less of a machine.`,
  ];
};

/** Where most of the money does not go into the cards. */
export const hostBullets = (columns: readonly OwnedColumn[], page: Page): readonly string[] =>
  columns.flatMap(hostWords).flatMap((words) => bullet(words, page, page.style.magenta("!")));
