import type { Failure } from "../domain/failure.js";
import { wrapped } from "./format.js";
import { safeText } from "./safe-text.js";
import type { Style } from "./style.js";

const MOST_SHOWN = 20;
/** A message that quotes what somebody typed or wrote ends somewhere. */
const LONGEST = 1000;
const shown = (text: string): string => safeText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);
/** `error RP1203: ` */
const ERROR_COLUMNS = 14;

const placeOf = ({ details }: Failure): string => [details.at?.file, details.at?.line, details.at?.column].filter((part) => part !== undefined).join(":");

const lines = (failure: Failure, style: Style, columns: number): readonly string[] => {
  const under = (words: string): readonly string[] => wrapped(shown(words), columns - 4).map((line, index) => `  ${index === 0 ? "" : "  "}${line}`);
  const [first = "", ...rest] = wrapped(shown(failure.message), columns - ERROR_COLUMNS);
  const { code, consequence, mark, fix } = failure.details;
  const place = placeOf(failure);
  return [
    `${style.red(`error${code === undefined ? "" : ` ${code}`}:`)} ${first}`,
    ...rest.map((line) => `  ${line}`),
    ...(place === "" ? [] : [`  ${shown(place)}`]),
    ...(mark === undefined ? [] : [`  ${safeText(mark.text)}`, `  ${" ".repeat(safeText(mark.text.slice(0, mark.column)).length)}^`]),
    ...(consequence === undefined ? [] : under(consequence)),
    ...(fix === undefined ? [] : under(`fix: ${fix}`)),
  ];
};

/**
 * A failure for a person: what, where, what follows, what to do; all failures of one reading, at most twenty, the first one last.
 * @param columns - of the terminal; elsewhere lines are not broken
 */
export const failureText = (failure: Failure, style: Style, columns = Number.POSITIVE_INFINITY): string => {
  const all = [...(failure.details.also ?? []), failure].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const last = all.length > MOST_SHOWN ? all.slice(all.length - MOST_SHOWN) : all;
  const rest = all.length - last.length;
  return `${[...(rest === 0 ? [] : [`${rest} more problems are not shown`]), ...last.flatMap((one) => lines(one, style, columns))].join("\n")}\n`;
};
