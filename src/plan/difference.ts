import type { Assessment } from "../domain/assessment.js";
import { money } from "../units/money.js";
import { moneyText } from "../units/money-text.js";

const share = (part: number, whole: number): number => Math.round((part / whole - 1) * 100);

/** The speed that counts: of the first job asked for, else the training index. */
const speedOf = ({ performance: [index, job] }: Assessment, unknown: number): number => (job ?? index)?.throughput.value ?? unknown;

/** What sets another rig apart from the chosen one, most telling first: speed, price, memory, running cost. */
export const differenceOf = (best: Assessment, other: Assessment): string => {
  const words: string[] = [];
  const speed = share(speedOf(other, 0), speedOf(best, 1));
  words.push(speed === 0 ? "as fast" : `${Math.abs(speed)} % ${speed < 0 ? "slower" : "faster"}`);
  const { currency } = best.cost;
  const amount = (minor: number): string => moneyText(money(Math.abs(minor), currency));
  const price = other.cost.purchase.minor - best.cost.purchase.minor;
  if (price !== 0) words.push(`${amount(price)} ${price < 0 ? "cheaper" : "dearer"} to buy`);
  const vram = other.memory.totalGib - best.memory.totalGib;
  if (vram !== 0) words.push(`${Math.abs(vram)} GB ${vram < 0 ? "less" : "more"} GPU memory`);
  const bill = (other.energy.billPerMonth?.minor ?? 0) - (best.energy.billPerMonth?.minor ?? 0);
  if (bill !== 0) words.push(`${amount(bill)} ${bill < 0 ? "less" : "more"} electricity a month`);
  return words.join(", ");
};
