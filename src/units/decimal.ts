/** An exact decimal number: `digits` / 10^`scale`. Read from text, never from a float. */
export interface Decimal {
  readonly digits: bigint;
  readonly scale: number;
}

const DECIMAL_TEXT = /^-?\d{1,18}(?:\.\d{1,12})?$/;

/** The decimal that `text` spells (`-?digits[.digits]`, ASCII), or undefined when it is anything else. */
export const parseDecimal = (text: string): Decimal | undefined => {
  if (text.length > 32 || !DECIMAL_TEXT.test(text)) return undefined;
  const point = text.indexOf(".");
  return point === -1 ? { digits: BigInt(text), scale: 0 } : { digits: BigInt(text.slice(0, point) + text.slice(point + 1)), scale: text.length - point - 1 };
};

/**
 * As {@link parseDecimal}, for text that was checked before.
 * @throws RangeError when it is not a decimal
 */
export const decimal = (text: string): Decimal => {
  const value = parseDecimal(text);
  if (value === undefined) throw new RangeError(`not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
  return value;
};

/** Nearest float, for estimates and ratios; never for an amount of money. */
export const decimalToNumber = ({ digits, scale }: Decimal): number => Number(digits) / 10 ** scale;

/** The decimal as a file spells it. */
export const decimalText = ({ digits, scale }: Decimal): string => {
  const text = (digits < 0n ? -digits : digits).toString().padStart(scale + 1, "0");
  return `${digits < 0n ? "-" : ""}${scale === 0 ? text : `${text.slice(0, -scale)}.${text.slice(-scale)}`}`;
};
