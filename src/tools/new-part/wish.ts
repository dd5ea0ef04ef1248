import { FOLDER_OF } from "../../domain/names.js";
import { nearest } from "../../domain/nearest.js";
import { PART_KINDS, type PartKind } from "../../domain/part.js";

/** What the words after `npm run new:part --` ask for, or what is wrong with them. */
type Wish = { readonly kind: PartKind; readonly id: string } | { readonly refused: string };

const QUOTED_LENGTH = 40;
const USAGE = "npm run new:part -- gpu rtx-9090";

/** A kind is named as a rig names it (gpu) or by its folder (gpus). */
export const wishFrom = ([kindText = "", id = "", ...rest]: readonly string[]): Wish => {
  const kind = PART_KINDS.find((known) => known === kindText || FOLDER_OF[known] === kindText);
  if (kind === undefined) {
    const [guess] = nearest(kindText, PART_KINDS, 1);
    const what = kindText === "" ? "say what kind of part" : `there is no kind ${JSON.stringify(kindText.slice(0, QUOTED_LENGTH))}`;
    return { refused: `${what}: ${kindText === "" || guess === undefined ? `one of ${PART_KINDS.join(", ")}` : `did you mean ${guess}?`}\n  ${USAGE}` };
  }
  if (id === "") return { refused: `give the ${kind} an id, which becomes the name of its file\n  ${USAGE.replace("gpu rtx-9090", `${kind} my-${kind}`)}` };
  if (!/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) || rest.length > 0) {
    const meant = [id, ...rest]
      .join("-")
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, "-")
      .replace(/^-|-$/g, "");
    return {
      refused: `the id is one word in small letters, digits and single hyphens${meant === "" ? "" : `: did you mean ${meant.slice(0, QUOTED_LENGTH)}?`}`,
    };
  }
  return { kind, id };
};
