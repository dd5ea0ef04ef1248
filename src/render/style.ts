/** Colours and weights, or none; text passes `safeText` before it comes here. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly magenta: (text: string) => string;
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
  // Yellow cannot be read on white, as many terminals are.
  magenta: between(35, USUAL_COLOUR),
  green: between(32, USUAL_COLOUR),
};
const UNCOLOURED: Style = { bold: plain, dim: plain, red: plain, magenta: plain, green: plain };

export const styleFor = (isColoured: boolean): Style => (isColoured ? COLOURED : UNCOLOURED);

/** What a report in words is written for. */
export type Medium = "terminal" | "markdown" | "html";

export interface LinePoint {
  readonly x: number;
  readonly y: number;
}

/** Lines over one axis, each of a sign of its own. */
export interface LineChart {
  /** Points from left to right, at least one a line. */
  readonly series: readonly { readonly mark: string; readonly points: readonly LinePoint[] }[];
  readonly xTicks: readonly number[];
  readonly xLabel: (x: number) => string;
  readonly yLabel: (y: number) => string;
  /** The axis shows this height too. */
  readonly yFrom?: number;
}

/** A picture in rows of text, no row wider than `columns`. */
export type DrawLines = (chart: LineChart, columns: number) => readonly string[];

/** What a report in words needs to know of where it is shown. */
export interface Page {
  readonly columns: number;
  readonly style: Style;
  /** The terminal where it is not given. */
  readonly medium?: Medium;
  /** Set where pictures are shown beside the figures; the drawing library is there for reports that say they draw lines. */
  readonly pictures?: { readonly drawLines?: DrawLines };
}
