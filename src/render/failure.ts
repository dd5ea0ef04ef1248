import type { Failure } from "../domain/failure.js";
import { safeText } from "./safe-text.js";
import type { Style } from "./style.js";

const MOST_SHOWN = 20;
/** A message that quotes what somebody typed or wrote ends somewhere. */
const LONGEST = 1000;
const shown = (text: string): string => safeText(text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text);

const placeOf = ({ details }: Failure): string => [details.at?.file, details.at?.line, details.at?.column].filter((part) => part !== undefined).join(":");

const lines = (failure: Failure, style: Style): readonly string[] => {
  const { code, consequence, mark, fix } = failure.details;
  const place = placeOf(failure);
  return [
    `${style.red(`error${code === undefined ? "" : ` ${code}`}:`)} ${shown(failure.message)}`,
    ...(place === "" ? [] : [`  ${shown(place)}`]),
    ...(mark === undefined ? [] : [`  ${safeText(mark.text)}`, `  ${" ".repeat(safeText(mark.text.slice(0, mark.column)).length)}^`]),
    ...(consequence === undefined ? [] : [`  ${shown(consequence)}`]),
    ...(fix === undefined ? [] : [`  fix: ${shown(fix)}`]),
  ];
};

/** A failure for a person: what, where, what follows, what to do; all failures of one reading, at most twenty, the first one last. */
export const failureText = (failure: Failure, style: Style): string => {
  const all = [...(failure.details.also ?? []), failure].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const last = all.length > MOST_SHOWN ? all.slice(all.length - MOST_SHOWN) : all;
  const rest = all.length - last.length;
  return `${[...(rest === 0 ? [] : [`${rest} more problems are not shown`]), ...last.flatMap((one) => lines(one, style))].join("\n")}\n`;
};
