import type { Failure } from "../domain/failure.js";
import { safeText } from "./safe-text.js";
import type { Style } from "./style.js";

const MOST_SHOWN = 20;

const placeOf = ({ details }: Failure): string => [details.at?.file, details.at?.line, details.at?.column].filter((part) => part !== undefined).join(":");

const lines = (failure: Failure, style: Style): readonly string[] => {
  const { code, consequence, mark, fix } = failure.details;
  const place = placeOf(failure);
  return [
    `${style.red(`error${code === undefined ? "" : ` ${code}`}:`)} ${safeText(failure.message)}`,
    ...(place === "" ? [] : [`  ${safeText(place)}`]),
    ...(mark === undefined ? [] : [`  ${safeText(mark.text)}`, `  ${" ".repeat(safeText(mark.text.slice(0, mark.column)).length)}^`]),
    ...(consequence === undefined ? [] : [`  ${safeText(consequence)}`]),
    ...(fix === undefined ? [] : [`  fix: ${safeText(fix)}`]),
  ];
};

/** A failure for a person: what, where, what follows, what to do; all failures of one reading, at most twenty, the first one last. */
export const failureText = (failure: Failure, style: Style): string => {
  const all = [...(failure.details.also ?? []), failure].sort((a, b) => (placeOf(a) < placeOf(b) ? 1 : -1));
  const shown = all.length > MOST_SHOWN ? all.slice(all.length - MOST_SHOWN) : all;
  const rest = all.length - shown.length;
  return `${[...(rest === 0 ? [] : [`${rest} more problems are not shown`]), ...shown.flatMap((one) => lines(one, style))].join("\n")}\n`;
};
