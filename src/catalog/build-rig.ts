import type { PublishedBuild } from "../domain/build.js";
import type { Catalog } from "../domain/catalog.js";
import type { PartKind, PartOf } from "../domain/part.js";
import type { Rig, RigLine } from "../domain/rig.js";
import { extraLines, inlinePart, type LineValues, rigLine } from "./rig-lines.js";
import type { RawExtra } from "./schema/rig.js";

/** The rig of a published build. What its author lists without a price has none here either. */
export const buildRig = (build: PublishedBuild, catalog: Catalog): Rig => {
  const { pricedOn } = build;
  const linesOf = <K extends PartKind>(kind: K): readonly RigLine<PartOf[K]>[] => {
    const raw = build.parts[kind];
    // The schema of builds has vouched for every line.
    const listed = (raw === undefined ? [] : Array.isArray(raw) ? raw : [raw]) as readonly (LineValues & Readonly<Record<string, unknown>>)[];
    return listed.flatMap((values, index): RigLine<PartOf[K]>[] => {
      const part = values.id === undefined ? inlinePart(kind, values, index) : catalog.parts[kind].get(values.id);
      if (part === undefined) return [];
      const line = rigLine<PartOf[K]>(part, values);
      return [line.owned ? line : line.priceOverride === undefined ? { ...line, isUnpriced: true } : { ...line, pricedOn }];
    });
  };
  const [cpu] = linesOf("cpu");
  const [motherboard] = linesOf("motherboard");
  const [psu] = linesOf("psu");
  const [housing] = linesOf("case");
  const [cooler] = linesOf("cooler");
  const extras = extraLines(build.extras as readonly RawExtra[]).map((extra) => ({ ...extra, pricedOn }));
  return {
    name: build.name,
    gpu: linesOf("gpu"),
    memory: linesOf("memory"),
    storage: linesOf("storage"),
    network: linesOf("network"),
    riser: linesOf("riser"),
    ...(cpu === undefined ? {} : { cpu }),
    ...(motherboard === undefined ? {} : { motherboard }),
    ...(psu === undefined ? {} : { psu }),
    ...(housing === undefined ? {} : { case: housing }),
    ...(cooler === undefined ? {} : { cooler }),
    ...(extras.length === 0 ? {} : { extras }),
    ...(build.gpuPowerLimitW === undefined ? {} : { powerLimit: build.gpuPowerLimitW }),
    nodes: 1,
  };
};
