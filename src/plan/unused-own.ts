import type { PartLine } from "../domain/assessment.js";
import type { Catalog } from "../domain/catalog.js";
import { PART_KINDS } from "../domain/part.js";
import type { UnusedOwn } from "../domain/plan.js";

/** Parts of one's own that the chosen list does without, whole or in number. */
export const unusedOwn = (own: readonly string[], chosen: readonly PartLine[], { parts }: Catalog): readonly UnusedOwn[] =>
  [...new Set(own)].flatMap((id): UnusedOwn[] => {
    const quantity = own.filter((other) => other === id).length;
    const used = chosen.reduce((count, line) => count + (line.owned && line.id === id ? line.quantity : 0), 0);
    const part = PART_KINDS.map((kind) => parts[kind].get(id)).find((found) => found !== undefined);
    return part === undefined || used >= quantity ? [] : [{ part: id, name: part.name, quantity, used }];
  });
