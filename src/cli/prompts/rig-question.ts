import type { Catalog } from "../../domain/catalog.js";
import { type Io, mayAsk } from "../io.js";
import { usage } from "../parse.js";

/**
 * The rig a command is about, where the command line names none: asked for in a terminal.
 * @throws Failure naming what is missing where nobody can be asked
 */
export const rigAsked = async (command: string, flags: { readonly input?: boolean }, { parts }: Catalog, io: Io): Promise<string> => {
  if (!mayAsk(flags, io)) throw usage("missing: RIG", `for example: rigplan ${command} 2x:rtx-3090, or the path of a rig file`);
  const { terminalAsker } = await import("./asker.js");
  const choices = [...parts.gpu.values()].map(({ id, name }) => ({ value: `1x:${id}`, name: `one ${name}` }));
  const why = "Type a card's name and pick it, or type shorthand such as 2x:rtx-3090@280W:used, or the path of a rig file.";
  return terminalAsker(io).search({ short: "Which rig?", why }, choices, undefined, true);
};
