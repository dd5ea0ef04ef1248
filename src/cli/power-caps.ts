import type { Scenario } from "../domain/scenario.js";
import { moneyText } from "../render/format.js";
import { convertMoney, type Money, minorDigits, money } from "../units/money.js";
import type { Io } from "./io.js";
import { amountOf, numberWithin, usage } from "./parse.js";

const POSSIBLE_W = { low: 20, high: 50_000 } as const;
const USUAL_W = { low: 100, high: 12_000 } as const;
/** A month of electricity for one rig, in the currency the exchange rates are against. */
const USUAL_MONTH = { low: 1, high: 2000 } as const;
const SLIP = 1000;

const PLAIN = /^\d{1,9}(?:\.\d{1,6})?$/;

/** `--max-watts`: watts, not kilowatts; what no rig draws is refused, what few do is warned about. */
export const wattCap = (text: string, io: Io): number => {
  const value = PLAIN.test(text) ? Number(text) : Number.NaN;
  if (value < POSSIBLE_W.low && value * SLIP >= USUAL_W.low)
    throw usage(`--max-watts ${text} is less than any computer draws`, `it is in watts: did you mean ${value * SLIP}?`);
  const watts = numberWithin("--max-watts", text, POSSIBLE_W.low, POSSIBLE_W.high, "W");
  if (watts < USUAL_W.low || watts > USUAL_W.high)
    io.err(`warning: --max-watts ${text} is unusual (${USUAL_W.low} to ${USUAL_W.high} W); it is in watts at the wall\n`);
  return watts;
};

/** `--max-electricity`: an amount a month in whole money, not pence; what few bills are is warned about with the likely slip. */
export const electricityCap = (text: string, { currency, exchange }: Scenario, io: Io): Money => {
  const amount = amountOf("--max-electricity", text, currency);
  const digits = minorDigits(exchange.base);
  const edge = (value: number): number => convertMoney(money(value * 10 ** digits, exchange.base), currency, exchange)?.minor ?? Number.NaN;
  if (amount.minor > edge(USUAL_MONTH.high)) {
    const hundredth = money(Math.round(amount.minor / 100), currency);
    io.err(`warning: --max-electricity ${moneyText(amount)} a month is unusually much for one rig; is it ${moneyText(hundredth)}, written in hundredths?\n`);
  }
  if (amount.minor < edge(USUAL_MONTH.low)) {
    io.err(`warning: --max-electricity ${moneyText(amount)} a month is unusually little; is it ${moneyText(money(amount.minor * 100, currency))}?\n`);
  }
  return amount;
};
