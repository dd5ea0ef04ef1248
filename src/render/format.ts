import { grouped } from "../units/money-text.js";
import { roundTo } from "../units/rounding.js";

export { currencyMark, moneyText } from "../units/money-text.js";

/** A number with at most `decimals` decimals, thousands grouped. */
export const numberText = (value: number, decimals = 0): string => {
  const [whole = "0", fraction] = Math.abs(roundTo(value, decimals)).toFixed(decimals).split(".");
  return `${value < 0 ? "-" : ""}${grouped(whole)}${fraction === undefined ? "" : `.${fraction}`}`;
};

const DIGITS = 2;
const decimalsOf = (value: number): number => (value > 0 ? Math.min(12, DIGITS - 1 - Math.floor(Math.log10(value))) : 0);

/** `£0.0041`: two figures that count, however small. */
export const smallAmount = (value: number, mark: string): string =>
  `${mark}${value >= 1 ? numberText(value, 2) : Number(value.toPrecision(DIGITS)).toFixed(decimalsOf(value))}`;

export const wattsText = (value: number): string => `${numberText(value)} W`;
export const percentText = (share: number, decimals = 0): string => `${numberText(share * 100, decimals)} %`;

/** `2 × name`, or the name alone for one. */
export const countText = (count: number, name: string): string => (count === 1 ? name : `${count} × ${name}`);

/** `1 card`, `2 cards`. */
export const plural = (count: number, word: string): string => `${count} ${word}${count === 1 ? "" : "s"}`;

const NUMBER = /^[(~]*[-+]?\D?\d[\d,.]*$/;
/** `\xb0` is the degree sign and `\xd7` the sign of multiplication: the bundle is read byte by byte, where neither stands as itself. */
const UNIT =
  /^(?:[kM]?Wh?|k?VA|[VA]|[GMKT]i?B|GB\/s|[GM]Hz|h|mm|cm|m[23]|\xb0C|%|\xd7|kg|BTU\/h|g\/kWh|kWh|[A-Z]{3}|(?:year|month|week|day|hour|minute|card|GPU)s?)[),.;:]*$/;
const CODE = /^[(~]*(?:[A-Z]{3}|RX)$/;
/** `3090 Ti`, `7900 XTX`: the end of a card's name, without which it is another card. */
const MODEL = /^\d{3,4}$/;
const MODEL_END = /^(?:Ti|XTX?|SUPER|Super)(?:[),.;:]|$)/;
const TIMES = /^[(~]*\d+x$/;
/** A command that fits a narrow page is not broken, so that it can be copied. */
const LONGEST_COMMAND = 40;
const AMOUNT = /^[(~]*[-+]?\D?\d[\d,.]*[),;:]*$/;

/** Words, with what must stay on one line taken as one word: a number and its unit, `2 × NVIDIA`, `CHF 1,200.00`, `RTX 3090 Ti`, a command in backticks. */
export const inseparable = (text: string): readonly string[] => {
  const words: string[] = [];
  let before = "";
  let isInCommand = false;
  for (const word of text.split(" ")) {
    const last = words.at(-1);
    const isBound =
      (NUMBER.test(before) && UNIT.test(word)) ||
      before === "×" ||
      TIMES.test(before) ||
      ((before === "=" || CODE.test(before)) && AMOUNT.test(word)) ||
      (MODEL.test(before) && MODEL_END.test(word)) ||
      (isInCommand && (last?.length ?? 0) + word.length < LONGEST_COMMAND);
    if (last !== undefined && isBound) words[words.length - 1] = `${last} ${word}`;
    else words.push(word);
    if (word.split("`").length % 2 === 0) isInCommand = !isInCommand;
    before = word;
  }
  return words;
};

/** Words in lines of at most `width`, later lines indented. A word longer than a line stands alone and is not broken. */
export const wrapped = (text: string, width: number, indent = ""): readonly string[] => {
  const lines: string[] = [];
  let line = "";
  for (const word of inseparable(text)) {
    const next = line === "" ? word : `${line} ${word}`;
    if (line !== "" && next.length > width) {
      lines.push(line);
      line = `${indent}${word}`;
    } else line = next;
  }
  if (line !== "") lines.push(line);
  return lines;
};

/** Text cut to a width, the cut shown as `…`. */
export const cut = (text: string, width: number): string => (text.length <= width ? text : `${text.slice(0, Math.max(1, width - 1))}…`);

/** A long word in lines, broken after the signs that join its parts; a part that is still too long is cut. */
const broken = (word: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const part of word.split(/(?<=[-:/@,=_])/)) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= width) lines[lines.length - 1] = `${last}${part}`;
    else lines.push(cut(part, width));
  }
  return lines;
};

/** Words in lines, whatever would rather stay together. */
const filled = (text: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const word of text.split(" ").flatMap((one) => broken(one, width))) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
};

/** Lines of words at most `width` wide: what would rather stay together, and at last a word itself, gives way. */
export const folded = (text: string, width: number): readonly string[] =>
  wrapped(text, width).flatMap((line) => (line.length <= width ? [line] : filled(line, width)));
