/** Colours and weights, or none; text passes `safeText` before it comes here. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

const USUAL_WEIGHT = 22;
const USUAL_COLOUR = 39;

/** Text between the two codes of ECMA-48's "select graphic rendition" that switch a look on and off. */
const between =
  (on: number, off: number) =>
  (text: string): string =>
    text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`;

const plain = (text: string): string => text;

const COLOURED: Style = {
  bold: between(1, USUAL_WEIGHT),
  dim: between(2, USUAL_WEIGHT),
  red: between(31, USUAL_COLOUR),
  yellow: between(33, USUAL_COLOUR),
  green: between(32, USUAL_COLOUR),
};
const UNCOLOURED: Style = { bold: plain, dim: plain, red: plain, yellow: plain, green: plain };

export const styleFor = (isColoured: boolean): Style => (isColoured ? COLOURED : UNCOLOURED);

/** What a report in words is written for. */
export type Medium = "terminal" | "markdown" | "html";

/** What a report in words needs to know of where it is shown. */
export interface Page {
  readonly columns: number;
  readonly style: Style;
  /** The terminal where it is not given. */
  readonly medium?: Medium;
}
