import { Chalk } from "chalk";

/** Colours and weights, or none; text passes `safeText` before it comes here. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly green: (text: string) => string;
}

export const styleFor = (isColoured: boolean): Style => {
  const chalk = new Chalk({ level: isColoured ? 1 : 0 });
  return { bold: chalk.bold, dim: chalk.dim, red: chalk.red, yellow: chalk.yellow, green: chalk.green };
};

/** What a report in words needs to know of where it is shown. */
export interface Page {
  readonly columns: number;
  readonly style: Style;
}
